"""After each line was recognised by itself: what it is beside its neighbours, and what was said.

The order counts: supplementary provisions, then titles below their headings, then paragraphs that
are clauses, and last what a person corrected, which changes the line it is about and no other.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .correcting import Treatment
from .edges import headings_at_edges, signature_index
from .lines import Line, is_like_title, leads_on
from .marks import Mark, Part
from .outline import Kind

_CLOSING = re.compile(
    r"附\s*[則则]\s*[:：]?$|(?:supplementary|final)\s+provisions?:?$", re.IGNORECASE
)
_LONGEST_TITLE_BELOW = 20


@dataclass(frozen=True, slots=True)
class Recognised:
    """A mark for every line; ``structured`` is whether headings or clauses were found at all."""

    marks: tuple[Mark, ...]
    structured: bool


def is_closing(text: str) -> bool:
    """Whether the line says 附則 and nothing else."""
    return _CLOSING.match(text) is not None


def settle(marks: Sequence[Mark]) -> Recognised:
    closing = min(_closing_index(marks), signature_index(marks))
    body = list(marks[:closing])
    for index, kind in headings_at_edges(body).items():
        body[index] = Mark(body[index].line, Part.HEADING, None, kind)
    headings = [i for i, mark in enumerate(body) if mark.part is Part.HEADING]
    structured = not body or any(mark.part in (Part.HEADING, Part.CLAUSE) for mark in body)
    if structured:
        _take_titles_below(body, headings)
        _make_clauses_of_paragraphs(body, headings)
    else:
        _make_clauses(body, range(len(body)))
    settled = body + [_closed(mark) for mark in marks[closing:]]
    return Recognised(tuple(_corrected(settled)), structured)


def _closing_index(marks: Sequence[Mark]) -> int:
    """Where supplementary provisions begin: 附則 alone on a line, and nothing but text after it."""
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        treatment = mark.line.treatment
        heads = is_closing(mark.line.text) and not mark.label and not mark.line.is_corrected
        if heads and mark.part in (Part.TEXT, Part.HEADING):
            return index
        if mark.part is not Part.TEXT or (treatment and treatment.is_structure):
            break
    return len(marks)


def _closed(mark: Mark) -> Mark:
    return Mark(mark.line, Part.CLOSING)


def _take_titles_below(marks: list[Mark], headings: Iterable[int]) -> None:
    """Where a heading is but a label, the short line below it is its title."""
    for index in headings:
        below = marks[index + 1] if index + 1 < len(marks) else None
        if below is None or below.part is not Part.TEXT or marks[index].words:
            continue
        text = below.line.text
        if len(text) <= _LONGEST_TITLE_BELOW and not leads_on(text) and not below.line.table:
            marks[index + 1] = replace(below, part=Part.HEADING_TITLE)


def _make_clauses_of_paragraphs(marks: list[Mark], headings: Iterable[int]) -> None:
    """Paragraphs that are all that stands under a heading are what people will cite."""
    for index in headings:
        below = next(
            (i for i in range(index + 1, len(marks)) if _begins(marks[i])),
            len(marks),
        )
        next_mark = marks[below] if below < len(marks) else None
        if next_mark is None or _ends(marks[index], next_mark):
            _make_clauses(marks, range(index + 1, below))


def _begins(mark: Mark) -> bool:
    return mark.part in (Part.HEADING, Part.CLAUSE, Part.CLOSING)


def _ends(heading: Mark, mark: Mark) -> bool:
    """Whether the heading has nothing under it when this mark comes."""
    if mark.part is not Part.HEADING:
        return mark.part is Part.CLOSING
    return heading.kind is None or mark.kind is None or mark.kind.depth <= heading.kind.depth


def _make_clauses(marks: list[Mark], indices: Iterable[int]) -> None:
    """A clause for each paragraph; tables, the lines one is drawn with, and entries of a list are
    none of their own, if something stands above that they belong to."""
    for i in indices:
        line = marks[i].line
        belongs = i - 1 in indices and _belongs(line, marks[i - 1])
        if marks[i].part is Part.TEXT and not line.is_corrected and not belongs:
            marks[i] = Mark(line, Part.CLAUSE)


def _belongs(line: Line, above: Mark) -> bool:
    """Whether the line is laid out as a part of the paragraph above it."""
    if above.part not in (Part.CLAUSE, Part.TEXT):
        return False
    if line.is_bulleted:  # of a list that nothing announces every entry is a paragraph
        return not (above.part is Part.CLAUSE and above.line.is_bulleted)
    return bool(line.table or line.is_drawn)


def _corrected(marks: list[Mark]) -> list[Mark]:
    """The marks with what a person said in their place."""
    last = max((i for i, mark in enumerate(marks) if _is_structure(mark)), default=-1)
    closing = False
    said: list[int] = []
    for index, mark in enumerate(marks):
        closing = closing or (mark.line.treatment is Treatment.CLOSING and index > last)
        if closing:
            marks[index] = _closed(mark)
        elif mark.line.is_corrected:
            marks[index] = _as_said(mark)
            said += [index] if marks[index].part is Part.HEADING else []
    _take_titles_below(marks, said)
    _make_clauses_of_paragraphs(marks, said)
    return marks


def _is_structure(mark: Mark) -> bool:
    return mark.line.treatment is not None and mark.line.treatment.is_structure


def _as_said(mark: Mark) -> Mark:
    """The mark as it was corrected. What closes too early, for a heading or clause was said to
    come after it, heads a chapter instead, as 附則 does."""
    line, treatment = mark.line, mark.line.treatment
    if treatment is Treatment.CLAUSE:
        return Mark(line, Part.CLAUSE, line.label)
    kind = treatment.kind if treatment else None
    if treatment is Treatment.CLOSING and is_like_title(line.text):
        kind = Kind.CHAPTER
    if kind:
        return Mark(line, Part.HEADING, line.label, kind)
    return mark if mark.part is Part.CLOSING else Mark(line, Part.TEXT)
