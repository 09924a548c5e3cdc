import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    def holding(self, on: dt.date) -> Self:
        """Those that hold on that day; the last day counts."""
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class Exemption(models.Model):
    """HR excuses somebody from acknowledging a policy, for a reason and until a day.

    Only the last day may change, and only to an earlier one; a trigger refuses the rest.
    """

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="exemptions", verbose_name=_("policy")
    )
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="exemptions",
        verbose_name=_("employee"),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=500)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False,
        verbose_name=_("granted by"),
    )  # fmt: skip
    granted_at = models.DateTimeField()

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on") - 1),
                name="exemption_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="exemption_has_a_reason",
                violation_error_message=_("An exemption needs a reason."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.employee_id} – {self.ends_on}"
