from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptFile(models.Model):
    """A file somebody gave. The bytes lie in storage under their digest (``policies.papers``);
    ``name`` is what the person called it, ``media_type`` what its bytes say it is."""

    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField(_("digest"), max_length=64)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        abstract = True
