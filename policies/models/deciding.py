from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.models.review_step import StepWords
from policies.models.revision import Status
from regs_portal.people.groups import REVIEWING


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


class Proven(models.TextChoices):
    """How somebody showed anew, when they signed, who they are. Empty: nobody asked yet."""

    PASSWORD = "password", _("password")
    REAUTHENTICATION = "reauthentication", _("signed in anew")


class Review(StepWords):
    """A step that must be decided before a submitted revision is approved. Append-only.

    Copied from the configuration when the text was submitted: what a round asks never changes.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="reviews", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    step = models.CharField(_("step"), max_length=20)
    position = models.PositiveSmallIntegerField()
    office = models.CharField(max_length=30, choices=REVIEWING)
    is_final = models.BooleanField(default=False)

    class Meta:
        ordering = ("round", "position", "step")
        constraints = (
            models.UniqueConstraint(fields=("revision", "round", "step"), name="review_step_once"),
            models.CheckConstraint(
                condition=models.Q(office__in=list(REVIEWING)), name="review_office_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.round}: {self.step}"


class Decision(models.Model):
    """One person's signed yes or no to one step, bound to the text's digest. Append-only.

    ``signed_name`` is kept as printed at the time, and ``meaning`` names the step and the verdict
    whose words its review keeps (21 CFR 11.50). ``on_behalf_of``: whose place the signer took.
    ``is_material``: how much weight the last step gave the change.
    """

    review = models.OneToOneField(Review, models.RESTRICT, related_name="decision")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="decisions", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, related_name="+"
    )
    on_behalf_of_name = models.CharField(max_length=100, blank=True)
    authenticated_by = models.CharField(max_length=20, choices=Proven, blank=True)
    is_material = models.BooleanField(null=True)
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
            models.CheckConstraint(
                condition=models.Q(authenticated_by__in=["", *Proven.values]),
                name="decision_proof_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.review_id}: {self.verdict}"

    @property
    def signature(self) -> str:
        """The printed name, with whose place the signer took."""
        if not self.on_behalf_of_name:
            return self.signed_name
        named = {"name": self.signed_name, "principal": self.on_behalf_of_name}
        return gettext("%(name)s, for %(principal)s") % named

    @property
    def words(self) -> str:
        """What the signature means; a no says so."""
        meaning = self.review.signifies
        if self.verdict == Verdict.APPROVED:
            return meaning
        return gettext("%(name)s: %(words)s") % {
            "name": meaning, "words": self.get_verdict_display(),
        }  # fmt: skip
