from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Terms(models.Model):
    """How a policy is acknowledged, beyond its sentence; the newest row holds. Append-only.

    ``confirmed`` are the anchors of clauses that are ticked one by one, as far as a text has them.
    """

    policy = models.ForeignKey("policies.Policy", models.RESTRICT, related_name="terms")
    confirmed = models.JSONField(_("clauses ticked one by one"), default=list, blank=True)
    asks_password = models.BooleanField(_("the password is asked for again"), default=False)
    asks_the_end = models.BooleanField(_("the end of the text has to be reached"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("terms of acknowledgement")
        verbose_name_plural = _("terms of acknowledgement")

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.at:%Y-%m-%d}"
