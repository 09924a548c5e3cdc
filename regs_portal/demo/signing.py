"""Who of the demonstration company has acknowledged what, and when: the same in every load."""

import datetime as dt
import zlib
from collections.abc import Iterator

from django.utils import timezone

from acknowledgements import acknowledging, assigning
from acknowledgements.models import Assignment
from policies.models import Revision
from regs_portal.demo.described import PolicyFacts, RevisionFacts, company
from regs_portal.people.models import Employee, Jurisdiction

# The share of those who signed that did so after their last day, and for how long at most.
LATE = 0.05
LATEST_DAYS = 21


def sign(
    revision: Revision, policy: PolicyFacts, facts: RevisionFacts, ends: dt.date, today: dt.date
) -> None:
    """Assigns the revision when it was published, then signs for the fraction described.

    Nobody signs from ``ends`` on, when its successor takes effect, nor today.
    """
    assigning.assign_audience(revision, at=revision.published_at)
    clauses = revision.clauses.count()
    sentence = acknowledging.official_sentence(revision)
    last_day = min(ends, today) - dt.timedelta(days=1)
    for assignment, employee in _signers(revision, policy, facts):
        pace = 3 + 12 * _chance(revision, employee, "pace")
        acknowledging.acknowledge(
            revision,
            employee,
            digest=revision.digest,
            sentence=sentence,
            clauses_shown=clauses,
            seconds_open=20 + int(clauses * pace),
            at=_moment(revision, assignment, employee, last_day),
        )


def _signers(
    revision: Revision, policy: PolicyFacts, facts: RevisionFacts
) -> list[tuple[Assignment, Employee]]:
    """As many as described, by lot; the two who are there to try signing are told who goes when."""
    owed = Assignment.objects.filter(revision=revision).order_by("employee_id")
    people = Employee.objects.select_related("department").in_bulk(
        [assignment.employee_id for assignment in owed]
    )
    visitors = set(_visitors())

    def turn(entry: tuple[Assignment, Employee]) -> float:
        employee = entry[1]
        if employee.employee_number not in visitors:
            return _chance(revision, employee, "turn")
        # What is still in time, and everything of the plant, is left for them to sign.
        waits = not facts.overdue or policy.jurisdiction == Jurisdiction.PRC
        return 2 if waits else -1

    entries = [(assignment, people[assignment.employee_id]) for assignment in owed]
    count = round(len(entries) * facts.acknowledged_fraction)
    return sorted(entries, key=turn)[:count]


def _visitors() -> Iterator[str]:
    """The accounts of ordinary employees that the demo offers for signing in."""
    heads = {department.head for department in company().departments}
    for account in company().accounts:
        is_ordinary = account.groups == ["employee"] and account.employee_number not in heads
        if is_ordinary and account.demo_note:
            yield account.employee_number


def _moment(
    revision: Revision, assignment: Assignment, employee: Employee, last_day: dt.date
) -> dt.datetime:
    """In working hours, more often early than late, from the day after publication to
    ``last_day``."""
    first = timezone.localdate(revision.published_at) + dt.timedelta(days=1)
    due_on = assignment.last_day
    last = min(due_on, last_day)
    if due_on < last_day and _chance(revision, employee, "late") < LATE:
        first = due_on + dt.timedelta(days=1)
        last = min(due_on + dt.timedelta(days=LATEST_DAYS), last_day)
    share = _chance(revision, employee, "day") ** 2
    day = first + dt.timedelta(days=int(share * ((last - first).days + 1)))
    minutes = int(_chance(revision, employee, "hour") * 9 * 60)
    clock = dt.datetime.combine(min(day, last), dt.time(8, 30), timezone.get_default_timezone())
    return clock + dt.timedelta(minutes=minutes, seconds=minutes * 7 % 60)


def _chance(revision: Revision, employee: Employee, about: str) -> float:
    """From 0 to 1, as good as random."""
    seed = f"{revision.policy.code} {revision.number} {employee.employee_number} {about}"
    return zlib.crc32(seed.encode()) / 2**32
