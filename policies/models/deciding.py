from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models.revision import Status


class Step(models.TextChoices):
    """The steps of review, each to be decided by another person."""

    LEGAL_BASIS = "legal_basis", _("Legal basis")
    FINAL_APPROVAL = "final_approval", _("Final approval")


class Verdict(models.TextChoices):
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class Contribution(models.Model):
    """The employee wrote some part of the revision, and so may never decide on it. Append-only."""

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="contributions", db_index=False
    )
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("revision", "employee"), name="contribution_once"),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.employee_id}"


class Transition(models.Model):
    """One move of a revision's status: who, when, why, on which text. Append-only."""

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="transitions", db_index=False
    )
    verb = models.CharField(_("verb"), max_length=20)
    from_status = models.CharField(max_length=12, choices=Status)
    to_status = models.CharField(max_length=12, choices=Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()
    comment = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    round = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "round", "from_status", "to_status"), name="transition_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.verb}"


class Review(models.Model):
    """A step that must be decided before a submitted revision is approved. Append-only."""

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="reviews", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    step = models.CharField(_("step"), max_length=20, choices=Step)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("round", "position")
        constraints = (
            models.UniqueConstraint(fields=("revision", "round", "step"), name="review_step_once"),
            models.CheckConstraint(
                condition=models.Q(step__in=Step.values), name="review_step_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.round}: {self.step}"


class Decision(models.Model):
    """One person's signed yes or no to one step, bound to the text's digest. Append-only.

    ``signed_name`` and ``meaning`` are kept as printed at the time (21 CFR 11.50).
    """

    review = models.OneToOneField(Review, models.RESTRICT, related_name="decision")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="decisions", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    signed_name = models.CharField(max_length=100)
    meaning = models.CharField(max_length=100)
    comment = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "round", "by"),
                name="decision_one_step_a_person",
                violation_error_message=_(
                    "You have already decided another step of this review. "
                    "Each step needs a different person."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="decision_verdict_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.review_id}: {self.verdict}"
