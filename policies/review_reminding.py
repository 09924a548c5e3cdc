"""Letters to the owner of a policy that is due for review: before the day, on it, then monthly.

A row for each letter is written in the transaction in which it goes: a worker that dies has done
both or neither, and of two workers one finds the other's row.
"""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from policies import periodic_reviewing
from policies.models import Policy, ReviewReminder
from regs_portal.letters import write_to
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee

BEFORE = (0, 7, 30)
MONTH = 30
LETTER = "letters/review_due.txt"


def mark_on(due_on: dt.date, on: dt.date) -> int | None:
    """Which letter should have gone by that day: days before the due day, negative after it.

    One missed while no worker ran is not made up for once the next is due.
    """
    left = (due_on - on).days
    if left < 0:
        return -MONTH * (-left // MONTH)
    return next((mark for mark in BEFORE if left <= mark), None)


def lacking(on: dt.date) -> Iterator[tuple[int, int]]:
    """Key of the policy and of the employee, for each letter that should have gone by that day."""
    for revision in periodic_reviewing.due(on).select_related("policy__owner"):
        due_on: dt.date = revision.review_due_on  # type: ignore[attr-defined]
        mark = mark_on(due_on, on)
        if mark is None:
            continue
        written = ReviewReminder.objects.filter(policy=revision.policy_id, due_on=due_on, mark=mark)
        have = set(written.values_list("employee", flat=True))
        for employee in recipients(revision.policy, on):
            if employee.pk not in have:
                yield revision.policy_id, employee.pk


def recipients(policy: Policy, on: dt.date) -> list[Employee]:
    """The owner; where the owner has left, the editors of the issuing department."""
    if policy.owner.is_employed(on):
        return [policy.owner]
    editors = Employee.objects.employed(on).filter(
        groups__name=PortalGroup.EDITOR, department=policy.issuing_department_id
    )
    return list(editors.order_by("pk"))


def remind(policy_id: int, employee_id: int, at: dt.datetime | None = None) -> bool:
    """Writes the letter of the day, unless it has gone or is no longer needed."""
    at = at or timezone.now()
    on = timezone.localdate(at)
    with transaction.atomic():
        revision = periodic_reviewing.due(on).filter(policy=policy_id).first()
        if revision is None:
            return False
        due_on: dt.date = revision.review_due_on  # type: ignore[attr-defined]
        mark = mark_on(due_on, on)
        if mark is None:
            return False
        employee = Employee.objects.select_related("site").get(pk=employee_id)
        _row, is_ours = ReviewReminder.objects.get_or_create(
            policy=revision.policy,
            due_on=due_on,
            mark=mark,
            employee=employee,
            # Whether there is an address is known before the letter goes.
            defaults={"was_mailed": bool(employee.email), "at": at},
        )
        if is_ours:
            write_to(
                employee,
                LETTER,
                revision=revision,
                due_on=due_on,
                days_left=(due_on - on).days,
            )
    return is_ours and bool(employee.email)
