"""What the drafters do with the opinions: answer each, then conclude; or call it off."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import workflow
from policies.consulting.ending import end
from policies.consulting.holding import check_editor, held, locked
from policies.models import (
    Answer,
    AnswerVerdict,
    Conclusion,
    Consultation,
    Opinion,
    Outcome,
    Revision,
)
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def answer(
    opinion: Opinion,
    verdict: AnswerVerdict,
    reason: str,
    by: Employee,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Answer:
    """Says what becomes of one opinion, and why; until the end another answer may replace it.

    ``seen`` is how many answers the person saw; refuses when somebody gave another meanwhile.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        consultation = locked(opinion.consultation, by, at)
        reason = needed(reason, "answer_has_a_reason")
        if Opinion.objects.filter(pk=opinion.pk, withdrawal__isnull=False).exists():
            raise Refused(
                "taken_back", _("This opinion was taken back meanwhile; it needs no answer.")
            )
        newest = opinion.answers.order_by("-turn").first()
        turn = newest.turn if newest else 0
        if newest and (newest.verdict, newest.reason) == (verdict, reason):
            return newest
        if seen is not None and seen != turn:
            raise Refused("answer_in_turn")
        given = Answer.objects.create(
            opinion=opinion, turn=turn + 1, verdict=verdict, reason=reason, by=by, at=at
        )
        record(
            "policies.answer_opinion", consultation.revision, by, opinion=opinion.pk,
            verdict=verdict, turn=turn + 1,
        )  # fmt: skip
    return given


def conclude(
    revision: Revision, by: Employee, summary: str, at: dt.datetime | None = None
) -> Conclusion:
    """Ends the consultation after its last day, every opinion answered; the text is a draft again.

    Never earlier, whoever has answered: people were told they have until the last day. The answers
    are sent to those asked by a job.
    """
    return _end(revision, Outcome.CONCLUDED, by, summary, at)


def abort(
    revision: Revision, by: Employee, reason: str, at: dt.datetime | None = None
) -> Conclusion:
    """Calls the consultation off at any time, for a reason. It does not count as one."""
    return _end(revision, Outcome.ABORTED, by, reason, at)


def _end(
    revision: Revision, outcome: Outcome, by: Employee, summary: str, at: dt.datetime | None
) -> Conclusion:
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = workflow.locked(revision, "conclude", by, at)
        consultation = held(current.consultations.get(round=current.round))
        check_editor(consultation, by, at)
        summary = needed(summary, "conclusion_has_a_summary")
        if outcome is Outcome.CONCLUDED:
            _check_complete(consultation, timezone.localdate(at))
        conclusion = end(consultation, outcome, summary, by, at)
        workflow.move(current, "conclude", by, at, summary, digest="")
        verb = "conclude_consultation" if outcome is Outcome.CONCLUDED else "abort_consultation"
        record(
            f"policies.{verb}", current, by, digest=consultation.digest, summary=summary,
            opinions=Opinion.objects.filter(consultation=consultation).count(),
        )  # fmt: skip
    return conclusion


def _check_complete(consultation: Consultation, today: dt.date) -> None:
    if today <= consultation.last_day():
        raise Refused("conclusion_after_the_window")
    if Opinion.objects.filter(consultation=consultation).unanswered().exists():
        raise Refused("conclusion_answers_all")
