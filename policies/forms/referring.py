"""Where in a draft a reference goes, and to what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.text.inserted import lines_of
from policies.text.pointer import Pointer, read_pointer

GLIMPSE = 24


class ReferenceForm(forms.Form):
    """``version`` is the one the page was made from; ``target`` the address of what was picked.

    ``parts`` are the fields that can hold the reference: name, label, HTML.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    where = forms.ChoiceField(
        label=_("Where"), help_text=_("The reference goes to the end of the line you choose.")
    )
    target = forms.CharField(max_length=100)

    def __init__(self, *args: Any, parts: list[tuple[str, Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above)
        field.choices = [(label, list(_places(name, html))) for name, label, html in parts]
        if len(parts) == 1:
            field.choices = list(_places(parts[0][0], parts[0][2]))

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
