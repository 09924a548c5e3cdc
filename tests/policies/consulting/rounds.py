"""Consultations as they are held: opened in the past, spoken in, closed."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from policies.consulting import answering, opening, recording, speaking
from policies.models import (
    Agreement,
    AnswerVerdict,
    Consultation,
    Meeting,
    MeetingKind,
    Opinion,
    Party,
    Revision,
    Settlement,
    Visibility,
)
from regs_portal.people.models import Employee, Jurisdiction
from tests.cast import Cast, draft_of

DAY = dt.timedelta(days=1)
WINDOW = 10  # days


def now() -> dt.datetime:
    return timezone.now()


def today() -> dt.date:
    return timezone.localdate()


def opened(
    cast: Cast,
    draft: Revision | None = None,
    *,
    ago: int = 0,
    shows: Visibility = Visibility.WORDS,
    **facts: Any,
) -> Consultation:
    """One by the editor that asks everybody, opened so many days ago, for ten days."""
    draft = draft or draft_of(cast, **facts)
    at = now() - ago * DAY
    last_day = timezone.localdate(at) + WINDOW * DAY
    return opening.consult(draft, None, last_day, "請看第三條。", cast.editor, shows, at)


def closed(cast: Cast, draft: Revision | None = None, **facts: Any) -> Consultation:
    """One whose last day is over, with nothing said in it."""
    return opened(cast, draft, ago=WINDOW + 2, **facts)


def said(
    consultation: Consultation, by: Employee, words: str = "請放寬期限。", **more: Any
) -> Opinion:
    """While the window was open."""
    at = more.pop("at", consultation.opened_at + dt.timedelta(hours=1))
    return speaking.give_opinion(consultation, by, words, key=uuid.uuid4(), at=at, **more)


def answered(cast: Cast, opinion: Opinion) -> None:
    answering.answer(opinion, AnswerVerdict.ADOPTED, "已依意見修正。", cast.editor)


def concluded(cast: Cast, draft: Revision | None = None, **facts: Any) -> Consultation:
    """Held to its end, with one opinion and its answer."""
    consultation = closed(cast, draft, **facts)
    answered(cast, said(consultation, cast.employee))
    answering.conclude(consultation.revision, cast.editor, "採納一則。")
    return Consultation.objects.select_related("revision__policy").get(pk=consultation.pk)


def meeting(cast: Cast, consultation: Consultation, **facts: Any) -> Meeting:
    told: dict[str, Any] = {
        "kind": MeetingKind.CONGRESS, "held_on": today(), "place": "昆山廠餐廳",
        "chair": "孙昆山", "topic": "讨论考勤办法", "attended": 42,
    }  # fmt: skip
    return recording.record_meeting(consultation, cast.editor, **told | facts)


def settlement(cast: Cast, consultation: Consultation, **facts: Any) -> Settlement:
    told: dict[str, Any] = {
        "party": Party.UNION, "names": "孙昆山", "outcome": Agreement.AGREED,
        "held_on": today(), "statement": "双方同意。",
    }  # fmt: skip
    return recording.record_settlement(consultation, cast.editor, **told | facts)


def vital_draft(cast: Cast, jurisdiction: Jurisdiction = Jurisdiction.PRC) -> Revision:
    """A draft of a policy that touches pay and discipline."""
    return draft_of(
        cast, "KS-001", jurisdiction=jurisdiction, vital_interests=["pay", "discipline"]
    )
