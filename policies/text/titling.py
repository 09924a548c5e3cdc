"""The title of a regulation: what stands above it, the title itself, and what comes after."""

import re

from .correcting import Treatment
from .lines import Line, bare, is_contents_mark, is_like_title, is_named_like_regulation
from .lists import bare_headings
from .numbering import Label

_NAME_FIELD = re.compile(
    "((?:法規|法规|規章|规章|制度|文件|辦法|办法|標題|标题)?(?:名稱|名称|標題|标题)\\s*[:：])\\s*(\\S.{0,120})"
)
# A title in the data above a Markdown file, or on the cover sheet of an English policy.
_TITLE_KEY = re.compile(
    r"((?:(?:document |policy )?title|(?:policy )?name(?=.*\bpolicy\b))\s*:)\s*(\S.{0,120})",
    re.IGNORECASE,
)
COVER_LINES = 8  # a title stands among the first lines, or there is none

# What stands above the title, the title, and the rest.
Titled = tuple[list[Line], Line | None, list[Line]]


def titled_by_person(lines: list[Line]) -> Titled:
    """The title that a person named."""
    at = next(i for i, line in enumerate(lines) if line.treatment is Treatment.DOCUMENT)
    field, name = _named(lines[at])
    return [*lines[:at], *field], name, lines[at + 1 :]


def _named(line: Line) -> tuple[list[Line], Line]:
    """The line parted into 「法規名稱：」 and the name itself, if it is both."""
    match = (
        None if line.table else _NAME_FIELD.fullmatch(line.text) or _TITLE_KEY.fullmatch(line.text)
    )
    if match is None:
        return [], line
    return [line.piece(0, match.end(1))], line.piece(match.start(2), match.end(2))


def titled_by_volume(above: list[Line], volume: Line, lines: list[Line]) -> Titled:
    """The title of a regulation headed 第N篇: the line below that repeats it, else the heading's.

    What the heading repeats imperfectly (第3篇 a商務…) stays above the title.
    """
    label: Label | None = volume.label
    named, below = bare(volume.rest), bare(lines[0].text) if lines else ""
    repeats = len(below) >= 2 and (named.endswith(below) or below.endswith(named))
    if repeats and can_be_title(lines[0]) and is_like_title(lines[0].text):
        return [*above, volume], lines[0], lines[1:]
    if volume.rest and label:
        name = volume.piece(label.end, len(volume.text))
        return [*above, volume.piece(0, label.end)], name, lines
    return [*above, volume], None, lines


def titled_by_cover(lines: list[Line]) -> Titled:
    """The title among the lines above the first heading or clause."""
    cover = _cover(lines)
    for index, line in enumerate(cover):
        field, name = _named(line)
        if field and can_be_title(line):
            return [*lines[:index], *field], name, lines[index + 1 :]
    at = _title_index(cover, lines)
    if at is not None:
        return lines[:at], lines[at], lines[at + 1 :]
    marks = next((i for i, line in enumerate(cover) if not is_contents_mark(line.text)), len(cover))
    return lines[:marks], None, lines[marks:]


def _cover(lines: list[Line]) -> list[Line]:
    """The lines before the first heading or clause, as far as a title may stand."""
    for index, line in enumerate(lines[:COVER_LINES]):
        ends = line.is_corrected and line.treatment is not Treatment.TEXT
        if ends or (line.label and line.label.number == 1):
            return lines[:index]
    return lines[:COVER_LINES]


def can_be_title(line: Line) -> bool:
    """Whether nothing about the line says that it is something else."""
    laid_out = line.table or line.is_bulleted
    return line.label is None and not laid_out and not line.is_corrected


def _is_one_name(tops: list[int], lines: list[Line]) -> bool:
    """Whether headings of the first level stand below each other at the top and nowhere else:
    the name of a code, and below it that of its part."""
    everywhere = [index for index, line in enumerate(lines) if line.level == 1]
    labelled = any(lines[index].label for index in tops)
    return bool(tops) and not labelled and everywhere == list(range(len(tops)))


def _title_index(cover: list[Line], lines: list[Line]) -> int | None:
    headings = bare_headings(lines)
    if len(lines) == 1 and not is_named_like_regulation(lines[0].text):
        return None
    tops = [
        index
        for index, line in enumerate(cover)
        if line.level == 1 and len(line.text) <= 120 and not line.is_corrected
    ]
    if len(tops) == 1 or _is_one_name(tops, lines):
        return tops[-1]
    for index, line in enumerate(cover):
        if can_be_title(line) and is_named_like_regulation(line.text):
            return index
    for index, line in enumerate(cover):
        if is_contents_mark(line.text):
            continue
        possible = can_be_title(line) and is_like_title(line.text)
        return index if possible and not (index in headings and len(headings) > 1) else None
    return None
