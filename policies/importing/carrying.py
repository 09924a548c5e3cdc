"""Anchors carried over: which clause of an imported text is which clause of the policy it revises.

``propose`` aligns the two, a person changes what is wrong, ``carry`` writes the anchors into the
imported outline. Clauses are named by their places, counted from 0 in reading order.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policies.text.aligning import match_clauses
from policies.text.heading_matching import match_headings
from policies.text.matching import key_of
from policies.text.ordering import merged
from policies.text.outline import Clause, Heading, Outline
from policies.text.placing import clauses_in, row_of
from policies.text.spans import Span, spans
from policies.text.wording import wording

# The anchor of the clause that is revised, by the place of the imported one; a new one has none.
Pairing = dict[int, str]


class TwiceError(Exception):
    """Two imported clauses are said to be the same clause; ``anchor`` is the one of that."""

    def __init__(self, anchor: str) -> None:
        super().__init__(anchor)
        self.anchor = anchor


@dataclass(frozen=True, slots=True)
class Line:
    """A clause before and after; None where there is none. ``place`` is the imported one's.

    ``spans`` are the way from the old words to the new.
    """

    before: Clause | None
    after: Clause | None
    place: int | None
    spans: tuple[Span, ...]

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None

    @property
    def is_reworded(self) -> bool:
        return any(span.op != "equal" for span in self.spans)

    @property
    def is_renumbered(self) -> bool:
        if self.before is None or self.after is None:
            return False
        return key_of(self.before.label) != key_of(self.after.label)

    @property
    def is_unchanged(self) -> bool:
        return not (self.is_new or self.is_gone or self.is_reworded or self.is_renumbered)


def propose(base: Outline, imported: Outline) -> Pairing:
    """What the words and numbers of the two texts suggest; a text whose clauses are named by
    the same anchors says it itself."""
    before, after = list(base.all_clauses()), list(imported.all_clauses())
    known = {clause.anchor for clause in before} - {""}
    named = {at: clause.anchor for at, clause in enumerate(after) if clause.anchor in known}
    if named:
        return named
    return {theirs: before[mine].anchor for mine, theirs in match_clauses(before, after).items()}


def changed(pairing: Pairing, said: Mapping[int, str]) -> Pairing:
    """The pairing with what a person said of single clauses, "" for a new one.

    A clause that is given another partner takes it away from the clause that had it. Raises
    TwiceError when two are given the same.
    """
    changes = {place: anchor for place, anchor in said.items() if pairing.get(place, "") != anchor}
    given = [anchor for anchor in changes.values() if anchor]
    for anchor in given:
        if given.count(anchor) > 1:
            raise TwiceError(anchor)
    kept = {
        place: anchor
        for place, anchor in pairing.items()
        if place not in changes and anchor not in given
    }
    return kept | {place: anchor for place, anchor in changes.items() if anchor}


def lines(base: Outline, imported: Outline, pairing: Pairing) -> list[Line]:
    """Every clause of both texts once, in the order of the imported one."""
    before, after = list(base.all_clauses()), list(imported.all_clauses())
    partners = _partners(before, pairing)
    found = []
    for mine, theirs in merged(len(before), len(after), partners):
        old = None if mine is None else before[mine]
        new = None if theirs is None else after[theirs]
        found.append(_line(old, new, theirs))
    return found


def _line(before: Clause | None, after: Clause | None, place: int | None) -> Line:
    one, other = wording(before) if before else "", wording(after) if after else ""
    if before is None or after is None or "".join(one.split()) == "".join(other.split()):
        return Line(before, after, place, (Span("equal", other or one),))
    return Line(before, after, place, spans(one, other))


def carry(base: Outline, imported: Outline, pairing: Pairing) -> Outline:
    """The imported outline under the anchors of what it revises.

    Clauses bring whom they are for, unless the imported ones say it; headings follow the clauses.
    """
    old, new = row_of(base), row_of(imported)
    known = {clause.anchor: place for place, clause in clauses_in(old)}
    clauses = {
        known[pairing[number]]: place
        for number, (place, _clause) in enumerate(clauses_in(new))
        if pairing.get(number) in known
    }
    partners = {theirs: mine for mine, theirs in match_headings(old, new, clauses).items()}
    partners |= {theirs: mine for mine, theirs in clauses.items()}
    return _Carrier([node.content for node in old], partners, imported).outline(imported)


class _Carrier:
    """Walks the imported outline as ``walk`` does, taking one place after the other."""

    def __init__(
        self, old: Sequence[Heading | Clause], partners: Mapping[int, int], imported: Outline
    ) -> None:
        self._old = old
        self._partners = partners
        self._places = itertools.count()
        self._known = {node.anchor for node in old}
        self._own = {heading.anchor for heading in imported.all_headings()} - {""}

    def outline(self, imported: Outline) -> Outline:
        return replace(
            imported,
            clauses=tuple(map(self._clause, imported.clauses)),
            headings=tuple(map(self._heading, imported.headings)),
        )

    def _partner(self) -> Heading | Clause | None:
        mine = self._partners.get(next(self._places))
        return None if mine is None else self._old[mine]

    def _carried(self, partner: Heading | Clause | None) -> str:
        """The heading's of the base, unless an imported one has it as its own."""
        return "" if partner is None or partner.anchor in self._own else partner.anchor

    def _clause(self, clause: Clause) -> Clause:
        partner = self._partner()
        if not isinstance(partner, Clause):
            return replace(clause, anchor="") if clause.anchor in self._known else clause
        if clause.anchor:  # it came with an identity, and so with whom it is for
            return replace(clause, anchor=partner.anchor)
        return replace(
            clause, anchor=partner.anchor, roles=partner.roles, audience=partner.audience
        )

    def _heading(self, heading: Heading) -> Heading:
        partner = self._partner()
        return replace(
            heading,
            anchor=heading.anchor or self._carried(partner),
            clauses=tuple(map(self._clause, heading.clauses)),
            headings=tuple(map(self._heading, heading.headings)),
        )


def _partners(before: Sequence[Clause], pairing: Pairing) -> dict[int, int]:
    known = {clause.anchor: place for place, clause in enumerate(before)}
    return {known[anchor]: place for place, anchor in pairing.items() if anchor in known}
