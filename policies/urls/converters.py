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
    """The number of a revision: 2.1."""

    regex = NUMBER


class FilingVerbConverter(StringConverter):
    """A step of a filing's way."""

    regex = "|".join(TRANSITIONS)
