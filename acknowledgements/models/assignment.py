"""Who owes a reading.

The tables are made for tens of millions of rows (DESIGN §6): composite keys, no single-column
foreign-key indexes, two partial indexes over what is still open.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from acknowledgements.models.ground import AssignmentGround
from acknowledgements.models.keys import NarrowKey, employee_key
from policies.models import Status
from regs_portal.people.models import Department, Employee


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> Self:
        """Owed, and not yet acknowledged."""
        return self.filter(settled_on__isnull=True, due_on__isnull=False)

    def owed(self) -> Self:
        """Acknowledged, or still to be: without those excused, moved away or gone."""
        return self.filter(due_on__isnull=False)

    def standing(self, on: dt.date) -> Self:
        """Of revisions in force on that day or coming: nobody owes a superseded text."""
        return self.filter(revision__status=Status.PUBLISHED).filter(
            models.Q(revision__effective_until__isnull=True)
            | models.Q(revision__effective_until__gt=on)
        )

    def settled(self) -> Self:
        return self.filter(settled_on__isnull=False)

    def overdue(self, on: dt.date) -> Self:
        """Still open after their last day."""
        return self.open().filter(due_on__lt=on)

    def within(self, department: Department) -> Self:
        """Of those who stand in the department or below it, or stood there when they settled it."""
        return self.filter(department__path__startswith=department.path)

    def owed_by(self, employee: Employee, on: dt.date) -> Self:
        """What the employee has still to acknowledge, most urgent first."""
        return (
            self.open()
            .standing(on)
            .filter(employee=employee)
            .order_by("due_on", "revision_id")
        )  # fmt: skip


class Assignment(models.Model):
    """One employee owes one reading of one revision, by a date.

    The rows of a revision are the population an auditor samples; ``ground`` says why and when
    each was asked. ``department`` is where the employee stood when they acknowledged, or stand.
    ``settled_on`` is the company's day of the acknowledgement, which has the moment. ``due_on``
    is None while nothing is owed, for the employee left, came under no rule or is exempt; what
    changed stands in ``AssignmentChange``.

    The columns fill their row to the byte: one more costs eight in each of twenty million.
    """

    pk = models.CompositePrimaryKey("revision_id", "employee_id")
    revision = NarrowKey("policies.Revision", models.RESTRICT, related_name="assignments")
    employee = employee_key(NarrowKey)
    department = NarrowKey("people.Department", models.RESTRICT, related_name="+")
    due_on = models.DateField(_("due"), null=True)
    ground = NarrowKey(AssignmentGround, models.RESTRICT, related_name="assignments")
    settled_on = models.DateField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(settled_on__isnull=True) | models.Q(due_on__isnull=False),
                name="assignment_settled_was_owed",
            ),
        )
        indexes = (
            models.Index(
                fields=("employee", "due_on"),
                include=("revision",),
                condition=models.Q(settled_on__isnull=True, due_on__isnull=False),
                name="assignment_open_by_employee",
            ),
            models.Index(
                fields=("revision", "department", "due_on"),
                include=("employee",),
                condition=models.Q(settled_on__isnull=True, due_on__isnull=False),
                name="assignment_open_by_department",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.employee_id}"

    @property
    def last_day(self) -> dt.date:
        """The day it is due, of one that is owed."""
        if self.due_on is None:
            raise ValueError("nothing is owed")
        return self.due_on

    def is_overdue(self, on: dt.date) -> bool:
        return self.settled_on is None and self.due_on is not None and self.due_on < on

    def days_late(self, on: dt.date) -> int:
        """Days past the due day: of the acknowledgement, or of ``on`` while it is still open."""
        if self.due_on is None:
            return 0
        return max(((self.settled_on or on) - self.due_on).days, 0)


class AudienceAssigned(models.Model):
    """The audience of a published revision has been assigned, whole. Missing: still to be done."""

    revision = models.OneToOneField(
        "policies.Revision", models.RESTRICT, primary_key=True, related_name="audience_assigned"
    )
    at = models.DateTimeField()
    assigned = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("audience assigned")
        verbose_name_plural = _("audiences assigned")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.assigned}"
