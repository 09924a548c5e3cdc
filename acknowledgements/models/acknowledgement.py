"""Who has acknowledged which words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from acknowledgements.models.keys import employee_key


class Means(models.TextChoices):
    SCREEN = "screen", _("On screen, signed in")


class Acknowledgement(models.Model):
    """The immutable evidence that an employee accepted exactly these words. Append-only.

    ``digest`` is the revision's, ``sentence`` the words accepted as shown, ``clauses_shown`` the
    number of clauses on the page, ``seconds_open`` how long it lay open before them, None where
    the reader's browser could not measure it.
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

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        indexes = (
            models.Index(fields=("employee", "-at"), name="acknowledgement_by_employee"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.employee_number}"
