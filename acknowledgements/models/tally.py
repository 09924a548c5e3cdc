from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentTally(models.Model):
    """How many of a department were assigned a revision and how many have settled it.

    Kept in the transactions that assign, reconcile and acknowledge, so that no dashboard counts
    rows.
    """

    pk = models.CompositePrimaryKey("revision_id", "department_id")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="tallies", db_index=False
    )
    department = models.ForeignKey(
        "people.Department", models.RESTRICT, related_name="+", db_index=False
    )
    assigned = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(settled__lte=models.F("assigned")),
                name="tally_not_more_than_all",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.department_id}: {self.settled}/{self.assigned}"
