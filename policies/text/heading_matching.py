"""Which heading of one text is which heading of another."""

from collections import Counter
from collections.abc import Callable, Container, Hashable, Mapping, Sequence

from .matching import key_of
from .ordering import equal_ends
from .outline import Heading
from .placing import ROOT, Node, bare, headings_in

_MOST = 0.5  # of a heading's clauses: where they go, it goes
_Key = Callable[[Heading], Hashable]


def match_headings(
    before: Sequence[Node], after: Sequence[Node], partners: Mapping[int, int]
) -> dict[int, int]:
    """The headings that are the same, by their places in both rows.

    ``partners`` are the clauses that are the same. The evidence is, in this order: the anchor, the
    title, the title under the same heading, the clauses underneath, the number.
    """
    matching = _Matching(before, after)
    if not matching.is_needed():
        return {}
    matching.at_both_ends()
    matching.by(_anchor)
    matching.by(_title)
    matching.below(_title)
    votes = Counter(
        (before[mine].parent, after[theirs].parent) for mine, theirs in partners.items()
    )
    matching.by_votes(votes)
    matching.below(_numbered, told={mine for mine, _ in votes})
    del matching.partners[ROOT]
    return matching.partners


def _anchor(heading: Heading) -> Hashable:
    return heading.anchor


def _title(heading: Heading) -> Hashable:
    title = "".join(heading.title.split())
    return (heading.kind, title) if title else ""


def _numbered(heading: Heading) -> Hashable:
    number = key_of(heading.label)
    return (heading.kind, number) if number else ""


class _Matching:
    """``partners`` grows from step to step: places before to places after."""

    def __init__(self, before: Sequence[Node], after: Sequence[Node]) -> None:
        self._rows = before, after
        self._before = dict(headings_in(before))
        self._after = dict(headings_in(after))
        self.partners = {ROOT: ROOT}

    def is_needed(self) -> bool:
        return bool(self._before and self._after)

    def at_both_ends(self) -> None:
        before, after = self._rows
        mine = [(place, before[place].depth, bare(each)) for place, each in self._before.items()]
        theirs = [(place, after[place].depth, bare(each)) for place, each in self._after.items()]
        for one, other in equal_ends([each[1:] for each in mine], [each[1:] for each in theirs]):
            self.partners[mine[one][0]] = theirs[other][0]

    def by(self, key: _Key) -> None:
        self._pair(
            {place: key(heading) for place, heading in self._before.items()},
            {place: key(heading) for place, heading in self._after.items()},
        )

    def below(self, key: _Key, told: Container[int] = ()) -> None:
        """Pairs headings of one key that stand under headings which are the same; level by level.

        ``told`` are the old headings that other evidence spoke about.
        """
        before, after = self._rows
        theirs = {
            place: each and (after[place].parent, each)
            for place, heading in self._after.items()
            for each in (key(heading),)
        }
        for depth in sorted({before[place].depth for place in self._before}):
            mine = {
                place: each and (self.partners[before[place].parent], each)
                for place, heading in self._before.items()
                for each in (key(heading),)
                if before[place].depth == depth
                and before[place].parent in self.partners
                and place not in told
            }
            self._pair(mine, theirs)

    def by_votes(self, votes: Counter[tuple[int, int]]) -> None:
        """Pairs headings most of whose own clauses went from the one to the other."""
        of_mine: Counter[int] = Counter()
        of_theirs: Counter[int] = Counter()
        for (mine, theirs), count in votes.items():
            of_mine[mine] += count
            of_theirs[theirs] += count
        taken = set(self.partners.values())
        for (mine, theirs), count in votes.most_common():
            enough = count > _MOST * of_mine[mine] and count > _MOST * of_theirs[theirs]
            if enough and mine not in self.partners and theirs not in taken:
                self.partners[mine] = theirs
                taken.add(theirs)

    def _pair(self, before: Mapping[int, Hashable], after: Mapping[int, Hashable]) -> None:
        """Pairs what has a key that one heading of each text has, of those without a partner."""
        taken = set(self.partners.values())
        mine = [(key, place) for place, key in before.items() if place not in self.partners]
        theirs = [(key, place) for place, key in after.items() if place not in taken]
        at = dict(theirs)
        often = Counter(key for key, _ in mine), Counter(key for key, _ in theirs)
        for key, place in mine:
            if key and often[0][key] == often[1][key] == 1:
                self.partners[place] = at[key]
