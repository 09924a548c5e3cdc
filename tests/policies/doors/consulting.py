"""What is done in a consultation: by who is asked, and by who asks."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from policies import papers, scheduling, workflow
from policies.consulting import answering, opening, recording, speaking
from policies.models import (
    AnswerVerdict,
    AudienceRule,
    Consultation,
    Meeting,
    MeetingKind,
    Opinion,
    PaperKind,
    Revision,
    Settlement,
)
from policies.models.audience import Effect, RuleKind
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, publish
from tests.policies.consulting import rounds
from tests.policies.doors.people import DAY, KINDS, WRITERS, People
from tests.policies.doors.standing import PDF
from tests.policies.doors.table import Deed, Table, from_
from tests.policies.standing import TODAY

UNDER_WAY = ("open", "over", "over, unanswered")
KEPT = (*UNDER_WAY, "concluded", "in review", "in force")  # meetings can still be recorded
STATES = (*KEPT, "called off", "withdrawn", "cancelled")
ASKED = frozenset(KINDS) - {"outsider", "leaver"}  # the leaver was, and has left


@dataclass
class Round:
    """A consultation with an opinion of the employee, a meeting and a settlement."""

    consultation: Consultation
    opinion: Opinion
    meeting: Meeting
    settlement: Settlement

    @property
    def revision(self) -> Revision:
        found: Revision = self.consultation.revision
        return found

    @property
    def papers(self) -> list[tuple[PaperKind, papers.Given]]:
        return [(PaperKind.SIGN_IN, papers.take_in("簽到.pdf", PDF))]


def standing(cast: Cast, people: People, state: str) -> Round:
    """Asked were all but the outsider; the verbs brought it there."""
    draft = draft_of(cast)
    at = timezone.now() if state == "open" else timezone.now() - 12 * DAY
    rules = [
        AudienceRule(kind=RuleKind.EVERYONE),
        AudienceRule(effect=Effect.EXCLUDE, kind=RuleKind.PERSON, employee=cast.outsider),
    ]
    last_day = timezone.localdate(at) + 10 * DAY
    opened = opening.consult(draft, rules, last_day, "請看", cast.editor, at=at)
    opinion = rounds.said(opened, people["employee"], at=at)
    told = opinion, rounds.meeting(cast, opened), rounds.settlement(cast, opened)
    if state != "over, unanswered":
        rounds.answered(cast, opinion)
    if state == "called off":
        answering.abort(draft, cast.editor, "重擬")
    elif state not in UNDER_WAY:
        answering.conclude(draft, cast.editor, "採納")
        _go_on(cast, Revision.objects.get(pk=draft.pk), state)
    found = Consultation.objects.with_last_day().select_related("revision__policy")
    kept = found.get(pk=opened.pk)
    for each in told:
        each.consultation = kept
    return Round(kept, *told)


def _go_on(cast: Cast, draft: Revision, state: str) -> None:
    match state:
        case "in review":
            workflow.submit(draft, cast.editor)
        case "in force":
            publish(cast, draft)
        case "withdrawn":
            workflow.withdraw(draft, cast.editor)
        case "cancelled":
            scheduling.cancel(publish(cast, draft, TODAY() + 9 * DAY), "不訂了", cast.editor)


def at(name: str, of: str = "consultation") -> Callable[[Round], str]:
    return lambda it: reverse(f"consulting:{name}", args=[getattr(it, of).pk])


def day(days: int) -> dt.date:
    return TODAY() + days * DAY


MEETING: dict[str, Any] = {
    "kind": MeetingKind.CONGRESS, "place": "餐廳", "chair": "孙昆山", "topic": "草案",
    "attended": 42,
}  # fmt: skip
SETTLEMENT: dict[str, Any] = {
    "party": "union", "names": "孙昆山", "outcome": "agreed", "statement": "同意。"
}  # fmt: skip


def meeting(it: Round, by: Employee) -> Meeting:
    return recording.record_meeting(it.consultation, by, held_on=TODAY(), **MEETING)


def settlement(it: Round, by: Employee) -> Settlement:
    return recording.record_settlement(it.consultation, by, held_on=TODAY(), **SETTLEMENT)


def files() -> dict[str, Any]:
    return {"paper_kind": "sign_in", "files": SimpleUploadedFile("簽到.pdf", PDF)}


CONSULTING: Table = {
    "give an opinion": Deed(
        "give_opinion",
        lambda it, by: speaking.give_opinion(it.consultation, by, "太短"),
        at("whole"),
        lambda it: {"key": uuid.uuid4(), "words": "太短"},
        from_(("open",), ASKED),
    ),
    "support an opinion": Deed(
        "support_opinion",
        lambda it, by: speaking.support(it.opinion, by, agrees=True),
        at("support", "opinion"),
        lambda it: {"agrees": "yes"},
        from_(("open",), ASKED - {"employee"}),
    ),
    "take an opinion back": Deed(
        "take_back_opinion",
        lambda it, by: speaking.take_back(it.opinion, by),
        at("take_back", "opinion"),
        lambda it: {},
        from_(("open",), frozenset({"employee"})),
    ),
    "answer an opinion": Deed(
        "answer_opinion",
        lambda it, by: answering.answer(it.opinion, AnswerVerdict.NOT, "難行", by),
        at("answer", "opinion"),
        lambda it: {"seen": it.opinion.answers.count(), "verdict": "not", "reason": "難行"},
        from_(UNDER_WAY, WRITERS),
    ),
    "give more time": Deed(
        "extend_consultation",
        lambda it, by: opening.extend(it.consultation, day(20), "連假", by),
        at("extend"),
        lambda it: {"closes_on": day(20).isoformat(), "reason": "連假"},
        from_(UNDER_WAY, WRITERS),
    ),
    "conclude": Deed(
        "conclude_consultation",
        lambda it, by: answering.conclude(it.revision, by, "採納"),
        at("conclude"),
        lambda it: {"summary": "採納"},
        from_(("over",), WRITERS),
    ),
    "call off": Deed(
        "abort_consultation",
        lambda it, by: answering.abort(it.revision, by, "重擬"),
        at("abort"),
        lambda it: {"summary": "重擬"},
        from_(UNDER_WAY, WRITERS),
    ),
    "record a meeting": Deed(
        "record_meeting",
        meeting,
        at("meeting"),
        lambda it: {"held_on": TODAY().isoformat(), **MEETING, **files()},
        from_(KEPT, WRITERS),
    ),
    "record a settlement": Deed(
        "record_settlement",
        settlement,
        at("settlement"),
        lambda it: {"held_on": TODAY().isoformat(), **SETTLEMENT, **files()},
        from_(KEPT, WRITERS),
    ),
    "add papers to a meeting": Deed(
        "add_papers",
        lambda it, by: recording.add_papers(it.meeting, by, it.papers),
        at("meeting_papers", "meeting"),
        lambda it: files(),
        from_(KEPT, WRITERS),
    ),
    "add papers to a settlement": Deed(
        "add_papers",
        lambda it, by: recording.add_papers(it.settlement, by, it.papers),
        at("settlement_papers", "settlement"),
        lambda it: files(),
        from_(KEPT, WRITERS),
    ),
}
