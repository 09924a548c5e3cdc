"""Which stretch of time the page of news is about."""

import datetime as dt

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.forms.catalogue import CatalogueForm
from policies.forms.days import DayField


class Period(models.TextChoices):
    WEEK = "week", gettext_lazy("The last 7 days")
    MONTH = "month", gettext_lazy("The last 30 days")
    QUARTER = "quarter", gettext_lazy("The last 90 days")
    YEAR = "year", gettext_lazy("The last 365 days")
    ALL = "all", gettext_lazy("From the beginning")


DAYS = {Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 90, Period.YEAR: 365}
USUAL = Period.QUARTER


class NewsForm(forms.Form):
    """A period by name, or two days; the days win. Every part may be left empty."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=Period.choices, required=False)
    since = DayField(label=gettext_lazy("From day"), required=False)
    until = DayField(label=gettext_lazy("To day"), required=False)
    category = CatalogueForm.base_fields["category"]
    department = CatalogueForm.base_fields["department"]

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day cannot be before the first day."))

    def span(self, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day asked for, as far as they are valid; None: no bound."""
        self.is_valid()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since or until:
            return since, until
        period = self.cleaned_data.get("period") or USUAL
        days = DAYS.get(Period(period))
        return (on - dt.timedelta(days=days) if days else None), None
