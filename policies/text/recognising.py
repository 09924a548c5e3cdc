"""What each line of a regulation is: a heading, a clause, or text that belongs to one of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from .lines import LIST_FORMS, Line, bare, is_contents_mark, is_like_title, leads_on
from .numbering import Form, Label
from .outline import Kind

_REFERS = re.compile(
    "[、，,]?(?:第|及|與|与|和|或|至|到|暨|之|的|所|規定|规定|各|前段|後段|后段|但書|但书|情形|準用|准用|修正|罪)"
)
_FARTHEST_SKIP = 5  # a bare number farther on than this is a number, not a label
_CLOSING = re.compile(r"附\s*[則则]\s*[:：]?$")


class Part(StrEnum):
    HEADING = auto()
    CLAUSE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and what it is; a heading has a kind, and a heading or clause perhaps a label."""

    line: Line
    part: Part
    label: Label | None = None
    kind: Kind | None = None

    @property
    def words(self) -> str:
        """What the line says beside its label."""
        return self.line.text[self.label.end :] if self.label else self.line.text


def recognise(lines: Sequence[Line]) -> list[Mark]:
    """A mark for every line, in order."""
    contents = _contents(lines)
    headings = {i: k for i, k in _labelled_headings(lines).items() if i not in contents}
    articles = _articles(lines, headings)
    if articles:
        clauses, unlabelled = articles, _markdown_headings(lines, articles)
    else:
        clauses, outer, unlabelled = _lists(lines, headings)
        headings |= dict.fromkeys(outer, Kind.CHAPTER if not headings else Kind.SUBSECTION)
    if not clauses:
        unlabelled = unlabelled | _markdown_headings(lines, set())
    kinds = _kinds_of_unlabelled(lines, headings, unlabelled, clauses)
    return [_mark(i, line, headings, kinds, clauses) for i, line in enumerate(lines)]


def bare_headings(lines: Sequence[Line]) -> set[int]:
    """Unlabelled headings: a short line, perhaps a sentence that leads on, then label one."""
    found: set[int] = set()
    seen = False
    for index, line in enumerate(lines[:-1]):
        if line.label is not None:
            seen = True
            continue
        below = lines[index + 1]
        if leads_on(line.text):
            short = len(line.text) <= (30 if seen else 12) and is_like_title(line.text[:-1])
            if short and _is_one(below):
                found.add(index)
            continue
        follows = index + 2 < len(lines) and below.label is None and leads_on(below.text)
        begins = lines[index + 2] if follows else below
        if is_like_title(line.text, 30) and _is_one(begins):
            found.add(index)
    return {i for i in found if not (i - 1 in found and leads_on(lines[i].text))}


def _is_one(line: Line) -> bool:
    return line.has(*LIST_FORMS) and line.label is not None and line.label.numbers[-1] == 1


def _mark(
    index: int,
    line: Line,
    headings: dict[int, Kind],
    unlabelled: dict[int, Kind],
    clauses: set[int],
) -> Mark:
    if index in headings:
        return Mark(line, Part.HEADING, line.label, headings[index])
    if index in unlabelled:
        return Mark(line, Part.HEADING, None, unlabelled[index])
    if index in clauses:
        return Mark(line, Part.CLAUSE, line.label)
    return Mark(line, Part.TEXT)


def _contents(lines: Sequence[Line]) -> set[int]:
    """The entries of a table of contents: headings below 目錄 that come again further down."""
    mark = next((i for i, line in enumerate(lines[:20]) if is_contents_mark(line.text)), None)
    if mark is None:
        return set()
    entries: set[int] = set()
    for index in range(mark + 1, len(lines)):
        line = lines[index]
        if not line.has(Form.HEADING, Form.ARTICLE):
            break
        entry = re.sub(r"[.…·\s]*\d*$", "", bare(line.text))
        if not any(bare(later.text) == entry for later in lines[index + 1 :]):
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
    if not apart and _REFERS.match(rest):
        return False
    return is_like_title(rest, 40) and not re.search("[，,]", rest)


def _articles(lines: Sequence[Line], headings: dict[int, Kind]) -> set[int]:
    """Lines that open an article. Paragraphs that begin with a cross reference open none.

    An article's label stands apart (a space, a bracket, the line's end) or its number follows
    on; a reference (第三十二條、第三十三條…, 第五條規定…) does neither.
    """
    candidates = [i for i, line in enumerate(lines) if line.has(Form.ARTICLE)]
    apart = [i for i in candidates if _stands_apart(lines[i])]
    alone = [i for i in apart if not lines[i].rest]
    spaced = len(apart) * 3 >= len(candidates)
    lonely = len(alone) * 4 >= len(apart) * 3 > 0
    found: set[int] = set()
    last: tuple[int, ...] = ()
    heading = -1
    for index in candidates:
        line = lines[index]
        numbers = line.label.numbers if line.label else ()
        restarts = numbers == (1,) and any(
            last_at < index for last_at in headings if last_at > heading
        )
        follows = follows_on(last, numbers) or not last or restarts
        if _opens(line, numbers, last, follows, spaced, lonely):
            found.add(index)
            last = numbers
            heading = max((h for h in headings if h < index), default=-1)
    return found if _are_articles(lines, found) else set()


def _are_articles(lines: Sequence[Line], found: set[int]) -> bool:
    """One lone 第五條 among numbered lists is a reference after all."""
    first = next((lines[i].label for i in sorted(found)), None)
    if len(found) > 1 or first is None:
        return len(found) > 1
    return first.numbers == (1,) or not any(_is_one(line) for line in lines)


def _opens(
    line: Line,
    numbers: tuple[int, ...],
    last: tuple[int, ...],
    follows: bool,
    spaced: bool,
    lonely: bool,
) -> bool:
    refers = _REFERS.match(line.rest) is not None
    if _stands_apart(line):
        if lonely and line.rest and not line.rest.startswith(("（", "(", "【")):
            return follows and not refers
        return follows or not refers
    if spaced:
        return follows and not refers and numbers != (1,) and bool(last)
    return not refers and (follows or last < numbers <= (last[0] + _FARTHEST_SKIP,))


def _stands_apart(line: Line) -> bool:
    label = line.label
    if label is None:
        return False
    rest = line.rest
    return (
        not rest
        or line.text[label.end - 1].isspace()
        or label.pieces[4] in (":", "：", "、")
        or rest.startswith(("（", "(", "【", "〔", "["))
    )


def follows_on(last: tuple[int, ...], numbers: tuple[int, ...]) -> bool:
    """Whether numbers come right after others: 13 or 12-1 after 12, 13 or 12-2 after 12-1."""
    if not last or not numbers:
        return False
    further = {(*last[:depth], last[depth] + 1) for depth in range(len(last))}
    return numbers in further or numbers == (*last, 1)


def _lists(lines: Sequence[Line], headings: dict[int, Kind]) -> tuple[set[int], set[int], set[int]]:
    """The lines of the list that makes the clauses, of an outer list of headings, and the
    unlabelled headings between."""
    labelled = [i for i, line in enumerate(lines) if line.has(*LIST_FORMS) and i not in headings]
    top = next((lines[i].label for i in labelled if _is_one(lines[i])), None)
    if top is None:
        return set(), set(), set()
    outer = [i for i in labelled if lines[i].has(top.form)]
    inner = _inner_form(lines, outer, top.form)
    if inner is None:
        unlabelled = bare_headings(lines) - set(headings)
        return _numbered(lines, outer), set(), unlabelled
    inside = {i for i in labelled if _is_inner(lines[i].label, inner) and i > outer[0]}
    return inside, set(outer), set()


def _inner_form(lines: Sequence[Line], outer: list[int], form: Form) -> Form | None:
    """The form of the list inside, if the outer list's lines are but titles: 一、總則, 1、…"""
    titles = [lines[i].rest for i in outer]
    if len(outer) < 2 or not all(_is_short_title(title) for title in titles):
        return None
    below = [lines[i + 1].label for i in outer if i + 1 < len(lines) and _is_one(lines[i + 1])]
    forms = {label.form for label in below if label} - {form}
    return forms.pop() if len(forms) == 1 and len(below) * 2 >= len(outer) else None


def _is_short_title(text: str) -> bool:
    return is_like_title(text, 25) and not re.search("[，,]", text)


def _is_inner(label: Label | None, form: Form) -> bool:
    """Whether the label is of the inner list; of decimals only 3.2 is, not 3.2.1."""
    if label is None or label.form is not form:
        return False
    return form is not Form.DECIMAL or len(label.numbers) == 2


def _numbered(lines: Sequence[Line], candidates: list[int]) -> set[int]:
    """The candidates without those whose number is far off: 「2026.」 opens no clause."""
    found: set[int] = set()
    last = 0
    for index in candidates:
        label = lines[index].label
        if label and label.number <= last + _FARTHEST_SKIP:
            found.add(index)
            last = label.number
    return found


def _markdown_headings(lines: Sequence[Line], clauses: set[int]) -> set[int]:
    """Markdown headings without a label, but those below the level of clauses."""
    deepest = max((lines[i].level for i in clauses), default=0) or 7
    return {i for i, line in enumerate(lines) if 0 < line.level < deepest and i not in clauses}


def _kinds_of_unlabelled(
    lines: Sequence[Line], headings: dict[int, Kind], unlabelled: set[int], clauses: set[int]
) -> dict[int, Kind]:
    """Kinds for headings without a label: by Markdown level, else below the labelled ones."""
    closings = {i for i in _closings(lines) if any(clause > i for clause in clauses)}
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


def is_closing(text: str) -> bool:
    return _CLOSING.match(text) is not None
