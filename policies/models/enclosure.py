"""What a revision rests on and what is enclosed with it: legal bases, attachments (附件)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.models.drafted import Drafted
from policies.models.kept_file import KeptFile
from policies.models.outline import new_anchor


class LegalBasis(Drafted):
    """A law the text rests on, or one clause of it (``anchor``). Frozen with the revision."""

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="legal_bases", db_index=False
    )
    anchor = models.CharField(max_length=12, blank=True)
    position = models.PositiveIntegerField()
    law = models.CharField(_("law"), max_length=200)
    article = models.CharField(_("article"), max_length=100, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ("position",)
        indexes = (models.Index(fields=("law",), name="legal_basis_by_law"),)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "position"),
                name="legal_basis_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~models.Q(law=""), name="legal_basis_names_a_law"),
            models.CheckConstraint(
                condition=models.Q(link="") | models.Q(link__regex=r"^https?://"),
                name="legal_basis_link_opens",
            ),
        )

    def __str__(self) -> str:
        return f"{self.law} {self.article}".strip()


class Attachment(KeptFile, Drafted):
    """A file enclosed with the text, a form for example. Frozen with the revision; ``anchor``
    stays the same from revision to revision."""

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="attachments", db_index=False
    )
    anchor = models.CharField(max_length=12, default=new_anchor)
    position = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "position"),
                name="attachment_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=("revision", "anchor"), name="attachment_anchor_unique"),
            models.CheckConstraint(condition=~models.Q(title=""), name="attachment_has_a_title"),
        )

    def __str__(self) -> str:
        return self.title
