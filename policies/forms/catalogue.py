"""What narrows the catalogue and the search; every part may be left empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.models import Category, Level
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


class SearchForm(forms.Form):
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("Category"),
        empty_label=_("All categories"),
        to_field_name="slug",
        required=False,
    )
