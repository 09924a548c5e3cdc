import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.forms.days import DayField
from policies.models import Revision


class ComparisonForm(forms.Form):
    """Which two of the published revisions, newest first, are to be compared."""

    before = forms.ChoiceField(label=gettext_lazy("From revision"))
    after = forms.ChoiceField(label=gettext_lazy("To revision"))

    def __init__(self, revisions: Sequence[Revision], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(revision.number, _named(revision)) for revision in revisions]
        for name in ("before", "after"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  (as declared above)
            field.choices = choices
        if len(revisions) > 1:
            self.fields["before"].initial = revisions[1].number
            self.fields["after"].initial = revisions[0].number


class DaysForm(forms.Form):
    """The words of which two days are to be compared; ``found`` are the revisions in force then.

    In addresses the fields are ``from`` and ``to``, which Python keeps for itself.
    """

    def __init__(self, revisions: Sequence[Revision], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.revisions = revisions
        self.found: dict[str, Revision] = {}
        wrong = {"invalid": gettext_lazy("This is not a date. Write it as 2026-04-01.")}
        for name, label in (
            ("from", gettext_lazy("From day")),
            ("to", gettext_lazy("To day")),
        ):
            self.fields[name] = DayField(label=label, error_messages=wrong)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, day in list(cleaned.items()):  # an error takes its field out
            in_force = next((each for each in self.revisions if each.is_in_force(day)), None)
            if in_force is None:
                self.add_error(name, self._nothing_on(day))
            else:
                self.found[name] = in_force
        return cleaned

    def _nothing_on(self, day: dt.date) -> str:
        first = min(each.effective_from for each in self.revisions if each.effective_from)
        if day < first:
            sentence = _(
                "Nothing was in force on %(day)s; the first words took effect on %(first)s."
            )
            return sentence % {"day": day.isoformat(), "first": first.isoformat()}
        return _("No words of this policy are in force on %(day)s.") % {"day": day.isoformat()}


def _named(revision: Revision) -> str:
    day = revision.effective_from.isoformat() if revision.effective_from else ""
    return _("%(number)s, from %(date)s") % {"number": revision.number, "date": day}
