"""The way into a clause: from steps to the paragraph or item they mean.

A path is a tuple of indexes from 0 into nested items. A clause whose body begins with labelled
items has no paragraph above them; then the path begins with the item.
"""

from collections.abc import Sequence

from .address import Level, Relative, Step
from .numbering import read_label
from .numerals import read_numeral
from .outline import Item

Path = tuple[int, ...]
_INNER = (Level.PARAGRAPH, Level.SUBPARAGRAPH, Level.ITEM, Level.SUBITEM)


def path_of_line(items: Sequence[Item], line: int) -> Path:
    """The item that a line of the clause's text, counted from 0, belongs to."""
    for path, first, last in _spans(items):
        if first <= line <= last:
            return path
    return ()


def follow(items: Sequence[Item], steps: Sequence[Step], at: Path) -> list[tuple[Path, bool]]:
    """Where the steps lead, and whether they lead all the way; several for 前二項.

    ``at`` is where the words stand, if they stand in this clause: 前項 and a bare 第三款 count
    from there.
    """
    if not steps:
        return [((), True)]
    first, *further = steps
    starts = _placed(items, first, at) if first.relative else _numbered(items, first, at)
    ends = []
    for start in starts:
        path, is_exact = start, True
        for step in further:
            deeper = _child(items, path, step)
            is_exact = deeper is not None
            if deeper is None:
                break
            path = deeper
        ends.append((path, is_exact))
    return ends or [((), False)]


def between(items: Sequence[Item], first: Path, last: Path) -> list[Path]:
    """The siblings after ``first`` up to ``last``."""
    if not last or len(first) != len(last) or first[:-1] != last[:-1]:
        return [last]
    return [(*last[:-1], index) for index in range(first[-1] + 1, last[-1] + 1)] or [last]


def _numbered(items: Sequence[Item], step: Step, at: Path) -> list[Path]:
    """What a first step by number means: 第二項 counts paragraphs; 第三款 is looked for where the
    words stand, then wherever the clause lists something."""
    if step.level is Level.PARAGRAPH:
        rows = _paragraphs(items)
        if not rows and step.numbers == (1,):
            return [()]  # nothing but items: the clause is its only paragraph
        index = step.numbers[0] - 1
        return [(rows[index],)] if len(step.numbers) == 1 and index < len(rows) else []
    around = [at[:length] for length in range(len(at), -1, -1)] if at else [()]
    everywhere = [path for path, _, _ in _spans(items)]
    for start in (*around, *everywhere):
        if found := _child(items, start, step):
            return [found]
    return []


def _placed(items: Sequence[Item], step: Step, at: Path) -> list[Path]:
    """前項, 本款, 次目: counted from where the words stand."""
    own = _at_level(items, at, step.level)
    if own is None:
        return []
    if step.relative is Relative.THIS:
        return [own]
    if step.relative is Relative.SAME or not own:
        return []
    row = _paragraphs(items) if step.level is Level.PARAGRAPH else range(_width(items, own))
    count = step.count
    if step.relative is Relative.PREVIOUS:
        found = [index for index in row if index < own[-1]][-count:]
    else:
        found = [index for index in row if index > own[-1]][:count]
    return [(*own[:-1], index) for index in found] if len(found) == count else []


def _at_level(items: Sequence[Item], at: Path, level: Level) -> Path | None:
    """The part of the path down to that level; None if it does not go so deep."""
    if not at:
        return () if level is Level.PARAGRAPH else None
    depth = _INNER.index(level) + (0 if items[at[0]].label else 1)
    return at[:depth] if depth <= len(at) else None


def _child(items: Sequence[Item], path: Path, step: Step) -> Path | None:
    """The item of that number right below ``path``."""
    below = _at(items, path)
    for index, item in enumerate(below):
        if not path and not item.label:
            continue
        if _number(item, index) == step.numbers:
            return (*path, index)
    return None


def _at(items: Sequence[Item], path: Path) -> Sequence[Item]:
    for index in path:
        items = items[index].children
    return items


def _number(item: Item, index: int) -> tuple[int, ...]:
    """An item's number: that of its label; an entry of an HTML list has only its place."""
    if not item.label:
        return (index + 1,)
    label = read_label(item.label)
    number = None if label else read_numeral(item.label)
    return label.numbers if label else (number,) if number else ()


def _paragraphs(items: Sequence[Item]) -> list[int]:
    """The indexes of what counts as paragraph: no labelled item, no table."""
    return [i for i, item in enumerate(items) if not item.label and "\t" not in item.text]


def _width(items: Sequence[Item], path: Path) -> int:
    return len(_at(items, path[:-1]))


def _spans(items: Sequence[Item]) -> list[tuple[Path, int, int]]:
    """Every item with its first and last line, in reading order."""
    found: list[tuple[Path, int, int]] = []
    line = 0

    def walk(below: Sequence[Item], path: Path) -> None:
        nonlocal line
        for index, item in enumerate(below):
            last = line + item.text.count("\n")
            found.append(((*path, index), line, last))
            line = last + 1
            walk(item.children, (*path, index))

    walk(items, ())
    return found
