from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AdviceAnswer(models.Model):
    """Why words stay although the portal advised against them. Append-only; the newest counts.

    It belongs to the words in their place, not to a text: it holds as long as they stand there,
    in later rounds and revisions too. ``words`` are empty where something is missing.
    """

    revision = models.ForeignKey(
        "policies.Revision", models.RESTRICT, related_name="advice_answers", db_index=False
    )
    policy = models.ForeignKey("policies.Policy", models.RESTRICT, related_name="advice_answers")
    problem = models.CharField(max_length=30)
    anchor = models.CharField(max_length=12)
    words = models.CharField(max_length=200, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reason__regex=r"\S"), name="advice_answer_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_id}#{self.anchor}: {self.words}"
