"""Every reference of a text, typed or inserted: where it stands, where it leads, what is wrong."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policies.citing.others import Other, Others
from policies.citing.problems import Problem
from policies.models import Policy
from policies.text import citation
from policies.text.citation import Field, Index, Place, Target
from policies.text.inserted import Inserted, inserted
from policies.text.markup import to_text
from policies.text.naming import Naming, leads_to, read_words
from policies.text.outline import Clause, Outline

_TITLE = re.compile(r"《([^《》\n]{2,200})》|「([^「」\n]{2,200})」")


@dataclass(frozen=True, slots=True)
class Cite:
    """One reference. ``node`` and ``field`` say where it stands, ``start`` and ``end`` where in
    the plain text of that field, as ``citation.Reference`` counts them.

    ``targets`` are what it points at in its own text, counted in ``outline.walk()``; ``policy``
    and ``cited`` (an anchor, empty for the whole) what it points at elsewhere. ``address`` is
    where it leads, empty for nowhere. ``proposed`` are the words an inserted one ought to have.
    """

    node: int | None
    field: Field
    start: int
    end: int
    words: str
    targets: tuple[int, ...] = ()
    policy: Policy | None = None
    cited: str = ""
    address: str = ""
    problem: Problem | None = None
    inserted: Inserted | None = None
    proposed: str = ""

    @property
    def points_nowhere(self) -> bool:
        return self.problem is not None and self.problem.points_nowhere

    def overlaps(self, other: "Cite") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class _Passage:
    """The running text of one field."""

    node: int | None
    field: Field
    html: str
    text: str

    def cite(self, start: int, end: int) -> Cite:
        return Cite(self.node, self.field, start, end, self.text[start:end])


def cites_of(outline: Outline, policy: Policy, on: dt.date) -> tuple[Cite, ...]:
    """The references of a text of that policy, in reading order. Other policies are those in
    force on the day; a law, or whatever else has no such policy's title, is no reference."""
    return tuple(_Reader(outline, policy, on).read())


class _Reader:
    def __init__(self, outline: Outline, policy: Policy, on: dt.date) -> None:
        self.policy = policy
        self.index = Index(outline)
        self.passages = tuple(_passages(self.index))
        self.typed: dict[tuple[int | None, Field], list[citation.Reference]] = {}
        for reference in citation.references(outline, policy.jurisdiction):
            place = (reference.place.node, reference.field)
            self.typed.setdefault(place, []).append(reference)
        self.others = Others(policy, outline.title, self._names(), self._codes(), on)

    def _names(self) -> set[str]:
        every = (reference for references in self.typed.values() for reference in references)
        titles = {_title(match) for each in self.passages for match in _TITLE.finditer(each.text)}
        return titles | {reference.citation.address.policy for reference in every} - {""}

    def _codes(self) -> set[str]:
        return {link.pointer.code for each in self.passages for link in inserted(each.html)} - {""}

    def read(self) -> Iterator[Cite]:
        for passage in self.passages:
            found = [self._inserted(passage, link) for link in inserted(passage.html)]
            for cite in (*self._typed(passage), *self._titles(passage)):
                over = [each for each in found if each.overlaps(cite)]
                if not over:
                    found.append(cite)
                elif cite.problem is Problem.NO_ITEM and _same_target(cite, over[0]):
                    # 第九項 typed after an inserted 第十二條 that has no such paragraph.
                    found.append(replace(cite, start=over[0].end, address=""))
            yield from sorted(found, key=lambda cite: cite.start)

    def _typed(self, passage: _Passage) -> Iterator[Cite]:
        for reference in self.typed.get((passage.node, passage.field), ()):
            cited, address = reference.citation, reference.citation.address
            cite = passage.cite(cited.start, cited.end)
            if address.is_own:
                yield self._own(cite, reference.targets, cited.through)
            elif self.others.is_own_title(address.policy):
                targets = citation.resolve(address.of(""), self.index, reference.place)
                if address.steps:
                    yield self._own(cite, targets, cited.through)
            elif other := self.others.titled(address.policy):
                targets = citation.resolve(address.of(""), other.index, Place())
                yield self._elsewhere(cite, other, targets, is_whole=not address.steps)

    def _titles(self, passage: _Passage) -> Iterator[Cite]:
        """Other policies named without a clause: 依「工作規則」訂定."""
        for match in _TITLE.finditer(passage.text):
            if other := self.others.titled(_title(match)):
                cite = passage.cite(match.start(), match.end())
                yield self._elsewhere(cite, other, (), is_whole=True)

    def _own(self, cite: Cite, targets: tuple[Target, ...], through: bool = False) -> Cite:
        if not targets:
            return replace(cite, problem=Problem.NO_CLAUSE)
        nodes = tuple(dict.fromkeys(target.node for target in targets))
        problem = None
        if not all(target.exact for target in targets):
            problem = Problem.NO_ITEM
        elif all(self._is_deleted(node) for node in nodes):
            problem = Problem.DELETED
        address = _address(self.index, nodes[-1 if through else 0])
        return replace(cite, targets=nodes, address=address, problem=problem)

    def _elsewhere(
        self, cite: Cite, other: Other, targets: tuple[Target, ...], is_whole: bool
    ) -> Cite:
        cite = replace(cite, policy=other.policy)
        if is_whole:
            return replace(cite, address=other.address())
        if not targets:
            return replace(cite, problem=Problem.NOT_THERE)
        target = targets[0]
        return replace(
            cite,
            cited=target.anchor,
            address=other.address(target.node),
            problem=None if target.exact else Problem.NO_ITEM,
        )

    def _inserted(self, passage: _Passage, link: Inserted) -> Cite:
        cite = replace(passage.cite(link.start, link.end), inserted=link)
        if link.pointer.code in {"", *self.others.own_codes}:
            place = self.index.place_of(link.pointer.anchor)
            if place is None or place.node is None:
                return replace(cite, problem=Problem.GONE)
            address = _address(self.index, place.node)
            cite = replace(cite, targets=(place.node,), address=address)
            return self._with_words(cite, self.index, place.node)
        other = self.others.coded(link.pointer.code)
        if other is None:
            return replace(cite, problem=Problem.NOT_IN_FORCE)
        place = other.index.place_of(link.pointer.anchor)
        cite = replace(cite, policy=other.policy)
        if place is None or place.node is None:
            return replace(cite, problem=Problem.NOT_THERE)
        cite = replace(cite, cited=link.pointer.anchor, address=link.pointer.address)
        return self._with_words(cite, other.index, place.node, other.title)

    def _with_words(self, cite: Cite, index: Index, node: int, title: str = "") -> Cite:
        """Whether the words of an inserted reference say what its target is called."""
        jurisdiction = self.policy.jurisdiction
        said = read_words(cite.words, jurisdiction, self.index.outline.title)
        if said is not None and said.steps:
            at = None if title else Place(cite.node)
            if said.policy not in ("", title) or not leads_to(said, index, node, at):
                names = Naming(index, jurisdiction, title if said.policy else "")
                proposed = names.renamed(said, node)
                return replace(cite, problem=Problem.OTHER_WORDS, proposed=proposed)
        if _deleted(index, node):
            return replace(cite, problem=Problem.DELETED)
        return cite

    def _is_deleted(self, node: int) -> bool:
        return _deleted(self.index, node)


def _passages(index: Index) -> Iterator[_Passage]:
    """Every field that holds running text, in reading order."""
    outline = index.outline
    parts: list[tuple[int | None, Field, str]] = [
        (None, Field.BACKGROUND, outline.background),
        (None, Field.PURPOSE, outline.purpose),
        (None, Field.SCOPE, outline.scope),
    ]
    for number, node in enumerate(index.nodes):
        if isinstance(node, Clause):
            parts.append((number, Field.BODY, node.body))
        else:
            parts.append((number, Field.LEAD, node.lead))
    parts.append((None, Field.SUPPLEMENTARY, outline.supplementary))
    for number_, field, html in parts:
        if html:
            yield _Passage(number_, field, html, to_text(html))


def _title(match: re.Match[str]) -> str:
    return match[1] or match[2]


def _address(index: Index, node: int) -> str:
    anchor = index.nodes[node].anchor
    return f"#{anchor}" if anchor else ""


def _deleted(index: Index, node: int) -> bool:
    found = index.nodes[node]
    return isinstance(found, Clause) and found.deleted


def _same_target(cite: Cite, other: Cite) -> bool:
    if cite.policy or other.policy:
        return cite.policy == other.policy and cite.cited == other.cited
    return cite.targets == other.targets
