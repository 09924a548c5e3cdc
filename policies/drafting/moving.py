"""Moving headings and clauses: to a position, or right after another one. Labels stay."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from policies.drafting.locking import chapter_of, clause_of, locked_draft
from policies.drafting.nesting import check_below
from policies.drafting.positions import in_sequence, insert
from policies.models import Chapter, Clause, Revision
from policies.refusals import Refused, named_constraints
from policies.text.arrangement import Place, arrangement
from policies.text.outline import Kind
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# The code of the refusal to move what stands elsewhere than the person saw.
REARRANGED = "rearranged"


def move_clause(
    revision: Revision,
    anchor: str,
    by: Employee,
    *,
    chapter: str = "",
    position: int = 1,
    to: Place | None = None,
    seen: str | None = None,
) -> Clause:
    """Puts the clause at ``position`` (from 1) of the chapter of that anchor, or at ``to``.

    ``seen`` is the ``arrangement`` the person saw: where the draft is arranged otherwise by now,
    nothing is moved.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        _check_arrangement(draft, seen)
        clause = clause_of(draft, anchor)
        after = clause_of(draft, to.after) if to and to.after else None
        under = to.under if to else chapter
        target = after.chapter if after else chapter_of(draft, under) if under else None
        left = list(draft.clauses.filter(chapter=clause.chapter).exclude(pk=clause.pk))
        joined = list(draft.clauses.filter(chapter=target).exclude(pk=clause.pk))
        clause.chapter = target
        insert(clause, joined, _position(joined, after) if to else position, by)
        if clause.chapter_id != (left[0].chapter_id if left else clause.chapter_id):
            in_sequence(left)
        record("policies.move_clause", draft, by, anchor=anchor, position=clause.position)
    return clause


def move_heading(
    revision: Revision,
    anchor: str,
    by: Employee,
    *,
    parent: str = "",
    position: int = 1,
    to: Place | None = None,
    seen: str | None = None,
) -> Chapter:
    """Puts the heading, with all it holds, at ``position`` of the parent of that anchor, or at
    ``to``; ``seen`` as for a clause."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        _check_arrangement(draft, seen)
        chapter = chapter_of(draft, anchor)
        after = chapter_of(draft, to.after) if to and to.after else None
        under = to.under if to else parent
        target = after.parent if after else chapter_of(draft, under) if under else None
        _check_not_below_itself(chapter, target)
        check_below(Kind(chapter.kind), target)
        left = list(draft.chapters.filter(parent=chapter.parent).exclude(pk=chapter.pk))
        joined = list(draft.chapters.filter(parent=target).exclude(pk=chapter.pk))
        chapter.parent = target
        insert(chapter, joined, _position(joined, after) if to else position, by)
        if chapter.parent_id != (left[0].parent_id if left else chapter.parent_id):
            in_sequence(left)
        record("policies.move_heading", draft, by, anchor=anchor, position=chapter.position)
    return chapter


def _position(
    siblings: Sequence[Clause] | Sequence[Chapter], after: Clause | Chapter | None
) -> int:
    """Right after that one; first without one, and where it is the moved one itself."""
    before = [row.pk for row in siblings]
    return before.index(after.pk) + 2 if after and after.pk in before else 1


def _check_not_below_itself(chapter: Chapter, above: Chapter | None) -> None:
    while above is not None:
        if above.pk == chapter.pk:
            raise Refused("own_parent", _("A heading cannot be moved below itself."))
        above = above.parent


def _check_arrangement(draft: Revision, seen: str | None) -> None:
    if seen is not None and arrangement(draft.outline()) != seen:
        raise Refused(
            REARRANGED,
            _(
                "Somebody has moved, added or removed something since you opened this page, so "
                "nothing was moved. The outline now shows how the draft stands; move it again."
            ),
        )
