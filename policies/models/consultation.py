"""Asking the staff for their opinion on a frozen draft: the window, who was asked, how it ended."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.models.revision import Revision, Status
from regs_portal.people.models import Employee

if TYPE_CHECKING:
    from policies.models.opinion import Opinion


class Visibility(models.TextChoices):
    """Who among those asked reads what the others said; drafters and the office read all of it."""

    NAMES = "names", _("Everybody asked reads all opinions, with the names")
    WORDS = "words", _("Everybody asked reads all opinions; only the drafters see the names")
    DRAFTERS = "drafters", _("Only the drafters read the opinions")


class Outcome(models.TextChoices):
    CONCLUDED = "concluded", _("Concluded: every opinion is answered")
    ABORTED = "aborted", _("Called off: it does not count")


def _under_way() -> models.Q:
    """Its text is still frozen for it: neither concluded nor withdrawn."""
    return models.Q(
        revision__status=Status.IN_CONSULTATION,
        revision__round=models.F("round"),
        conclusion__isnull=True,
    )


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def under_way(self) -> Self:
        return self.filter(_under_way())

    def counting(self) -> Self:
        """Those that were held to their end."""
        return self.filter(conclusion__outcome=Outcome.CONCLUDED)

    def with_last_day(self) -> Self:
        """Annotated with ``extended_to``, see ``Consultation.last_day``."""
        newest = Extension.objects.filter(consultation=models.OuterRef("pk")).order_by("-pk")
        return self.annotate(extended_to=models.Subquery(newest.values("closes_on")[:1]))

    def open(self, on: dt.date) -> Self:
        """Opinions may be given on that day."""
        last = models.functions.Coalesce("extended_to", "closes_on")
        return self.under_way().with_last_day().alias(last=last).filter(last__gte=on)

    def asking(self, employee: Employee) -> Self:
        asked = Invitation.objects.filter(consultation=models.OuterRef("pk"), employee=employee)
        return self.filter(models.Exists(asked))


class Consultation(models.Model):
    """One round of asking: which words (``text`` is the outline's canonical JSON), whom, until
    when. Append-only.

    ``audience`` holds the rules as they were told then: dictionaries of effect, kind, name and
    number (see ``policies.audience.Told``). ``closes_on`` is the last day to say something; later
    ones are in ``Extension``.
    """

    revision = models.ForeignKey(
        Revision, models.RESTRICT, related_name="consultations", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    digest = models.CharField(_("digest"), max_length=64)
    text = models.TextField()
    audience: models.JSONField[Any, Any] = models.JSONField()
    shows = models.CharField(
        _("who reads the opinions"), max_length=8, choices=Visibility, default=Visibility.WORDS
    )
    words = models.TextField(_("words to those asked"))
    closes_on = models.DateField(_("last day"))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")

    conclusion: "Conclusion"
    opinions: "models.Manager[Opinion]"
    extended_to: dt.date | None  # where ``with_last_day`` brought it along

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("revision", "round"), name="consultation_once_a_round"),
            models.CheckConstraint(
                condition=models.Q(shows__in=Visibility.values), name="consultation_shows_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(audience=[]), name="consultation_asks_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.round}"

    @property
    def opened_on(self) -> dt.date:
        return timezone.localdate(self.opened_at)

    def last_day(self) -> dt.date:
        """On which an opinion can be given; the newest extension counts."""
        if "extended_to" not in self.__dict__:
            newest = self.extensions.order_by("-pk").values_list("closes_on", flat=True).first()
            self.extended_to = newest
        return self.extended_to or self.closes_on

    def is_under_way(self) -> bool:
        return (
            self.revision.status == Status.IN_CONSULTATION
            and self.revision.round == self.round
            and not self.is_ended()
        )

    def is_open(self, on: dt.date) -> bool:
        return self.is_under_way() and on <= self.last_day()

    @property
    def ending(self) -> "Conclusion | None":
        """How it ended; None while it has not."""
        return getattr(self, "conclusion", None)

    def is_ended(self) -> bool:
        return self.ending is not None

    def is_concluded(self) -> bool:
        return self.ending is not None and self.ending.outcome == Outcome.CONCLUDED


class Extension(models.Model):
    """More time for a consultation, and why. Append-only; the newest counts."""

    consultation = models.ForeignKey(Consultation, models.RESTRICT, related_name="extensions")
    closes_on = models.DateField(_("last day"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"), name="extension_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.closes_on}"


class Population(models.Model):
    """How many were invited: once it is said, nobody is added. Append-only.

    ``bound`` is how many the policy bound on the day it was opened, ``unasked`` how many of those
    were not invited; None where it was opened before that was counted.
    """

    consultation = models.OneToOneField(
        Consultation, models.RESTRICT, primary_key=True, related_name="population"
    )
    invited = models.PositiveIntegerField()
    bound = models.PositiveIntegerField(null=True)
    unasked = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.invited}"


class Invitation(models.Model):
    """One employee was asked. Nothing changes but when the two letters went out, each once.

    ``…_at`` is when the letter was sent, or when it was found that there is nowhere to send it to:
    ``…_mailed`` tells which. The portal itself shows the question to everybody asked.
    """

    consultation = models.ForeignKey(
        Consultation, models.RESTRICT, related_name="invitations", db_index=False
    )
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(null=True)
    asked_mailed = models.BooleanField(default=False, db_default=False)
    told_at = models.DateTimeField(null=True)
    told_mailed = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("consultation", "employee"), name="invitation_once"),
        )
        indexes = (
            models.Index(fields=("employee", "consultation"), name="invitation_by_employee"),
            models.Index(
                fields=("consultation",),
                condition=models.Q(asked_at=None),
                name="invitation_unasked",
            ),
            models.Index(
                fields=("consultation",), condition=models.Q(told_at=None), name="invitation_untold"
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.employee_id}"


class ExtensionNotice(models.Model):
    """Somebody asked was written to of more time, or has nowhere to be written to: ``mailed``
    tells which. Append-only."""

    extension = models.ForeignKey(
        Extension, models.RESTRICT, related_name="notices", db_index=False
    )
    invitation = models.ForeignKey(
        Invitation, models.RESTRICT, related_name="extension_notices", db_index=False
    )
    at = models.DateTimeField()
    mailed = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("extension", "invitation"), name="extension_notice_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.extension_id}: {self.invitation_id}"


class Conclusion(models.Model):
    """How a consultation ended: held to its end, or called off. Append-only."""

    consultation = models.OneToOneField(
        Consultation, models.RESTRICT, primary_key=True, related_name="conclusion"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    summary = models.TextField(_("summary"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="conclusion_outcome_known"
            ),
            models.CheckConstraint(
                condition=models.Q(summary__regex=r"\S"), name="conclusion_has_a_summary"
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.outcome}"
