from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def _named(revision: Revision) -> str:
    day = revision.effective_from.isoformat() if revision.effective_from else ""
    return _("%(number)s, from %(date)s") % {"number": revision.number, "date": day}
