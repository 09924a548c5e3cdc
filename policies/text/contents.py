"""Which lines are a table of contents: entries that all come again further down."""

import re
from collections.abc import Sequence

from .lines import LIST_FORMS, Line, bare, ends_sentence, is_contents_mark
from .numbering import Form

_COVER_LINES = 20
_LONGEST_ENTRY = 80
_PAGE = re.compile(r"[.…·‥．\s-]*\d*$")


def contents_lines(lines: Sequence[Line]) -> set[int]:
    """The line 目錄 and the entries below it; without that line, headings that come twice."""
    mark = next(
        (i for i, line in enumerate(lines[:_COVER_LINES]) if is_contents_mark(line.text)), None
    )
    if mark is None:
        return _unannounced(lines)
    first = next(
        (i for i in range(mark + 1, min(mark + 4, len(lines))) if lines[i].label is not None), None
    )
    if first is None:
        return {mark}
    again = _again(lines, first)
    if again is None or not all(_is_entry(line) for line in lines[mark + 1 : again]):
        again = _while_all_come_again(lines, first)
    return set(range(mark, again))


def _unannounced(lines: Sequence[Line]) -> set[int]:
    """Headings right below one another, of which the first comes again below them."""
    first = next((i for i, line in enumerate(lines[:_COVER_LINES]) if line.has(Form.HEADING)), None)
    if first is None:
        return set()
    again = first + 1
    while again < len(lines) and lines[again].has(Form.HEADING):
        if _entry(lines[again]) == _entry(lines[first]):
            return set(range(first, again))
        again += 1
    return set()


def _again(lines: Sequence[Line], first: int) -> int | None:
    """Where the first entry comes again: as it is, or at least its label with another title."""
    entry, label = _entry(lines[first]), lines[first].label
    below = [
        i
        for i in range(first + 1, len(lines))
        if (other := lines[i].label)
        and label
        and other.numbers == label.numbers
        and (other.form, other.kind) == (label.form, label.kind)
    ]
    same = next((i for i in below if _entry(lines[i]) == entry), None)
    if same is None and lines[first].has(Form.HEADING):
        return next(iter(below), None)
    return same


def _while_all_come_again(lines: Sequence[Line], first: int) -> int:
    """The first line below that is no entry which comes again."""
    last_at = {bare(line.text): i for i, line in enumerate(lines) if line.label}
    at = first
    while at < len(lines):
        line = lines[at]
        titled = line.has(Form.HEADING, Form.ARTICLE, *LIST_FORMS) and _is_entry(line)
        if not titled or last_at.get(_entry(line), 0) <= at:
            break
        at += 1
    return at


def _is_entry(line: Line) -> bool:
    return len(line.text) <= _LONGEST_ENTRY and not ends_sentence(line.text) and not line.table


def _entry(line: Line) -> str:
    """What an entry says, without the dots and the page it ends with."""
    return _PAGE.sub("", bare(line.text[:200]))
