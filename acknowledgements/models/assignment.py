"""Who owes a reading.

The tables are made for tens of millions of rows (DESIGN §6): composite keys, no single-column
foreign-key indexes, two partial indexes over what is still open.
"""

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from acknowledgements.models.keys import employee_key
from policies.models import Status
from regs_portal.people.models import Department, Employee


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> Self:
        return self.filter(settled_at__isnull=True)

    def standing(self, on: dt.date) -> Self:
        """Of revisions in force on that day or coming: nobody owes a superseded text."""
        return self.filter(revision__status=Status.PUBLISHED).filter(
            models.Q(revision__effective_until__isnull=True)
            | models.Q(revision__effective_until__gt=on)
        )

    def settled(self) -> Self:
        return self.filter(settled_at__isnull=False)

    def overdue(self, on: dt.date) -> Self:
        """Still open after their last day."""
        return self.open().filter(due_on__lt=on)

    def within(self, department: Department) -> Self:
        """Of those who stood in the department, or below it, when they were assigned."""
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

    The rows of a revision are the frozen population an auditor samples: ``department`` is where
    the employee stood when assigned. ``settled_at`` is set once, by the acknowledgement.
    """

    pk = models.CompositePrimaryKey("revision_id", "employee_id")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="assignments", db_index=False
    )
    employee = employee_key()
    department = models.ForeignKey(
        "people.Department", models.RESTRICT, related_name="+", db_index=False
    )
    due_on = models.DateField(_("due"))
    assigned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes = (
            models.Index(
                fields=("employee", "due_on"),
                include=("revision",),
                condition=models.Q(settled_at__isnull=True),
                name="assignment_open_by_employee",
            ),
            models.Index(
                fields=("revision", "department", "due_on"),
                include=("employee",),
                condition=models.Q(settled_at__isnull=True),
                name="assignment_open_by_department",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.employee_id}"

    def days_late(self, on: dt.date) -> int:
        """Days past the due day: of the acknowledgement, or of ``on`` while it is still open."""
        day = timezone.localdate(self.settled_at) if self.settled_at else on
        return max((day - self.due_on).days, 0)


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
