from django.db import models
from django.utils.translation import gettext_lazy as _


class RenditionKind(models.TextChoices):
    PAGE = "page", _("Page")
    PAGE_HANS = "page_hans", _("Page in simplified characters")
    PAGE_HANT = "page_hant", _("Page in traditional characters")
    PDF = "pdf", _("PDF")
    SUPERSEDED_PDF = "pdf_superseded", _("Superseded PDF")


# The pages in the script their text was not written in, by that script.
CONVERTED = {"zh-Hans": RenditionKind.PAGE_HANS, "zh-Hant": RenditionKind.PAGE_HANT}


class Rendition(models.Model):
    """A published revision in other clothes, made once and stored: the page's body, the PDF.

    ``digest`` is SHA-256 of the bytes. A page keeps its HTML here, a PDF its file in storage.
    Rows are evidence of what was handed out, so the database refuses to change or delete one: a
    superseded revision gets a print of its own kind beside the one it was published with.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="renditions", db_index=False
    )
    kind = models.CharField(max_length=16, choices=RenditionKind)
    html = models.TextField(blank=True)
    contents = models.TextField(blank=True)
    file = models.FileField(upload_to="renditions/%Y/%m/", blank=True, max_length=200)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("revision", "kind"), name="rendition_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=RenditionKind.values), name="rendition_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.kind}"
