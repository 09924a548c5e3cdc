from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models.worded import in_readers_language


class Category(models.Model):
    """A subject area; seven are preloaded, an administrator may add more.

    ``starter`` is a plain text that a new policy of the category may begin from.
    """

    slug = models.SlugField(_("address"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name (Traditional Chinese)"), max_length=60)
    name_hans = models.CharField(_("name (Simplified Chinese)"), max_length=60, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=60, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    starter = models.TextField(_("starter outline"), blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        """The name in the reader's language."""
        return in_readers_language(self.name, self.name_hans, self.name_en)
