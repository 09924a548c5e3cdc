"""What HR asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from acknowledgements.populations import State
from regs_portal.people.models import Department


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
