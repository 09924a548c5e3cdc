"""What a reader sends to acknowledge a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from acknowledgements.acknowledging import measured_seconds


class AcknowledgeForm(forms.Form):
    """The tick is theirs; digest and sentence say what they had before them, ``since`` the number
    of the accepted text whose changes were shown, empty where the whole was."""

    accept = forms.BooleanField(
        error_messages={
            "required": _("Tick the sentence first, so that it is yours. Nothing was recorded yet.")
        }
    )
    digest = forms.CharField(max_length=64)
    sentence = forms.CharField(max_length=1000, strip=False)
    seconds_open = forms.CharField(max_length=500, required=False)
    since = forms.CharField(max_length=12, required=False)
    objection = forms.CharField(
        max_length=2000,
        required=False,
        error_messages={
            "max_length": _("An objection has 2,000 characters at most. Nothing was recorded yet.")
        },
    )
    reached = forms.CharField(max_length=3, required=False)
    password = forms.CharField(max_length=4096, required=False, strip=False)

    def clean_seconds_open(self) -> int | None:
        """The page's script may be missing or lie: what is no time of reading is None."""
        return measured_seconds(self.cleaned_data["seconds_open"])

    def evidence(self) -> dict[str, str | int | None]:
        """What the verb takes; the tick itself has done its work."""
        return {name: self.cleaned_data[name] for name in ("digest", "sentence", "seconds_open")}
