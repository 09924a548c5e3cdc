"""Where the words of a new clause came from, and where those of a removed one went."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from .changes import Change, ClauseChange, Entry
from .matching import vocabulary
from .outline import Clause

_MOST = 0.6  # of its words must be found there for a clause to be part of another
_LEAST_WORDS = 8  # fewer may be found anywhere


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


def _passages(
    entries: Sequence[Entry], op: Literal["delete", "insert"]
) -> Iterator[tuple[Clause, frozenset[str]]]:
    """The reworded clauses, each with the words it lost (as it was) or gained (as it is)."""
    for entry in entries:
        if not isinstance(entry, ClauseChange) or Change.REWORDED not in entry.kinds:
            continue
        words = vocabulary("\n".join(span.text for span in entry.spans if span.op == op))
        clause = entry.before if op == "delete" else entry.after
        if clause is not None and len(words) >= _LEAST_WORDS:
            yield clause, words


def _with(
    entry: ClauseChange, kind: Change, passages: Sequence[tuple[Clause, frozenset[str]]]
) -> ClauseChange:
    words = vocabulary("\n".join(span.text for span in entry.spans))
    if len(words) < _LEAST_WORDS or not passages:
        return entry
    clause, found = max(passages, key=lambda passage: len(passage[1] & words))
    if len(found & words) < _MOST * len(words):
        return entry
    return replace(entry, kinds=entry.kinds | {kind}, related=clause)
