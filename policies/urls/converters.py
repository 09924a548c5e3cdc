from django.urls.converters import StringConverter


class PieceConverter(StringConverter):
    """What of a draft can be moved or removed."""

    regex = "clause|heading"
