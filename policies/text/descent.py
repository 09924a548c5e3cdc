"""Where the words of a new clause came from, and where those of a removed one went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from .changes import Change, ClauseChange, Entry
from .matching import vocabulary
from .outline import Clause

_MOST = 0.6  # of its words must be found there for a clause to be part of another
_LEAST_WORDS = 8  # fewer may be found anywhere


@dataclass(frozen=True)
class _Passage:
    """The words that a clause lost (as it was) or gained (as it is)."""

    clause: Clause
    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        return vocabulary(self.text)

    def holds_most_of(self, words: frozenset[str]) -> bool:
        least = _MOST * len(words)
        return len(self.text) >= least and len(self.words & words) >= least


def with_descent(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries; an added clause that took over what another lost is a split, a removed one
    whose words another gained is a merger."""
    lost = list(_passages(entries, "delete"))
    gained = list(_passages(entries, "insert"))
    for entry in entries:
        if isinstance(entry, ClauseChange) and Change.ADDED in entry.kinds:
            yield _with(entry, Change.SPLIT, lost)
        elif isinstance(entry, ClauseChange) and Change.REMOVED in entry.kinds:
            yield _with(entry, Change.MERGED, gained)
        else:
            yield entry


def _passages(entries: Sequence[Entry], op: Literal["delete", "insert"]) -> Iterator[_Passage]:
    for entry in entries:
        if isinstance(entry, ClauseChange) and Change.REWORDED in entry.kinds:
            clause = entry.before if op == "delete" else entry.after
            text = "\n".join(span.text for span in entry.spans if span.op == op)
            if clause is not None and len(text) >= _LEAST_WORDS:
                yield _Passage(clause, text)


def _with(entry: ClauseChange, kind: Change, passages: Sequence[_Passage]) -> ClauseChange:
    words = vocabulary("\n".join(span.text for span in entry.spans)) if passages else frozenset()
    if len(words) < _LEAST_WORDS:
        return entry
    holding = [passage for passage in passages if passage.holds_most_of(words)]
    if not holding:
        return entry
    best = max(holding, key=lambda passage: len(passage.words & words))
    return replace(entry, kinds=entry.kinds | {kind}, related=best.clause)
