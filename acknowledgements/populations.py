"""The population of one revision: who of it, in what state, and how it went day by day."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from acknowledgements.models import Assignment, AssignmentQuerySet
from policies.models import Revision
from regs_portal.people.models import Department, Employee


class State(models.TextChoices):
    """How an employee stands to a revision; overdue ones are open as well, and nothing is owed by
    whoever is excused, moved away or gone."""

    OPEN = "open", _("Not yet acknowledged")
    OVERDUE = "overdue", _("Overdue")
    DONE = "done", _("Acknowledged")
    NOT_OWED = "not_owed", _("Nothing owed")


def last_day(revision: Revision, on: dt.date) -> dt.date:
    """The day up to which lateness is reckoned: ``on``, but never after the text's last day.

    Nobody owes a superseded text, so its figures stay as they were on its last day in force.
    """
    if revision.is_superseded(on) and revision.effective_until:
        return revision.effective_until - dt.timedelta(days=1)
    return on


def state_of(assignment: Assignment, on: dt.date) -> State:
    if assignment.settled_on is not None:
        return State.DONE
    if assignment.due_on is None:
        return State.NOT_OWED
    return State.OVERDUE if assignment.due_on < on else State.OPEN


def population(
    revision: Revision,
    on: dt.date,
    department: Department | None = None,
    state: str = "",
    words: str = "",
) -> AssignmentQuerySet:
    """Those assigned the revision, by employee number, narrowed by whatever is given.

    ``department`` is where they stood when assigned, with all below it; ``state`` one of
    ``State``; ``words`` a part of the name or the beginning of the number.
    """
    found = Assignment.objects.filter(revision=revision)
    if department:
        found = found.within(department)
    if state == State.OPEN:
        found = found.open()
    elif state == State.OVERDUE:
        found = found.overdue(last_day(revision, on))
    elif state == State.DONE:
        found = found.settled()
    elif state == State.NOT_OWED:
        found = found.filter(due_on__isnull=True)
    if words:
        found = found.filter(
            models.Q(employee__name__icontains=words)
            | models.Q(employee__employee_number__istartswith=words)
        )
    return found.select_related("employee", "department", "ground").order_by(
        "employee__employee_number"
    )


def people_owing(on: dt.date, department: Department | None = None) -> int:
    """How many of those employed have still something to acknowledge."""
    open_ones = Assignment.objects.open().standing(on).filter(employee=models.OuterRef("pk"))
    people: models.QuerySet[Employee] = Employee.objects.employed(on)
    if department:
        open_ones = open_ones.within(department)
    return people.filter(models.Exists(open_ones)).count()


@dataclass(frozen=True, slots=True)
class Day:
    """How many acknowledged on that day, and by the end of it."""

    day: dt.date
    count: int
    sum: int


@dataclass(frozen=True, slots=True)
class Course:
    """How the acknowledging of one revision went, in company days.

    ``days`` are those on which somebody acknowledged. ``first_due`` and ``last_due`` differ only
    where people were assigned at different times.
    """

    assigned: int
    begins: dt.date
    first_due: dt.date
    last_due: dt.date
    days: tuple[Day, ...]


def course(revision: Revision) -> Course | None:
    """In one query over the revision's own rows; None while nobody was assigned."""
    rows = list(
        Assignment.objects.owed()
        .filter(revision=revision)
        .order_by("settled_on")
        .values_list("settled_on")
        .annotate(
            count=models.Count("*"),
            begins=models.Min(TruncDate("ground__at")),
            first_due=models.Min("due_on"),
            last_due=models.Max("due_on"),
        )
    )
    if not rows:
        return None
    days: list[Day] = []
    for day, count, *_rest in rows:
        if day is not None:
            days.append(Day(day, count, count + (days[-1].sum if days else 0)))
    return Course(
        assigned=sum(row[1] for row in rows),
        begins=min(row[2] for row in rows),
        first_due=min(row[3] for row in rows),
        last_due=max(row[4] for row in rows),
        days=tuple(days),
    )
