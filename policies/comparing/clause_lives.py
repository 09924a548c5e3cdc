"""One clause through all revisions: what it said in each, and what each changed in it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policies.comparing.rows import Row, row_of
from policies.models import Chapter, Clause, Revision
from policies.models.outline import clause_in
from policies.text import outline as text
from policies.text.diff import compare_clauses
from policies.text.numbering import read_label
from policies.text.ordering import backbone

LONGEST = 40  # of what is asked for, as labels are
_NUMBER = re.compile(r"[0-9]{1,4}(?:[-.][0-9]{1,4}){0,4}")
_OF_A_HEADING = ("pk", "revision_id", "parent_id", "anchor", "label", "title")
_OF_A_CLAUSE = ("revision_id", "chapter_id", "anchor", "label", "descends_from")
# The anchor of another clause, and its label at the time.
Other = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A clause or heading where it stands in one text: under which headings, after what."""

    anchor: str
    label: str
    name: str
    is_clause: bool
    under: tuple[str, ...]  # anchors of the headings above it
    above: str  # their names
    after: str
    descends_from: tuple[str, ...] = ()


@dataclass(slots=True)
class Life:
    """The clause in a revision that did something to it, and the later ones that did nothing.

    ``sources`` are clauses whose words it took over there, ``heirs`` those that took over its.
    """

    revision: Revision
    row: Row
    above: str = ""
    is_origin: bool = False
    is_gone: bool = False
    sources: list[Other] = field(default_factory=list)
    heirs: list[Other] = field(default_factory=list)
    still_in: list[Revision] = field(default_factory=list)

    @property
    def last(self) -> Revision:
        return self.still_in[-1] if self.still_in else self.revision


class Places:
    """Where everything stands in each of the texts, in two queries."""

    def __init__(self, revisions: Sequence[Revision]) -> None:
        self.revisions = revisions
        self.of = {key: list(rows) for key, rows in _in_order(revisions).items()}

    def anchor_of(self, which: str, first: Revision | None) -> str | None:
        """The clause of that anchor, or else of that number (12-1, 第十二條之一): as ``first``
        counts, else as the newest text that has such a number."""
        every = [*([first] if first else []), *reversed(self.revisions)]
        clauses = [place for each in every for place in self.of[each.pk] if place.is_clause]
        if any(place.anchor == which for place in clauses):
            return which
        key = number_of(which)
        return next(
            (place.anchor for place in clauses if key and _key_of(place.label) == key), None
        )

    def place(self, revision: Revision, anchor: str) -> Place | None:
        return next((place for place in self.of[revision.pk] if place.anchor == anchor), None)

    def has_moved(self, anchor: str, before: Revision, after: Revision) -> bool:
        """Out of the order of the others, or from under one heading to under another that was
        there before."""
        old, new = self.of[before.pk], self.of[after.pk]
        at = {place.anchor: number for number, place in enumerate(new)}
        partners = {
            number: at[place.anchor] for number, place in enumerate(old) if place.anchor in at
        }
        mine = next(number for number, place in enumerate(old) if place.anchor == anchor)
        one, other = old[mine].under[-1:], new[at[anchor]].under[-1:]
        known = {place.anchor for place in old} & set(at)
        return mine not in dict(backbone(partners)) or (one != other and set(one + other) <= known)

    def heirs(self, anchor: str, revision: Revision) -> list[Other]:
        return [
            (place.anchor, place.label)
            for place in self.of[revision.pk]
            if anchor in place.descends_from and place.anchor != anchor
        ]


def lives(anchor: str, places: Places) -> list[Life]:
    """From the first revision that has the clause on, the oldest first."""
    clauses = clause_in(places.revisions, anchor)
    told: list[Life] = []
    for before, after in zip([None, *places.revisions], places.revisions, strict=False):
        old = clauses.get(before.pk) if before else None
        new = clauses.get(after.pk)
        if old is None and new is None:
            continue
        life = _life(anchor, places, before, after, old, new)
        if life.row.change.kinds or life.is_origin or life.sources or life.heirs or not told:
            told.append(life)
        else:
            told[-1].still_in.append(after)
    return told


def number_of(which: str) -> str:
    """The number asked for as labels give theirs: 12-1 for 12-1 and 第十二條之一; "" for none."""
    which = which.strip()[:LONGEST]
    return which.replace(".", "-") if _NUMBER.fullmatch(which) else _key_of(which)


def _life(
    anchor: str,
    places: Places,
    before: Revision | None,
    after: Revision,
    old: text.Clause | None,
    new: text.Clause | None,
) -> Life:
    stands = places.place(after, anchor)
    stood = places.place(before, anchor) if before else None
    moved = bool(before and stands and stood and places.has_moved(anchor, before, after))
    told = (stood.after, stands.after) if moved and stood and stands else None
    change = compare_clauses(old, new, moved=moved)
    is_origin = old is None
    if is_origin:  # read as it is: everything of it would be underlined
        change = compare_clauses(new, new)
    own = set(new.descends_from) if new else set()
    there = places.of[before.pk] if before else []
    return Life(
        after,
        row_of(change, 0, told),
        stands.above if stands else "",
        is_origin,
        new is None,
        sources=[(place.anchor, place.label) for place in there if place.anchor in own],
        heirs=places.heirs(anchor, after) if before and old else [],
    )


def _key_of(label: str) -> str:
    read = read_label(label)
    return read.key.replace(".", "-") if read else ""


def _in_order(revisions: Sequence[Revision]) -> dict[int, Iterator[Place]]:
    """The places of each text by its key, in reading order."""
    headings: dict[int, dict[int | None, list[Any]]] = defaultdict(lambda: defaultdict(list))
    chapters = Chapter.objects.filter(revision__in=revisions).order_by("position")
    for heading in chapters.values_list(*_OF_A_HEADING, named=True):
        headings[heading.revision_id][heading.parent_id].append(heading)
    clauses: dict[int, dict[int | None, list[Any]]] = defaultdict(lambda: defaultdict(list))
    every = Clause.objects.filter(revision__in=revisions).order_by("position")
    for clause in every.values_list(*_OF_A_CLAUSE, named=True):
        clauses[clause.revision_id][clause.chapter_id].append(clause)
    return {each.pk: _walk(headings[each.pk], clauses[each.pk]) for each in revisions}


def _walk(
    headings: Mapping[int | None, Sequence[Any]], clauses: Mapping[int | None, Sequence[Any]]
) -> Iterator[Place]:
    last = ""

    def below(parent: int | None, under: tuple[str, ...], names: str) -> Iterator[Place]:
        nonlocal last
        for row in clauses.get(parent, ()):
            descent = tuple(row.descends_from)
            label = row.label or "§"
            yield Place(row.anchor, row.label, label, True, under, names, last, descent)
            last = label
        for row in headings.get(parent, ()):
            name = f"{row.label}{row.title}"
            yield Place(row.anchor, row.label, name, False, under, names, last)
            last = name
            yield from below(row.pk, (*under, row.anchor), f"{names} {name}".strip())

    return below(None, (), "")
