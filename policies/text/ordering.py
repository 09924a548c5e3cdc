"""What keeps its order when the rest moves."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The indices of a longest strictly rising subsequence, in order."""
    tails: list[int] = []  # the smallest number that ends a rise of each length
    ends: list[int] = []  # and its index
    came_from = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        came_from[index] = ends[length - 1] if length else -1
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [index]
    rise: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        rise.append(index)
        index = came_from[index]
    return rise[::-1]


def shared_ahead(one: Iterable[object], other: Iterable[object]) -> int:
    """How many things are the same from the beginning."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def equal_ends(one: Sequence[object], other: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The places of what is the same from the beginning, then from the end."""
    head = shared_ahead(one, other)
    yield from ((place, place) for place in range(head))
    tail = shared_ahead(reversed(one[head:]), reversed(other[head:]))
    yield from ((len(one) - back, len(other) - back) for back in range(tail, 0, -1))


def backbone(partners: Mapping[int, int]) -> list[tuple[int, int]]:
    """As many pairs as keep their order in both texts; the others have moved."""
    pairs = sorted(partners.items())
    return [pairs[at] for at in longest_rise([after for _, after in pairs])]


def merged(
    before: int, after: int, partners: Mapping[int, int]
) -> Iterator[tuple[int | None, int | None]]:
    """The places of two sequences of so many things, each once, paired where they are partners.

    In the order of the second; what only the first has comes where it stood: right after
    whatever precedes it there and has kept its order.
    """
    came_from = {theirs: mine for mine, theirs in partners.items()}
    removed: dict[int, list[int]] = {-1: []}  # by the place in the second they follow
    kept = dict(backbone(partners))
    last = -1
    for mine in range(before):
        if mine not in partners:
            removed[last].append(mine)
        elif mine in kept:
            last = kept[mine]
            removed[last] = []
    for theirs in range(-1, after):
        if theirs >= 0:
            yield came_from.get(theirs), theirs
        for mine in removed.get(theirs, ()):
            yield mine, None
