"""What HR asks."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from acknowledgements.populations import State
from policies.forms.days import DayField
from policies.models import Policy
from regs_portal.people.models import Department, Employee


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


class TermsForm(forms.Form):
    """How a policy is acknowledged beyond its sentence; ``clauses`` are anchors and names."""

    confirmed = forms.MultipleChoiceField(
        label=_("Clauses that are ticked one by one"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    asks_password = forms.BooleanField(label=_("Ask for the password again"), required=False)
    asks_the_end = forms.BooleanField(
        label=_("Only after the end of the text was in sight"), required=False
    )

    def __init__(self, clauses: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["confirmed"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (as declared above)
        field.choices = list(clauses)


class NumbersField(forms.CharField):
    """Employee numbers, as somebody types or pastes them: by lines, commas or spaces. Cleaned, the
    employees, in that order."""

    widget = forms.Textarea(attrs={"rows": 5})

    def clean(self, value: Any) -> Any:
        written = unicodedata.normalize("NFKC", super().clean(value))
        numbers = list(dict.fromkeys(re.split(r"[\s,;、，；]+", written.strip())))
        people = Employee.objects.select_related("department").in_bulk(
            numbers, field_name="employee_number"
        )
        unknown = [number for number in numbers if number not in people]
        if unknown:
            raise forms.ValidationError(
                _("There is no employee with the number %(numbers)s. Correct it and try again."),
                params={"numbers": "、".join(unknown[:5])},
            )
        return [people[number] for number in numbers]


class SheetForm(forms.Form):
    """A sheet signed by hand."""

    people = NumbersField(label=_("Employee numbers of those who signed"))
    signed_on = DayField(label=_("Signed on"))
    witness = forms.CharField(label=_("Signed before"), max_length=100)
    scan = forms.FileField(
        label=_("Scan of the sheet"), help_text=_("PDF, PNG or JPEG, 20 MB at most.")
    )


class ExemptionForm(forms.Form):
    """Who is excused from acknowledging which policy, why and until when."""

    employee_number = NumbersField(
        label=_("Employee number"), widget=forms.TextInput, max_length=30
    )
    policy = forms.ModelChoiceField(
        Policy.objects.order_by("code"), label=_("Policy"), to_field_name="code"
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))
