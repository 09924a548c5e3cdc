"""The editor's widget: a textarea that works by itself, inside the element that dresses it up."""

import json
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Only what ``policies.text.markup`` keeps can be made; the server sanitises all the same.
CONFIG: dict[str, Any] = {
    "extraPlugins": "divarea",
    # The spelling checkers, scayt and wsc, would send every word to their maker.
    "removePlugins": "elementspath,resize,exportpdf,uploadimage,uploadfile,image,flash,iframe,"
    "scayt,wsc",
    "toolbar": [
        ["Bold", "Italic", "Underline", "Strike", "Subscript", "Superscript"],
        ["NumberedList", "BulletedList", "Outdent", "Indent"],
        ["Table", "Link", "Unlink"],
        ["RemoveFormat", "Undo", "Redo"],
    ],
    "height": 220,
    "entities": False,
    "forcePasteAsPlainText": False,
    "disableNativeSpellChecker": False,
    "versionCheck": False,
}
LANGUAGES = {"zh-hant": "zh", "zh-hans": "zh-cn", "en": "en"}


class RichText(forms.Textarea):
    template_name = "drafting/_rich_text.html"

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """By the site's templates; Django's own renderer of forms does not look there."""
        return super().render(name, value, attrs, TemplatesSetting())

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        language = LANGUAGES.get(get_language() or "", "zh")
        context["widget"]["config"] = json.dumps({**CONFIG, "language": language})
        return context
