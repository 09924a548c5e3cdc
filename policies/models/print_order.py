import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT_FOR = dt.timedelta(days=7)


class PrintKind(models.TextChoices):
    HANDBOOK = "handbook", _("Handbook")
    DRAFT = "draft", _("Draft")


class PrintOrderQuerySet(models.QuerySet["PrintOrder"]):
    def waiting(self) -> Self:
        return self.filter(made_at__isnull=True)

    def old(self, now: dt.datetime) -> Self:
        """Those whose file is not handed out any more."""
        return self.filter(asked_at__lt=now - KEPT_FOR)


class PrintOrder(models.Model):
    """A PDF that one person asked for: a handbook of several policies, or a text on its way.

    It is theirs alone, made by a worker, and no evidence of anything: after ``KEPT_FOR`` it is
    forgotten with its file. ``on`` is the day whose words it holds.
    """

    kind = models.CharField(max_length=10, choices=PrintKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="print_orders")
    asked_at = models.DateTimeField(db_index=True)
    on = models.DateField()
    language = models.CharField(max_length=10)
    title = models.CharField(_("title"), max_length=100)
    file = models.FileField(blank=True, max_length=200)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True)

    objects = PrintOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("print order")
        verbose_name_plural = _("print orders")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=PrintKind.values), name="print_order_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True, file="", digest="", size=0)
                | models.Q(made_at__isnull=False, size__gt=0) & ~models.Q(file="", digest=""),
                name="print_order_made_whole",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def kept_until(self) -> dt.datetime:
        return self.asked_at + KEPT_FOR


class PrintedRevision(models.Model):
    """One text that the order holds, in its place."""

    order = models.ForeignKey(PrintOrder, models.CASCADE, related_name="printed", db_index=False)
    revision = models.ForeignKey("policies.Revision", models.RESTRICT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("order", "position"), name="printed_position_once"),
            models.UniqueConstraint(fields=("order", "revision"), name="printed_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.order_id}: {self.revision_id}"
