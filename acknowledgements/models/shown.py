from django.db import models
from django.utils.translation import gettext_lazy as _


class ShownText(models.Model):
    """What is put before those who acknowledge: the whole text, or (``before``) what it changes in
    the one they accepted. One row for all to whom the same is shown. Append-only.

    ``clauses`` is a list of anchor, label and digest; of a clause taken out the digest is that of
    its last words, and ``gone`` stands after it.
    """

    revision = models.ForeignKey("policies.Revision", models.RESTRICT, related_name="shown")
    before = models.ForeignKey(
        "policies.Revision", models.RESTRICT, null=True, related_name="+", db_index=False
    )
    clauses = models.JSONField()

    class Meta:
        verbose_name = _("text shown")
        verbose_name_plural = _("texts shown")
        constraints = (
            models.UniqueConstraint(
                fields=("revision", "before"), nulls_distinct=False, name="shown_text_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id} – {self.before_id or ''}"
