"""A comparison in figures: what is left of it once the sentence is all that is wanted."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Self

from policies.text.changes import Change, Comparison

# A clause that was deleted, or has words again, is not counted as reworded as well.
_SAYS_MORE = frozenset({Change.REPEALED, Change.RESTORED})


@dataclass(frozen=True, slots=True)
class Figures:
    """How many clauses each thing happened to, how many headings changed, and which other parts
    did, by their names in an Outline."""

    clauses: dict[Change, int]
    headings: int = 0
    parts: tuple[str, ...] = ()

    @classmethod
    def of(cls, comparison: Comparison) -> Self:
        clauses = Counter(kind for clause in comparison.clauses for kind in _counted(clause.kinds))
        headings = sum(1 for heading in comparison.headings if heading.kinds)
        return cls(dict(clauses), headings, comparison.counts.parts)

    def as_json(self) -> dict[str, Any]:
        clauses = {kind.value: count for kind, count in self.clauses.items()}
        return {"clauses": clauses, "headings": self.headings, "parts": list(self.parts)}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        clauses = {Change(kind): count for kind, count in kept.get("clauses", {}).items()}
        return cls(clauses, kept.get("headings", 0), tuple(kept.get("parts", ())))


def _counted(kinds: frozenset[Change]) -> frozenset[Change]:
    return kinds - {Change.REWORDED} if kinds & _SAYS_MORE else kinds
