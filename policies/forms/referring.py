"""Where in a draft a reference goes, and to what."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.text.inserted import lines_of
from policies.text.pointer import Pointer, read_pointer

GLIMPSE = 24


class LineSelect(forms.Select):
    """Lines of a text among words of the portal: each says which language it is in."""

    language = ""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if not str(value).endswith(":"):
            option["attrs"]["lang"] = self.language
        return option


class ReferenceForm(forms.Form):
    """``version`` is the one the page was made from; ``target`` the address of what was picked.

    ``parts`` are the fields that can hold the reference: name, label, HTML. ``language`` is that
    of the text.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    where = forms.ChoiceField(
        label=_("Where"),
        help_text=_("The reference goes to the end of the line you choose."),
        widget=LineSelect,
    )
    target = forms.CharField(label=_("What it refers to"), max_length=100)

    def __init__(
        self, *args: Any, parts: list[tuple[str, Any, str]], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["where"])
        field.choices = [(label, _places(name, html)) for name, label, html in parts]
        if len(parts) == 1:
            field.choices = _places(parts[0][0], parts[0][2])
        cast(LineSelect, field.widget).language = language

    def clean_target(self) -> Pointer:
        pointer = read_pointer(self.cleaned_data["target"])
        if pointer is None:
            raise forms.ValidationError(_("Pick one of the places in the list."))
        return pointer

    def place(self) -> tuple[str, int | None]:
        """The part chosen, and the line of it, None for its end."""
        part, _colon, line = self.cleaned_data["where"].partition(":")
        return part, int(line) if line else None


def _places(name: str, html: str) -> list[tuple[str, Any]]:
    places: list[tuple[str, Any]] = [(f"{name}:", _("At the end"))]
    for number, line in enumerate(lines_of(html)):
        words = line if len(line) <= GLIMPSE else f"{line[:GLIMPSE]}…"
        places.append((f"{name}:{number}", words))
    return places
