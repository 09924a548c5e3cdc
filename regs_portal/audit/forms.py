"""What is looked for in the trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regs_portal.audit import searching


class TrailForm(forms.Form):
    actor = forms.CharField(label=_("Employee number"), max_length=30, required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    subject = forms.CharField(
        label=_("About what"),
        help_text=_("As it stands in the list, for example policies.revision:12."),
        max_length=100,
        required=False,
    )
    first_day = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("Up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def of(self, verbs: list[str]) -> "TrailForm":
        field = self.fields["verb"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", _("Anything")), *((verb, searching.deed(verb)) for verb in verbs)]
        return self

    def wanted(self) -> dict[str, Any]:
        """What is valid of it; the rest is ignored, its sentence stands beside the field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
