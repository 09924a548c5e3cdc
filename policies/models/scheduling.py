from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduleVerb(models.TextChoices):
    PUBLISH = "publish", _("Published")
    POSTPONE = "postpone", _("Moved to another day")
    CANCEL = "cancel", _("Cancelled")


class Schedule(models.Model):
    """From which day a revision was to be in force, as the portal knew it from ``at`` on.

    The newest row of a revision says the same as its ``effective_from``; None: cancelled.
    Append-only, so that what was known on any day can be told later.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="schedules", db_index=False
    )
    verb = models.CharField(max_length=10, choices=ScheduleVerb)
    effective_from = models.DateField(_("effective from"), null=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("revision", "id"), name="schedule_by_revision"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verb__in=ScheduleVerb.values), name="schedule_verb_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verb=ScheduleVerb.CANCEL, effective_from__isnull=True)
                | ~models.Q(verb=ScheduleVerb.CANCEL) & models.Q(effective_from__isnull=False),
                name="schedule_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(verb=ScheduleVerb.PUBLISH) | ~models.Q(reason=""),
                name="schedule_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.verb} {self.effective_from or ''}"


class ScheduleLetter(models.Model):
    """One letter about a day that was set, moved or called off, to somebody bound or who follows
    the policy: written once. Append-only."""

    schedule = models.ForeignKey(Schedule, models.RESTRICT, related_name="letters", db_index=False)
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    was_mailed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("schedule", "employee"), name="schedule_letter_once"),
        )

    def __str__(self) -> str:
        return f"{self.schedule_id}: {self.employee_id}"
