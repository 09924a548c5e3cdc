"""What narrows the catalogue and the search; every part may be left empty."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.forms.days import DayField
from policies.models import Category, Level
from policies.searching.narrowing import Narrowing, State
from regs_portal.people.models import Department, Role


class CatalogueForm(forms.Form):
    """Codes and addresses in the query string, so that a narrowed list can be linked to."""

    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("Category"),
        empty_label=_("All categories"),
        to_field_name="slug",
        required=False,
    )
    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("Issued by"),
        empty_label=_("All departments"),
        to_field_name="code",
        required=False,
    )
    role = forms.ModelChoiceField(
        Role.objects.all(),
        label=_("Addressed to"),
        empty_label=_("All posts"),
        to_field_name="code",
        required=False,
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("All levels")), *Level.choices], required=False
    )


class HandbookForm(CatalogueForm):
    """What narrows the list that a handbook is chosen from."""

    binds_me = forms.BooleanField(label=_("Only what binds me"), required=False)

    field_order = ("category", "department", "level", "role", "binds_me")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["role"].label = _("Binds the post")


class SearchForm(CatalogueForm):
    """What narrows a search; the query itself stands in the box."""

    policy = forms.CharField(label=_("Within the regulation"), max_length=30, required=False)
    state = forms.ChoiceField(label=_("State"), choices=State.choices, required=False)
    as_of = DayField(label=_("As of the day"), required=False)
    since = DayField(label=_("In force since this day or later"), required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["policy"].widget.attrs["placeholder"] = "HR-003"

    def clean_policy(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["policy"]).strip().upper()

    def narrowing(self) -> Narrowing:
        """By the parts that were understood; the others narrow nothing."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return Narrowing(**wanted)
