"""A published revision with everything a file of it says, read once from the database."""

import datetime as dt

from django.utils import translation
from django.utils.timezone import localtime

from policies.citing import cites_of
from policies.citing.showing import Marks, marks_of
from policies.models import Decision, Revision
from policies.rendering import language_of, role_names
from policies.text.interchange.record import Approval, Event, Facts, Record
from policies.text.outline import Outline


def record_of(revision: Revision, outline: Outline | None = None) -> Record:
    """The same for every reader: what it says is in the language of the text. ``outline`` is that
    of the revision, where it is at hand."""
    outline = outline or revision.outline()
    language = language_of(revision, outline)
    with translation.override(language.lower()):
        decisions = revision.decisions.filter(round=revision.round).select_related("review")
        approvals = tuple(_approval(each) for each in decisions.order_by("pk"))
    # As on paper up to this one: of later revisions its reader may not always know.
    published = revision.policy.revisions.published().filter(sequence__lte=revision.sequence)
    return Record(
        outline,
        _facts(revision, language),
        approvals=approvals,
        history=tuple(map(_event, published.order_by("sequence"))),
        roles=dict(sorted(role_names(outline).items())),
    )


def citations(revision: Revision, outline: Outline, on: dt.date) -> Marks:
    """Where its words cite a place, of this text or another."""
    return marks_of(cites_of(outline, revision.policy, revision.effective_from or on))


def _facts(revision: Revision, language: str) -> Facts:
    policy = revision.policy
    return Facts(
        code=policy.code,
        number=revision.number,
        kind=revision.kind,
        level=policy.level,
        category=policy.category.slug,
        jurisdiction=policy.jurisdiction,
        classification=policy.classification,
        issuing_unit=revision.issuing_unit,
        language=language,
        effective_from=_day(revision.effective_from),
        effective_until=_day(revision.effective_until),
        published_at=_time(revision.published_at),
        change_note=revision.change_note,
        is_material=revision.is_material,
    )


def _approval(decision: Decision) -> Approval:
    return Approval(
        step=decision.review.step,
        signature=decision.signature,
        meaning=decision.words,
        verdict=decision.verdict,
        at=_time(decision.at),
        digest=decision.digest,
    )


def _event(revision: Revision) -> Event:
    return Event(
        number=revision.number,
        kind=revision.kind,
        effective_from=_day(revision.effective_from),
        published_at=_time(revision.published_at),
        change_note=revision.change_note,
    )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _time(moment: dt.datetime | None) -> str:
    return localtime(moment).isoformat(timespec="seconds") if moment else ""
