"""Which label every heading and clause of a text has when they are counted anew.

A deleted clause keeps its number (中央法規標準法 §10 leaves it standing), and the others are
counted around it. Numbering starts again below a heading where the text does so now.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .labels import Form, Label, read_label
from .numbering import relabelled
from .outline import Clause, Heading, Outline


def labels_in_sequence(outline: Outline) -> dict[int, str]:
    """Labels by their node's place in ``outline.walk()``; none for what has no number, or one of
    another kind than most clauses. A label that cannot be written so far is empty."""
    nodes = tuple(outline.walk())
    read = [read_label(node.label) if node.label else None for node in nodes]
    headings = _Headings(nodes, read)
    for heading in outline.headings:
        headings.number(heading, None)
    return headings.labels | _clause_labels(nodes, read, headings.labels)


class _Headings:
    """Numbers headings of one kind in a row, below each heading anew where the text does so."""

    def __init__(self, nodes: Sequence[Heading | Clause], read: Sequence[Label | None]) -> None:
        self.labels: dict[int, str] = {}
        self._place = {id(node): index for index, node in enumerate(nodes)}
        self._read = read
        self._last: dict[str, int] = {}
        self._goes_on = self._kinds_that_go_on(nodes)

    def number(self, heading: Heading, parent: Heading | None) -> None:
        place = self._place[id(heading)]
        label = self._read[place]
        if label is not None:
            first = parent is not None and self._is_first(heading, parent)
            if first and heading.kind.value not in self._goes_on:
                self._last[heading.kind.value] = 0
            self._last[heading.kind.value] = self._last.get(heading.kind.value, 0) + 1
            self.labels[place] = relabelled(label, (self._last[heading.kind.value],))
        for below in heading.headings:
            self.number(below, heading)

    def _is_first(self, heading: Heading, parent: Heading) -> bool:
        same = [each for each in parent.headings if each.kind is heading.kind]
        labelled = [each for each in same if self._read[self._place[id(each)]] is not None]
        return bool(labelled) and labelled[0] is heading

    def _kinds_that_go_on(self, nodes: Sequence[Heading | Clause]) -> frozenset[str]:
        """Kinds whose number goes on over the heading above: 第二編 begins with 第四章."""
        seen: dict[str, list[int]] = defaultdict(list)
        for parent in nodes:
            if not isinstance(parent, Heading):
                continue
            for heading in parent.headings:
                label = self._read[self._place[id(heading)]]
                if label is not None and self._is_first(heading, parent):
                    seen[heading.kind.value].append(label.number)
        return frozenset(
            kind
            for kind, (_, *later) in seen.items()
            if sum(number > 1 for number in later) * 2 > len(later)
        )


@dataclass(slots=True)
class _Run:
    """Clauses numbered in one row; ``chapter`` is the number that decimals of it stand below."""

    chapter: int | None
    clauses: list[tuple[int, Label, bool]] = field(default_factory=list)

    def labels(self) -> Iterator[tuple[int, str]]:
        numbers = _sequence([(label, deleted) for _, label, deleted in self.clauses])
        for (place, label, deleted), number in zip(self.clauses, numbers, strict=True):
            written = number if deleted and number == label.numbers else self._whole(label, number)
            yield place, relabelled(label, written)

    def _whole(self, label: Label, number: tuple[int, ...]) -> tuple[int, ...]:
        """3.2 stays below the number of its chapter; others are numbered alone."""
        if label.form is not Form.DECIMAL:
            return number
        above = label.numbers[:-1]
        return (*((self.chapter,) if self.chapter and len(above) == 1 else above), number[0])


def _clause_labels(
    nodes: Sequence[Heading | Clause],
    read: Sequence[Label | None],
    headings: Mapping[int, str],
) -> dict[int, str]:
    form = _usual_form(nodes, read)
    runs = [_Run(None)]
    fresh, chapter = True, None
    for place, node in enumerate(nodes):
        label = read[place]
        if isinstance(node, Heading):
            fresh, chapter = True, _number(headings.get(place)) or chapter
        elif label is not None and label.form is form:
            if fresh and label.numbers[-1] == 1 and not _is_inserted(label):
                runs.append(_Run(chapter))
            fresh = False
            runs[-1].clauses.append((place, label, node.deleted))
    return dict(pair for run in runs for pair in run.labels())


def _is_inserted(label: Label) -> bool:
    """Whether the label is of a clause put between two others: 第三條之一."""
    return label.form is not Form.DECIMAL and len(label.numbers) > 1


def _sequence(row: Sequence[tuple[Label, bool]]) -> list[tuple[int, ...]]:
    """Numbers for a row of clauses: deleted ones keep theirs, the others are counted between
    them. What does not fit before a deleted one gets a further number, as an insertion does; where
    not even that fits, the deleted one is counted too."""
    numbers: list[tuple[int, ...]] = []
    waiting = 0
    low: tuple[int, ...] = (0,)
    for label, deleted in row:
        kept = label.numbers if label.form is not Form.DECIMAL else label.numbers[-1:]
        before = _between(low, kept, waiting) if deleted and kept > low else None
        if before is None:
            waiting += 1
            continue
        numbers += [*before, kept]
        low, waiting = kept, 0
    return numbers + [(low[0] + count,) for count in range(1, waiting + 1)]


def _between(
    low: tuple[int, ...], high: tuple[int, ...], count: int
) -> list[tuple[int, ...]] | None:
    """So many numbers after ``low`` and before ``high``, which may be further ones themselves; 2,
    2-1, 2-2 where whole ones run out. None where they do not fit."""
    last = high[0] if len(high) > 1 else high[0] - 1
    whole: list[tuple[int, ...]] = [(number,) for number in range(low[0] + 1, last + 1)]
    more = count - len(whole)
    if more <= 0:
        return whole[:count]
    if len(high) == 1:
        return [*whole, *_further([low, *whole][-1], more)]
    further = _further([low, *whole][-1], more)
    if further[-1] < high:
        return [*whole, *further]
    if not whole or whole == [(1,)]:  # There is no 0-1.
        return None
    return [*whole[:-1], *_further([low, *whole][-2], more), whole[-1]]


def _further(after: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    """2-1, 2-2, 2-3 after 2; 2-4 and on after 2-3."""
    first = after[1] + 1 if len(after) > 1 else 1
    return [(after[0], number) for number in range(first, first + count)]


def _number(label: str | None) -> int | None:
    read = read_label(label) if label else None
    return read.number if read else None


def _usual_form(nodes: Sequence[Heading | Clause], read: Sequence[Label | None]) -> Form | None:
    forms = [
        label.form
        for node, label in zip(nodes, read, strict=True)
        if isinstance(node, Clause) and label is not None
    ]
    return max(forms, key=forms.count, default=None)
