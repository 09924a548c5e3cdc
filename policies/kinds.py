"""What each kind of revision may do: a correction (更正) mends, a repeal (廢止) ends."""

import datetime as dt

from django.utils.translation import gettext as _

from policies.models import Revision, RevisionKind
from policies.refusals import Refused
from policies.text.changes import Change, Comparison
from policies.text.diff import compare
from policies.text.outline import Outline

# What a slip of the pen is not: the text then says something else, or says it elsewhere.
OF_SUBSTANCE = frozenset(
    {
        Change.ADDED, Change.REMOVED, Change.REPEALED, Change.RESTORED, Change.MOVED,
        Change.RENUMBERED, Change.SPLIT, Change.MERGED, Change.READDRESSED,
    }
)  # fmt: skip


def check_submission(revision: Revision, outline: Outline) -> None:
    """Raises Refused for a correction that changes more than words within their clauses."""
    if revision.kind != RevisionKind.CORRECTION or revision.based_on is None:
        return
    comparison = compare(revision.based_on.outline(), outline)
    if comparison.is_same:
        raise Refused(
            "nothing_corrected", _("Nothing has been corrected yet. Mend the words, then submit.")
        )
    if change := _of_substance(comparison):
        raise Refused(
            "correction_of_substance",
            _(
                "%(place)s was added, removed, moved, renumbered or given to other people. That is "
                "no correction: withdraw this one and begin a revision."
            )
            % {"place": change},
        )


def _of_substance(comparison: Comparison) -> str:
    """The first piece to which more was done than mending its words; empty when there is none."""
    for entry in comparison.entries:
        if not OF_SUBSTANCE.isdisjoint(entry.kinds):
            piece = entry.after or entry.before
            assert piece is not None  # noqa: S101  (an entry is of one text or the other)
            return piece.label or _("A piece without a number")
    return ""


def check_publication(revision: Revision, effective_from: dt.date) -> None:
    """Raises Refused when what takes the place of a repealed policy is not in force by then."""
    other = revision.replaced_by
    if other is None or other.revisions.in_force(effective_from).exists():
        return
    raise Refused(
        "replacement_not_in_force",
        _(
            "%(code)s, which takes its place, has no words in force on %(date)s. Publish that one "
            "first, or choose a later day."
        )
        % {"code": other.code, "date": effective_from.isoformat()},
    )
