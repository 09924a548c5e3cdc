"""Who has acknowledged which words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from acknowledgements.models.keys import employee_key
from acknowledgements.models.paper import PaperSheet
from acknowledgements.models.shown import ShownText
from acknowledgements.models.terms import Terms


class Means(models.TextChoices):
    SCREEN = "screen", _("On screen, signed in")
    PAPER = "paper", _("On paper, recorded by HR")


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    OBJECTED = "objected", _("Accepted with an objection")


class Acknowledgement(models.Model):
    """The immutable evidence that an employee accepted exactly these words. Append-only.

    ``digest`` is the revision's, ``sentence`` the words accepted as shown, ``clauses_shown`` the
    number of clauses on the page, ``seconds_open`` how long it lay open before them, None where
    the reader's browser could not measure it. ``shown`` names those clauses with their digests,
    ``confirmed`` the anchors of those ticked one by one under the ``terms``. ``address`` and
    ``device`` are what the request says of where it came from.
    """

    pk = models.CompositePrimaryKey("revision_id", "employee_id")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="acknowledgements", db_index=False
    )
    employee = employee_key()
    employee_number = models.CharField(max_length=30)
    employee_name = models.CharField(max_length=100)
    department_name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    sentence = models.TextField()
    clauses_shown = models.PositiveIntegerField()
    at = models.DateTimeField()
    means = models.CharField(max_length=10, choices=Means, default=Means.SCREEN)
    seconds_open = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.ACCEPTED)
    objection = models.TextField(blank=True)
    shown = models.ForeignKey(
        ShownText, models.RESTRICT, null=True, related_name="+", db_index=False
    )
    terms = models.ForeignKey(Terms, models.RESTRICT, null=True, related_name="+", db_index=False)
    confirmed = models.JSONField(default=list)
    language = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=300, blank=True)
    proven = models.CharField(max_length=20, blank=True)
    sheet = models.ForeignKey(
        PaperSheet, models.RESTRICT, null=True, related_name="acknowledgements", db_index=False
    )

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        indexes = (
            models.Index(fields=("employee", "-at"), name="acknowledgement_by_employee"),
        )  # fmt: skip
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.ACCEPTED, objection="")
                | (models.Q(outcome=Outcome.OBJECTED) & ~models.Q(objection="")),
                name="objection_has_words",
                violation_error_message=_("Say what you object to."),
            ),
            models.CheckConstraint(
                condition=models.Q(means=Means.PAPER, sheet__isnull=False)
                | models.Q(means=Means.SCREEN, sheet__isnull=True),
                name="paper_has_its_sheet",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.employee_number}"
