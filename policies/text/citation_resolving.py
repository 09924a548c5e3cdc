"""What an address means in one outline: the heading or clause, and the item inside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from . import citation_inside as inside
from .address import Address, Level, Relative, Step, Unit
from .citation_index import Index, Place
from .citation_reading import Citation, find
from .markup import to_text
from .outline import Clause, Heading, Outline


class Field(StrEnum):
    """The parts of an outline that hold running text, and so may cite."""

    BODY = "body"  # of a clause
    LEAD = "lead"  # of a heading
    BACKGROUND = "background"
    PURPOSE = "purpose"
    SCOPE = "scope"
    SUPPLEMENTARY = "supplementary"


@dataclass(frozen=True, slots=True)
class Target:
    """What is pointed at: ``node`` and ``path`` as in ``Place``, ``anchor`` of the node (empty
    while the outline is only parsed). Not ``exact`` when the node is there but not the item inside
    it, 第三條第九項 of a clause of two paragraphs; then ``path`` goes as far as something is there.
    """

    node: int
    path: tuple[int, ...] = ()
    anchor: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation, where it stands, and what it points at: several targets for 前二條, and for a
    citation that reaches ``through`` a range all that follow the range's first.

    ``citation.start`` and ``end`` count in ``markup.to_text`` of the field.
    """

    place: Place
    field: Field
    citation: Citation
    targets: tuple[Target, ...] = ()

    @property
    def dangles(self) -> bool:
        """Whether it points at a place in its own regulation that is not there."""
        exact = all(target.exact for target in self.targets)
        return self.citation.address.is_own and not (self.targets and exact)


def resolve(address: Address, index: Index, at: Place) -> tuple[Target, ...]:
    """What the address means to words that stand at ``at``; empty if there is no such heading or
    clause, or the address is of another regulation. 前條 and 前項 count from ``at``; 同條 must have
    been filled in by ``find``. Deleted clauses count: their number is theirs."""
    if not address.is_own or not address.steps:
        return ()
    headings = _headings(address.headings, index, at)
    article = address.step(Level.ARTICLE)
    if address.headings and not headings:
        return ()
    if article is None and not address.inside:
        return tuple(_target(index, node) for node in headings)
    if article is None:
        nodes = [at.node] if at.node is not None else []
    else:
        below = headings[0] if headings else None
        nodes = _articles(article, address.unit, index, below, at)
    own = at.path if article is None else ()
    return tuple(
        target for node in nodes for target in _inside(address.inside, index, node, own, at)
    )


def references(outline: Outline, jurisdiction: str) -> tuple[Reference, ...]:
    """Every citation in the outline, in reading order, with what it points at.

    第三點 and 3.2 are citations only where clauses are numbered so: elsewhere they are the third
    of some points, and an amount.
    """
    index = Index(outline)
    found: list[Reference] = []
    for place, part, html in _texts(index):
        text = to_text(html)
        before: Reference | None = None
        for citation in find(text, jurisdiction, outline.title, index.names):
            if citation.address.article and not index.has(citation.address.unit):
                continue
            at = _at(place, text, citation, index)
            before = _reference(citation, before, part, index, at)
            found.append(before)
    return tuple(found)


def _at(place: Place, text: str, citation: Citation, index: Index) -> Place:
    """The item of the clause that the citation's line is."""
    if place.node is None:
        return place
    line = text.count("\n", 0, citation.start)
    return Place(place.node, inside.path_of_line(index.items(place.node), line))


def _reference(
    citation: Citation, before: Reference | None, part: Field, index: Index, at: Place
) -> Reference:
    targets = resolve(citation.address, index, at)
    if citation.through and before and before.targets and targets:
        targets = _range(before.targets[-1], targets[-1], index)
    reference = Reference(at, part, citation, targets)
    if reference.dangles and before and before.place == at:
        return _continued(reference, before, index)
    return reference


def _continued(reference: Reference, before: Reference, index: Index) -> Reference:
    """A bare 第三項 that the clause has not: that of the article cited before it in the line."""
    citation, last = reference.citation, before.citation.address
    first = citation.address.steps[0]
    shared = tuple(step for step in last.steps if step.level.depth < first.level.depth)
    if first.relative or first.level.depth <= Level.ARTICLE.depth or not shared:
        return reference
    address = replace(last, steps=shared + citation.address.steps)
    targets = resolve(address, index, reference.place)
    continued = replace(reference, citation=replace(citation, address=address), targets=targets)
    return reference if continued.dangles else continued


def _headings(steps: tuple[Step, ...], index: Index, at: Place) -> list[int]:
    """The headings meant by the innermost of the steps; several for 前二章."""
    below: int | None = None
    found: list[int] = []
    for step in steps:
        if step.relative is Relative.THIS:
            own = index.heading_around(step.level, at)
            found = [] if own is None else [own]
        elif step.relative in (Relative.PREVIOUS, Relative.NEXT):
            sign = -1 if step.relative is Relative.PREVIOUS else 1
            found = index.headings_beside(step.level, at, sign * step.count)
        else:
            named = index.heading(step, below, at)
            found = [] if named is None else [named]
        if not found:
            return []
        below = found[-1]
    return found


def _articles(step: Step, unit: Unit, index: Index, below: int | None, at: Place) -> list[int]:
    if step.relative is Relative.THIS:
        return [at.node] if at.node is not None else []
    if step.relative is Relative.SAME:
        return []
    if step.relative:
        sign = -1 if step.relative is Relative.PREVIOUS else 1
        return index.clauses_beside(at, sign * step.count)
    named = index.clause_numbered(step.numbers, unit, below, at)
    return [] if named is None else [named]


def _inside(
    steps: tuple[Step, ...], index: Index, node: int, own: tuple[int, ...], at: Place
) -> Iterator[Target]:
    if isinstance(index.nodes[node], Heading) and steps:
        below = index.labelled_below(node, steps[0].numbers)
        if below is None:
            yield _target(index, node, exact=False)
            return
        node, steps = below, steps[1:]
    if steps and steps[0].relative is Relative.THIS and (around := _kind_of(steps[0], index, at)):
        yield _target(index, around)
        return
    for path, is_exact in inside.follow(index.items(node), steps, own):
        yield _target(index, node, path, is_exact)


def _kind_of(step: Step, index: Index, at: Place) -> int | None:
    """本款 and 本目 below a heading of that name mean the heading."""
    level = {Level.SUBPARAGRAPH: Level.SUBSECTION, Level.ITEM: Level.SUBSUBSECTION}.get(step.level)
    return index.heading_around(level, at) if level else None


def _range(first: Target, last: Target, index: Index) -> tuple[Target, ...]:
    """What stands after ``first`` up to ``last``, of the same level as ``last``."""
    if first.node == last.node:
        paths = inside.between(index.items(last.node), first.path, last.path)
        return tuple(_target(index, last.node, path, last.exact) for path in paths)
    nodes = index.between(first.node, last.node)
    return (*(_target(index, node) for node in nodes[:-1]), last)


def _target(index: Index, node: int, path: tuple[int, ...] = (), exact: bool = True) -> Target:
    return Target(node, path, index.nodes[node].anchor, exact)


def _texts(index: Index) -> Iterator[tuple[Place, Field, str]]:
    outline = index.outline
    yield Place(), Field.BACKGROUND, outline.background
    yield Place(), Field.PURPOSE, outline.purpose
    yield Place(), Field.SCOPE, outline.scope
    for node, found in enumerate(index.nodes):
        if isinstance(found, Clause):
            yield Place(node), Field.BODY, found.body
        else:
            yield Place(node), Field.LEAD, found.lead
    yield Place(), Field.SUPPLEMENTARY, outline.supplementary
