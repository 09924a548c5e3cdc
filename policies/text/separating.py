"""One file, several regulations: where each begins, what its title is, what stands above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

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
from .run_together import split_run_together

_VOLUME = re.compile(r"\s*篇$")
_NAME_FIELD = re.compile(
    "((?:法規|法规|規章|规章|制度|文件|辦法|办法|標題|标题)?(?:名稱|名称|標題|标题)\\s*[:：])\\s*(\\S.{0,120})"
)
_ONE_AT_ONCE = re.compile(
    "(?:^|[^第零一二三四五六七八九十0-9])(?:[一1][、.．]|[(（][一1][)）]|第[一1][條条])"
)
_COVER_LINES = 8  # a title stands among the first lines, or there is none


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one regulation: what stands above the title, the title, and the rest."""

    above: tuple[str, ...]
    title: str
    title_line: int
    lines: tuple[Line, ...]
    splits: tuple[tuple[int, int], ...]
    first_line: int
    last_line: int = field(default=0)


def separate(lines: Sequence[Line]) -> list[Section]:
    """The regulations in a text, in order; every line belongs to exactly one."""
    volumes = _volume_starts(lines)
    starts = volumes or _named_starts(lines)
    edges = sorted({0, *starts, len(lines)})
    runs = [lines[a:b] for a, b in pairwise(edges)]
    return [_section(run, bool(volumes)) for run in runs]


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
    if all(is_like_title(line.text) and not line.label for line in cover) and len(cover) <= 3:
        starts[0] = 0  # only a name above the first: it is no regulation of its own
    return starts


def _is_volume(line: Line) -> bool:
    label = line.label
    return (
        label is not None
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
        if above is None or above.label or not speaks_of_regulations(above.text):
            break
        start -= 1
    return start


def _named_starts(lines: Sequence[Line]) -> list[int]:
    """Where a line named like a regulation is followed by 第一條 or 第一章 once more."""
    starts: list[int] = []
    seen = False
    for index, line in enumerate(lines):
        if line.has(Form.ARTICLE):
            seen = True
        elif seen and line.label is None and is_named_like_regulation(line.text):
            label = first_label(lines[index + 1 : index + 15], Form.ARTICLE, Form.HEADING)
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
    above = [line.text for line in run[:head]]
    if volume is not None:
        above, title, at, rest = _titled_by_volume(above, run[volume], lines)
    else:
        above, title, at, rest = _titled_by_cover(lines)
    return Section(
        tuple(above), title, at, tuple(rest), tuple(splits), run[0].number, run[-1].number
    )


Titled = tuple[list[str], str, int, list[Line]]


def _titled_by_volume(above: list[str], volume: Line, lines: list[Line]) -> Titled:
    """The title of a regulation headed 第N篇: the line below that repeats it, else the heading's.

    What the heading repeats imperfectly (第3篇 a商務…) stays above the title.
    """
    label: Label | None = volume.label
    named, below = bare(volume.rest), bare(lines[0].text) if lines else ""
    repeats = len(below) >= 2 and (named.endswith(below) or below.endswith(named))
    if lines and lines[0].label is None and repeats and is_like_title(lines[0].text):
        return above, lines[0].text, lines[0].number, lines[1:]
    if volume.rest and label:
        return [*above[:-1], label.text], volume.rest, volume.number, lines
    return above, "", volume.number, lines


def _titled_by_cover(lines: list[Line]) -> Titled:
    """The title among the lines above the first heading or clause."""
    cover = _cover(lines)
    for index, line in enumerate(cover):
        if match := _NAME_FIELD.fullmatch(line.text):
            above = [*(above.text for above in lines[:index]), match[1]]
            return above, match[2], line.number, lines[index + 1 :]
    at = _title_index(cover, lines)
    if at is not None:
        return [line.text for line in lines[:at]], lines[at].text, lines[at].number, lines[at + 1 :]
    marks = next((i for i, line in enumerate(cover) if not is_contents_mark(line.text)), len(cover))
    first = lines[0].number
    return [line.text for line in lines[:marks]], "", first, lines[marks:]


def _cover(lines: list[Line]) -> list[Line]:
    """The lines before the first heading or clause, as far as a title may stand."""
    for index, line in enumerate(lines[:_COVER_LINES]):
        if line.label and line.label.number == 1:
            return lines[:index]
    return lines[:_COVER_LINES]


def _title_index(cover: list[Line], lines: list[Line]) -> int | None:
    headings = bare_headings(lines)
    if len(lines) == 1 and not is_named_like_regulation(lines[0].text):
        return None
    tops = [index for index, line in enumerate(cover) if line.level == 1 and len(line.text) <= 120]
    if len(tops) == 1:
        return tops[0]
    for index, line in enumerate(cover):
        if line.label is None and is_named_like_regulation(line.text):
            return index
    for index, line in enumerate(cover):
        if is_contents_mark(line.text):
            continue
        possible = line.label is None and is_like_title(line.text)
        return index if possible and not (index in headings and len(headings) > 1) else None
    return None
