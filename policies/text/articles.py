"""Which lines open an article (第十二條), and which only refer to one."""

from bisect import bisect
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .lines import OPENING, Line, refers_plainly
from .numbering import Form

FARTHEST_SKIP = 5  # a number farther on than this is a reference or a year, not the next label


def article_lines(lines: Sequence[Line], headings: Collection[int]) -> set[int]:
    """Lines that open an article. Paragraphs that begin with a cross reference open none.

    An article's label stands apart (a space, a bracket, the line's end) or its number follows
    on; a reference (第三十二條、第三十三條…, 第五條規定…) does neither.
    """
    candidates = [i for i, line in enumerate(lines) if line.has(Form.ARTICLE) and i not in headings]
    habits = _habits([lines[i] for i in candidates])
    found: set[int] = set()
    last: tuple[int, ...] = ()
    latest = -1
    order = sorted(headings)
    for index in candidates:
        label = lines[index].label
        if label is None or not label.number:
            found |= {index} if label else set()
            continue
        numbers = label.numbers
        restarts = numbers == (1,) and bisect(order, latest) < bisect(order, index)
        follows = not last or restarts or follows_on(last, numbers)
        if _opens(lines[index], numbers, last, follows, habits):
            found.add(index)
            last, latest = label.until or numbers, index
    return found if _are_articles(lines, found) else set()


def english_articles_of_sections(lines: Sequence[Line]) -> set[int]:
    """Lines 「Article II」 of a text whose articles are chapters: sections are numbered in them."""
    candidates = [i for i, line in enumerate(lines) if line.has(Form.ARTICLE) and not line.refers]
    words = {i: lines[i].text[:7].lower() for i in candidates}
    sections = [i for i in candidates if words[i] == "section"]
    articles = {i for i in candidates if words[i] == "article"}
    return articles if len(sections) > 1 and any(i < sections[0] for i in articles) else set()


@dataclass(frozen=True, slots=True)
class _Habits:
    """How this text writes labels: set apart by a space or bracket, or alone on their lines.

    ``space`` is the white space most of them are set apart by; None if most go without.
    ``opened`` are the numbers before words that cannot go on from a reference.
    """

    apart: bool
    alone: bool
    space: str | None
    opened: frozenset[tuple[int, ...]]


def _habits(candidates: Sequence[Line]) -> _Habits:
    apart = [line for line in candidates if _stands_apart(line)]
    alone = [line for line in apart if not line.rest]
    spaces = Counter(space for line in candidates if (space := _space(line)))
    space, count = max(spaces.items(), key=lambda pair: pair[1], default=("", 0))
    return _Habits(
        len(apart) * 3 >= len(candidates),
        len(alone) * 4 >= len(apart) * 3 > 0,
        space if count * 2 > len(candidates) else None,
        frozenset(each.label.numbers for each in candidates if each.label and not each.refers),
    )


def _space(line: Line) -> str:
    """The white space between the label and what follows it."""
    before = line.text[: line.label.end] if line.label and line.rest else ""
    return before[len(before.rstrip()) :]


def _opens(
    line: Line, numbers: tuple[int, ...], last: tuple[int, ...], follows: bool, habits: _Habits
) -> bool:
    refers = line.refers
    if refers and line.label and line.label.is_english:
        return False
    if line.label and line.label.until:
        return last < numbers
    if _stands_apart(line):
        if habits.alone and line.rest and not line.rest.startswith(OPENING):
            return follows and not refers
        ahead = last < numbers and _space(line) == habits.space
        return follows or not refers or ahead
    if habits.apart:
        opens_first = not last and numbers == (1,)
        return not refers and (opens_first or follows_on(last, numbers))
    if refers:
        # Nothing sets labels apart here, so only their sequence tells.
        return follows and numbers not in habits.opened and not refers_plainly(line.rest)
    return follows or last < numbers <= (last[0] + FARTHEST_SKIP,)


def _are_articles(lines: Sequence[Line], found: set[int]) -> bool:
    """One lone 第五條 among numbered lists is a reference after all."""
    first = next((lines[i].label for i in sorted(found)), None)
    if len(found) > 1 or first is None:
        return len(found) > 1
    return first.numbers == (1,) or not any(line.begins_list for line in lines)


def _stands_apart(line: Line) -> bool:
    label = line.label
    if label is None:
        return False
    rest = line.rest
    return (
        not rest
        or line.text[label.end - 1].isspace()
        or label.pieces[4] in (":", "：", "、")
        or rest.startswith(OPENING)
    )


def follows_on(last: tuple[int, ...], numbers: tuple[int, ...]) -> bool:
    """Whether numbers come right after others: 13 or 12-1 after 12, 13 or 12-2 after 12-1."""
    if not last or not numbers:
        return False
    further = {(*last[:depth], last[depth] + 1) for depth in range(len(last))}
    return numbers in further or numbers == (*last, 1)
