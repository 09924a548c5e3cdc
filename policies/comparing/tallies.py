"""How much of a text changed: what a comparison comes to when its words are left out."""

from dataclasses import dataclass
from typing import Any, Self

from policies.text.changes import Change, Comparison

# What a chip or a figure need not say because another one says more.
IMPLIED = {
    Change.ADDED: {Change.SPLIT},
    Change.REMOVED: {Change.MERGED},
    Change.REWORDED: {Change.REPEALED, Change.RESTORED},
}
# In the order they are told.
COUNTED = (
    Change.REWORDED,
    Change.ADDED,
    Change.REMOVED,
    Change.REPEALED,
    Change.RESTORED,
    Change.RENUMBERED,
    Change.MOVED,
    Change.READDRESSED,
    Change.RESTYLED,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """``clauses`` are how many each thing happened to, those it happened to none of left out;
    ``headings`` how many changed in any way; ``parts`` the names of the other parts that did."""

    clauses: tuple[tuple[Change, int], ...]
    headings: int
    parts: tuple[str, ...]
    unchanged: int

    @property
    def is_nothing(self) -> bool:
        return not (self.clauses or self.headings or self.parts)

    def as_json(self) -> dict[str, Any]:
        """To be kept: without words, so that each reader has the sentence in their language."""
        return {
            "clauses": {kind.value: count for kind, count in self.clauses},
            "headings": self.headings,
            "parts": list(self.parts),
            "unchanged": self.unchanged,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        counts = kept.get("clauses", {})
        return cls(
            tuple((kind, counts[kind.value]) for kind in COUNTED if kind.value in counts),
            kept.get("headings", 0),
            tuple(kept.get("parts", ())),
            kept.get("unchanged", 0),
        )


def tally(comparison: Comparison) -> Tally:
    kinds = [_told(clause.kinds) for clause in comparison.clauses]
    counts = ((kind, sum(kind in each for each in kinds)) for kind in COUNTED)
    return Tally(
        tuple((kind, count) for kind, count in counts if count),
        sum(1 for heading in comparison.headings if heading.kinds),
        comparison.counts.parts,
        sum(1 for each in kinds if not each),
    )


def is_implied(kind: Change, kinds: frozenset[Change]) -> bool:
    return bool(IMPLIED.get(kind, set()) & kinds)


def _told(kinds: frozenset[Change]) -> frozenset[Change]:
    """What is counted of a clause: one that was deleted is not reworded as well."""
    return kinds - {Change.REWORDED} if is_implied(Change.REWORDED, kinds) else kinds
