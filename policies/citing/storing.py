"""Which clauses of other policies cite a clause: written at publication, read with its page."""

import datetime as dt
from collections.abc import Iterable

from policies.citing.finding import anchor_of
from policies.citing.reading import Cite, cites_of
from policies.models import CrossReference, Revision
from policies.text.outline import Outline


def store(revision: Revision, outline: Outline, cites: Iterable[Cite]) -> None:
    """Keeps what a revision that is being published says of other policies."""
    nodes = tuple(outline.walk())
    rows: dict[tuple[str, int, str], CrossReference] = {}
    for cite in cites:
        if cite.policy is None or cite.points_nowhere:
            continue
        node = None if cite.node is None else nodes[cite.node]
        anchor = anchor_of(node, cite.field)
        rows[anchor, cite.policy.pk, cite.cited] = CrossReference(
            revision=revision,
            anchor=anchor,
            label=node.label if node else "",
            cited_policy=cite.policy,
            cited_anchor=cite.cited,
        )
    CrossReference.objects.bulk_create(rows.values())


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
