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


# What the clause editor never shows: copying and compressing it would take half a minute.
EDITOR = "ckeditor/ckeditor"
UNUSED_LANGUAGES = (
    "af ar az bg bn bs ca cs cy da de de-ch el en-au en-ca en-gb eo es es-mx et eu fa fi fo fr "
    "fr-ca gl gu he hi hr hu id is it ja ka km ko ku lt lv mk mn ms nb nl no oc pl pt pt-br ro ru "
    "si sk sl sq sr sr-latn sv th tr tt ug uk vi"
).split()
UNUSED_PLUGINS = (
    "adobeair autoembed bbcode codesnippet codesnippetgeshi devtools div docprops embed embedbase "
    "embedsemantic exportpdf flash forms iframe iframedialog image2 mathjax pagebreak placeholder "
    "preview scayt sharedspace smiley sourcedialog stylesheetparser templates uicolor uploadimage "
    "wsc xml"
).split()


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Collects only those of the editor's files that pages use."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "ckeditor/galleriffic/*",
        f"{EDITOR}/adapters/*",
        f"{EDITOR}/*.md",
        f"{EDITOR}/skins/moono/*",
        f"{EDITOR}/vendor/*",
        *(f"{EDITOR}/*lang/{language}.js" for language in UNUSED_LANGUAGES),
        *(f"{EDITOR}/plugins/{plugin}/*" for plugin in UNUSED_PLUGINS),
    ]
