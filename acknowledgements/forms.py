"""What readers send and HR asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from acknowledgements.acknowledging import measured_seconds
from acknowledgements.populations import State
from regs_portal.people.models import Department


class AcknowledgeForm(forms.Form):
    """The box is the sentence itself: unticked, it is not sent."""

    sentence = forms.CharField(
        max_length=1000,
        strip=False,
        error_messages={
            "required": _("Tick the sentence first, so that it is yours. Nothing was recorded yet.")
        },
    )
    digest = forms.CharField(max_length=64)
    seconds_open = forms.CharField(max_length=500, required=False)

    def clean_seconds_open(self) -> int | None:
        """The page's script may be missing or lie: what is no time of reading is None."""
        return measured_seconds(self.cleaned_data["seconds_open"])


class DepartmentForm(forms.Form):
    """The department of the address, by its code."""

    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("Department"),
        empty_label=_("Whole company"),
        to_field_name="code",
        required=False,
        error_messages={
            "invalid_choice": _("There is no such department. The whole company is shown.")
        },
    )


class DashboardForm(DepartmentForm):
    """Which part of the company, and which policies, to look at."""

    q = forms.CharField(label=_("Code or title"), max_length=60, required=False)


class NamesForm(DepartmentForm):
    """Which names of one revision to list."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Everybody")), *State.choices],
        required=False,
        error_messages={"invalid_choice": _("There is no such state. Everybody is shown.")},
    )
    q = forms.CharField(label=_("Name or number"), max_length=60, required=False)
