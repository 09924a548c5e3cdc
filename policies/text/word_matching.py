"""Which words two texts share, and in which order: the raw material of spans."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from .ordering import longest_rise, shared_ahead
from .words import is_sign

# What a comparison word by word may cost, in pairs of equal words; beyond it, sentences are
# matched first. The cost grows with their square, so a text of one word repeated is not matched.
_MOST_PAIRS = 20_000
_ENDS_SENTENCE = frozenset("。；;！？!?\n")


@dataclass(frozen=True, slots=True)
class Block:
    """Words that both texts share: where they begin in each, and how many they are."""

    before: int
    after: int
    size: int

    @property
    def ends(self) -> tuple[int, int]:
        return self.before + self.size, self.after + self.size


def shared_blocks(before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """The words that both texts share, in order; blocks that touch on both sides are one."""
    blocks: list[Block] = []
    for block in _match(before, after):
        if blocks and blocks[-1].ends == (block.before, block.after):
            last = blocks.pop()
            blocks.append(Block(last.before, last.after, last.size + block.size))
        elif block.size:
            blocks.append(block)
    return blocks


def _match(before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    """The words both texts share, in order."""
    head = shared_ahead(before, after)
    tail = shared_ahead(before[head:][::-1], after[head:][::-1])
    inner_before = before[head : len(before) - tail]
    inner_after = after[head : len(after) - tail]
    yield Block(0, 0, head)
    if inner_before and inner_after:
        matched = (
            _by_words(inner_before, inner_after)
            if _pairs(inner_before, inner_after) <= _MOST_PAIRS
            else _by_sentences(inner_before, inner_after)
        )
        yield from (Block(b.before + head, b.after + head, b.size) for b in matched)
    yield Block(len(before) - tail, len(after) - tail, tail)


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pairs of equal words there are, signs apart: what matching them costs."""
    counted = Counter(after)
    return sum(
        count * counted[word] for word, count in Counter(before).items() if not is_sign(word)
    )


def _by_words(before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    matcher = SequenceMatcher(is_sign, before, after, autojunk=False)
    return (Block(*block) for block in matcher.get_matching_blocks())


def _by_sentences(before: Sequence[str], after: Sequence[str]) -> Iterator[Block]:
    """For long texts: the sentences that stand once in each, then what lies between them."""
    one, other = list(_sentences(before)), list(_sentences(after))
    anchors = _unique_in_order(one, other)
    if not anchors:
        return
    starts_before = [0, *accumulate(map(len, one))]
    starts_after = [0, *accumulate(map(len, other))]
    i = j = 0
    for mine, theirs in [*anchors, (len(one), len(other))]:
        start, end = starts_before[mine], starts_after[theirs]
        for block in _match(before[i:start], after[j:end]):
            yield Block(i + block.before, j + block.after, block.size)
        if mine < len(one):
            yield Block(start, end, len(one[mine]))
            i, j = start + len(one[mine]), end + len(one[mine])


def _sentences(text: Sequence[str]) -> Iterator[tuple[str, ...]]:
    start = 0
    for at, word in enumerate(text, start=1):
        if word in _ENDS_SENTENCE or at == len(text):
            yield tuple(text[start:at])
            start = at


def _unique_in_order(
    one: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]
) -> list[tuple[int, int]]:
    """The places of what stands exactly once in each, as many as keep their order."""
    counted, counted_other = Counter(one), Counter(other)
    place = {each: at for at, each in enumerate(other) if counted_other[each] == 1}
    pairs = [
        (at, place[each]) for at, each in enumerate(one) if counted[each] == 1 and each in place
    ]
    return [pairs[at] for at in longest_rise([theirs for _, theirs in pairs])]
