from django.db import models
from django.utils.translation import gettext_lazy as _


class Reconciliation(models.Model):
    """On that day the assignments of a revision were held against the directory, whole."""

    pk = models.CompositePrimaryKey("revision_id", "day")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="reconciliations", db_index=False
    )
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.day}"
