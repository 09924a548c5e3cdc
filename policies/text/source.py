"""A text's source as lines: Markdown's signs read, tables whole, joined lines joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .correcting import Corrections, Treatment
from .lines import HAN, LIST_FORMS, Line, line_of
from .numbering import read_label
from .tables import html_table, pipe_table
from .widths import width

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_STRONG = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__)")
_LATIN = re.compile(r"[!-~\u00c0-\u024f]")


def lines_of(text: str, corrections: Corrections) -> list[Line]:
    """The lines that say something, numbered from 1.

    Markdown's signs for headings (``#``), for strong labels and lines (``**``) and for tables
    (``|``) are read and left out; other signs stay, for they may be part of the words.
    """
    raw = text.split("\n")
    written = [line.strip() for line in raw]
    lines: list[Line] = []
    column = 0
    index = 0
    while index < len(written):
        number, stripped = index + 1, written[index]
        treatment = corrections.get(number)
        if "|" in stripped and (rows := _table_rows(written, index, corrections)):
            lines.append(_pipe_table(number, rows, treatment))
            index += len(rows)
            continue
        index += 1
        if not stripped:
            continue
        if table := html_table(stripped):
            lines.append(Line(number, stripped, treatment=treatment, table=table))
        elif treatment is Treatment.JOINED and lines and not lines[-1].table:
            lines[-1] = join(lines[-1], number, _without_signs(stripped)[1])
        else:
            level, words = _without_signs(stripped)
            treatment = Treatment.TEXT if treatment is Treatment.JOINED and lines else treatment
            line = line_of(number, words, level, treatment)
            if raw[index - 1][0].isspace():
                line = replace(line, indent=_indent(raw[index - 1]))
            if line.label:
                column = line.indent + _hanging_indent(line)
            elif column and abs(line.indent - column) <= 1 and raw[index - 1][0] == " ":
                line = replace(line, hangs=True)
            else:
                column = 0
            lines.append(line)
    return lines


def _indent(raw: str) -> int:
    return width(raw[: len(raw) - len(raw.lstrip())].expandtabs(4))


def _hanging_indent(line: Line) -> int:
    """How far an item's words are set in by its label; 0 if the line is no item."""
    return width(line.text[: line.label.end]) if line.label and line.has(*LIST_FORMS) else 0


def join(line: Line, number: int, text: str) -> Line:
    """The line with the one that goes on from it."""
    apart = _LATIN.match(line.text[-1:]) and _LATIN.match(text)
    if apart and HAN.search(line.text) and line.text[-1:].isdigit() and text[:1].isdigit():
        apart = None  # between Chinese words a number was cut in two
    start = f"{line.text} " if apart else line.text
    whole = start + text
    return replace(
        line, text=whole, label=read_label(whole), joins=(*line.joins, (number, len(start)))
    )


def _without_signs(stripped: str) -> tuple[int, str]:
    """A heading's level, else 0, and the line without the signs that were read."""
    level = 0
    if heading := _MARKDOWN_HEADING.match(stripped):
        level, stripped = len(heading[1]), stripped[heading.end() :].rstrip("#").rstrip()
    if strong := _STRONG.match(stripped):
        inner, after = strong[1].strip(), stripped[strong.end() :]
        if not after.strip() or read_label(inner):
            stripped = inner + after
    return level, stripped


def _table_rows(written: Sequence[str], start: int, corrections: Corrections) -> list[str]:
    """The lines of the pipe table that begins here, none if none does.

    A line that a person said something of is not one of its rows, if it is not the first.
    """
    if not pipe_table(written[start : start + 2]):
        return []
    free = (None, Treatment.WHOLE, Treatment.JOINED)
    end = start + 1
    while end < len(written) and "|" in written[end] and corrections.get(end + 1) in free:
        end += 1
    rows = list(written[start:end])
    return rows if pipe_table(rows) else []


def _pipe_table(number: int, rows: list[str], treatment: Treatment | None) -> Line:
    starts = [sum(len(row) + 1 for row in rows[:count]) for count in range(len(rows))]
    return Line(
        number,
        "\n".join(rows),
        treatment=treatment,
        table=pipe_table(rows),
        joins=tuple((number + count, at) for count, at in enumerate(starts) if count),
    )
