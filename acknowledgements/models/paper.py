from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policies import papers


class PaperSheet(models.Model):
    """A sheet that people signed by hand, scanned and recorded by HR. Append-only.

    ``digest`` is the SHA-256 of the file, which lies in the storage under it.
    """

    FOLDER = "signed_sheets"

    revision = models.ForeignKey("policies.Revision", models.RESTRICT, related_name="sheets")
    name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(max_length=64)
    witness = models.CharField(_("witness"), max_length=100)
    signed_on = models.DateField(_("signed on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("signed sheet")
        verbose_name_plural = _("signed sheets")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.name}"

    @property
    def scan(self) -> str:
        """Its path in the storage."""
        return papers.path_of(self.digest, self.FOLDER)
