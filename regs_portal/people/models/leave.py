import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LeaveQuerySet(models.QuerySet["Leave"]):
    def current(self, on: dt.date) -> Self:
        """Leaves that hold on the day ``on``; the last day counts."""
        return self.filter(starts_on__lte=on).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on)
        )


class Leave(models.Model):
    """An employee is away from one day to another, both included; no last day: until further
    notice. Nobody is asked or reminded meanwhile."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="leaves",
        verbose_name=_("employee"),
    )  # fmt: skip
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    kind = models.CharField(_("kind of leave"), max_length=50, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        ordering = ("-starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="leave_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.employee} {self.starts_on}"
