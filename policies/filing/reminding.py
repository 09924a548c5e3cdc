"""Letters about the last day of a filing: 30, 14, 7 and 1 days before it, then once a week.

A row for each letter and person is written in the transaction in which the letter goes: a worker
that dies has done both or neither, and of two workers one finds the other's row. Only one that
dies between the mail server's yes and the next instant could leave a letter that goes again.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import models, transaction
from django.utils import timezone

from policies.models import Filing, FilingReminder, Revision
from regs_portal.letters import write_to
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee

BEFORE = (1, 7, 14, 30)
WEEK = 7
LETTER = "letters/filing_due.txt"


def mark_on(due_on: dt.date, on: dt.date) -> int | None:
    """Which letter is the one to have gone by that day: days before the last day, or, negative,
    the first day of a week after it. None while the day is far off.

    A letter missed while no worker ran is not made up for once the next one is due.
    """
    left = (due_on - on).days
    if left < 0:
        return -(1 + WEEK * ((-left - 1) // WEEK))
    return next((mark for mark in BEFORE if left <= mark), None)


def due(on: dt.date) -> "models.QuerySet[Filing]":
    """Filings in which the company has a last day that is near or over."""
    soon = on + dt.timedelta(days=max(BEFORE))
    filings = Filing.objects.ours().with_next_due()
    return filings.filter(next_due__lte=soon).order_by("pk")  # type: ignore[misc]


def lacking(on: dt.date) -> Iterator[tuple[Filing, int, Employee]]:
    """The letters that should have gone by that day and did not."""
    filings = due(on).prefetch_related("revisions__policy__owner__site", "reminders")
    hr = list(_hr(on))
    for filing in filings:
        assert filing.next_due is not None  # noqa: S101  (``due`` filters by it)
        mark = mark_on(filing.next_due, on)
        if mark is None:
            continue
        written = {
            row.employee_id
            for row in filing.reminders.all()
            if (row.due_on, row.mark) == (filing.next_due, mark)
        }
        for employee in _recipients(filing, hr, on):
            if employee.pk not in written:
                yield filing, mark, employee


def remind(filing_id: int, employee_id: int, at: dt.datetime | None = None) -> bool:
    """Writes the letter of the day to one person, unless it has gone or is no longer needed."""
    at = at or timezone.now()
    on = timezone.localdate(at)
    with transaction.atomic():
        filing = due(on).select_related("site").filter(pk=filing_id).first()
        last_day = filing.next_due if filing else None
        mark = mark_on(last_day, on) if last_day else None
        if filing is None or last_day is None or mark is None:
            return False
        employee = Employee.objects.select_related("site").get(pk=employee_id)
        row, is_ours = FilingReminder.objects.get_or_create(
            filing=filing,
            due_on=last_day,
            mark=mark,
            employee=employee,
            # Whether there is an address is known before the letter goes.
            defaults={"was_mailed": bool(employee.email), "at": at},
        )
        if is_ours:
            write_to(
                employee,
                LETTER,
                filing=filing,
                revisions=list(_covered(filing)),
                due_on=last_day,
                days_left=(last_day - on).days,
            )
    return is_ours and row.was_mailed


def _recipients(filing: Filing, hr: Iterable[Employee], on: dt.date) -> list[Employee]:
    """The owners of what is filed, and HR; each once."""
    owners = [revision.policy.owner for revision in filing.revisions.all()]
    employed = [owner for owner in owners if owner.is_employed(on)]
    return list({employee.pk: employee for employee in [*employed, *hr]}.values())


def _hr(on: dt.date) -> "models.QuerySet[Employee]":
    hr: models.QuerySet[Employee] = Employee.objects.employed(on)
    return hr.filter(groups__name=PortalGroup.HR).order_by("pk")


def _covered(filing: Filing) -> "models.QuerySet[Revision]":
    return (
        Revision.objects.filter(filed__filing=filing)
        .select_related("policy")
        .order_by("policy__code")
    )
