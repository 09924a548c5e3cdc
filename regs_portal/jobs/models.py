from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodicSlot(models.Model):
    """One run of a periodic job, claimed by the worker that first wrote this row."""

    name = models.CharField(_("job"), max_length=200)
    starts_at = models.DateTimeField(_("due at"))

    class Meta:
        verbose_name = _("periodic slot")
        verbose_name_plural = _("periodic slots")
        constraints = (
            models.UniqueConstraint(fields=("name", "starts_at"), name="periodic_slot_runs_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.starts_at:%Y-%m-%d %H:%M:%S}"
