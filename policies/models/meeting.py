"""Meetings about a consulted text, what was settled with whom, and the papers that show it.

``held_on`` is what somebody says; ``recorded_at`` and ``kept_at`` are when the portal was told,
which nobody can choose.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models.consultation import Consultation
from policies.models.kept_file import KeptFile


class MeetingKind(models.TextChoices):
    """The first two are the discussion that 劳动合同法 art. 4 asks for."""

    ALL_STAFF = "all_staff", _("Meeting of all staff (全體職工)")
    CONGRESS = "congress", _("Staff representatives' congress (職工代表大會)")
    CONFERENCE = "conference", _("Labour-management conference (勞資會議)")
    UNION = "union", _("Meeting with the union (工會)")
    REPRESENTATIVES = "representatives", _("Meeting with staff representatives")


DISCUSSIONS = (MeetingKind.ALL_STAFF, MeetingKind.CONGRESS)


class Party(models.TextChoices):
    UNION = "union", _("The union")
    REPRESENTATIVES = "representatives", _("Staff representatives")


class Agreement(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    PARTLY = "partly", _("Agreed in part")
    NONE = "none", _("No agreement")


class RecordQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """Those that no later row corrects."""
        return self.filter(corrected_by__isnull=True)


class Record(models.Model):
    """What somebody told the portal of what was held. ``corrects`` names the row that was
    mistaken."""

    corrects = models.OneToOneField(
        "self", models.RESTRICT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("held_on", "pk")

    @property
    def is_corrected(self) -> bool:
        return hasattr(self, "corrected_by")


class Meeting(Record):
    """A meeting at which the text was discussed. Append-only. ``attended`` counts by the sign-in
    sheet; ``Attendance`` names whom is known."""

    consultation = models.ForeignKey(Consultation, models.RESTRICT, related_name="meetings")
    kind = models.CharField(_("kind of meeting"), max_length=16, choices=MeetingKind)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200)
    chair = models.CharField(_("chair"), max_length=100)
    topic = models.CharField(_("topic"), max_length=200)
    attended = models.PositiveIntegerField(_("how many attended"))
    minutes = models.TextField(_("minutes"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=MeetingKind.values), name="meeting_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(attended__gte=1), name="meeting_was_attended"
            ),
        )

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_kind_display()}"


class Attendance(models.Model):
    """An employee attended the meeting. Append-only."""

    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, related_name="attendances", db_index=False
    )
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "employee"), name="attendance_once"),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.employee_id}"


class Settlement(Record):
    """What came of talking to the union or to staff representatives (協商). Append-only."""

    consultation = models.ForeignKey(Consultation, models.RESTRICT, related_name="settlements")
    party = models.CharField(_("settled with"), max_length=16, choices=Party)
    names = models.CharField(_("names of those who spoke for them"), max_length=500)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Agreement)
    held_on = models.DateField(_("date"))
    statement = models.TextField(_("what was agreed, or why not"))

    class Meta(Record.Meta):
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(party__in=Party.values), name="settlement_party_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Agreement.values), name="settlement_outcome_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_party_display()}"


class PaperKind(models.TextChoices):
    SIGN_IN = "sign_in", _("Sign-in sheet")
    MINUTES = "minutes", _("Minutes")
    PHOTOGRAPH = "photograph", _("Photograph")
    STATEMENT = "statement", _("Signed statement")
    OTHER = "other", _("Other paper")


class Paper(KeptFile):
    """A file that shows what a meeting or a settlement was. Append-only."""

    meeting = models.ForeignKey(
        Meeting, models.RESTRICT, null=True, blank=True, related_name="papers"
    )
    settlement = models.ForeignKey(
        Settlement, models.RESTRICT, null=True, blank=True, related_name="papers"
    )
    kind = models.CharField(_("what it is"), max_length=12, choices=PaperKind)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=True, settlement__isnull=False)
                | models.Q(meeting__isnull=False, settlement__isnull=True),
                name="paper_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=PaperKind.values), name="paper_kind_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def consultation_id(self) -> int:
        owner = self.meeting or self.settlement
        assert owner is not None  # noqa: S101  (paper_of_one_thing)
        return owner.consultation_id
