"""Recording what was held about a consulted text: meetings, settlements, and their papers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from policies.consulting.holding import check_editor, held
from policies.models import (
    Agreement,
    Attendance,
    Consultation,
    Meeting,
    MeetingKind,
    Outcome,
    Paper,
    PaperKind,
    Party,
    Settlement,
    Status,
)
from policies.papers import Given
from policies.refusals import Refused, named_constraints
from policies.text.cleaning import typed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

Papers = Sequence[tuple[PaperKind, Given]]


def record_meeting(
    consultation: Consultation,
    by: Employee,
    *,
    kind: MeetingKind,
    held_on: dt.date,
    place: str,
    chair: str,
    topic: str,
    attended: int = 0,
    attendees: Iterable[Employee] = (),
    minutes: str = "",
    papers: Papers = (),
    corrects: Meeting | None = None,
    at: dt.datetime | None = None,
) -> Meeting:
    """A meeting about the text, since the consultation was opened, before or after it closed.

    ``attended`` counts by the sign-in sheet; never fewer than ``attendees``, who are named.
    ``corrects`` is the record that was mistaken; both are kept.
    """
    at, present = at or timezone.now(), list(attendees)
    with named_constraints(), transaction.atomic():
        current = _taking_records(consultation, by, held_on, at)
        _check_since_the_opening(current, held_on)
        if not attended and not present:
            raise Refused("meeting_was_attended")
        meeting = Meeting.objects.create(
            consultation=current, kind=kind, held_on=held_on, place=typed(place),
            chair=typed(chair), topic=typed(topic), attended=max(attended, len(present)),
            minutes=typed(minutes), corrects=corrects, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, employee=person) for person in present
        )
        _keep(papers, by, at, meeting=meeting)
        record(
            "policies.record_meeting", current.revision, by, meeting=meeting.pk, kind=kind,
            held_on=held_on, papers=[given.digest for _kind, given in papers],
        )  # fmt: skip
    return meeting


def record_settlement(
    consultation: Consultation,
    by: Employee,
    *,
    party: Party,
    names: str,
    outcome: Agreement,
    held_on: dt.date,
    statement: str,
    papers: Papers = (),
    corrects: Settlement | None = None,
    at: dt.datetime | None = None,
) -> Settlement:
    """What came of talking to the union or the staff representatives."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = _taking_records(consultation, by, held_on, at)
        _check_since_the_opening(current, held_on)
        settlement = Settlement.objects.create(
            consultation=current, party=party, names=typed(names), outcome=outcome,
            held_on=held_on, statement=typed(statement), corrects=corrects, recorded_by=by,
            recorded_at=at,
        )  # fmt: skip
        _keep(papers, by, at, settlement=settlement)
        record(
            "policies.record_settlement", current.revision, by, settlement=settlement.pk,
            outcome=outcome, held_on=held_on, papers=[given.digest for _kind, given in papers],
        )  # fmt: skip
    return settlement


def add_papers(
    owner: Meeting | Settlement, by: Employee, papers: Papers, at: dt.datetime | None = None
) -> None:
    """Further papers, kept with the moment they came."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = _taking_records(owner.consultation, by, owner.held_on, at)
        is_meeting = isinstance(owner, Meeting)
        _keep(papers, by, at, **{"meeting" if is_meeting else "settlement": owner})
        record(
            "policies.add_papers", current.revision, by,
            papers=[given.digest for _kind, given in papers],
        )  # fmt: skip


def takes_records(consultation: Consultation) -> bool:
    """Not of one called off, nor of a text that was given up."""
    is_aborted = consultation.is_ended() and consultation.conclusion.outcome == Outcome.ABORTED
    given_up = {Status.WITHDRAWN, Status.CANCELLED}
    return not is_aborted and consultation.revision.status not in given_up


def _taking_records(
    consultation: Consultation, by: Employee, held_on: dt.date, at: dt.datetime
) -> Consultation:
    current = held(consultation)
    check_editor(current, by, at)
    if not takes_records(current):
        raise Refused("record_counts")
    if held_on > timezone.localdate(at):
        raise Refused("record_of_the_past")
    return current


def _check_since_the_opening(consultation: Consultation, held_on: dt.date) -> None:
    if held_on < consultation.opened_on:
        raise Refused("record_since_the_opening")


def _keep(papers: Papers, by: Employee, at: dt.datetime, **owner: Any) -> None:
    Paper.objects.bulk_create(
        Paper(kind=kind, kept_by=by, kept_at=at, **asdict(given), **owner) for kind, given in papers
    )
