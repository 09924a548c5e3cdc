"""XLSX, written row by row; words stay words, whatever they begin with."""

import datetime as dt
import tempfile
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext as _

from acknowledgements.exports.sheet import Cell, Row, headings

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS = (10, 9, 30, 20, 16, 14, 22, 12, 12, 20, 12, 18, 20, 10, 40, 12, 22, 30, 18, 30)


def respond(rows: Iterable[Row], name: str) -> HttpResponseBase:
    # The response closes the file, and with it removes it.
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115
    write(rows, file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{name}.xlsx", content_type=CONTENT_TYPE
    )


def write(rows: Iterable[Row], file: Any) -> None:
    """A sheet with a fixed heading row and a filter; times without zone, in company time."""
    book = xlsxwriter.Workbook(file, OPTIONS)
    sheet = book.add_worksheet(_("Acknowledgements")[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for column, (heading, width) in enumerate(zip(headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, line, column, cell, day, moment)
    sheet.autofilter(0, 0, line, len(WIDTHS) - 1)
    book.close()


def _write_cell(sheet: Any, line: int, column: int, cell: Cell, day: Any, moment: Any) -> None:
    if isinstance(cell, dt.datetime):
        sheet.write_datetime(line, column, cell.replace(tzinfo=None), moment)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(line, column, cell, day)
    elif isinstance(cell, int):
        sheet.write_number(line, column, cell)
    elif cell:
        sheet.write_string(line, column, cell)
