"""One file, several regulations: where each begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .correcting import Treatment
from .edges import is_annex
from .lines import (
    LIST_FORMS,
    Line,
    ends_sentence,
    first_label,
    is_like_title,
    is_named_like_regulation,
    speaks_of_regulations,
)
from .numbering import Form
from .run_together import Split, split_run_together
from .titling import COVER_LINES, can_be_title, titled_by_cover, titled_by_person, titled_by_volume

_VOLUME = re.compile(r"\s*篇$")
_ONE_AT_ONCE = re.compile(
    "(?:^|[^第零一二三四五六七八九十0-9])(?:[一1][、.．]|[(（][一1][)）]|第[一1][條条])"
)


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
    return len(lines) < COVER_LINES and all(
        (can_be_title(line) and is_like_title(line.text)) or (volumes and _is_volume(line))
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
    if all(is_like_title(line.text) and can_be_title(line) for line in cover) and len(cover) <= 3:
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
        if above is None or not can_be_title(above) or not speaks_of_regulations(above.text):
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
        above, title, rest = titled_by_person(lines)
    elif volume is not None:
        above, title, rest = titled_by_volume(list(run[:volume]), run[volume], lines)
    else:
        above, title, rest = titled_by_cover(lines)
    return Section(
        tuple(above), title, tuple(rest), tuple(splits), run[0].number, run[-1].last_number
    )
