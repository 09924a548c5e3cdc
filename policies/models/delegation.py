import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def valid(self, on: dt.date) -> Self:
        """Those that hold on that day and were not ended early."""
        return self.filter(first_day__lte=on, last_day__gte=on, ending__isnull=True)

    def to_come(self, on: dt.date) -> Self:
        """Those that hold on that day or will later."""
        return self.filter(last_day__gte=on, ending__isnull=True)


class Delegation(models.Model):
    """While somebody is away another decides in their place, for them. Append-only.

    Both days count. Made by the principal, or by an administrator for somebody who is ill.
    """

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="delegations",
        verbose_name=_("principal"),
    )  # fmt: skip
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="delegated",
        verbose_name=_("delegate"),
    )  # fmt: skip
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-first_day", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("delegate")),
                name="delegation_to_somebody_else",
                violation_error_message=_("Choose somebody else: nobody stands in for themselves."),
            ),
            models.CheckConstraint(
                condition=~models.Q(by=models.F("delegate")), name="delegation_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="delegation_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.principal_id} → {self.delegate_id} {self.first_day}–{self.last_day}"

    @property
    def ended(self) -> "DelegationEnd | None":
        """Who ended it early and when, if anybody did."""
        return getattr(self, "ending", None)


class DelegationEnd(models.Model):
    """A delegation was ended before its last day. Append-only."""

    delegation = models.OneToOneField(Delegation, models.RESTRICT, related_name="ending")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.delegation_id}"
