"""Filing work rules with the labour authority (工作規則核備), and posting them afterwards."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regs_portal.people.models import Employee, Site

if TYPE_CHECKING:
    from policies.models.revision import Revision


class FilingKind(models.TextChoices):
    FIRST = "first", _("First filing (訂定)")
    AMENDMENT = "amendment", _("Amendment (修正)")


class FilingStatus(models.TextChoices):
    """Where a filing stands; moved by ``policies.filing.moving`` alone."""

    TO_SEND = "to_send", _("To be sent (待送件)")
    SENT = "sent", _("Sent (送件)")
    TO_CORRECT = "to_correct", _("To be corrected (補正)")
    APPROVED = "approved", _("Approved (核備)")
    RETURNED = "returned", _("Returned (退回)")
    DROPPED = "dropped", _("Not to be filed")


# It is our turn; in SENT it is the authority's.
OURS = (FilingStatus.TO_SEND, FilingStatus.TO_CORRECT, FilingStatus.RETURNED)
UNDER_WAY = (*OURS, FilingStatus.SENT)


class FilingQuerySet(models.QuerySet["Filing"]):
    def of(self, employee: Employee) -> Self:
        """Those the employee may see: HR and auditors all, editors those of their policies."""
        from policies.models.policy import Policy

        if employee.is_hr or employee.is_auditor:
            return self
        edited = Policy.objects.editable_by(employee).values("pk")
        filed = FiledRevision.objects.filter(revision__policy__in=edited)
        return self.filter(pk__in=filed.values("filing"))

    def under_way(self) -> Self:
        return self.filter(status__in=UNDER_WAY)

    def ours(self) -> Self:
        """Those in which the company has to do something."""
        return self.filter(status__in=OURS)

    def approved(self) -> Self:
        return self.filter(status=FilingStatus.APPROVED)

    def with_next_due(self) -> Self:
        """Annotates ``next_due``: the last day for what the company has to do, if there is one."""
        return self.annotate(
            next_due=models.Case(
                models.When(status=FilingStatus.TO_SEND, then=models.F("due_on")),
                models.When(status__in=OURS, then=models.F("answer_by")),
                output_field=models.DateField(),
            )
        )


class Filing(models.Model):
    """One set of papers for the authority of one site; without a site, one set for all of them.

    ``due_on`` is thirty days after the rules were made or amended, ``answer_by`` the day the
    authority gave for a correction. Only ``status``, ``authority`` and ``answer_by`` ever change,
    each time with a row of ``FilingMove``.
    """

    site = models.ForeignKey(
        Site, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FilingKind)
    status = models.CharField(
        _("state"), max_length=10, choices=FilingStatus, default=FilingStatus.TO_SEND
    )
    authority = models.CharField(_("authority"), max_length=100, blank=True)
    due_on = models.DateField(_("due"))
    answer_by = models.DateField(_("correction due"), null=True, blank=True)
    created_at = models.DateTimeField()
    revisions: "models.ManyToManyField[Revision, FiledRevision]" = models.ManyToManyField(
        "policies.Revision", through="FiledRevision", related_name="filings"
    )

    next_due: dt.date | None  # where ``with_next_due`` brought it along

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        ordering = ("pk",)
        indexes = (models.Index(fields=("status", "due_on"), name="filing_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=FilingStatus.values), name="filing_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=FilingKind.values), name="filing_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site or '*'} {self.due_on} {self.status}"

    def is_overdue(self, on: dt.date) -> bool:
        return self.next_due is not None and self.next_due < on


class FiledRevision(models.Model):
    """The filing covers the revision. One filing for each revision and site. Append-only."""

    filing = models.ForeignKey(Filing, models.RESTRICT, related_name="filed")
    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="filed", db_index=False
    )
    site = models.ForeignKey(Site, models.RESTRICT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "site"), name="filed_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.filing_id}: {self.revision_id}"


class FilingMove(models.Model):
    """One thing that happened to a filing: what, on which day, under which number. Append-only.

    ``on`` is the day on the paper, ``until`` the day the authority gave, ``words`` what it asked,
    its conditions, or a reason. ``by`` is None for what the portal did by itself.
    """

    filing = models.ForeignKey(Filing, models.RESTRICT, related_name="moves")
    verb = models.CharField(max_length=10)
    from_status = models.CharField(max_length=10, choices=FilingStatus, blank=True)
    to_status = models.CharField(max_length=10, choices=FilingStatus)
    on = models.DateField(_("date"))
    number = models.CharField(_("number"), max_length=100, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(to_status=FilingStatus.APPROVED) | ~models.Q(number=""),
                name="filing_approved_under_a_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.filing_id}: {self.verb}"


class FilingScan(models.Model):
    """A paper of the filing as it was scanned: bytes in storage under their digest. Append-only."""

    filing = models.ForeignKey(Filing, models.RESTRICT, related_name="scans")
    what = models.CharField(_("what it is"), max_length=100)
    name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(max_length=50)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("filing", "digest"), name="filing_scan_once"),
        )

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """The approved rules were posted where everybody at the site sees them (公開揭示): since when,
    where, and the photograph, of which the bytes are a scan of the filing. Append-only."""

    filing = models.ForeignKey(Filing, models.RESTRICT, related_name="postings")
    site = models.ForeignKey(
        Site, models.RESTRICT, related_name="+", db_index=False, verbose_name=_("site")
    )
    place = models.CharField(_("where"), max_length=200)
    since = models.DateField(_("posted since"))
    photo = models.ForeignKey(FilingScan, models.RESTRICT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.filing_id}: {self.place}"


class FilingReminder(models.Model):
    """A letter about a filing's last day went to somebody, once for each ``mark``. Append-only.

    ``mark`` counts days before that day; negative: the first day of a week after it.
    """

    filing = models.ForeignKey(Filing, models.RESTRICT, related_name="reminders", db_index=False)
    due_on = models.DateField()
    mark = models.SmallIntegerField()
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    was_mailed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("filing", "due_on", "mark", "employee"), name="filing_reminded_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.filing_id}: {self.mark} {self.employee_id}"
