"""A day that is typed, or picked from the browser's calendar."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y/%m/%d"], **options)
