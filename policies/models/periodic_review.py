"""Looking at a policy again after its interval: “no change”, signed, and the letters before it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models.deciding import Proven

MEANING = _("Reviewed: the text stays as it is")


class PeriodicReview(models.Model):
    """A signed decision that the words in force need no change. Append-only.

    ``on`` is the company's day from which the next interval counts, ``meaning`` what the signature
    said in the signer's language.
    """

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="periodic_reviews", db_index=False
    )
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="periodic_reviews", db_index=False
    )
    digest = models.CharField(max_length=64)
    on = models.DateField()
    comment = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    signed_name = models.CharField(max_length=100)
    meaning = models.CharField(max_length=100)
    authenticated_by = models.CharField(max_length=20, choices=Proven)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("policy", "-on"), name="periodic_review_by_policy"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(authenticated_by__in=Proven.values),
                name="periodic_review_proof_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(comment=""), name="periodic_review_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.on}"


class ReviewReminder(models.Model):
    """One letter about one due day of a policy's review: written once. Append-only.

    ``mark`` is how many days before the due day it was to go, negative after it.
    """

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="review_reminders", db_index=False
    )
    due_on = models.DateField()
    mark = models.SmallIntegerField()
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    was_mailed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("policy", "due_on", "mark", "employee"), name="review_reminder_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.due_on} {self.mark}"
