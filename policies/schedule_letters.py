"""Letters to those bound when the day of a published text moved, or when it was called off.

A row for each letter is written in the transaction in which it goes: a worker that dies has done
both or neither, and of two workers one finds the other's row.
"""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone

from policies.audience import bound_employees
from policies.models import Schedule, ScheduleLetter, ScheduleVerb
from regs_portal.letters import write_to
from regs_portal.people.models import Employee

LETTER = "letters/rescheduled.txt"
# What no worker has told by then is no news any more.
NEWS = dt.timedelta(days=7)


def recent(at: dt.datetime) -> "models.QuerySet[Schedule]":
    """The postponements and cancellations that are news at that moment."""
    return newest().filter(at__gt=at - NEWS)


def newest() -> "models.QuerySet[Schedule]":
    """Those that no later row of the same revision has overtaken."""
    later = Schedule.objects.filter(
        revision=models.OuterRef("revision"), pk__gt=models.OuterRef("pk")
    )
    rows = Schedule.objects.exclude(verb=ScheduleVerb.PUBLISH).filter(~models.Exists(later))
    return rows.select_related("revision__policy", "by").order_by("pk")


def lacking(schedule: Schedule) -> "models.QuerySet[Employee]":
    """Whom the policy bound on the day it was decided, and who has not been told of it."""
    bound = bound_employees(schedule.revision.policy, timezone.localdate(schedule.at))
    return bound.exclude(pk__in=schedule.letters.values("employee"))


def tell(schedule_id: int, employee_id: int, at: dt.datetime | None = None) -> bool:
    """Writes the letter, unless it has gone or a later one has overtaken it."""
    at = at or timezone.now()
    with transaction.atomic():
        schedule = newest().filter(pk=schedule_id).first()
        if schedule is None:
            return False
        employee = Employee.objects.select_related("site").get(pk=employee_id)
        _row, is_ours = ScheduleLetter.objects.get_or_create(
            schedule=schedule,
            employee=employee,
            # Whether there is an address is known before the letter goes.
            defaults={"was_mailed": bool(employee.email), "at": at},
        )
        if is_ours:
            write_to(employee, LETTER, schedule=schedule, revision=schedule.revision)
    return is_ours and bool(employee.email)
