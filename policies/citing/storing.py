"""Which clauses of other policies cite a clause: written at publication, read with its page."""

import datetime as dt
from collections.abc import Iterable

from django.db import models

from policies.citing.finding import anchor_of
from policies.citing.reading import Cite, cites_of
from policies.models import CrossReference, Revision
from policies.text.citation import Field
from policies.text.founding import rests_on
from policies.text.markup import to_text
from policies.text.outline import Clause, Heading, Outline

INTRODUCTORY = (Field.BACKGROUND, Field.PURPOSE, Field.SCOPE)


def store(revision: Revision, outline: Outline, cites: Iterable[Cite]) -> None:
    """Keeps what a revision that is being published says of other policies."""
    nodes = tuple(outline.walk())
    first = next((node for node in nodes if isinstance(node, Clause) and not node.deleted), None)
    rows: dict[tuple[str, int, str], CrossReference] = {}
    for cite in cites:
        if cite.policy is None or cite.points_nowhere:
            continue
        node = None if cite.node is None else nodes[cite.node]
        anchor = anchor_of(node, cite.field)
        key = anchor, cite.policy.pk, cite.cited
        is_known_basis = key in rows and bool(rows[key].is_basis)
        rows[key] = CrossReference(
            revision=revision,
            anchor=anchor,
            label=node.label if node else "",
            cited_policy=cite.policy,
            cited_anchor=cite.cited,
            is_basis=is_known_basis or _is_basis(cite, outline, node, first),
        )
    CrossReference.objects.bulk_create(rows.values())


def _is_basis(
    cite: Cite, outline: Outline, node: Heading | Clause | None, first: Clause | None
) -> bool:
    """In its introduction or its first clause, where drafters say so, a text that says it rests on
    what it cites."""
    if node is None and cite.field in INTRODUCTORY:
        words = getattr(outline, cite.field)
    elif isinstance(node, Clause) and node is first:
        words = node.body
    else:
        return False
    return rests_on(to_text(words), cite.start, cite.end)


def unread() -> "models.QuerySet[Revision]":
    """Published revisions of which it has still to be read what they rest on."""
    rows = CrossReference.objects.filter(revision=models.OuterRef("pk"), is_basis=None)
    return Revision.objects.published().filter(models.Exists(rows)).select_related("policy")


def rebuild(revision: Revision) -> int:
    """Reads a published revision's references again, as of the day it took effect; how many."""
    assert revision.effective_from is not None  # noqa: S101  (published ones have one)
    outline = revision.outline()
    CrossReference.objects.filter(revision=revision).delete()
    store(revision, outline, cites_of(outline, revision.policy, revision.effective_from))
    return revision.cross_references.count()


def forget(revision: Revision) -> None:
    """A revision that never takes effect cites nobody."""
    CrossReference.objects.filter(revision=revision).delete()


def sweep(on: dt.date) -> int:
    """Removes what revisions superseded by that day said; how many rows there were."""
    over = Revision.objects.superseded(on)
    removed, _each = CrossReference.objects.filter(revision__in=over.values("pk")).delete()
    return removed
