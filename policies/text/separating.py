"""One file, several regulations: where each begins, what its title is, what stands above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .correcting import Treatment
from .edges import is_annex
from .lines import (
    LIST_FORMS,
    Line,
    bare,
    ends_sentence,
    first_label,
    is_contents_mark,
    is_like_title,
    is_named_like_regulation,
    speaks_of_regulations,
)
from .lists import bare_headings
from .numbering import Form, Label
from .run_together import Split, split_run_together

_VOLUME = re.compile(r"\s*篇$")
_NAME_FIELD = re.compile(
    "((?:法規|法规|規章|规章|制度|文件|辦法|办法|標題|标题)?(?:名稱|名称|標題|标题)\\s*[:：])\\s*(\\S.{0,120})"
)
# A title in the data above a Markdown file, or on the cover sheet of an English policy.
_TITLE_KEY = re.compile(
    r"((?:(?:document |policy )?title|(?:policy )?name(?=.*\bpolicy\b))\s*:)\s*(\S.{0,120})",
    re.IGNORECASE,
)
_ONE_AT_ONCE = re.compile(
    "(?:^|[^第零一二三四五六七八九十0-9])(?:[一1][、.．]|[(（][一1][)）]|第[一1][條条])"
)
_COVER_LINES = 8  # a title stands among the first lines, or there is none


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one regulation: what stands above the title, the title, and the rest."""

    above: tuple[Line, ...]
    title: Line | None
    lines: tuple[Line, ...]
    splits: tuple[Split, ...]
    first_line: int
    last_line: int


def separate(lines: Sequence[Line]) -> list[Section]:
    """The regulations in a text, in order; every line belongs to exactly one."""
    volumes = _volume_starts(lines)
    starts = {i for i in volumes or _named_starts(lines) if not _is_denied(lines[i])}
    edges = sorted({0, *_with_corrected(lines, starts, bool(volumes)), len(lines)})
    runs = [lines[a:b] for a, b in pairwise(edges)]
    return [_section(run, bool(volumes)) for run in runs]


def _is_denied(line: Line) -> bool:
    """Whether a person said that the line is something else than the title of a regulation."""
    return line.is_corrected and line.treatment is not Treatment.DOCUMENT


def _with_corrected(lines: Sequence[Line], starts: set[int], volumes: bool) -> set[int]:
    """The starts, and those that a person named.

    A title that was named need not be where its regulation starts: what little stands above it,
    such as the name of the company, belongs to it.
    """
    last = 0
    found = set(starts)
    for index, line in enumerate(lines):
        if index in starts:
            last = index
        if line.treatment is Treatment.DOCUMENT and not _is_cover(lines[last:index], volumes):
            found.add(index)
            last = index
    return found


def _is_cover(lines: Sequence[Line], volumes: bool) -> bool:
    """Whether the lines can stand above a title."""
    return len(lines) < _COVER_LINES and all(
        (_can_be_title(line) and is_like_title(line.text)) or (volumes and _is_volume(line))
        for line in lines
    )


def _volume_starts(lines: Sequence[Line]) -> list[int]:
    """Where regulations begin that are headed 第N篇, with the collection's name above it.

    第N篇 heads a regulation of its own if numbering starts again after it; if it goes on, it is
    a part of one regulation.
    """
    volumes = [i for i, line in enumerate(lines) if _is_volume(line)]
    edges = sorted({0, *volumes, len(lines)})
    runs = [lines[a:b] for a, b in pairwise(edges)]
    if not volumes or sum(_starts_at_one(run) for run in runs) < 2:
        return []
    starts = [_with_names_above(lines, volume) for volume in volumes]
    cover = lines[: starts[0]]
    if all(is_like_title(line.text) and _can_be_title(line) for line in cover) and len(cover) <= 3:
        starts[0] = 0  # only a name above the first: it is no regulation of its own
    return starts


def _is_volume(line: Line) -> bool:
    label = line.label
    return (
        label is not None
        and not _is_denied(line)
        and label.form is Form.HEADING
        and _VOLUME.search(label.text) is not None
        and (not line.rest or is_like_title(line.rest))
    )


def _starts_at_one(run: Sequence[Line]) -> bool:
    content = [line for line in run if not _is_volume(line)]
    label = first_label(content, Form.ARTICLE) or first_label(content, *LIST_FORMS)
    if label is not None:
        return label.numbers[0] == 1
    return any(_ONE_AT_ONCE.search(line.text) for line in content)


def _with_names_above(lines: Sequence[Line], start: int) -> int:
    """The start moved up over lines that name the collection (…工作制度范文)."""
    for _ in range(2):
        above = lines[start - 1] if start else None
        if above is None or not _can_be_title(above) or not speaks_of_regulations(above.text):
            break
        start -= 1
    return start


def _named_starts(lines: Sequence[Line]) -> list[int]:
    """Where a line named like a regulation is followed by 第一條 or 第一章 once more; below the
    last article of the text also where 一、 follows."""
    last_article = max((i for i, line in enumerate(lines) if line.has(Form.ARTICLE)), default=-1)
    starts: list[int] = []
    seen = False
    for index, line in enumerate(lines):
        if line.has(Form.ARTICLE) or (starts and index > last_article and line.begins_list):
            seen = True
        elif seen and line.label is None and is_named_like_regulation(line.text):
            forms = {Form.ARTICLE, Form.HEADING}
            if index > last_article and not is_annex(line.text):
                forms |= LIST_FORMS
            label = first_label(lines[index + 1 : index + 15], *forms)
            before = lines[index - 1]
            if label and label.numbers == (1,) and (ends_sentence(before.text) or line.level == 1):
                starts.append(index)
                seen = False
    return starts


def _section(run: Sequence[Line], volumes: bool) -> Section:
    heads = run[:4] if volumes else ()
    volume = next((i for i, line in enumerate(heads) if _is_volume(line)), None)
    head = 0 if volume is None else volume + 1
    lines, splits = split_run_together(run[head:])
    said = next((i for i, line in enumerate(run) if line.treatment is Treatment.DOCUMENT), None)
    if said is not None:
        lines, splits = split_run_together(run)
        above, title, rest = _titled_by_person(lines)
    elif volume is not None:
        above, title, rest = _titled_by_volume(list(run[:volume]), run[volume], lines)
    else:
        above, title, rest = _titled_by_cover(lines)
    return Section(
        tuple(above), title, tuple(rest), tuple(splits), run[0].number, run[-1].last_number
    )


Titled = tuple[list[Line], Line | None, list[Line]]


def _titled_by_person(lines: list[Line]) -> Titled:
    at = next(i for i, line in enumerate(lines) if line.treatment is Treatment.DOCUMENT)
    field, name = _named(lines[at])
    return [*lines[:at], *field], name, lines[at + 1 :]


def _named(line: Line) -> tuple[list[Line], Line]:
    """The line parted into 「法規名稱：」 and the name itself, if it is both."""
    match = None if line.table else _NAME_FIELD.fullmatch(line.text) or _TITLE_KEY.match(line.text)
    if match is None:
        return [], line
    return [line.piece(0, match.end(1))], line.piece(match.start(2), match.end(2))


def _titled_by_volume(above: list[Line], volume: Line, lines: list[Line]) -> Titled:
    """The title of a regulation headed 第N篇: the line below that repeats it, else the heading's.

    What the heading repeats imperfectly (第3篇 a商務…) stays above the title.
    """
    label: Label | None = volume.label
    named, below = bare(volume.rest), bare(lines[0].text) if lines else ""
    repeats = len(below) >= 2 and (named.endswith(below) or below.endswith(named))
    if repeats and _can_be_title(lines[0]) and is_like_title(lines[0].text):
        return [*above, volume], lines[0], lines[1:]
    if volume.rest and label:
        name = volume.piece(label.end, len(volume.text))
        return [*above, volume.piece(0, label.end)], name, lines
    return [*above, volume], None, lines


def _titled_by_cover(lines: list[Line]) -> Titled:
    """The title among the lines above the first heading or clause."""
    cover = _cover(lines)
    for index, line in enumerate(cover):
        field, name = _named(line)
        if field and _can_be_title(line):
            return [*lines[:index], *field], name, lines[index + 1 :]
    at = _title_index(cover, lines)
    if at is not None:
        return lines[:at], lines[at], lines[at + 1 :]
    marks = next((i for i, line in enumerate(cover) if not is_contents_mark(line.text)), len(cover))
    return lines[:marks], None, lines[marks:]


def _cover(lines: list[Line]) -> list[Line]:
    """The lines before the first heading or clause, as far as a title may stand."""
    for index, line in enumerate(lines[:_COVER_LINES]):
        ends = line.is_corrected and line.treatment is not Treatment.TEXT
        if ends or (line.label and line.label.number == 1):
            return lines[:index]
    return lines[:_COVER_LINES]


def _can_be_title(line: Line) -> bool:
    return line.label is None and not line.table and not line.is_corrected


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
        if _can_be_title(line) and is_named_like_regulation(line.text):
            return index
    for index, line in enumerate(cover):
        if is_contents_mark(line.text):
            continue
        possible = _can_be_title(line) and is_like_title(line.text)
        return index if possible and not (index in headings and len(headings) > 1) else None
    return None
