"""Whom news of a policy goes to, and the private address where feed and calendar stand."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """An employee wants to know what becomes of a policy. Taken back by taking the row out."""

    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="follows", db_index=False
    )
    policy = models.ForeignKey("policies.Policy", models.RESTRICT, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("followed policy")
        verbose_name_plural = _("followed policies")
        constraints = (models.UniqueConstraint(fields=("employee", "policy"), name="follow_once"),)

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.policy_id}"


class FeedAddress(models.Model):
    """What the private address of an employee's feed and calendar is made from.

    ``seed`` alone opens nothing: the address needs the portal's secret key as well, so that a
    copy of the table is no bundle of keys. Another seed is another address, and no row is none.
    """

    employee = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.RESTRICT, primary_key=True, related_name="feed_address"
    )
    seed = models.CharField(max_length=43)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("private address")
        verbose_name_plural = _("private addresses")

    def __str__(self) -> str:
        return f"{self.employee_id}"
