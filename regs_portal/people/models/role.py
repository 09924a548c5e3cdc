import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """A job position (崗位) with its duties; clauses can be addressed to roles."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    department = models.ForeignKey(
        "people.Department", models.RESTRICT, null=True, blank=True, related_name="roles",
        verbose_name=_("department"),
    )  # fmt: skip
    duties = models.TextField(_("duties"), blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: dt.date) -> Self:
        """Appointments that hold on the day ``on``; the last day counts."""
        return self.filter(starts_on__lte=on).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on)
        )


class Appointment(models.Model):
    """An employee holds a role from one day to another, both days included.

    A trigger refuses two appointments of one employee to one role whose days overlap.
    """

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="appointments",
        verbose_name=_("employee"),
    )  # fmt: skip
    role = models.ForeignKey(
        Role, models.RESTRICT, related_name="appointments", verbose_name=_("role")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("-starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.employee} · {self.role}"
