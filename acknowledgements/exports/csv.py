"""CSV that a spreadsheet opens in the right letters and never runs."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import translation

from acknowledgements.exports.sheet import Cell, Row, headings

# A cell that begins like this is a formula to a spreadsheet (OWASP, "CSV injection"); the full
# width forms are read as the others by East Asian editions.
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


class Echo:
    """A file that gives back what is written, for a writer that streams."""

    def write(self, line: str) -> str:
        return line


def respond(rows: Iterable[Row], name: str) -> HttpResponseBase:
    written = _in_language(translation.get_language(), lines(rows))
    response = StreamingHttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The heading and the rows, quoted and harmless, with the mark that says UTF-8 first."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    for row in chain([headings()], rows):
        yield writer.writerow([harmless(_written(cell)) for cell in row])


def _in_language(language: str | None, lines: Iterator[str]) -> Iterator[str]:
    """The lines are read after the middleware has let go of the reader's language."""
    with translation.override(language):
        yield from lines


def harmless(words: str) -> str:
    """With an apostrophe before what a spreadsheet would calculate, blanks before it or not."""
    begins = words.startswith(FORMULA_BEGINS) or words.lstrip().startswith(FORMULA_BEGINS)
    return f"'{words}" if begins else words


def _written(cell: Cell) -> str:
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return "" if cell is None else str(cell)
