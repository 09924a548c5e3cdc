from django.urls.converters import StringConverter


class PieceConverter(StringConverter):
    """What of a draft can be moved or removed."""

    regex = "clause|heading"


class NumberConverter(StringConverter):
    """The number of a revision: 2.1."""

    regex = r"[0-9]{1,4}\.[0-9]{1,4}"
