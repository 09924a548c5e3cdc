"""Who stands in for whom, from when to when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.forms.days import DayField
from regs_portal.people.models import Employee


class DelegationForm(forms.Form):
    """An administrator says for whom as well; anybody else makes it for themselves."""

    principal = forms.CharField(
        label=_("For whom"), max_length=30, help_text=_("Employee number of whoever is away.")
    )
    to = forms.CharField(
        label=_("Who stands in"), max_length=30, help_text=_("Employee number of the delegate.")
    )
    first_day = DayField(label=_("First day"), help_text=_("Today or later."))
    last_day = DayField(label=_("Up to and including"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example leave or illness.")
    )

    def clean(self) -> dict[str, Any]:
        """The people for their numbers, both in one query."""
        cleaned = super().clean() or {}
        asked = {name: cleaned[name] for name in ("principal", "to") if name in cleaned}
        found = Employee.objects.with_group_names().filter(
            is_active=True, employee_number__in=asked.values()
        )
        known = {employee.employee_number: employee for employee in found}
        for name, number in asked.items():
            if number in known:
                cleaned[name] = known[number]
            else:
                self.add_error(name, _("There is no employee with this number. Check the number."))
        return cleaned

    def for_oneself(self) -> "DelegationForm":
        del self.fields["principal"]
        return self
