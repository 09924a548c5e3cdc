"""Two wordings side by side: what stays, what goes, what comes, in whole words.

Made to be read, not to be short: a change is one deletion before one insertion, and words that
both texts happen to share between two changes are not left standing alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from .ordering import shared_ahead
from .word_matching import Block, shared_blocks
from .words import is_sign, weight, words

Operation = Literal["equal", "delete", "insert"]

_LONGEST_ISLAND = 6  # characters that both texts share by accident rather than by design
_LEAST_SHARED = 0.2  # of the longer text; below it the one replaces the other
_LEAST_PASSAGE = 8  # characters in a row that are worth showing as kept all the same
_PHRASE = re.compile("[^，。；：、！？\n]*[，。；：、！？\n]|[^，。；：、！？\n]+")
_STRENGTH = {"\n": 5, **dict.fromkeys("。；;！？!?.", 4), **dict.fromkeys("，、：,:", 3)}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that stays (``equal``), goes (``delete``) or comes (``insert``)."""

    op: Operation
    text: str


def spans(before: str, after: str) -> tuple[Span, ...]:
    """The way from one wording to the other.

    Equal and deleted spans joined are ``before``, equal and inserted spans joined are ``after``,
    to the character. Neighbouring spans differ in kind, and a deletion comes before the insertion
    that replaces it. The same texts always give the same spans.
    """
    if before == after:
        return (Span("equal", before),) if before else ()
    if not before or not after:
        return (Span("delete", before),) if before else (Span("insert", after),)
    head, tail = _common_phrases(before, after)
    changed = _Changed(before[head : len(before) - tail], after[head : len(after) - tail])
    if changed.is_other_text:
        pieces = changed.pieces([]) if head or tail else changed.whole()
    else:
        pieces = changed.pieces(changed.blocks)
    kept_before, kept_after = before[:head], before[len(before) - tail :]
    return tuple(_joined([("equal", kept_before), *pieces, ("equal", kept_after)]))


def before_of(parts: Iterable[Span]) -> str:
    """The wording that the spans lead away from."""
    return "".join(part.text for part in parts if part.op != "insert")


def after_of(parts: Iterable[Span]) -> str:
    """The wording that the spans lead to."""
    return "".join(part.text for part in parts if part.op != "delete")


class _Changed:
    """Two texts cut into words, without the phrases they share at both ends."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = words(before), words(after)
        self.weight_before = [0, *accumulate(map(weight, self.before))]
        self.weight_after = [0, *accumulate(map(weight, self.after))]
        self._end = Block(len(self.before), len(self.after), 0)
        self.blocks = shared_blocks(self.before, self.after)
        while len(kept := self._without_islands(self.blocks)) < len(self.blocks):
            self.blocks = kept

    @property
    def is_other_text(self) -> bool:
        """Whether so little is shared that the one text simply replaces the other."""
        shared = [self._weight(block) for block in self.blocks]
        whole = max(self.weight_before[-1], self.weight_after[-1])
        return sum(shared) < _LEAST_SHARED * whole and max(shared, default=0) < _LEAST_PASSAGE

    def whole(self) -> Iterator[tuple[Operation, str]]:
        yield "delete", "".join(self.before)
        yield "insert", "".join(self.after)

    def pieces(self, blocks: list[Block]) -> Iterator[tuple[Operation, str]]:
        i = j = 0
        for block in [*self._slid(blocks), self._end]:
            gone, come = self.before[i : block.before], self.after[j : block.after]
            i, j = block.ends
            yield from _passage(gone, come, self.before[block.before : i])

    def _without_islands(self, blocks: list[Block]) -> list[Block]:
        kept: list[Block] = []
        for at, block in enumerate(blocks):
            last = kept[-1] if kept else Block(0, 0, 0)
            following = blocks[at + 1] if at + 1 < len(blocks) else self._end
            left, right = self._change(last, block), self._change(block, following)
            if not _is_island(self._weight(block), left, right):
                kept.append(block)
        return kept

    def _weight(self, block: Block) -> int:
        return self.weight_before[block.before + block.size] - self.weight_before[block.before]

    def _change(self, one: Block, other: Block) -> int | None:
        """How much changes between two blocks; None where nothing does."""
        i, j = one.ends
        if i == other.before and j == other.after:
            return None
        return max(
            self.weight_before[other.before] - self.weight_before[i],
            self.weight_after[other.after] - self.weight_after[j],
        )

    def _slid(self, blocks: list[Block]) -> list[Block]:
        """Where a deletion or insertion could begin a little earlier or later, the place that
        suits a reader: after a line end, after a full stop, after a comma."""
        slid = list(blocks)
        for at in range(len(slid) - 1):
            one, other = slid[at], slid[at + 1]
            i, j = one.ends
            if i == other.before:
                shift = _best_shift(self.after, j, other.after, one.size, other.size)
            elif j == other.after:
                shift = _best_shift(self.before, i, other.before, one.size, other.size)
            else:
                continue
            slid[at] = Block(one.before, one.after, one.size + shift)
            slid[at + 1] = Block(other.before + shift, other.after + shift, other.size - shift)
        return slid


def _is_island(weighs: int, left: int | None, right: int | None) -> bool:
    """Whether a block between two changes says too little to be read on its own."""
    if left is None or right is None:
        return False
    least, most = sorted((left, right))
    if weighs > _LONGEST_ISLAND:
        return False
    return weighs <= 1 or 3 * weighs <= least or (weighs == 2 and most >= 8)


def _best_shift(text: Sequence[str], start: int, end: int, back: int, on: int) -> int:
    """By how many words ``text[start:end]``, which only one side has, is best moved."""
    first = start
    while start - first < back and text[first - 1] == text[end - (start - first) - 1]:
        first -= 1
    last = start
    while last - start < on and text[last] == text[end + last - start]:
        last += 1
    length = end - start
    return (
        max(
            range(first, last + 1),
            key=lambda at: (_strength(text, at) + _strength(text, at + length), -abs(at - start)),
        )
        - start
    )


def _strength(text: Sequence[str], at: int) -> int:
    """How natural it is to stop before word ``at``."""
    if at in (0, len(text)):
        return 5
    return _STRENGTH.get(text[at - 1][-1], 2 if text[at - 1].isspace() else 0)


def _common_phrases(before: str, after: str) -> tuple[int, int]:
    """How many characters of whole phrases both texts share at their beginning and their end.

    No word goes beyond a sign, so what is left is cut into the same words as the whole would be.
    """
    one, other = _PHRASE.findall(before), _PHRASE.findall(after)
    head = shared_ahead(one, other)
    tail = shared_ahead(one[head:][::-1], other[head:][::-1])
    return sum(map(len, one[:head])), sum(map(len, one[len(one) - tail :]))


def _passage(
    gone: Sequence[str], come: Sequence[str], kept: Sequence[str]
) -> Iterator[tuple[Operation, str]]:
    """What goes, what comes, and what stays after it.

    Where only one side has further lines (an item was put at the end of a list), the sign that
    closes the first of them is the one that stays, and the lines are new as a whole.
    """
    longer: tuple[Operation, Sequence[str]] = ("delete", gone) if "\n" in gone else ("insert", come)
    op, lines = longer
    at = _line_end(lines, kept) if gone and come and ("\n" in gone) != ("\n" in come) else 0
    if not at:
        yield from _replaced(gone, come)
        yield "equal", "".join(kept)
        return
    first = lines[: at - 1]
    yield from _replaced(first, come) if op == "delete" else _replaced(gone, first)
    yield "equal", kept[0]
    yield op, "".join(lines[at:]) + kept[0]
    yield "equal", "".join(kept[1:])


def _line_end(lines: Sequence[str], kept: Sequence[str]) -> int:
    """Where the first line ends that closes with the sign ``kept`` begins with; 0 if none does."""
    if not kept or not is_sign(kept[0]):
        return 0
    ends = (at for at in range(1, len(lines)) if lines[at] == "\n" and lines[at - 1] == kept[0])
    return next(ends, 0)


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Operation, str]]:
    """A deletion and an insertion; what they share at their ends stays, if words end there in
    both (the dictionary may cut the same characters differently beside other words)."""
    gone, come = "".join(before), "".join(after)
    if not gone or not come:
        yield "delete", gone
        yield "insert", come
        return
    head = _shared_to_boundary(before, after)
    tail = _shared_to_boundary(
        _reversed(before, len(gone) - head), _reversed(after, len(come) - head)
    )
    yield "equal", gone[:head]
    yield "delete", gone[head : len(gone) - tail]
    yield "insert", come[head : len(come) - tail]
    yield "equal", gone[len(gone) - tail :]


def _reversed(text: Sequence[str], most: int) -> list[str]:
    """The words from the end, each spelled backwards, up to so many characters."""
    kept: list[str] = []
    for word in reversed(text):
        most -= len(word)
        if most < 0:
            break
        kept.append(word[::-1])
    return kept


def _shared_to_boundary(before: Sequence[str], after: Sequence[str]) -> int:
    """How many characters are the same from the start up to where words end in both."""
    if not before or not after or before[0][0] != after[0][0]:
        return 0
    same = shared_ahead("".join(before), "".join(after))
    ends = set(accumulate(map(len, before))) & set(accumulate(map(len, after)))
    return max((end for end in ends if end <= same), default=0)


def _joined(pieces: Iterable[tuple[Operation, str]]) -> Iterator[Span]:
    """The pieces that hold something as spans: neighbours of one kind are one, and between two
    stretches that stay all that goes comes before all that is new."""
    kept: list[str] = []
    gone: list[str] = []
    come: list[str] = []
    for op, text in pieces:
        if not text:
            continue
        if op == "equal":
            if gone or come:
                yield from _spans_of(kept, gone, come)
            kept.append(text)
        else:
            (gone if op == "delete" else come).append(text)
    yield from _spans_of(kept, gone, come)


def _spans_of(kept: list[str], gone: list[str], come: list[str]) -> Iterator[Span]:
    operations: tuple[tuple[Operation, list[str]], ...] = (
        ("equal", kept), ("delete", gone), ("insert", come),
    )  # fmt: skip
    for op, texts in operations:
        if texts:
            yield Span(op, "".join(texts))
            texts.clear()
