"""Pairing the clauses of two texts step by step, the surest evidence first."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from .numbering import Label, read_label
from .numerals import NUMERAL_CHARACTERS
from .ordering import backbone
from .outline import Clause
from .searchtext import tokens
from .wording import wording

_NUMERAL = f"[{NUMERAL_CHARACTERS}]+"
_CITED = re.compile(rf"第{_NUMERAL}[條条項项款目章節节]?(?:之{_NUMERAL})*")
_RARE = 8  # clauses that may share a word before it says nothing about which clause it is
_CANDIDATES = 4  # clauses that are looked at closely, of those that share rare words
_LIKE = 0.5  # how like two clauses must be, with what else speaks for them
_LEAST_LIKE = 0.15
_SAME_NUMBER, _SAME_CAPTION, _SAME_PLACE = 0.15, 0.2, 0.1


def same_but_numbers(text: str) -> str:
    """The text with what it cites left open: 依第五條 is 依第六條 once clauses are renumbered."""
    return _CITED.sub("第", text)


class Side:
    """The clauses of one text as matching looks at them, each by its place."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.labels: list[Label | None] = [read_label(clause.label) for clause in clauses]
        self.numbers = [
            label.key if label else clause.label
            for label, clause in zip(self.labels, clauses, strict=True)
        ]
        self.texts = ["".join(wording(clause).split()) for clause in clauses]
        self.by_number = self.unique_places(self.numbers)
        self._words: dict[int, frozenset[str]] = {}

    def unique_places(self, keys: Sequence[str]) -> dict[str, int]:
        """Where each key stands that only one clause has and that says something."""
        counted = Counter(keys)
        return {key: place for place, key in enumerate(keys) if key and counted[key] == 1}

    def is_tombstone(self, place: int) -> bool:
        return self.clauses[place].deleted or not self.texts[place]

    def words(self, place: int) -> frozenset[str]:
        """The pairs of characters and words of a clause, 繁 and 简 alike."""
        known = self._words.get(place)
        if known is None:
            known = self._words[place] = vocabulary(self.texts_spaced(place))
        return known

    def texts_spaced(self, place: int) -> str:
        return wording(self.clauses[place])


def vocabulary(text: str) -> frozenset[str]:
    """What a text is recognised by."""
    return frozenset(lexeme for lexeme, _ in tokens(text))


class Matching:
    """``partners`` grows from step to step: places before to places after."""

    def __init__(self, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        self.before, self.after = Side(before), Side(after)
        self.partners: dict[int, int] = {}
        self._taken: set[int] = set()

    def by_anchor(self) -> bool:
        """Whether the texts have any anchors in common."""
        at = self.after.unique_places([clause.anchor for clause in self.after.clauses])
        anchors = self.before.unique_places([clause.anchor for clause in self.before.clauses])
        for anchor, place in anchors.items():
            if anchor in at:
                self._pair(place, at[anchor])
        return bool(self.partners)

    def by_number(self) -> None:
        for number, place in self.before.by_number.items():
            found = self.after.by_number.get(number)
            if found is not None and self._are_free(place, found):
                self._pair(place, found)

    def by_same_words(self) -> None:
        self._by_text(lambda text: text)

    def by_same_words_but_numbers(self) -> None:
        self._by_text(same_but_numbers)

    def by_tombstone(self) -> None:
        """A number whose words went, or came back, is the same clause."""
        for number, place in self.before.by_number.items():
            found = self.after.by_number.get(number)
            if (
                found is not None
                and self._are_free(place, found)
                and (self.before.is_tombstone(place) or self.after.is_tombstone(found))
            ):
                self._pair(place, found)

    def by_likeness(self) -> None:
        """Clauses that say nearly the same, the likest first."""
        scored = sorted(
            ((-score, place, found) for place, found, score in self._scored()),
        )
        for _, place, found in scored:
            if self._are_free(place, found):
                self._pair(place, found)

    def by_place(self) -> None:
        """What stands under the same numbers between two clauses that kept their place is the
        same clause, however much it was rewritten."""
        for mine, theirs in self._gaps():
            numbers = [self.before.numbers[place] for place in mine]
            if all(numbers) and numbers == [self.after.numbers[place] for place in theirs]:
                for place, found in zip(mine, theirs, strict=True):
                    self._pair(place, found)

    def _pair(self, place: int, found: int) -> None:
        self.partners[place] = found
        self._taken.add(found)

    def _are_free(self, place: int, found: int) -> bool:
        return place not in self.partners and found not in self._taken

    def _by_text(self, key: Callable[[str], str]) -> None:
        """Pairs what says the same: under the same number first, then in order."""
        mine, theirs = self._free_by(self.before, key), self._free_by(self.after, key)
        for text, places in mine.items():
            found = theirs.get(text, [])
            numbered = {self.after.numbers[place]: place for place in reversed(found)}
            for place in places:
                same = numbered.get(self.before.numbers[place])
                if same is not None and self._are_free(place, same):
                    self._pair(place, same)
            rest = [place for place in places if place not in self.partners]
            left = [place for place in found if place not in self._taken]
            for place, other in zip(rest, left, strict=False):
                if not self.before.is_tombstone(place):
                    self._pair(place, other)

    def _free_by(self, side: Side, key: Callable[[str], str]) -> dict[str, list[int]]:
        taken = self.partners if side is self.before else self._taken
        grouped: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(side.texts):
            if place not in taken:
                grouped[key(text)].append(place)
        return grouped

    def _scored(self) -> Iterator[tuple[int, int, float]]:
        mine = [p for p in range(len(self.before.clauses)) if p not in self.partners]
        theirs = [p for p in range(len(self.after.clauses)) if p not in self._taken]
        having: dict[str, list[int]] = defaultdict(list)
        for place in theirs:
            for word in self.after.words(place):
                having[word].append(place)
        bounds = self._bounds()
        for place in mine:
            if self.before.is_tombstone(place):
                continue
            for found in self._candidates(place, having, bounds(place)):
                score = self._score(place, found, bounds(place))
                if score >= _LIKE:
                    yield place, found, score

    def _candidates(
        self, place: int, having: dict[str, list[int]], bounds: tuple[int, int]
    ) -> set[int]:
        shared: Counter[int] = Counter()
        for word in self.before.words(place):
            places = having.get(word, ())
            if len(places) <= _RARE:
                shared.update(places)
        ranked = sorted(shared, key=lambda found: (-shared[found], found))
        found = set(ranked[:_CANDIDATES])
        same = self.after.by_number.get(self.before.numbers[place])
        if same is not None and same not in self._taken:
            found.add(same)
        lower, upper = bounds
        if upper - lower - 1 <= _RARE:
            found.update(p for p in range(lower + 1, upper) if p not in self._taken)
        return found

    def _score(self, place: int, found: int, bounds: tuple[int, int]) -> float:
        like = likeness(self.before.words(place), self.after.words(found))
        if like < _LEAST_LIKE:
            return 0.0
        one, other = self.before.clauses[place], self.after.clauses[found]
        number = self.before.numbers[place]
        lower, upper = bounds
        return (
            like
            + _SAME_NUMBER * bool(number and number == self.after.numbers[found])
            + _SAME_CAPTION * bool(one.caption and one.caption == other.caption)
            + _SAME_PLACE * (lower < found < upper)
        )

    def _bounds(self) -> Callable[[int], tuple[int, int]]:
        """Between which places after a clause would have kept its order."""
        kept = backbone(self.partners)
        mine = [place for place, _ in kept]
        theirs = [-1, *(found for _, found in kept), len(self.after.clauses)]

        def bounds(place: int) -> tuple[int, int]:
            at = bisect_left(mine, place)
            return theirs[at], theirs[at + 1]

        return bounds

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """What has no partner yet between two neighbours of those that kept their order."""
        last = (-1, -1)
        ends = (len(self.before.clauses), len(self.after.clauses))
        for place, found in [*backbone(self.partners), ends]:
            mine = [p for p in range(last[0] + 1, place) if p not in self.partners]
            theirs = [p for p in range(last[1] + 1, found) if p not in self._taken]
            if mine and theirs:
                yield mine, theirs
            last = (place, found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two texts is the same, 0 to 1; a text that only grew stays like itself."""
    if not one or not other:
        return 0.0
    both = len(one & other)
    return both / (len(one) + len(other)) + both / (2 * min(len(one), len(other)))
