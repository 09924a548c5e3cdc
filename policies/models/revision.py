import datetime as dt
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.models.drafted import Drafted
from policies.text import outline as text

# The same in the field, in its address and in the database: what one of them takes and another
# does not is a revision that no page can link to.
NUMBER = r"[0-9]{1,4}\.[0-9]{1,4}"


class Status(models.TextChoices):
    """Where the revision stands. In force, scheduled and superseded are derived from dates."""

    DRAFT = "draft", _("Draft")
    IN_CONSULTATION = "consultation", _("In consultation")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    # Published to take effect later, and called off before that day.
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (Status.DRAFT, Status.IN_CONSULTATION, Status.IN_REVIEW, Status.APPROVED)


class RevisionKind(models.TextChoices):
    """What publishing it does: gives the policy a text, mends one, or ends it."""

    TEXT = "text", _("Text")
    CORRECTION = "correction", _("Correction (更正)")
    REPEAL = "repeal", _("Repeal (廢止)")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def locked(self, *, no_key: bool = False) -> Self:
        """As they stand now, locked until the transaction ends; with policy and department."""
        rows = self.select_for_update(of=("self",), no_key=no_key)
        return rows.select_related("policy__issuing_department")

    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def words(self) -> Self:
        """Those that give the policy a text; a repeal ends it instead."""
        return self.exclude(kind=RevisionKind.REPEAL)

    def repeals(self) -> Self:
        return self.filter(kind=RevisionKind.REPEAL)

    def open(self) -> Self:
        """Not yet published and not withdrawn; at most one a policy."""
        return self.filter(status__in=OPEN)

    def in_force(self, on: dt.date) -> Self:
        """The words in force on that day; at most one revision a policy."""
        return (
            self.published()
            .words()
            .filter(
                models.Q(effective_until__isnull=True) | models.Q(effective_until__gt=on),
                effective_from__lte=on,
            )
        )

    def scheduled(self, on: dt.date) -> Self:
        """Published words that take effect after that day."""
        return self.published().words().filter(effective_from__gt=on)

    def standing(self, on: dt.date) -> Self:
        """Published and not superseded on that day: in force then or coming."""
        not_ended = models.Q(effective_until__isnull=True) | models.Q(effective_until__gt=on)
        return self.published().filter(not_ended)

    def superseded(self, on: dt.date) -> Self:
        return self.published().filter(effective_until__lte=on)

    def newest_first(self) -> Self:
        return self.order_by("-sequence")


class Revision(Drafted):
    """One text of one policy. Frozen from submission on: triggers refuse, whoever asks.

    ``effective_from`` is the first day in force, ``effective_until`` the first day no longer; a
    repeal has the same dates, and between them nothing of the policy is in force.
    ``digest`` is that of ``outline()``, fixed when it is frozen. ``round`` counts how often it was
    frozen, for a consultation or for review, so that decisions on a returned text are void.
    ``lock_version`` keeps two writers of the cover apart.
    """

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="revisions", verbose_name=_("policy")
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    number = models.CharField(
        _("revision"), max_length=12,
        validators=[RegexValidator(rf"^{NUMBER}\Z", _("Write the number as 2.1."))],
    )  # fmt: skip
    kind = models.CharField(
        _("kind"), max_length=10, choices=RevisionKind, default=RevisionKind.TEXT
    )
    replaced_by = models.ForeignKey(
        "policies.Policy", models.RESTRICT, null=True, blank=True, related_name="+",
        verbose_name=_("replaced by"),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    title = models.CharField(_("title"), max_length=200)
    superscription = models.TextField(_("words above the title"), blank=True)
    issuing_unit = models.CharField(_("issuing unit"), max_length=100)
    background = models.TextField(_("background"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    scope = models.TextField(_("scope"), blank=True)
    supplementary = models.TextField(_("supplementary provisions"), blank=True)
    change_note = models.TextField(_("what changes"), blank=True)
    is_material = models.BooleanField(_("material change"), default=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    effective_until = models.DateField(_("effective until"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    round = models.PositiveSmallIntegerField(_("round of review"), default=0)
    based_on = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="+",
        verbose_name=_("based on"),
    )  # fmt: skip
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", verbose_name=_("started by")
    )
    created_at = models.DateTimeField(_("started"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip
    lock_version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("policy", "sequence")
        indexes = (
            models.Index(fields=("title",), name="revision_by_title"),
            # The newest few are on the first page of everybody.
            models.Index(
                fields=("-effective_from", "-published_at", "-id"),
                condition=models.Q(status=Status.PUBLISHED),
                name="revision_newest",
            ),
            # What is in force on a day is found without going through all that is over.
            models.Index(
                fields=("effective_until",),
                condition=models.Q(status=Status.PUBLISHED),
                name="revision_standing",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="revision_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RevisionKind.values), name="revision_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True)
                | models.Q(kind=RevisionKind.REPEAL) & ~models.Q(replaced_by=models.F("policy")),
                name="revision_replaced_when_repealed",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=RevisionKind.CORRECTION, is_material=True),
                name="revision_correction_is_minor",
            ),
            models.CheckConstraint(
                condition=models.Q(number__regex=rf"^{NUMBER}$"), name="revision_number_written"
            ),
            models.UniqueConstraint(fields=("policy", "sequence"), name="revision_sequence_unique"),
            models.UniqueConstraint(
                fields=("policy", "number"),
                condition=~models.Q(status=Status.WITHDRAWN),
                name="revision_number_unique",
                violation_error_message=_("This policy already has a revision of that number."),
            ),
            models.UniqueConstraint(
                fields=("policy",),
                condition=models.Q(status__in=OPEN),
                name="revision_one_open",
                violation_error_message=_(
                    "This policy already has an open revision. Finish or withdraw that one first."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(effective_until__isnull=True)
                | models.Q(effective_until__gt=models.F("effective_from")),
                name="revision_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.PUBLISHED)
                | (
                    models.Q(
                        effective_from__isnull=False,
                        published_at__isnull=False,
                        published_by__isnull=False,
                    )
                    & ~models.Q(digest="")
                ),
                name="revision_published_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def is_in_force(self, on: dt.date) -> bool:
        return (
            self.status == Status.PUBLISHED
            and not self.is_repeal
            and self.effective_from is not None
            and self.effective_from <= on
            and (self.effective_until is None or self.effective_until > on)
        )

    def is_scheduled(self, on: dt.date) -> bool:
        return (
            self.status == Status.PUBLISHED
            and self.effective_from is not None
            and self.effective_from > on
        )

    def is_superseded(self, on: dt.date) -> bool:
        return (
            self.status == Status.PUBLISHED
            and self.effective_until is not None
            and self.effective_until <= on
        )

    @property
    def is_repeal(self) -> bool:
        return self.kind == RevisionKind.REPEAL

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    def outline(self) -> text.Outline:
        """The whole text as data: chapters, clauses with their roles, what is enclosed."""
        from policies.models.outline import outlines

        return outlines([self])[self.pk]
