"""Pairing the clauses of two texts step by step, the surest evidence first."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from .numbering import Label, read_label
from .numerals import NUMERAL_CHARACTERS
from .ordering import backbone, equal_ends
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


@lru_cache(maxsize=4096)
def label_of(label: str) -> Label | None:
    """A label as read; the same few hundred are met again and again."""
    return read_label(label)


def key_of(label: str) -> str:
    """A label's number in Arabic, however it is written; the label itself if it has none."""
    read = label_of(label)
    return read.key if read else "".join(label.split())


class Side:
    """The clauses of one text as matching looks at them, each by its place."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self._texts: dict[int, str] = {}
        self._words: dict[int, frozenset[str]] = {}

    @cached_property
    def labels(self) -> list[Label | None]:
        return [label_of(clause.label) for clause in self.clauses]

    @cached_property
    def numbers(self) -> list[str]:
        return [key_of(clause.label) for clause in self.clauses]

    @cached_property
    def by_number(self) -> dict[str, int]:
        """Where each number stands that only one clause has."""
        return only_ones(enumerate(self.numbers))

    def text(self, place: int) -> str:
        """What a clause lays down, without white space."""
        if place not in self._texts:
            self._texts[place] = "".join(wording(self.clauses[place]).split())
        return self._texts[place]

    def words(self, place: int) -> frozenset[str]:
        """What a clause is recognised by, 繁 and 简 alike."""
        if place not in self._words:
            self._words[place] = vocabulary(wording(self.clauses[place]))
        return self._words[place]

    def is_tombstone(self, place: int) -> bool:
        return self.clauses[place].deleted or not self.text(place)


def only_ones(keyed: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Places by their key, of the keys that say something and that one place has."""
    places: dict[str, int] = {}
    often: set[str] = set()
    for place, key in keyed:
        if key in places:
            often.add(key)
        places[key] = place
    return {key: place for key, place in places.items() if key and key not in often}


def vocabulary(text: str) -> frozenset[str]:
    """What a text is recognised by."""
    return frozenset(lexeme for lexeme, _ in tokens(text))


class Matching:
    """``partners`` grows from step to step: places before to places after."""

    def __init__(self, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        self.before, self.after = Side(before), Side(after)
        self.partners: dict[int, int] = {}
        self._taken: set[int] = set()

    def left_before(self) -> list[int]:
        """The places that have no partner yet."""
        return [p for p in range(len(self.before.clauses)) if p not in self.partners]

    def left_after(self) -> list[int]:
        return [p for p in range(len(self.after.clauses)) if p not in self._taken]

    def at_both_ends(self) -> None:
        """What is equal in every way as far as one can count from the beginning, and the end."""
        before, after = self.before.clauses, self.after.clauses
        for place, found in equal_ends(before, after):
            self._pair(place, found)

    def by_anchor(self) -> bool:
        """Whether the texts have any anchors in common."""
        at = only_ones((p, clause.anchor) for p, clause in enumerate(self.after.clauses))
        mine = only_ones((p, clause.anchor) for p, clause in enumerate(self.before.clauses))
        for anchor, place in mine.items():
            if anchor in at and self._are_free(place, at[anchor]):
                self._pair(place, at[anchor])
        return any(self.before.clauses[place].anchor for place in self.partners)

    def by_identity(self) -> None:
        """What has the same number and says the same, to the letter: most clauses, most often."""
        for number, place in self.before.by_number.items():
            found = self.after.by_number.get(number)
            if found is None or not self._are_free(place, found):
                continue
            one, other = self.before.clauses[place], self.after.clauses[found]
            if one.body == other.body and one.caption == other.caption:
                self._pair(place, found)

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
        scored = sorted((-score, place, found) for place, found, score in self._scored())
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
        theirs: dict[str, list[int]] = defaultdict(list)
        for place in self.left_after():
            theirs[key(self.after.text(place))].append(place)
        mine = [
            (place, theirs.get(key(self.before.text(place)), [])) for place in self.left_before()
        ]
        for place, found in mine:
            number = self.before.numbers[place]
            same = next((each for each in found if self.after.numbers[each] == number), None)
            if same is not None and self._are_free(place, same):
                self._pair(place, same)
        for place, found in mine:
            free = next((each for each in found if each not in self._taken), None)
            if free is None or place in self.partners or self.before.is_tombstone(place):
                continue
            self._pair(place, free)

    def _scored(self) -> Iterator[tuple[int, int, float]]:
        mine, theirs = self.left_before(), self.left_after()
        if not mine or not theirs:
            return
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
        if one.caption and one.caption == other.caption:
            like += _SAME_CAPTION
        if lower < found < upper:  # elsewhere the same number is chance: all were renumbered
            like += _SAME_PLACE
            like += _SAME_NUMBER * bool(number and number == self.after.numbers[found])
        return like

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
        if not self.left_before() or not self.left_after():
            return
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
