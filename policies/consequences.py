"""What publishing a text would do, told before it is done."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from policies import audience
from policies.models import CrossReference, Revision
from policies.text.outline import Clause, Outline

# Who would have to acknowledge it is known further up: an app registers here, when it is ready, a
# function of the revision and the day that says how many.
Owing = Callable[[Revision, dt.date], int]
owing: list[Owing] = []

MOST_DEPARTMENTS = 8
MOST_PLACES = 50


@dataclass(frozen=True, slots=True)
class Consequences:
    """``bound`` people, of whom ``owing`` have to acknowledge it; ``departments`` are those with
    most of them, with their numbers. ``broken`` are the places of other policies in force that
    would then cite what is not there."""

    bound: int
    owing: int
    departments: tuple[tuple[str, int], ...]
    broken: tuple[CrossReference, ...]


def of_publishing(revision: Revision, outline: Outline, on: dt.date) -> Consequences:
    bound = audience.bound_employees(revision.policy, on).order_by()
    rows = bound.values_list("department__name").annotate(count=models.Count("pk"))
    departments = sorted(rows, key=lambda row: (-row[1], row[0]))
    return Consequences(
        bound=sum(count for _name, count in departments),
        owing=sum(count(revision, on) for count in owing),
        departments=tuple(departments[:MOST_DEPARTMENTS]),
        broken=tuple(_broken(revision, outline, on)[:MOST_PLACES]),
    )


def cited_only_in(revision: Revision, before: Revision | None) -> tuple[CrossReference, ...]:
    """What other policies, on the day a scheduled revision begins, cite of words that stand in it
    and not in those before it: until it takes effect they would point nowhere."""
    assert revision.effective_from is not None  # noqa: S101  (a scheduled one has its day)
    places = _citing(revision, revision.effective_from)
    if before is not None:
        added = _anchors(revision.outline()) - _anchors(before.outline())
        places = places.filter(cited_anchor__in=added)
    return tuple(places[:MOST_PLACES])


def _anchors(outline: Outline) -> set[str]:
    """Of what stands in it; a deleted clause is not there to be cited."""
    return {
        piece.anchor
        for piece in outline.walk()
        if not (isinstance(piece, Clause) and piece.deleted)
    }


def _broken(revision: Revision, outline: Outline, on: dt.date) -> "models.QuerySet[CrossReference]":
    """What other policies in force say of a clause that is then gone; all they say, of a repeal."""
    places = _citing(revision, on)
    if revision.is_repeal:
        return places
    return places.exclude(cited_anchor="").exclude(cited_anchor__in=_anchors(outline))


def _citing(revision: Revision, on: dt.date) -> "models.QuerySet[CrossReference]":
    """Where other policies in force on the day cite its policy."""
    others = Revision.objects.in_force(on).exclude(policy=revision.policy_id)
    places = CrossReference.objects.filter(
        cited_policy=revision.policy_id, revision__in=others.values("pk")
    )
    return places.select_related("revision__policy").order_by("revision__policy__code", "pk")
