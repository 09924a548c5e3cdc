"""How many of the places found are in each category, department, level and policy.

Counted among the candidates that are ranked, so the cost has the same bound; where there are more
places, these counts are of the first so many.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from policies.models import Category, Level, Policy, SearchEntry
from policies.searching.asking import Asked
from policies.searching.finding import CANDIDATES, saying
from policies.searching.narrowing import Narrowing, entries
from policies.text.synonyms import Synonyms
from regs_portal.people.models import Department, Employee

MOST = 8  # values of a facet


@dataclass(frozen=True, slots=True)
class Facet:
    """One value: its address in the query string, its name, how many places found have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    categories: list[Facet] = field(default_factory=list)
    departments: list[Facet] = field(default_factory=list)
    levels: list[Facet] = field(default_factory=list)
    policies: list[Facet] = field(default_factory=list)


def facets(
    asked: Asked,
    employee: Employee,
    on: dt.date,
    narrowing: Narrowing,
    synonyms: Synonyms = (),
) -> Facets:
    """Of what the query finds within the narrowing; two queries."""
    tokens = asked.tokens_with(synonyms)
    if tokens is None:
        return Facets()
    found = saying(entries(asked, Policy.objects.open_to(employee, on), on, narrowing), tokens)
    candidates = found.values("pk")[:CANDIDATES]
    counted = (
        SearchEntry.objects.filter(pk__in=candidates)
        .values("policy")
        .annotate(places=Count("pk"))
        .values_list("policy", "places")
    )
    return _facets(dict(counted))


def _facets(places: dict[int, int]) -> Facets:
    categories: Counter[Category] = Counter()
    departments: Counter[Department] = Counter()
    levels: Counter[str] = Counter()
    policies: Counter[str] = Counter()
    rows = Policy.objects.filter(pk__in=places).select_related("category", "issuing_department")
    for policy in rows.order_by("code"):
        count = places[policy.pk]
        categories[policy.category] += count
        departments[policy.issuing_department] += count
        levels[policy.level] += count
        policies[policy.code] += count
    return Facets(
        [Facet(each.slug, str(each), count) for each, count in categories.most_common(MOST)],
        [Facet(each.code, each.name, count) for each, count in departments.most_common(MOST)],
        [Facet(each, str(Level(each).label), count) for each, count in levels.most_common(MOST)],
        [Facet(code, code, count) for code, count in policies.most_common(MOST)],
    )
