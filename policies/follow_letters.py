"""Letters to those who follow a policy: published, coming, moved, called off, repealed.

Each row of the schedule is a piece of news. Of those whom it binds, whoever is told by
``schedule_letters`` already is not told again: both write the same row for a letter.
"""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone

from policies import summarising
from policies.audience import bound_employees
from policies.models import Policy, Schedule, ScheduleLetter, ScheduleVerb
from policies.news import kind_of
from policies.schedule_letters import NEWS
from regs_portal.letters import write_to
from regs_portal.people.models import Employee

LETTER = "letters/followed.txt"


def recent(at: dt.datetime) -> "models.QuerySet[Schedule]":
    """What is news at that moment of policies that somebody follows."""
    return newest().filter(at__gt=at - NEWS, revision__policy__follows__isnull=False).distinct()


def newest() -> "models.QuerySet[Schedule]":
    """Those that no later row of the same revision has overtaken."""
    later = Schedule.objects.filter(
        revision=models.OuterRef("revision"), pk__gt=models.OuterRef("pk")
    )
    rows = Schedule.objects.filter(~models.Exists(later))
    return rows.select_related("revision__policy", "revision__replaced_by").order_by("pk")


def lacking(schedule: Schedule) -> "models.QuerySet[Employee]":
    """Who followed the policy before it was decided, works here, and has not been told."""
    on = timezone.localdate(schedule.at)
    policy = schedule.revision.policy
    followers: models.QuerySet[Employee] = Employee.objects.employed(on).filter(
        follows__policy=policy, follows__since__lte=schedule.at
    )
    if schedule.verb != ScheduleVerb.PUBLISH:
        followers = followers.exclude(pk__in=bound_employees(policy, on).order_by().values("pk"))
    return followers.exclude(pk__in=schedule.letters.values("employee"))


def tell(schedule_id: int, employee_id: int, at: dt.datetime | None = None) -> bool:
    """Writes the letter, unless it has gone, a later one has overtaken it, or the employee has
    left, follows it no longer or may no longer read it."""
    at = at or timezone.now()
    with transaction.atomic():
        schedule = newest().filter(pk=schedule_id).first()
        employee = _follower(employee_id, schedule, timezone.localdate(at)) if schedule else None
        if schedule is None or employee is None:
            return False
        _row, is_ours = ScheduleLetter.objects.get_or_create(
            schedule=schedule,
            employee=employee,
            # Whether there is an address is known before the letter goes.
            defaults={"was_mailed": bool(employee.email), "at": at},
        )
        if is_ours:
            _write(schedule, employee)
    return is_ours and bool(employee.email)


def _follower(pk: int, schedule: Schedule, on: dt.date) -> Employee | None:
    employed = Employee.objects.with_group_names().filter(
        pk=pk, follows__policy=schedule.revision.policy_id
    )
    employee: Employee | None = employed.select_related("site", "department").first()
    if employee is None or not employee.is_employed(on):
        return None
    readable = Policy.objects.open_to(employee, on).filter(pk=schedule.revision.policy_id)
    return employee if readable.exists() else None


def _write(schedule: Schedule, employee: Employee) -> None:
    revision = schedule.revision
    summarising.summarise(revision)
    write_to(
        employee,
        LETTER,
        schedule=schedule,
        revision=revision,
        news=kind_of(schedule),
        summary=Summary(schedule),
    )


class Summary:
    """The line on what changed, in the language in which the letter is being written."""

    def __init__(self, schedule: Schedule) -> None:
        self._revision = schedule.revision

    def __str__(self) -> str:
        return summarising.line(self._revision)
