"""Which clause of one text is which clause of another.

A clause that carries an anchor is known by it. Where neither text has anchors of the other, as on
import, the words decide: clauses that say the same first, then those that say nearly the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .matching import Matching
from .numbering_kept import numbers_are_kept
from .ordering import merged
from .outline import Clause, Outline


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause before and after; None where there is none: added, or removed."""

    before: Clause | None
    after: Clause | None


def align(before: Outline, after: Outline) -> tuple[Pair, ...]:
    """Every clause of both texts exactly once, in the reading order of ``after``.

    Removed clauses stand where they stood in ``before``. A clause whose words became （刪除） is
    the same clause.
    """
    one, other = list(before.all_clauses()), list(after.all_clauses())
    partners = match_clauses(one, other)
    return tuple(_pairs(one, other, partners))


def match_clauses(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, int]:
    """The clauses that are the same, by their places in both sequences."""
    matching = Matching(before, after)
    matching.at_both_ends()
    if matching.by_anchor():
        matching.by_same_words()  # what was cut out and pasted in elsewhere
        return matching.partners
    matching.by_identity()
    if numbers_are_kept(matching):
        matching.by_number()
    matching.by_same_words()
    matching.by_same_words_but_numbers()
    matching.by_tombstone()
    matching.by_likeness()
    matching.by_place()
    return matching.partners


def _pairs(
    before: Sequence[Clause], after: Sequence[Clause], partners: dict[int, int]
) -> Iterator[Pair]:
    for i, j in merged(len(before), len(after), partners):
        yield Pair(None if i is None else before[i], None if j is None else after[j])
