"""A text's source as lines: Markdown's signs read, tables whole, joined lines joined."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

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
    return _Source(text, corrections).read()


class _Source:
    def __init__(self, text: str, corrections: Corrections) -> None:
        self._raw = text.split("\n")
        self._written = [line.strip() for line in self._raw]
        self._corrections = corrections
        self._lines: list[Line] = []
        self._joined: list[tuple[int, str]] = []  # what goes on from the last line
        self._column = 0  # where the words of the item above begin

    def read(self) -> list[Line]:
        index = 0
        while index < len(self._written):
            stripped = self._written[index]
            rows = _table_rows(self._written, index, self._corrections) if "|" in stripped else []
            if rows:
                self._put(_pipe_table(index + 1, rows, self._corrections.get(index + 1)))
            elif stripped:
                self._add(index + 1, stripped)
            index += len(rows) or 1
        self._finish()
        return self._lines

    def _add(self, number: int, stripped: str) -> None:
        treatment = self._corrections.get(number)
        if table := html_table(stripped):
            self._put(Line(number, stripped, treatment=treatment, table=table))
            return
        level, words = _without_signs(stripped)
        if treatment is Treatment.JOINED and self._lines:
            if not self._lines[-1].table:
                self._joined.append((number, words))
                return
            treatment = Treatment.TEXT
        self._put(self._set_in(line_of(number, words, level, treatment)))

    def _set_in(self, line: Line) -> Line:
        """The line with how far it is set in, and whether it hangs from the item above."""
        raw = self._raw[line.number - 1]
        if raw[0].isspace():
            line = replace(line, indent=width(raw[: len(raw) - len(raw.lstrip())].expandtabs(4)))
        if line.label:
            label = line.text[: line.label.end] if line.has(*LIST_FORMS) else ""
            self._column = line.indent + width(label) if label else 0
        elif self._column and abs(line.indent - self._column) <= 1 and raw[0] == " ":
            return replace(line, hangs=True)
        else:
            self._column = 0
        return line

    def _put(self, line: Line) -> None:
        self._finish()
        self._lines.append(line)

    def _finish(self) -> None:
        """Join to the last line what goes on from it."""
        if self._joined:
            self._lines[-1] = _join(self._lines[-1], self._joined)
            self._joined = []


def _join(line: Line, further: Sequence[tuple[int, str]]) -> Line:
    """The line with those that go on from it."""
    parts, joins, length, last = [line.text], [], len(line.text), line.text
    chinese = HAN.search(line.text) is not None
    for number, text in further:
        if _is_apart(last, text, chinese):
            parts.append(" ")
            length += 1
        parts.append(text)
        joins.append((number, length))
        length, last = length + len(text), text
    whole = "".join(parts)
    return replace(line, text=whole, label=read_label(whole), joins=(*line.joins, *joins))


def _is_apart(last: str, text: str, chinese: bool) -> bool:
    """Whether a space stood where the line was cut: between words, not in the midst of a number."""
    if not (_LATIN.match(last[-1:]) and _LATIN.match(text)):
        return False
    return not (chinese and last[-1:].isdigit() and text[:1].isdigit())


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
    starts = accumulate((len(row) + 1 for row in rows), initial=0)
    return Line(
        number,
        "\n".join(rows),
        treatment=treatment,
        table=pipe_table(rows),
        joins=tuple(
            (number + count, at) for count, at in enumerate(starts) if 0 < count < len(rows)
        ),
    )
