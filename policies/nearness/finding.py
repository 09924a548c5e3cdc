"""The clauses of a text beside those in force elsewhere that say nearly the same."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import F

from policies.models import Policy, SearchEntry
from policies.nearness.candidates import candidates
from policies.text.likeness import Likeness, Phrasing, likeness
from policies.text.outline import Clause
from policies.text.wording import wording
from regs_portal.people.models import Employee

COMPARED = 40  # candidates of a clause that are compared word for word
SHOWN = 3  # of a clause
USUAL = 5  # policies that hold a clause make it usual wording
MOST_CLAUSES = 600  # are looked at in one answer


@dataclass(frozen=True, slots=True)
class NearClause:
    """A clause in force in another policy, and how near it is."""

    code: str
    title: str
    number: str
    anchor: str
    label: str
    heading: str
    text: str
    likeness: Likeness

    @property
    def percent(self) -> int:
        return round(self.likeness.share * 100)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """One clause of the text, and the nearest clauses in force, the nearest first.

    ``policies`` is how many policies hold one, as far as was looked."""

    clause: Clause
    near: tuple[NearClause, ...]
    policies: int


@dataclass(frozen=True, slots=True)
class Nearness:
    """``usual`` is what many policies say in the same words; it is counted, not shown.

    ``unasked`` clauses were too many to be looked at."""

    near: list[Resemblance] = field(default_factory=list)
    usual: list[Resemblance] = field(default_factory=list)
    unasked: int = 0


def near_clauses(
    clauses: Iterable[Clause], by: Employee | None, on: dt.date, apart_from: Policy | None = None
) -> Nearness:
    """What policies in force that day, open to the employee, say nearly the same, clause by
    clause; all policies for the command line, which is nobody. Two queries."""
    whole = [clause for clause in clauses if not clause.deleted]
    asked = whole[:MOST_CLAUSES]
    phrasings = [Phrasing.of(wording(clause)) for clause in asked]
    found = candidates(phrasings)
    known = _readable(found.values(), by, on, apart_from)
    nearness = Nearness(unasked=len(whole) - len(asked))
    for place, clause in enumerate(asked):
        compared = [known[key] for key in found[place] if key in known][:COMPARED]
        near = _nearest(phrasings[place], compared)
        if near:
            policies = len({each.code for each in near})
            kind = nearness.usual if policies >= USUAL else nearness.near
            kind.append(Resemblance(clause, tuple(near[:SHOWN]), policies))
    return nearness


class _Known:
    """A clause in force, its phrasing worked out when it is first compared."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row

    @cached_property
    def phrasing(self) -> Phrasing:
        return Phrasing.of(self.row["text"])


def _readable(
    found: Iterable[list[int]], by: Employee | None, on: dt.date, apart_from: Policy | None
) -> dict[int, _Known]:
    """The search entries among those keys that are in force and open to the employee."""
    policies = Policy.objects.open_to(by, on) if by else Policy.objects.all()
    if apart_from:
        policies = policies.exclude(pk=apart_from.pk)
    keys = {key for each in found for key in each}
    entries = SearchEntry.objects.in_force(on).filter(pk__in=keys, policy__in=policies.values("pk"))
    rows = entries.values(
        "pk", "anchor", "label", "heading", "text", code=F("policy__code"),
        title=F("revision__title"), number=F("revision__number"),
    )  # fmt: skip
    return {row.pop("pk"): _Known(row) for row in rows}


def _nearest(phrasing: Phrasing, compared: Iterable[_Known]) -> list[NearClause]:
    near = [
        NearClause(**each.row, likeness=found)
        for each in compared
        if (found := likeness(phrasing, each.phrasing)).is_near
    ]
    return sorted(near, key=lambda each: -each.likeness.share)
