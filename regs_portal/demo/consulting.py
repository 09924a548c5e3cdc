"""What the staff of the demonstration company was asked, said, and was answered."""

import datetime as dt

from policies.consulting import answering, opening, recording, speaking
from policies.models import AnswerVerdict, Consultation, Revision
from policies.models.meeting import Agreement, MeetingKind, Party
from regs_portal.demo.described import ConsultationFacts, OpinionFacts
from regs_portal.demo.writers import Writers, moment
from regs_portal.people.models import Employee


def consult(
    draft: Revision, facts: ConsultationFacts, author: Employee, writers: Writers, today: dt.date
) -> None:
    """Takes the consultation as far along its way as its description says."""
    consultation = opening.consult(
        draft,
        None,
        today - dt.timedelta(days=facts.closes_days),
        facts.words,
        author,
        at=moment(today, facts.opened_days, 9),
    )
    for opinion in facts.opinions:
        _say(consultation, opinion, author, writers, today)
    for meeting in facts.meetings:
        recording.record_meeting(
            consultation,
            author,
            kind=MeetingKind(meeting["kind"]),
            held_on=today - dt.timedelta(days=meeting["days"]),
            place=meeting["place"],
            chair=meeting["chair"],
            topic=meeting["topic"],
            attended=meeting["attended"],
            attendees=[writers[number] for number in meeting["attendees"]],
            minutes=meeting["minutes"],
            at=moment(today, meeting["days"], 17),
        )
    if settled := facts.settlement:
        recording.record_settlement(
            consultation,
            author,
            party=Party(settled["party"]),
            names=settled["names"],
            outcome=Agreement(settled["outcome"]),
            held_on=today - dt.timedelta(days=settled["days"]),
            statement=settled["statement"],
            at=moment(today, settled["days"], 17),
        )
    if facts.concluded_days is not None:
        at = moment(today, facts.concluded_days, 10)
        answering.conclude(draft, author, facts.summary, at)


def _say(
    consultation: Consultation,
    facts: OpinionFacts,
    author: Employee,
    writers: Writers,
    today: dt.date,
) -> None:
    clauses = consultation.revision.clauses
    opinion = speaking.give_opinion(
        consultation,
        writers[facts.by],
        facts.words,
        facts.proposal,
        clauses.get(label=facts.clause).anchor if facts.clause else "",
        at=moment(today, facts.days, 14),
    )
    for number in facts.supported_by:
        speaking.support(
            opinion, writers[number], agrees=True, at=moment(today, facts.days, 16, seed=2)
        )
    if facts.verdict:
        at = moment(today, facts.days, 17)
        answering.answer(opinion, AnswerVerdict(facts.verdict), facts.reason, author, at=at)
