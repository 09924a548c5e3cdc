"""Many boxes to tick, folded away below the names of those that are."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.utils.safestring import SafeString


class FoldedChoices(forms.CheckboxSelectMultiple):
    """For a list too long to stand open. In a list of many lines a click drops what was chosen
    before; boxes keep it."""

    template_name = "drafting/_folded_choices.html"

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
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        context["options"] = options
        context["chosen"] = [str(option["label"]) for option in options if option["selected"]]
        return context
