"""The map of documents: the levels as a pyramid, and under each policy what is based on it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import models

from policies.cataloguing import catalogue
from policies.models import Category, CrossReference, LegalBasis, Level, Policy, Revision
from policies.related import QUOTES, RANKS, may_be_based_on
from regs_portal.people.models import Department, Employee, Role

# More than a page can hold and a reader can follow: the map then shows the first so many, by
# level, and asks to be narrowed.
MOST = 300


@dataclass(slots=True)
class Entry:
    """A policy on the map. ``bases`` are code and title of what it is based on beside the one it
    stands under; ``below`` counts all that stands under it, however deep."""

    revision: Revision
    bases: list[tuple[str, str]] = field(default_factory=list)
    children: list["Entry"] = field(default_factory=list)

    @property
    def below(self) -> int:
        return sum(1 + child.below for child in self.children)


@dataclass(frozen=True, slots=True)
class Tier:
    """One level of the pyramid: how many policies there are of it, and those of them that stand
    under no other, each with what stands under it."""

    level: str
    name: str
    count: int
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class DocumentMap:
    tiers: list[Tier]
    count: int
    is_cut: bool


def document_map(
    employee: Employee,
    on: dt.date,
    *,
    category: Category | None = None,
    department: Department | None = None,
    role: Role | None = None,
    level: str = "",
) -> DocumentMap:
    """Of the policies in force open to the employee, narrowed. At most five queries."""
    narrowed = catalogue(
        employee, on, category=category, department=department, role=role, level=level
    )
    rank = models.Case(*(models.When(policy__level=name, then=RANKS[name]) for name in RANKS))
    revisions = list(narrowed.order_by(rank, "policy__level", "policy__code")[: MOST + 1])
    is_cut = len(revisions) > MOST
    counts = (
        Counter(narrowed.order_by().values_list("policy__level", flat=True))
        if is_cut
        else Counter(revision.policy.level for revision in revisions)
    )
    standing = _placed(revisions[:MOST], employee, on)
    tiers = [
        Tier(level.value, str(level.label), counts[level], standing[level])
        for level in Level
        if counts[level]
    ]
    return DocumentMap(tiers, counts.total(), is_cut)


def _placed(
    revisions: Sequence[Revision], employee: Employee, on: dt.date
) -> dict[str, list[Entry]]:
    """By level: what stands under no other, with what stands under it."""
    entries = {revision.policy_id: Entry(revision) for revision in revisions}
    bases = _bases(entries, employee, on)
    under: dict[int, int] = {}
    for pk, entry in entries.items():
        ranked = sorted(bases[pk], key=lambda basis: _nearness(basis, entries))
        above = next(
            (
                basis.policy_id
                for basis in ranked
                if basis.policy_id in entries and not _stands_under(basis.policy_id, pk, under)
            ),
            None,
        )
        if above is not None:
            under[pk] = above
            entries[above].children.append(entry)
        entry.bases = [
            (basis.policy.code, basis.title) for basis in ranked if basis.policy_id != above
        ]
    standing: dict[str, list[Entry]] = defaultdict(list)
    for pk, entry in entries.items():
        if pk not in under:
            standing[entry.revision.policy.level].append(entry)
    return standing


def _nearness(basis: Revision, entries: dict[int, Entry]) -> tuple[bool, int, str]:
    """Of several bases a policy stands under the most particular one that is on the map."""
    return basis.policy_id not in entries, -RANKS[basis.policy.level], basis.policy.code


def _stands_under(pk: int, other: int, under: dict[int, int]) -> bool:
    """Whether a policy is the other or stands below it: two of one level may cite each other."""
    place: int | None = pk
    while place is not None and place != other:
        place = under.get(place)
    return place == other


def _bases(entries: dict[int, Entry], employee: Employee, on: dt.date) -> dict[int, list[Revision]]:
    """What each is based on, as the words in force of policies open to the employee."""
    words = [entry.revision.pk for entry in entries.values()]
    keys: dict[int, set[int]] = defaultdict(set)
    titles: dict[int, set[str]] = defaultdict(set)
    founding = CrossReference.objects.filter(revision__in=words, is_basis=True)
    for pk, above in founding.values_list("revision__policy", "cited_policy"):
        keys[pk].add(above)
    named = LegalBasis.objects.filter(revision__in=words, anchor="").order_by()
    for pk, law in named.values_list("revision__policy", "law"):
        titles[pk].add(law.strip(QUOTES))
    cited = {each for found in keys.values() for each in found}
    laws = {each for found in titles.values() for each in found}
    by_key, by_title = _known(entries, cited, laws, employee, on)
    bases: dict[int, list[Revision]] = defaultdict(list)
    for pk, entry in entries.items():
        found = {each.policy_id: each for each in _those(keys[pk], by_key)}
        found |= {each.policy_id: each for each in _those(titles[pk], by_title)}
        level = entry.revision.policy.level
        bases[pk] = [
            each
            for each in found.values()
            if each.policy_id != pk and may_be_based_on(level, each.policy.level)
        ]
    return bases


def _those(keys: Iterable[object], known: dict[object, Revision]) -> Iterator[Revision]:
    return (known[key] for key in keys if key in known)


def _known(
    entries: dict[int, Entry], cited: set[int], laws: set[str], employee: Employee, on: dt.date
) -> tuple[dict[object, Revision], dict[object, Revision]]:
    """Words in force by the key of their policy and by title: those on the map, and of the others
    those that are asked for and open."""
    known = [entry.revision for entry in entries.values()]
    outside = cited - entries.keys()
    if outside or laws:
        others = Revision.objects.in_force(on).filter(
            models.Q(policy__in=outside) | models.Q(title__in=laws),
            policy__in=Policy.objects.open_to(employee, on).values("pk"),
        )
        known += (
            others.exclude(policy__in=list(entries))
            .select_related("policy")
            .only("title", "policy__code", "policy__level")
        )
    return (
        {revision.policy_id: revision for revision in known},
        {revision.title: revision for revision in known},
    )
