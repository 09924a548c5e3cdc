"""What begins a correction, a repeal or a periodic review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.models import Policy
from regs_portal.people.models import Employee

REASON = 4000


class PolicyCodeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A policy by its code: there are too many to choose from a list."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid_choice": _("There is no policy with this code that you may read. Check the code.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Policy.objects.none(), to_field_name="code", **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.strip().upper() if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Policy) else value


class CorrectionForm(forms.Form):
    reason = forms.CharField(
        label=_("What is to be mended"),
        help_text=_("For example “a wrong character in Article 3”. Employees read it."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RepealForm(forms.Form):
    """``version`` is the one the page was made from; none while the repeal is only begun."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why the policy ends"),
        help_text=_("It becomes the words of the repeal, and employees read it."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replaced_by = PolicyCodeField(
        label=_("Code of the policy that takes its place"),
        help_text=_("For example HR-003. Leave it empty when none does."),
        required=False,
    )

    def among(self, policies: Any) -> "RepealForm":
        """The policies that may take its place."""
        field = self.fields["replaced_by"]
        assert isinstance(field, PolicyCodeField)  # noqa: S101
        field.queryset = policies
        return self


class UnchangedForm(forms.Form):
    """``digest`` is that of the text on the page the form came with."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    comment = forms.CharField(
        label=_("What you looked at"),
        help_text=_("For example the law as it stands now, and what employees asked."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Given again, so that it is certain who signs."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def of(self, signer: Employee) -> "UnchangedForm":
        """Without a password, of people who have none here."""
        if not signer.has_usable_password():
            del self.fields["password"]
        return self
