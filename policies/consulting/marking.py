"""The marks of vital interests a policy bears, and those it no longer bears, for reviewers."""

import datetime as dt
from dataclasses import dataclass

from policies.models import Policy
from policies.models.policy import VitalInterest
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.recording import subject_of


@dataclass(frozen=True, slots=True)
class TakenAway:
    """Marks somebody took away at once; ``reason`` is empty of what was done before one was asked
    for."""

    marks: list[str]
    by: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Marks:
    """``marked`` says since when each mark is there, ``taken_away`` the newest first."""

    marked: list[tuple[str, dt.datetime]]
    taken_away: list[TakenAway]


def marks_of(policy: Policy) -> Marks:
    """As the audit trail tells it; one query. Its older events tell what was marked then, not what
    was added and taken away, so that it is asked of the one before."""
    events = AuditEvent.objects.filter(
        subject=subject_of(policy),
        verb="policies.edit_policy",
        payload__has_key="vital_interests",
    )
    since: dict[str, dt.datetime] = {}
    before: set[str] = set()
    taken_away: list[TakenAway] = []
    for event in events.select_related("actor").order_by("sequence"):
        now = set(event.payload["vital_interests"])
        gone = set(event.payload.get("taken_away", before - now))
        since |= dict.fromkeys(event.payload.get("marked", now - before), event.at)
        if gone:
            by = event.actor.name if event.actor else ""
            reason = event.payload.get("reason", "")
            taken_away.append(TakenAway(in_words(gone), by, event.at, reason))
        before = now
    marked = [
        (str(mark.label), since.get(mark, policy.created_at))
        for mark in VitalInterest
        if mark in policy.vital_interests
    ]
    return Marks(marked, taken_away[::-1])


def in_words(marks: set[str]) -> list[str]:
    return [str(mark.label) for mark in VitalInterest if mark in marks]
