"""What ten people do with one policy, each from the page as they last saw it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from acknowledgements import acknowledging
from acknowledgements.assigning import assign_audience, follow_the_day
from policies import (
    commenting,
    delegating,
    drafting,
    periodic_reviewing,
    road,
    scheduling,
    workflow,
)
from policies.consulting import answering, opening, speaking
from policies.models import (
    AnswerVerdict,
    Consultation,
    Opinion,
    Policy,
    Revision,
    RevisionKind,
    Status,
    Step,
    Verdict,
)
from policies.refusals import Refused
from policies.text.outline import AudienceLine
from regs_portal.people.models import Employee
from tests import signing
from tests.policies.standing import TODAY


@dataclass
class Desk:
    """A person with what their screen shows: loaded some time ago, perhaps out of date."""

    person: Employee
    policy: Policy
    seen: Revision
    version: int = 1

    def look(self) -> None:
        """Reloads the page."""
        self.seen = (
            Revision.objects.select_related("policy__issuing_department")
            .filter(policy=self.policy)
            .newest_first()[0]
        )
        clause = self.seen.clauses.order_by("position", "pk").first()
        self.version = clause.lock_version if clause else 1


Take = Callable[[Desk, int], object]


def _clause(desk: Desk, pick: int) -> str:
    anchors = list(desk.seen.clauses.order_by("position", "pk").values_list("anchor", flat=True))
    return anchors[pick % len(anchors)] if anchors else "gone"


def _edit(desk: Desk, pick: int) -> object:
    words = f"<p>第{pick}次修改。</p>"
    anchor = _clause(desk, 0)
    return drafting.edit_clause(desk.seen, anchor, desk.version, desk.person, body=words)


def _bind(desk: Desk, pick: int) -> object:
    lines = [AudienceLine(excluded=pick > 2, kind="site", code="KSH")] if pick else []
    return drafting.bind_clause(desk.seen, _clause(desk, 0), desk.version, desk.person, lines)


def _sign(step: Step, verdict: Verdict) -> Take:
    def take(desk: Desk, pick: int) -> object:
        return signing.decide(
            desk.seen, step, verdict, desk.person, comment="理由", digest=desk.seen.digest
        )

    return take


def _publish(desk: Desk, pick: int) -> object:
    day = TODAY() + dt.timedelta(days=pick * 7)
    return workflow.publish(desk.seen, day, desk.person)


def _postpone(desk: Desk, pick: int) -> object:
    day = TODAY() + dt.timedelta(days=pick * 11)
    revision = scheduling.postpone(desk.seen, day, "延後", desk.person)
    return follow_the_day(revision)


def _acknowledge(desk: Desk, pick: int) -> object:
    sentence = acknowledging.official_sentence(desk.seen)
    return acknowledging.acknowledge(
        desk.seen,
        desk.person,
        digest=desk.seen.digest,
        sentence=sentence,
        clauses_shown=1,
        seconds_open=None,
    )


def _consult(desk: Desk, pick: int) -> object:
    last = TODAY() + dt.timedelta(days=pick)
    return opening.consult(desk.seen, None, last, "請表示意見", desk.person)


def _consultation(desk: Desk) -> Consultation:
    """The one whose page is open; else what a stale page would ask for: nothing."""
    found = Consultation.objects.filter(revision=desk.seen).select_related("revision").last()
    if found is None:
        raise Refused("gone", "沒有徵詢。")
    return found


def _opinion(desk: Desk) -> Opinion:
    said = Opinion.objects.filter(consultation=_consultation(desk)).select_related("consultation")
    if (found := said.last()) is None:
        raise Refused("gone", "沒有意見。")
    return found


def _say(desk: Desk, pick: int) -> object:
    return speaking.give_opinion(_consultation(desk), desk.person, f"意見{pick}")


def _support(desk: Desk, pick: int) -> None:
    speaking.support(_opinion(desk), desk.person, agrees=pick % 2 == 0)


def _answer(desk: Desk, pick: int) -> object:
    verdict = list(AnswerVerdict)[pick % 3]
    return answering.answer(_opinion(desk), verdict, f"理由{pick}", desk.person)


def _conclude(desk: Desk, pick: int) -> object:
    """On the day after the last one, or too early."""
    at = timezone.now() + dt.timedelta(days=pick * 2)
    return answering.conclude(desk.seen, desk.person, "採納部分意見", at)


def _no_change(desk: Desk, pick: int) -> object:
    return periodic_reviewing.confirm(
        desk.policy, "看過", desk.person, desk.seen.digest,
        proof=signing.proof_of(desk.person, desk.seen),
    )  # fmt: skip


def _stand_in(desk: Desk, pick: int) -> object:
    others = Employee.objects.exclude(pk=desk.person.pk).order_by("employee_number")
    return delegating.delegate(desk.person, others[pick], TODAY(), TODAY(), "休假", by=desk.person)


def _sign_for(desk: Desk, pick: int) -> object:
    """The first step open to them, for themselves or for whom they stand in for."""
    seats = road.offers(desk.person, desk.seen).decide
    step, principal = (seats[0].review.step, seats[0].principal) if seats else (PICKED[pick], None)
    return signing.decide(
        desk.seen, step, Verdict.APPROVED, desk.person, digest=desk.seen.digest,
        on_behalf_of=principal,
    )  # fmt: skip


def _settle(desk: Desk, pick: int) -> object:
    said = commenting.unsettled(desk.seen).first()
    return commenting.resolve(said, desk.person) if said else None


PICKED = (*Step, "nonsense")


# What may happen: the people it suits, and the verb. Anybody else tries as well.
MOVES: dict[str, tuple[tuple[str, ...], Take]] = {
    "start": (("editor",), lambda desk, pick: drafting.start_revision(desk.policy, desk.person)),
    "start correction": (
        ("editor",),
        lambda desk, pick: drafting.start_revision(
            desk.policy, desk.person, kind=RevisionKind.CORRECTION, reason="錯字"
        ),
    ),
    "start repeal": (
        ("editor",),
        lambda desk, pick: drafting.start_repeal(desk.policy, desk.person, "停辦"),
    ),
    "no change": (("editor",), _no_change),
    "add": (
        ("editor",),
        lambda desk, pick: drafting.add_clause(desk.seen, desk.person, body="<p>新增。</p>"),
    ),
    "edit": (("editor",), _edit),
    "bind": (("editor",), _bind),
    "remove": (
        ("editor",),
        lambda desk, pick: drafting.remove_clause(desk.seen, _clause(desk, pick), desk.person),
    ),
    "move": (
        ("editor",),
        lambda desk, pick: drafting.move_clause(
            desk.seen, _clause(desk, pick), desk.person, position=pick
        ),
    ),
    "consult": (("editor",), _consult),
    "say": (("employee", "outsider", "hr", "mainlander"), _say),
    "support": (("employee", "outsider", "hr", "mainlander"), _support),
    "answer": (("editor",), _answer),
    "conclude": (("editor",), _conclude),
    "call off": (("editor",), lambda desk, pick: answering.abort(desk.seen, desk.person, "重來")),
    "submit": (("editor",), lambda desk, pick: workflow.submit(desk.seen, desk.person)),
    "legal yes": (("legal_reviewer",), _sign(Step.LEGAL_BASIS, Verdict.APPROVED)),
    "legal no": (("legal_reviewer",), _sign(Step.LEGAL_BASIS, Verdict.RETURNED)),
    "fair yes": (("fairness_reviewer",), _sign(Step.FAIRNESS, Verdict.APPROVED)),
    "fair no": (("fairness_reviewer",), _sign(Step.FAIRNESS, Verdict.RETURNED)),
    "final yes": (("approver",), _sign(Step.FINAL_APPROVAL, Verdict.APPROVED)),
    "final no": (("approver",), _sign(Step.FINAL_APPROVAL, Verdict.RETURNED)),
    "stand in": (("approver", "legal_reviewer", "fairness_reviewer"), _stand_in),
    "sign for": (("employee", "editor", "neighbour", "legal_reviewer"), _sign_for),
    "comment": (
        ("legal_reviewer", "fairness_reviewer", "approver"),
        lambda desk, pick: commenting.comment(desk.seen, "", "意見", desk.person),
    ),
    "settle": (("legal_reviewer", "fairness_reviewer", "approver"), _settle),
    "take back": (
        ("approver",),
        lambda desk, pick: workflow.return_approved(desk.seen, desk.person, "理由"),
    ),
    "publish": (("editor", "approver"), _publish),
    "postpone": (("editor", "approver"), _postpone),
    "cancel": (
        ("editor", "approver"),
        lambda desk, pick: scheduling.cancel(desk.seen, "暫緩", desk.person),
    ),
    "withdraw": (("editor",), lambda desk, pick: workflow.withdraw(desk.seen, desk.person, "暫緩")),
    "assign": (("editor",), lambda desk, pick: assign_audience(desk.seen)),
    "acknowledge": (("employee", "hr", "outsider"), _acknowledge),
}

# What comes next where the newest revision stands.
ONWARD: dict[Status, tuple[str, ...]] = {
    Status.DRAFT: ("submit", "edit", "submit", "consult"),
    Status.IN_CONSULTATION: ("say", "answer", "conclude", "call off"),
    Status.IN_REVIEW: ("legal yes", "fair yes", "settle", "final yes"),
    Status.APPROVED: ("publish",),
    Status.PUBLISHED: ("start", "start correction", "assign", "acknowledge", "no change"),
    Status.WITHDRAWN: ("start", "start repeal"),
    Status.CANCELLED: ("start", "start repeal"),
}
