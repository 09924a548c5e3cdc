"""The order of a text: what stands under what, and where a piece comes when it is moved.

A heading holds its own clauses first and the headings below it after, so a clause never comes
after a heading of the same parent.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .outline import Clause, Heading, Outline

_Holder = Outline | Heading


class Step(StrEnum):
    """One step of a piece through the text."""

    UP = "up"
    DOWN = "down"
    OUT = "out"  # of the heading it stands under
    IN = "in"  # to a heading beside it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece may be put: right after the sibling of anchor ``after``, or, where that is
    empty, first under the heading of anchor ``under`` (empty: under none)."""

    under: str = ""
    after: str = ""


def arrangement(outline: Outline) -> str:
    """A digest of what stands where, whatever it says: 64 hexadecimal digits."""
    written = json.dumps(_anchors(outline), separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def place_of(outline: Outline, anchor: str) -> Place | None:
    """Where the piece stands; None when it is not there."""
    found = _find(outline, anchor)
    return found[0] if found else None


def end_of(outline: Outline, under: str, *, of_clauses: bool) -> Place:
    """The last place under the heading of that anchor (empty: under none)."""
    holders = (each for each in _holders(outline) if _anchor_of(each) == under)
    holder = next(holders, None)
    return Place(under, _last(_siblings(holder, of_clauses)) if holder else "")


def step(outline: Outline, anchor: str, towards: Step) -> Place | None:
    """Where the piece comes with one step; None where there is no such step.

    Up and down go on beyond the ends of a heading for a clause, into the heading that is read
    before or after it. A heading keeps its parent. Into a heading means the next one of the same
    parent for a clause, which then stands first; for a heading the one before, where it then
    stands last.
    """
    found = _find(outline, anchor)
    if found is None:
        return None
    place, piece, parents = found
    if towards is Step.OUT:
        return _out(parents, isinstance(piece, Clause))
    siblings = _siblings(parents[-1], isinstance(piece, Clause))
    at = [each.anchor for each in siblings].index(anchor)
    if towards is Step.IN:
        return _into(parents[-1], siblings, at)
    if towards is Step.UP and at:
        return Place(place.under, siblings[at - 2].anchor if at > 1 else "")
    if towards is Step.DOWN and at + 1 < len(siblings):
        return Place(place.under, siblings[at + 1].anchor)
    return _beyond(outline, parents[-1], towards) if isinstance(piece, Clause) else None


def _out(parents: Sequence[_Holder], is_clause: bool) -> Place | None:
    if len(parents) < 2:
        return None
    inner, outer = parents[-1], parents[-2]
    after = _last(outer.clauses) if is_clause else _anchor_of(inner)
    return Place(_anchor_of(outer), after)


def _into(parent: _Holder, siblings: Sequence[Clause | Heading], at: int) -> Place | None:
    if isinstance(siblings[at], Clause):
        return Place(parent.headings[0].anchor) if parent.headings else None
    before = siblings[at - 1] if at else None
    if not isinstance(before, Heading):
        return None
    return Place(before.anchor, _last(before.headings))


def _beyond(outline: Outline, parent: _Holder, towards: Step) -> Place | None:
    holders = list(_holders(outline))
    at = holders.index(parent) + (1 if towards is Step.DOWN else -1)
    if not 0 <= at < len(holders):
        return None
    holder = holders[at]
    after = "" if towards is Step.DOWN else _last(holder.clauses)
    return Place(_anchor_of(holder), after)


def _find(
    outline: Outline, anchor: str
) -> tuple[Place, Clause | Heading, tuple[_Holder, ...]] | None:
    """The piece with its place and what it stands under, outermost first."""

    def search(parents: tuple[_Holder, ...]) -> Iterator[tuple[Place, Clause | Heading]]:
        holder = parents[-1]
        for siblings in (holder.clauses, holder.headings):
            before = ""
            for piece in siblings:
                if piece.anchor == anchor:
                    found.append(parents)
                    yield Place(_anchor_of(holder), before), piece
                before = piece.anchor
        for heading in holder.headings:
            yield from search((*parents, heading))

    found: list[tuple[_Holder, ...]] = []
    first = next(search((outline,)), None)
    return (*first, found[0]) if first else None


def _holders(outline: Outline) -> Iterator[_Holder]:
    yield outline
    yield from outline.all_headings()


def _siblings(holder: _Holder, of_clauses: bool) -> Sequence[Clause | Heading]:
    return holder.clauses if of_clauses else holder.headings


def _last(pieces: Sequence[Clause | Heading]) -> str:
    return pieces[-1].anchor if pieces else ""


def _anchor_of(holder: _Holder) -> str:
    return holder.anchor if isinstance(holder, Heading) else ""


def _anchors(holder: _Holder) -> list[object]:
    below = [_anchors(heading) for heading in holder.headings]
    return [_anchor_of(holder), [clause.anchor for clause in holder.clauses], below]
