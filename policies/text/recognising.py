"""What each line of a regulation is: a heading, a clause, or text that belongs to one of them."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from .articles import article_lines, english_articles_of_sections
from .captions import captions_above
from .contents import contents_lines
from .heads import (
    bare_headings_of_articles,
    is_amending,
    list_headings_of_articles,
    with_spaced_labels,
)
from .lines import HAN, LIST_FORMS, Line, is_like_title
from .lists import list_lines
from .marks import Mark, Part
from .numbering import Label
from .outline import Kind
from .settling import Recognised, is_closing, settle

_LONGEST_TITLE = 200
_SENTENCE_END = re.compile("[。；;！!？]$")


def recognise(lines: Sequence[Line]) -> Recognised:
    """A mark for every line, in order."""
    contents = contents_lines(lines)
    headings = _labelled_headings(lines)
    headings |= dict.fromkeys(english_articles_of_sections(lines), Kind.CHAPTER)
    headings = {i: kind for i, kind in headings.items() if i not in contents}
    articles = article_lines(lines, headings) - contents
    if is_amending(lines, articles):
        articles = set()
    clauses: set[int] = articles
    unlabelled: set[int] = set()
    if articles and not headings:
        listed = list_headings_of_articles(lines, articles) - contents
        headings |= dict.fromkeys(listed, Kind.CHAPTER)
        unlabelled = bare_headings_of_articles(lines, articles) - contents
    if not articles:
        lines = with_spaced_labels(lines)
        titles = _markdown_titles(lines, headings)
        clauses, outer, unlabelled = list_lines(lines, headings.keys() | titles)
        headings |= dict.fromkeys(outer, Kind.CHAPTER if not headings else Kind.SUBSECTION)
    captions = captions_above(lines, articles)
    unlabelled = unlabelled | _markdown_headings(lines, clauses)
    kinds = _kinds_of_unlabelled(lines, headings, unlabelled, clauses)
    parts = dict.fromkeys(contents, Part.CONTENTS) | dict.fromkeys(captions, Part.CAPTION)
    parts |= dict.fromkeys(clauses, Part.CLAUSE) | dict.fromkeys(headings | kinds, Part.HEADING)
    return settle(
        [
            _mark(line, parts.get(i, Part.TEXT), headings.get(i), kinds.get(i))
            for i, line in enumerate(lines)
        ]
    )


def _mark(line: Line, part: Part, labelled: Kind | None, unlabelled: Kind | None) -> Mark:
    titled = line.level > 0 and line.has(*LIST_FORMS)
    has_label = labelled is not None or part is Part.CLAUSE or (unlabelled is not None and titled)
    kind = labelled or unlabelled
    return Mark(line, part, line.label if has_label else None, kind)


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
    return is_like_title(rest, 100 if label.is_english else 40) and not re.search("[，,]", rest)


def _markdown_titles(lines: Sequence[Line], headings: Collection[int]) -> set[int]:
    """Markdown headings with the label of a list, 「## 3. Scope」, that open no clause.

    In English they are titles. In Chinese what stands below them is cited by that label, so they
    open a clause, unless there are headings below them too.
    """
    levels = [(i, line.level) for i, line in enumerate(lines) if line.level]
    outer = {i for (i, level), (_, below) in pairwise(levels) if below > level}
    return {
        i
        for i, _ in levels
        if i not in headings
        and lines[i].has(*LIST_FORMS)
        and (i in outer or not HAN.search(lines[i].text))
        and not _SENTENCE_END.search(lines[i].text)
    }


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
