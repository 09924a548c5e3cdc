"""Which heading of one text is which heading of another."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence

from .numbering import read_label
from .outline import Heading
from .placing import ROOT, Node, headings_in

_MOST = 0.5  # of a heading's clauses: where they go, it goes
Keys = Mapping[int, Hashable]


def match_headings(
    before: Sequence[Node], after: Sequence[Node], partners: Mapping[int, int]
) -> dict[int, int]:
    """The headings that are the same, by their places in both rows.

    ``partners`` are the clauses that are the same. The evidence is, in this order: the anchor, the
    title, the title under the same heading, the clauses underneath, the number.
    """
    found = {ROOT: ROOT}
    for key in (_anchor, _title):
        _pair(_keys(before, key), _keys(after, key), found)
    _pair_below(before, after, found, _title)
    votes = Counter(
        (before[mine].parent, after[theirs].parent) for mine, theirs in partners.items()
    )
    _pair_by_votes(votes, found)
    told = {mine for mine, _ in votes}, {theirs for _, theirs in votes}
    _pair_below(before, after, found, _numbered, told)
    del found[ROOT]
    return found


def number_of(label: str) -> str:
    """A label's number in Arabic, however it is written; the label itself if it has none."""
    read = read_label(label)
    return read.key if read else "".join(label.split())


def _anchor(heading: Heading) -> Hashable:
    return heading.anchor


def _title(heading: Heading) -> Hashable:
    title = "".join(heading.title.split())
    return (heading.kind, title) if title else ""


def _numbered(heading: Heading) -> Hashable:
    number = number_of(heading.label)
    return (heading.kind, number) if number else ""


def _keys(row: Sequence[Node], key: Callable[[Heading], Hashable]) -> dict[int, Hashable]:
    return {place: key(heading) for place, heading in headings_in(row)}


def _pair(before: Keys, after: Keys, found: dict[int, int]) -> None:
    """Pairs what has a key that one heading of each text has, of those without a partner."""
    taken = set(found.values())
    mine = {place: key for place, key in before.items() if key and place not in found}
    theirs = {place: key for place, key in after.items() if key and place not in taken}
    at, often = {key: place for place, key in theirs.items()}, Counter(theirs.values())
    for key, count in Counter(mine.values()).items():
        if count == 1 and often[key] == 1:
            found[next(place for place, each in mine.items() if each == key)] = at[key]


def _pair_below(
    before: Sequence[Node],
    after: Sequence[Node],
    found: dict[int, int],
    key: Callable[[Heading], Hashable],
    told: tuple[set[int], set[int]] = (set(), set()),
) -> None:
    """Pairs headings of one key that stand under headings which are the same; level by level.

    ``told`` are the headings of both texts that other evidence speaks about already.
    """
    deepest = max((node.depth for node in before), default=0)
    for depth in range(deepest + 1):
        mine = {
            place: (found[before[place].parent], each)
            for place, each in _keys(before, key).items()
            if each and place not in told[0]
            and before[place].depth == depth and before[place].parent in found
        }  # fmt: skip
        theirs = {
            place: (after[place].parent, each)
            for place, each in _keys(after, key).items()
            if each and place not in told[1]
        }
        _pair(mine, theirs, found)


def _pair_by_votes(votes: Counter[tuple[int, int]], found: dict[int, int]) -> None:
    """Pairs headings most of whose own clauses went from the one to the other."""
    of_mine: Counter[int] = Counter()
    of_theirs: Counter[int] = Counter()
    for (mine, theirs), count in votes.items():
        of_mine[mine] += count
        of_theirs[theirs] += count
    taken = set(found.values())
    for (mine, theirs), count in votes.most_common():
        enough = count > _MOST * of_mine[mine] and count > _MOST * of_theirs[theirs]
        if enough and mine not in found and theirs not in taken:
            found[mine] = theirs
            taken.add(theirs)
