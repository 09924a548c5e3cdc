"""What is imported: a file or a paste, and the same text mended."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from policies.importing.sentences import LARGEST_MEGABYTES, why_unreadable
from policies.text.decoding import Reason
from policies.text.opening import LARGEST_OPENED

ACCEPTED = (
    ".docx,.docm,.dotx,.doc,.odt,.rtf,.wps,.txt,.md,.json,.xml,text/plain,text/markdown,"
    "application/json,application/xml,text/xml"
)


class SourceForm(forms.Form):
    """A file or a paste, one of them."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Word (.docx), plain text or Markdown in any usual encoding; also a regulation that "
            "was taken away as JSON or Akoma Ntoso."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        help_text=format_lazy(
            _("At most {limit} MB. Several regulations may follow one another."),
            limit=LARGEST_MEGABYTES,
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file and text.strip():
            self.add_error(
                "file", _("You chose a file and also pasted a text. Keep only one of them.")
            )
        elif file and file.size > LARGEST_OPENED:
            self.add_error("file", why_unreadable(Reason.OFFICE_TOO_LARGE))
        elif not file and not text.strip() and not self.errors:
            self.add_error("text", _("Choose a file, or paste the text here."))
        return cleaned

    @property
    def file_name(self) -> str:
        file = self.cleaned_data["file"]
        return str(file.name) if file else ""

    def source(self) -> bytes | str:
        file = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["text"])


class TextForm(forms.Form):
    """The words of a kept text, to be mended."""

    text = forms.CharField(
        label=_("The text itself"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
    )
