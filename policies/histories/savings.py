"""The saves of one piece of a draft: who, when, and what it changed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policies.histories.pieces import FieldChange, Piece, changes_between
from regs_portal.people.models import Employee

# Autosaves of one person that follow each other within this time are one sitting.
SITTING = dt.timedelta(minutes=10)


class Happening(StrEnum):
    """The reason kept with a history row, or read off it."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"
    RESTORED = "restored"
    DIVIDED = "divided"
    MERGED = "merged"
    BOUND = "bound"  # it binds others from now on


# Written into the history row by the verbs; such a save stands by itself.
REASONS = frozenset({Happening.RESTORED, Happening.DIVIDED, Happening.MERGED, Happening.BOUND})


@dataclass(frozen=True, slots=True)
class Saving:
    """One sitting: the saves from ``began`` to ``at``. ``key`` names the words it ended with;
    ``changes`` are against what was there before it, ``is_current`` says they are those of now."""

    key: int
    by: Employee | None
    began: dt.datetime
    at: dt.datetime
    saves: int
    happening: Happening
    label: str
    changes: list[FieldChange]
    is_current: bool

    @property
    def is_removal(self) -> bool:
        return self.happening is Happening.REMOVED

    @property
    def took_a_while(self) -> bool:
        return self.at - self.began >= dt.timedelta(minutes=1)


def savings(piece: Piece) -> list[Saving]:
    """Every sitting, the newest first; a save that changed nothing to be seen is left out."""
    found = list(_savings(piece, list(piece.past)))
    return found[::-1]


def _savings(piece: Piece, rows: list[Any]) -> Iterator[Saving]:
    before: Any = None
    for sitting in _sittings(rows):
        last = sitting[-1]
        changes = changes_between(piece.kind, before, last) if before is not None else []
        happening = _happening(sitting, before, changes)
        if happening:
            yield Saving(
                key=last.history_id,
                by=last.history_user,
                began=sitting[0].history_date,
                at=last.history_date,
                saves=len(sitting),
                happening=happening,
                label=getattr(last, "label", ""),
                changes=[] if happening is Happening.REMOVED else changes,
                is_current=piece.says(last),
            )
        before = last


def _sittings(rows: Iterable[Any]) -> Iterator[list[Any]]:
    sitting: list[Any] = []
    for row in rows:
        if sitting and not _goes_on(sitting[-1], row):
            yield sitting
            sitting = []
        sitting.append(row)
    if sitting:
        yield sitting


def _goes_on(last: Any, row: Any) -> bool:
    return bool(
        row.history_type == "~"
        and last.history_type == "~"
        and row.history_user_id == last.history_user_id
        and row.history_date - last.history_date <= SITTING
        and not {row.history_change_reason, last.history_change_reason} & REASONS
    )


def _happening(sitting: list[Any], before: Any, changes: list[FieldChange]) -> Happening | None:
    first, last = sitting[0], sitting[-1]
    if last.history_change_reason in REASONS:
        return Happening(last.history_change_reason)
    if first.history_type == "+" and (before is None or before.history_type == "-"):
        return Happening.ADDED
    if last.history_type == "-":
        return Happening.REMOVED
    if changes or getattr(before, "lock_version", 0) != last.lock_version:
        return Happening.CHANGED
    return Happening.MOVED if hasattr(last, "position") else None
