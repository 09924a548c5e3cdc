"""Where the words of a new clause came from, and where those of a removed one went.

A clause that was divided or merged in the draft says so itself (``Clause.descends_from``); of any
other its words tell, if they are found again.
"""

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
    recorded = _Recorded(entries)
    lost = list(_passages(entries, "delete"))
    gained = list(_passages(entries, "insert"))
    for entry in entries:
        if not isinstance(entry, ClauseChange):
            yield entry
        elif known := recorded.of(entry):
            yield known
        elif Change.ADDED in entry.kinds:
            yield _with(entry, Change.SPLIT, lost)
        elif Change.REMOVED in entry.kinds:
            yield _with(entry, Change.MERGED, gained)
        else:
            yield entry


class _Recorded:
    """What the clauses say themselves of where they came from."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        clauses = [entry for entry in entries if isinstance(entry, ClauseChange)]
        self.before = {each.before.anchor: each for each in clauses if each.before}
        self.parts: dict[str, list[Clause]] = {}
        self.taken: dict[str, list[Clause]] = {}
        self.into: dict[str, Clause] = {}
        for each in clauses:
            if each.after:
                self._note(each.after)

    def _note(self, clause: Clause) -> None:
        for anchor in clause.descends_from:
            source = self.before.get(anchor)
            if source is None or source.before is None:
                continue
            if source.after is None:
                self.into[anchor] = clause
                self.taken.setdefault(clause.anchor, []).append(source.before)
            elif clause.anchor not in self.before:
                self.parts.setdefault(anchor, [source.after]).append(clause)

    def of(self, entry: ClauseChange) -> ClauseChange | None:
        """The entry with what is recorded of it; None where nothing is."""
        if entry.after is None:
            into = self.into.get(entry.before.anchor) if entry.before else None
            return self._related(entry, Change.MERGED, into)
        if entry.before is None:
            known = (self.before.get(anchor) for anchor in entry.after.descends_from)
            source = next((each.before for each in known if each), None)
            return self._related(entry, Change.SPLIT, source)
        parts, taken = (kept.get(entry.after.anchor, ()) for kept in (self.parts, self.taken))
        return replace(entry, parts=tuple(parts), taken=tuple(taken)) if parts or taken else None

    def _related(
        self, entry: ClauseChange, kind: Change, related: Clause | None
    ) -> ClauseChange | None:
        return replace(entry, kinds=entry.kinds | {kind}, related=related) if related else None


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
