from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeSummary(models.Model):
    """What a published revision changes in the words before it, in figures: made once, for
    neither of the two texts ever changes. ``before`` is None of the first words of a policy.

    ``figures`` are those of ``policies.comparing.tallies``, without words, so that each reader has
    the sentence in their language.
    """

    revision = models.OneToOneField(
        "policies.Revision", models.RESTRICT, primary_key=True, related_name="change_summary"
    )
    before = models.ForeignKey(
        "policies.Revision", models.RESTRICT, null=True, related_name="+", db_index=False
    )
    figures = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("summary of changes")
        verbose_name_plural = _("summaries of changes")

    def __str__(self) -> str:
        return f"{self.before_id} → {self.revision_id}"
