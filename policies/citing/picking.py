"""What a reference can be inserted for: places of the same text, and of other policies in force."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies import searching
from policies.models import Policy, Revision
from policies.models.outline import wordings
from policies.text.citation import Index
from policies.text.folding import fold
from policies.text.markup import to_text
from policies.text.naming import Naming
from policies.text.numbering import read_label
from policies.text.outline import Clause, Heading, Outline
from policies.text.pointer import Pointer, read_pointer
from regs_portal.people.models import Employee

MOST = 60  # of its own text at a time; whoever wants others says a word of theirs
GLIMPSE = 40  # characters of a clause, to know it by


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that can be referred to. ``words`` are what the reference will say."""

    pointer: Pointer
    words: str
    glimpse: str
    policy: str = ""  # the title of the other policy


@dataclass(frozen=True, slots=True)
class Choices:
    """``is_more`` says that more of the text would fit; ``query`` is what was asked for."""

    own: list[Choice]
    others: list[Choice]
    is_more: bool = False


def choices(
    outline: Outline, policy: Policy, query: str, employee: Employee, on: dt.date
) -> Choices:
    """What of the text, and of other policies the employee may read, holds the words; without
    words the text alone, from its beginning."""
    index = Index(outline)
    naming = Naming(index, policy.jurisdiction)
    found = [node for node, each in enumerate(index.nodes) if _fits(each, query)]
    own = [
        Choice(Pointer(index.nodes[node].anchor), naming.name(node), _glimpse(index.nodes[node]))
        for node in found[:MOST]
    ]
    others = list(_others(policy, query, employee, on)) if query else []
    return Choices(own, others, len(found) > MOST)


def choice_of(
    pointer: Pointer, outline: Outline, policy: Policy, employee: Employee, on: dt.date
) -> Choice | None:
    """The place a pointer names, if it is there and the employee may read it."""
    if not pointer.code:
        return _named(Index(outline), policy.jurisdiction, "", pointer)
    revision = (
        Revision.objects.in_force(on)
        .filter(policy__in=Policy.objects.open_to(employee, on).coded(pointer.code))
        .exclude(policy=policy)
        .first()
    )
    if revision is None:
        return None
    return _named(Index(revision.outline()), policy.jurisdiction, revision.title, pointer)


def _others(policy: Policy, query: str, employee: Employee, on: dt.date) -> Iterator[Choice]:
    """The best of what searching finds, each named by the text it stands in."""
    hits = [
        (Pointer(hit.anchor, hit.code), hit.code)
        for hit in searching.search(query, employee, on).hits
        if hit.code != policy.code and read_pointer(f"#{hit.anchor}")
    ]
    revisions = Revision.objects.in_force(on).filter(policy__code__in={code for _, code in hits})
    in_force = {each.policy.code: each for each in revisions.select_related("policy")}
    texts = wordings(list(in_force.values())) if in_force else {}
    indexes = {code: Index(texts[revision.pk]) for code, revision in in_force.items()}
    for pointer, code in hits:
        if code in indexes:
            title = in_force[code].title
            choice = _named(indexes[code], policy.jurisdiction, title, pointer)
            if choice:
                yield choice


def _named(index: Index, jurisdiction: str, title: str, pointer: Pointer) -> Choice | None:
    place = index.place_of(pointer.anchor)
    if place is None or place.node is None:
        return None
    words = Naming(index, jurisdiction, title).name(place.node)
    return Choice(pointer, words, _glimpse(index.nodes[place.node]), title)


def _fits(node: Heading | Clause, query: str) -> bool:
    """Whether it has the number asked for, or holds every word of the query."""
    label = read_label(node.label)
    asked = read_label(query) if query else None
    if asked and label and asked.end >= len(query):
        return asked.numbers == label.numbers
    if label and label.key == query:
        return True
    held = fold(" ".join(_words(node)))
    return all(fold(word) in held for word in query.split())


def _words(node: Heading | Clause) -> Iterable[str]:
    if isinstance(node, Heading):
        return node.label, node.title
    return node.label, node.caption, to_text(node.body)


def _glimpse(node: Heading | Clause) -> str:
    if isinstance(node, Heading):
        return node.title
    words = node.caption or to_text(node.body).replace("\n", " ")
    return words if len(words) <= GLIMPSE else f"{words[:GLIMPSE]}…"
