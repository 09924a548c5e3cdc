from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """The site itself: its checks, commands and the demo company."""

    name = "regs_portal"
    label = "regs_portal"
    verbose_name = _("Regulations portal")

    def ready(self) -> None:
        from regs_portal import checks  # noqa: F401  (registers the system checks)


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Collects what pages use: of the editor's 60 languages and many plug-ins, a few."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "samples",
        "adapters",
        "galleriffic",
        "ckeditor-init.js.map",
    ]
