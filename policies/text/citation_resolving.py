"""What an address means in one outline: the heading or clause, and the item inside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .address import Address
from .citation_reading import Citation
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
class Place:
    """Where words stand: ``node`` counts in ``outline.walk()`` from 0, None for the introduction
    and the supplementary provisions; ``path`` leads into ``inside.items_of(clause.body)``, each
    number an index from 0."""

    node: int | None = None
    path: tuple[int, ...] = ()


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


@dataclass
class Index:
    """The parts of an outline by number. Make one for an outline and ask it often.

    ``nodes`` is ``tuple(outline.walk())``; ``names`` the short names the text gives to other
    regulations (本法: 勞動基準法).
    """

    outline: Outline
    nodes: tuple[Heading | Clause, ...] = field(init=False)
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = tuple(self.outline.walk())
        self.names = {}

    def place_of(self, anchor: str) -> Place | None:
        """Where the heading or clause of that anchor stands."""
        found = (i for i, node in enumerate(self.nodes) if node.anchor == anchor)
        return next((Place(index) for index in found), None)


def resolve(address: Address, index: Index, at: Place) -> tuple[Target, ...]:
    """What the address means to words that stand at ``at``; empty if there is no such heading or
    clause, or the address is of another regulation. 前條 and 前項 count from ``at``; 同條 must have
    been filled in by ``find``. Deleted clauses count: their number is theirs."""
    return ()


def references(outline: Outline, jurisdiction: str) -> tuple[Reference, ...]:
    """Every citation in the outline, in reading order, with what it points at."""
    return ()
