"""A regulation of a kept text beside the policy it revises, clause by clause, to be confirmed."""

import hashlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policies.importing.carrying import Line, Pairing, carry, changed, lines, propose
from policies.importing.choosing import Revising
from policies.importing.reading import Found
from policies.importing.tree import shortened
from policies.models import ImportSource, Policy, Revision
from policies.text.outline import Clause, Outline, digest
from policies.text.script import language_of
from policies.text.wording import wording

NEAREST = 12  # clauses without a partner that a select offers; all are a click away


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``options`` are anchors with words, ``chosen`` one of them or ""."""

    line: Line
    chosen: str
    options: list[tuple[str, str]]
    is_open: bool


@dataclass(frozen=True)
class Alignment:
    """``base`` are the words that are revised; ``title`` is what was chosen for the new ones."""

    source: ImportSource
    found: Found
    policy: Policy
    base: Revision
    title: str
    before: Outline
    pairing: Pairing = field(default_factory=dict)

    @classmethod
    def of(cls, source: ImportSource, found: Found, policy: Policy, base: Revision) -> "Alignment":
        """With the pairing that was kept, if it is of these two texts, else the one proposed."""
        title = str(source.choices.get(str(found.line), {}).get("title", "")) or base.title
        bare = cls(source, found, policy, base, title, base.outline())
        kept = source.pairings.get(str(found.line), {})
        if kept.get("state") == bare.state:
            pairing = {int(place): anchor for place, anchor in kept["pairs"].items()}
        else:
            pairing = propose(bare.before, found.outline)
        return cls(source, found, policy, base, title, bare.before, pairing)

    @property
    def state(self) -> str:
        """Changes whenever one of the two texts is another."""
        told = f"{digest(self.found.outline)} {self.base.pk}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def language(self) -> str:
        """Of the words that are revised, as ``lang`` says it."""
        return language_of(self.before)

    def said(self, sent: Mapping[str, str]) -> Pairing:
        """What was changed in the table since it was made: ``pair-3`` that is not ``was-3``."""
        anchors = {"", *(clause.anchor for clause in self.before.all_clauses())}
        return {
            place: sent[f"pair-{place}"]
            for place in range(self.found.clause_count)
            if f"pair-{place}" in sent
            and sent[f"pair-{place}"] != sent.get(f"was-{place}", "")
            and sent[f"pair-{place}"] in anchors
        }

    def changed(self, said: Pairing) -> Pairing:
        return changed(self.pairing, said)

    def lines(self) -> list[Line]:
        return lines(self.before, self.found.outline, self.pairing)

    def revising(self) -> Revising:
        return Revising(
            outline=carry(self.before, self.found.outline, self.pairing),
            title=self.title,
            policy=self.policy,
            base=self.base,
            number=self.found.number,
            line=self.found.line,
            is_exact=self.found.is_exact,
        )

    def rows(self, shown: Sequence[Line], said: Pairing, open_place: int | None) -> list[Row]:
        """Rows to be looked through; the clause at ``open_place`` may become any clause."""
        everything = list(self.before.all_clauses())
        taken = set(self.pairing.values())
        free = [at for at, clause in enumerate(everything) if clause.anchor not in taken]
        at = {clause.anchor: place for place, clause in enumerate(everything)}
        rows = []
        for line in shown:
            chosen = "" if line.place is None else said.get(line.place, self._partner(line))
            is_open = line.place is not None and line.place == open_place
            near = everything if is_open else [everything[i] for i in _nearest(free, line.place)]
            if chosen and not is_open and everything[at[chosen]] not in near:
                near = [everything[at[chosen]], *near]
            rows.append(Row(line, chosen, [(each.anchor, _named(each)) for each in near], is_open))
        return rows

    def _partner(self, line: Line) -> str:
        return line.before.anchor if line.before else ""


def _nearest(free: Sequence[int], place: int | None) -> Sequence[int]:
    """The places nearest to that one, in order."""
    middle = bisect_left(free, place or 0)
    start = max(0, min(middle - NEAREST // 2, len(free) - NEAREST))
    return free[start : start + NEAREST]


def _named(clause: Clause) -> str:
    return f"{clause.label} {shortened(wording(clause), 24)}".strip()
