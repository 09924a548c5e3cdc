"""What each kind of revision may do: a correction (更正) mends, a repeal (廢止) ends."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.comparing.sentences import PARTS
from policies.models import Revision, RevisionKind
from policies.refusals import Refused
from policies.text.changes import Change, Comparison
from policies.text.diff import compare
from policies.text.outline import Outline
from policies.text.slips import Beyond, beyond_a_slip
from policies.text.spans import Span, after_of, before_of

# What a slip of the pen is not: the text then says something else, or says it elsewhere.
OF_SUBSTANCE = frozenset(
    {
        Change.ADDED, Change.REMOVED, Change.REPEALED, Change.RESTORED, Change.MOVED,
        Change.RENUMBERED, Change.SPLIT, Change.MERGED, Change.READDRESSED,
    }
)  # fmt: skip


BEYOND = {
    Beyond.MUCH: gettext_lazy("%(place)s: more is changed than a slip of the pen."),
    Beyond.FIGURE: gettext_lazy("%(place)s: a number is changed."),
    Beyond.FORCE: gettext_lazy("%(place)s: a word that allows, demands or forbids is changed."),
}


def check_submission(revision: Revision, outline: Outline) -> None:
    """Raises Refused for a correction that changes more than slips of the pen (see
    ``text.slips``), corrects other words than the newest, or does not say what it corrects."""
    if revision.kind != RevisionKind.CORRECTION or revision.based_on is None:
        return
    check_base(revision)
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
    if more := _beyond_slips(comparison):
        raise Refused(
            "correction_of_substance",
            _(
                "%(change)s That is no correction of a clear slip: withdraw this one and begin a "
                "revision."
            )
            % {"change": more},
        )
    if not revision.change_note.strip():
        raise Refused(
            "correction_unsaid", _("Say what is corrected; employees read that sentence first.")
        )


def check_base(revision: Revision) -> None:
    """Raises Refused for a correction of words that were called off, or are not the newest."""
    if revision.kind != RevisionKind.CORRECTION or revision.based_on is None:
        return
    newest = revision.policy.revisions.published().words().newest_first().first()
    if newest != revision.based_on:
        raise Refused("correction_of_the_newest")


def _of_substance(comparison: Comparison) -> str:
    """The first piece to which more was done than mending its words; empty when there is none."""
    for entry in comparison.entries:
        if not OF_SUBSTANCE.isdisjoint(entry.kinds):
            piece = entry.after or entry.before
            assert piece is not None  # noqa: S101  (an entry is of one text or the other)
            return piece.label or _("A piece without a number")
    return ""


def _beyond_slips(comparison: Comparison) -> str:
    """A sentence about the first piece whose words changed by more than slips; empty if none."""
    for place, pieces in _changed(comparison):
        for spans in pieces:
            if beyond := beyond_a_slip(before_of(spans), after_of(spans)):
                return str(BEYOND[beyond]) % {"place": place}
    return ""


def _changed(comparison: Comparison) -> Iterator[tuple[str, tuple[tuple[Span, ...], ...]]]:
    """Where words changed, and the changes."""
    for part in comparison.parts:
        yield str(PARTS[part.name]), (part.spans,)
    for heading in comparison.headings:
        piece = heading.after or heading.before
        assert piece is not None  # noqa: S101  (an entry is of one text or the other)
        yield piece.label or piece.title, (heading.title_spans, heading.lead_spans)
    for clause in comparison.clauses:
        words = clause.after or clause.before
        assert words is not None  # noqa: S101
        yield words.label or _("A piece without a number"), (clause.spans,)


def check_publication(revision: Revision, effective_from: dt.date) -> None:
    """Raises Refused when what takes the place of a repealed policy is not in force by then, or
    for a correction as ``check_base`` does."""
    check_base(revision)
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


def check_stands_in(revision: Revision, to: dt.date | None) -> None:
    """Raises Refused when moving the revision to that day, or calling it off (None), would leave a
    policy repealed in favour of this one with nothing in its place."""
    others = revision.policy.revisions.published().words().exclude(pk=revision.pk)
    repeals = Revision.objects.published().filter(
        kind=RevisionKind.REPEAL, replaced_by=revision.policy_id
    )
    for repeal in repeals.select_related("policy").order_by("effective_from"):
        day = repeal.effective_from
        assert day is not None  # noqa: S101  (a published one has its day)
        if (to is None or to > day) and not others.filter(effective_from__lte=day).exists():
            raise Refused(
                "stands_in_for_another",
                _(
                    "%(code)s is repealed on %(date)s in favour of this policy, which would then "
                    "have no words in force. Postpone or cancel that repeal first."
                )
                % {"code": repeal.policy.code, "date": day.isoformat()},
            )
