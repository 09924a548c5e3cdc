import hashlib
import json
import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.text.correcting import Treatment
from policies.text.warning import Warning, WarningCode


def new_key() -> str:
    """What a kept text is called in an address: 16 characters that nobody guesses."""
    return secrets.token_hex(8)


class ImportSourceQuerySet(models.QuerySet["ImportSource"]):
    def for_list(self) -> Self:
        """The newest first, without their text, which may be megabytes."""
        return (
            self.defer("text", "choices", "corrections", "pairings", "remarks")
            .annotate(count_saved=models.Count("saved"))
            .order_by("-changed_at", "-pk")
        )


class ImportSource(models.Model):
    """A text that somebody is importing, kept between the steps until it is forgotten.

    It is private to that person, no evidence of anything, and its text never changes: a mended
    text is another source. ``name`` is that of the file, or of what was pasted; ``digest`` is
    SHA-256 of the bytes as they came. ``corrections`` are ``[line, treatment]`` in the order they
    were made; ``choices`` what was typed about each regulation, by its first line; ``pairings``
    which of its clauses is which of the policy it revises; ``remarks`` what the reader of the file
    had to say.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="import_sources",
        verbose_name=_("by"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("started"))
    changed_at = models.DateTimeField(_("last changed"), db_index=True)
    name = models.CharField(_("name"), max_length=255)
    digest = models.CharField(_("digest"), max_length=64)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    text = models.TextField(_("text"))
    remarks = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    pairings = models.JSONField(default=dict)

    objects = ImportSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported text")
        verbose_name_plural = _("imported texts")

    def __str__(self) -> str:
        return self.name

    def warnings(self) -> tuple[Warning, ...]:
        """What the reader of the file had to say."""
        return tuple(
            Warning(WarningCode(told["code"]), told["line"], told["data"]) for told in self.remarks
        )

    @property
    def state(self) -> str:
        """Changes whenever a line is corrected, and so what is understood of the text."""
        return hashlib.sha256(json.dumps(self.corrections).encode()).hexdigest()[:16]

    def treatments(self) -> dict[int, Treatment]:
        """What somebody said lines are, by their numbers."""
        return {int(line): Treatment(meant) for line, meant in self.corrections}


class ImportedRevision(models.Model):
    """The draft that the regulation beginning in that line became: once, however often saved."""

    source = models.ForeignKey(ImportSource, models.CASCADE, related_name="saved", db_index=False)
    line = models.PositiveIntegerField()
    revision = models.ForeignKey("policies.Revision", models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "line"), name="import_saved_once"),
        )

    def __str__(self) -> str:
        return f"{self.source_id}/{self.line}: {self.revision_id}"
