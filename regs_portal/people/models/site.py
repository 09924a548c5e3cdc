from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.TextChoices):
    TAIWAN = "TW", _("Taiwan")
    PRC = "CN", _("Mainland China")
    OTHER = "XX", _("Other")


class Site(models.Model):
    """A place of work; its jurisdiction says whose labour law applies to those who work there."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=2, choices=Jurisdiction)
    time_zone = models.CharField(_("time zone"), max_length=50, default="Asia/Taipei")

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(jurisdiction__in=Jurisdiction.values),
                name="site_jurisdiction_known",
            ),
        )

    def __str__(self) -> str:
        return self.name
