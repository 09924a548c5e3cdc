"""What each line of a regulation is: a heading, a clause, or text that belongs to one of them."""

import re
from collections.abc import Sequence

from .articles import article_lines
from .lines import Line, bare, is_contents_mark, is_like_title
from .lists import list_lines
from .marks import Mark, Part
from .numbering import Form, Label
from .outline import Kind
from .settling import Recognised, is_closing, settle

_LONGEST_TITLE = 200


def recognise(lines: Sequence[Line]) -> Recognised:
    """A mark for every line, in order."""
    contents = _contents(lines)
    headings = {i: k for i, k in _labelled_headings(lines).items() if i not in contents}
    articles = article_lines(lines, headings) - contents
    clauses: set[int] = articles
    unlabelled: set[int] = set()
    if not articles:
        clauses, outer, unlabelled = list_lines(lines, headings)
        headings |= dict.fromkeys(outer, Kind.CHAPTER if not headings else Kind.SUBSECTION)
    unlabelled = unlabelled | _markdown_headings(lines, clauses)
    kinds = _kinds_of_unlabelled(lines, headings, unlabelled, clauses)
    return settle(
        [_mark(i, line, headings, kinds, clauses, contents) for i, line in enumerate(lines)]
    )


def _mark(
    index: int,
    line: Line,
    headings: dict[int, Kind],
    unlabelled: dict[int, Kind],
    clauses: set[int],
    contents: set[int],
) -> Mark:
    if index in headings:
        return Mark(line, Part.HEADING, line.label, headings[index])
    if index in unlabelled:
        return Mark(line, Part.HEADING, None, unlabelled[index])
    if index in clauses:
        return Mark(line, Part.CLAUSE, line.label)
    return Mark(line, Part.CONTENTS if index in contents else Part.TEXT)


def _contents(lines: Sequence[Line]) -> set[int]:
    """The entries of a table of contents: headings below 目錄 that come again further down."""
    mark = next((i for i, line in enumerate(lines[:20]) if is_contents_mark(line.text)), None)
    if mark is None:
        return set()
    last_at = {bare(line.text): i for i, line in enumerate(lines) if line.label}
    entries = {mark}
    for index in range(mark + 1, len(lines)):
        line = lines[index]
        entry = re.sub(r"[.…·\s]*\d*$", "", bare(line.text)) if len(line.text) < 200 else ""
        if not line.has(Form.HEADING, Form.ARTICLE) or last_at.get(entry, 0) <= index:
            break
        entries.add(index)
    return entries


def _labelled_headings(lines: Sequence[Line]) -> dict[int, Kind]:
    """Lines that begin 第N章 and are titles, not sentences that refer to a chapter."""
    return {
        index: line.label.kind
        for index, line in enumerate(lines)
        if line.label and line.label.kind and _is_heading(line, line.label)
    }


def _is_heading(line: Line, label: Label) -> bool:
    rest = line.rest
    if not rest:
        return True
    apart = line.text[label.end - 1].isspace()
    if label.kind in (Kind.SUBSECTION, Kind.SUBSUBSECTION) and not apart:
        return False
    if line.refers and (label.is_english or not apart):
        return False
    return is_like_title(rest, 40) and not re.search("[，,]", rest)


def _markdown_headings(lines: Sequence[Line], clauses: set[int]) -> set[int]:
    """Markdown headings without a label, but those below the level of clauses."""
    deepest = max((lines[i].level for i in clauses), default=0) or 7
    return {
        i
        for i, line in enumerate(lines)
        if 0 < line.level < deepest and i not in clauses and len(line.text) <= _LONGEST_TITLE
    }


def _kinds_of_unlabelled(
    lines: Sequence[Line], headings: dict[int, Kind], unlabelled: set[int], clauses: set[int]
) -> dict[int, Kind]:
    """Kinds for headings without a label: by Markdown level, else below the labelled ones."""
    said = {i for i, line in enumerate(lines) if line.treatment and line.treatment.is_structure}
    closings = {i for i in _closings(lines) if i < max(clauses | said, default=0)}
    by_level = {lines[i].level: kind for i, kind in headings.items() if lines[i].level}
    outermost = min(headings.values(), key=lambda kind: kind.depth, default=Kind.CHAPTER)
    kinds: dict[int, Kind] = {}
    for index in sorted((unlabelled | closings) - set(headings)):
        level = lines[index].level
        if index in closings:
            kinds[index] = outermost
        elif level:
            kinds[index] = by_level.setdefault(level, _kind_at_level(level, by_level))
        else:
            kinds[index] = Kind.SECTION if headings else Kind.CHAPTER
    return kinds


def _kind_at_level(level: int, by_level: dict[int, Kind]) -> Kind:
    """One kind further in than the nearest level above it."""
    above = [known for known in by_level if known < level]
    if not above:
        return Kind.CHAPTER
    depth = by_level[max(above)].depth + 1
    return list(Kind)[min(depth, len(Kind) - 1)]


def _closings(lines: Sequence[Line]) -> set[int]:
    """Lines that say 附則 and nothing else."""
    return {i for i, line in enumerate(lines) if line.label is None and is_closing(line.text)}
