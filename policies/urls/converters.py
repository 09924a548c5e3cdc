import datetime as dt

from django.urls.converters import StringConverter

from policies.filing.moving import TRANSITIONS
from policies.models.revision import NUMBER


class PieceConverter(StringConverter):
    """What of a draft can be moved or removed."""

    regex = "clause|heading"


class EnclosedConverter(StringConverter):
    """What stands beside a text."""

    regex = "basis|attachment"


class NumberConverter(StringConverter):
    """The number of a revision, written v2.1; older addresses have 2.1 alone."""

    regex = f"v?{NUMBER}"

    def to_python(self, value: str) -> str:
        return value.removeprefix("v")

    def to_url(self, value: str) -> str:
        return f"v{value}"


class DayConverter:
    """A day: 2026-03-01. Which of them are days, the calendar says."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()


class FilingVerbConverter(StringConverter):
    """A step of a filing's way."""

    regex = "|".join(TRANSITIONS)
