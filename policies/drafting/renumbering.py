"""Setting a draft's numbers in order: shown first, then done exactly as it was shown."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.drafting.editing import (
    CLAUSE_FIELDS,
    COVER_FIELDS,
    HEADING_FIELDS,
    write,
)
from policies.drafting.locking import locked_draft
from policies.models import CrossReference, Revision
from policies.models.drafted import COVER_PARTS
from policies.refusals import Refused, named_constraints
from policies.text import outline as text
from policies.text import renumbering
from policies.text.renumbering import Renumbering
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def preview_of(revision: Revision, outline: text.Outline) -> Renumbering:
    """What renumbering the draft would change; nothing is changed."""
    return renumbering.renumber(outline, revision.policy.jurisdiction)


def renumber(revision: Revision, by: Employee, expected: str) -> Renumbering:
    """Gives headings and clauses their numbers in sequence, and citations the new ones.

    ``expected`` is the digest of the text the preview was made of; another text is refused, for
    nobody has seen what would become of it. Refused too when the numbers are in order.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        outline = draft.outline()
        if text.digest(outline) != expected:
            raise Refused(
                "changed_since",
                _(
                    "The draft was changed after this preview was made. Nothing was renumbered; "
                    "look at the new preview below."
                ),
            )
        found = preview_of(draft, outline)
        if found.changes_nothing:
            raise Refused("in_order", _("The numbers are in order already."))
        _apply(draft, outline, found.outline, by)
        record(
            "policies.renumber", draft, by,
            labels={each.before: each.after for each in found.labels},
            citations=sum(1 for each in found.citations if each.after),
        )  # fmt: skip
    return found


def citing_elsewhere(revision: Revision, found: Renumbering) -> list[CrossReference]:
    """What policies in force say of clauses that would get another number: they are not changed,
    for their words are published."""
    nodes = tuple(found.outline.walk())
    anchors = {nodes[each.node].anchor for each in found.labels}
    rows = (
        CrossReference.objects.filter(cited_policy=revision.policy, cited_anchor__in=anchors)
        .filter(revision__in=Revision.objects.in_force(timezone.localdate()).values("pk"))
        .select_related("revision__policy")
        .order_by("revision__policy__code", "pk")
    )
    return list(rows)


def _apply(draft: Revision, before: text.Outline, after: text.Outline, by: Employee) -> None:
    changed = dict(_changed(before, after))
    for clause in draft.clauses.filter(anchor__in=changed):
        write(clause, clause.lock_version, by, CLAUSE_FIELDS, changed[clause.anchor])
    for chapter in draft.chapters.filter(anchor__in=changed):
        write(chapter, chapter.lock_version, by, HEADING_FIELDS, changed[chapter.anchor])
    cover = {part: getattr(after, part) for part in COVER_PARTS}
    write(draft, draft.lock_version, by, COVER_FIELDS, cover)


def _changed(before: text.Outline, after: text.Outline) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of every heading and clause that reads otherwise, by its anchor, the fields it now has."""
    for old, new in zip(before.walk(), after.walk(), strict=True):
        words = "body" if isinstance(new, text.Clause) else "lead"
        now = {"label": new.label, words: getattr(new, words)}
        if any(getattr(old, name) != value for name, value in now.items()):
            yield new.anchor, now
