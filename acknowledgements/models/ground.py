"""Why and when somebody was asked, and what became of it otherwise than by acknowledging."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from acknowledgements.models.keys import NarrowKey, employee_key


class Occasion(models.TextChoices):
    PUBLICATION = "publication", _("Published")
    JOINER = "joiner", _("Joined the company")
    MOVER = "mover", _("Came under the rule")


class AssignmentGround(models.Model):
    """Why some people owe a revision: the occasion, the rule of the audience that names them, and
    the whole audience as it was. One row for all whom one rule brought in at one time.

    ``rule`` is a line as ``policies.text.outline.AudienceLine`` has it, with the ``name`` of its
    target; empty where nobody kept it. ``audience`` is all of them. Append-only.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="assignment_grounds"
    )
    occasion = models.CharField(max_length=12, choices=Occasion)
    at = models.DateTimeField()
    rule_key = models.BigIntegerField(default=0)
    rule = models.JSONField(default=dict)
    audience = models.JSONField(default=list)

    class Meta:
        verbose_name = _("ground of assignments")
        verbose_name_plural = _("grounds of assignments")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.occasion} {self.at:%Y-%m-%d}"


class ChangeReason(models.TextChoices):
    LEFT = "left", _("Left the company")
    MOVED_OUT = "moved_out", _("No longer under any rule")
    CAME_BACK = "came_back", _("Under a rule again")
    EXEMPTED = "exempted", _("Exempted")
    TRANSFERRED = "transferred", _("Moved to another department")
    POSTPONED = "postponed", _("The text takes effect later")
    ON_LEAVE = "on_leave", _("On leave")


class AssignmentChange(models.Model):
    """What changed in an assignment before it was settled. A trigger writes it, so that nothing
    changes unseen. Append-only.

    Nothing is owed while ``due_on`` is None.
    """

    revision = NarrowKey("policies.Revision", models.RESTRICT, related_name="+")
    employee = employee_key(NarrowKey)
    at = models.DateTimeField()
    reason = models.CharField(max_length=12, choices=ChangeReason)
    old_department = NarrowKey("people.Department", models.RESTRICT, related_name="+")
    new_department = NarrowKey("people.Department", models.RESTRICT, related_name="+")
    old_due_on = models.DateField(null=True)
    new_due_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("change of an assignment")
        verbose_name_plural = _("changes of assignments")
        indexes = (
            models.Index(fields=("revision", "employee", "at"), name="assignment_change_of"),
            models.Index(fields=("employee", "at"), name="assignment_change_by_employee"),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.employee_id} {self.reason}"
