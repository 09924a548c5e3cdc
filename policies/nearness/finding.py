"""The clauses of a text beside those in force elsewhere that say nearly the same."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.db.models import F

from policies.models import Policy, SearchEntry
from policies.nearness.candidates import candidates
from policies.text.likeness import Likeness, Phrasing, difference, likeness
from policies.text.outline import Clause, Outline
from policies.text.spans import Span
from policies.text.wording import wording
from regs_portal.people.models import Employee

COMPARED = 40  # candidates of a clause that are compared word for word
SHOWN = 3  # of a clause
USUAL = 5  # policies that say it make a clause usual wording
BRIEF = 3  # clauses are shown unfolded
MOST_CLAUSES = 200  # are looked at in one answer


@dataclass(frozen=True, slots=True)
class NearClause:
    """A clause in force in another policy that says nearly what ``mine`` says."""

    code: str
    title: str
    number: str
    anchor: str
    label: str
    heading: str
    text: str
    mine: str
    likeness: Likeness

    @property
    def percent(self) -> int:
        """How much of the wording of both is the same."""
        return round(self.likeness.share * 100)

    @property
    def contains(self) -> bool:
        """It says all of the clause, and more."""
        return self.likeness.is_part and len(self.text) > len(self.mine)

    @property
    def is_contained(self) -> bool:
        return self.likeness.is_part and len(self.text) <= len(self.mine)

    @property
    def spans(self) -> tuple[Span, ...]:
        """From its words to those of the clause; worked out when asked for."""
        return difference(self.text, self.mine)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A clause of the text, and those in force elsewhere that are near, the nearest first.

    ``policies`` counts the policies they are in, ``more`` those that are not among ``near``.
    """

    clause: Clause
    near: tuple[NearClause, ...]
    policies: int
    more: int

    @property
    def is_usual(self) -> bool:
        """So many policies say it that it is nobody's duplicate."""
        return self.policies >= USUAL


@dataclass(frozen=True, slots=True)
class Nearness:
    """What was found for one text: ``near`` to be shown, ``usual`` wording only to be counted.

    ``unasked`` clauses were too many to be looked at.
    """

    near: list[Resemblance] = field(default_factory=list)
    usual: list[Resemblance] = field(default_factory=list)
    unasked: int = 0

    @property
    def is_brief(self) -> bool:
        """There is something to show, and not so much that it has to be folded."""
        return 0 < len(self.near) <= BRIEF


def near_clauses(
    clauses: Iterable[Clause], by: Employee | None, on: dt.date, apart_from: Policy | None = None
) -> Nearness:
    """What policies in force that day, open to the employee, say nearly the same, clause by
    clause; of all policies for the command line, which is nobody. Two queries."""
    every = list(clauses)
    found = _resemblances(every[:MOST_CLAUSES], by, on, apart_from)
    return _sorted(found, len(every[MOST_CLAUSES:]))


def near_clauses_of_each(
    outlines: Iterable[Outline], by: Employee | None, on: dt.date
) -> list[Nearness]:
    """The same for several texts at once, in their order; still two queries."""
    clauses = [list(outline.all_clauses()) for outline in outlines]
    found = _resemblances([each for some in clauses for each in some][:MOST_CLAUSES], by, on, None)
    answers = []
    for some in clauses:
        own, found = found[: len(some)], found[len(some) :]
        answers.append(_sorted(own, len(some) - len(own)))
    return answers


def _sorted(found: Iterable[Resemblance | None], unasked: int) -> Nearness:
    nearness = Nearness(unasked=unasked)
    for each in found:
        if each:
            (nearness.usual if each.is_usual else nearness.near).append(each)
    return nearness


def _resemblances(
    clauses: Sequence[Clause], by: Employee | None, on: dt.date, apart_from: Policy | None
) -> list[Resemblance | None]:
    """One for each clause, None where nothing is near."""
    words = ["" if clause.deleted else wording(clause) for clause in clauses]
    phrasings = [Phrasing.of(each) for each in words]
    found = candidates(phrasings)
    known = _readable(found.values(), by, on, apart_from)
    resemblances: list[Resemblance | None] = []
    for place, clause in enumerate(clauses):
        likely = [known[key] for key in found.get(place, ()) if key in known]
        near = _nearest(words[place], phrasings[place], likely[:COMPARED])
        policies = len({each.code for each in near})
        resemblances.append(
            Resemblance(clause, tuple(near[:SHOWN]), policies, len(near[SHOWN:])) if near else None
        )
    return resemblances


class _Known:
    """A clause in force, its phrasing worked out when it is first compared."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row

    @cached_property
    def phrasing(self) -> Phrasing:
        return Phrasing.of(self.row["text"])


def _readable(
    found: Iterable[Iterable[int]], by: Employee | None, on: dt.date, apart_from: Policy | None
) -> dict[int, _Known]:
    """The search entries of those keys that are in force and open to the employee."""
    policies = Policy.objects.open_to(by, on) if by else Policy.objects.all()
    if apart_from:
        policies = policies.exclude(pk=apart_from.pk)
    entries = SearchEntry.objects.in_force(on).filter(
        pk__in={key for keys in found for key in keys}, policy__in=policies.values("pk")
    )
    rows: Iterable[dict[str, Any]] = cast(Any, entries).values(
        "pk", "anchor", "label", "heading", "text", code=F("policy__code"),
        title=F("revision__title"), number=F("revision__number"),
    )  # fmt: skip
    return {row.pop("pk"): _Known(row) for row in rows}


def _nearest(words: str, phrasing: Phrasing, likely: Iterable[_Known]) -> list[NearClause]:
    near = [
        NearClause(**each.row, mine=words, likeness=found)
        for each in likely
        if (found := likeness(phrasing, each.phrasing)).is_near
    ]
    return sorted(near, key=lambda each: -each.likeness.share)
