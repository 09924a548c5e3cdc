from django.urls.converters import StringConverter

from acknowledgements.exports import FORMATS


class ExportFormatConverter(StringConverter):
    """The kinds of file the population of a revision can be taken away as."""

    regex = "|".join(FORMATS)
