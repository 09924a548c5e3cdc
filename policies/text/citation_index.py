"""The headings and clauses of one outline by number and by place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .address import Level, Step, Unit
from .citation_names import short_names
from .inside import items_of
from .markup import to_text
from .numbering import Form, Label, read_label
from .outline import Clause, Heading, Item, Outline


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: ``node`` counts in ``outline.walk()`` from 0, None for the introduction
    and the supplementary provisions; ``path`` leads into ``inside.items_of(clause.body)``, each
    number an index from 0."""

    node: int | None = None
    path: tuple[int, ...] = ()


@dataclass
class Index:
    """The parts of an outline by number. Make one for an outline and ask it often.

    ``nodes`` is ``tuple(outline.walk())``; ``names`` the short names the text gives to other
    regulations (本法: 勞動基準法).
    """

    outline: Outline
    nodes: tuple[Heading | Clause, ...] = field(init=False)
    names: Mapping[str, str] = field(init=False)
    _above: list[tuple[int, ...]] = field(init=False)
    _numbered: dict[tuple[int, ...], list[int]] = field(init=False)
    _labels: list[Label | None] = field(init=False)
    _clauses: list[int] = field(init=False)
    _items: dict[int, tuple[Item, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = tuple(self.outline.walk())
        self._above = list(_above(self.outline))
        self._labels = [read_label(node.label) if node.label else None for node in self.nodes]
        self._clauses = [i for i, node in enumerate(self.nodes) if isinstance(node, Clause)]
        self._numbered = defaultdict(list)
        for i, label in enumerate(self._labels):
            if label:
                self._numbered[label.numbers].append(i)
        self._items = {}
        self.names = short_names("\n".join(_texts(self.outline)), self.outline.title)

    def place_of(self, anchor: str) -> Place | None:
        """Where the heading or clause of that anchor stands."""
        found = (i for i, node in enumerate(self.nodes) if node.anchor == anchor)
        return next((Place(index) for index in found), None)

    def items(self, node: int) -> tuple[Item, ...]:
        """The paragraphs of a clause; none of a heading."""
        if node not in self._items:
            clause = self.nodes[node]
            self._items[node] = items_of(clause.body) if isinstance(clause, Clause) else ()
        return self._items[node]

    def has(self, unit: Unit) -> bool:
        """Whether the outline has clauses that are cited so."""
        return any(self._is_cited(i, unit) for i, label in enumerate(self._labels) if label)

    def clause_numbered(
        self, numbers: tuple[int, ...], unit: Unit, below: int | None, at: Place
    ) -> int | None:
        """The clause, or where lists number their headings the heading, of those numbers: the one
        below that heading, else the one nearest to ``at``. None if there is none or several."""
        found = [i for i in self._numbered.get(numbers, ()) if self._is_cited(i, unit)]
        found = [i for i in found if isinstance(self.nodes[i], Heading)] or found
        return self._nearest([i for i in found if below is None or below in self._above[i]], at)

    def clauses_beside(self, at: Place, count: int) -> list[int]:
        """The ``count`` clauses after ``at``, those before it if negative; none if too few."""
        if at.node is None or not isinstance(self.nodes[at.node], Clause):
            return []
        return _beside(self._clauses, at.node, count)

    def heading(self, step: Step, below: int | None, at: Place) -> int | None:
        """The heading a step means: by number below another or nearest to ``at``."""
        level = [i for i in range(len(self.nodes)) if self._level(i) is step.level]
        found = [i for i in level if (label := self._labels[i]) and label.numbers == step.numbers]
        return self._nearest([i for i in found if below is None or below in self._above[i]], at)

    def heading_around(self, level: Level, at: Place) -> int | None:
        """The heading of that level that ``at`` stands below, or is."""
        if at.node is None:
            return None
        around = (*self._above[at.node], at.node)
        return next((i for i in reversed(around) if self._level(i) is level), None)

    def headings_beside(self, level: Level, at: Place, count: int) -> list[int]:
        """As ``clauses_beside``, of the headings of that level."""
        own = self.heading_around(level, at)
        same = [i for i in range(len(self.nodes)) if self._level(i) is level]
        return [] if own is None else _beside(same, own, count)

    def between(self, first: int, last: int) -> list[int]:
        """The clauses, or headings of the same kind, after ``first`` up to ``last``."""
        kind = self._level(last)
        return [i for i in range(first + 1, last + 1) if self._level(i) is kind]

    def labelled_below(self, heading: int, numbers: tuple[int, ...]) -> int | None:
        """The clause of those numbers directly below a heading of a list: 一、 …（二）."""
        found = [i for i in self._numbered.get(numbers, ()) if self._above[i][-1:] == (heading,)]
        return found[0] if len(found) == 1 else None

    def _level(self, node: int) -> Level:
        found = self.nodes[node]
        return Level(found.kind.value) if isinstance(found, Heading) else Level.ARTICLE

    def _is_cited(self, node: int, unit: Unit) -> bool:
        label = self._labels[node]
        if label is None or label.form is Form.HEADING:
            return False
        is_article = _is_article(label)
        if unit is Unit.ARTICLE:
            return is_article or not self._has_articles
        return not is_article

    @property
    def _has_articles(self) -> bool:
        return any(label is not None and _is_article(label) for label in self._labels)

    def _nearest(self, found: list[int], at: Place) -> int | None:
        """The only one, or the one that shares most headings with ``at``."""
        if len(found) > 1 and at.node is not None:
            around = {*self._above[at.node], at.node}
            shared = {i: len(around.intersection(self._above[i])) for i in found}
            found = [i for i in found if shared[i] == max(shared.values())]
        return found[0] if len(found) == 1 else None


def _is_article(label: Label) -> bool:
    """Whether it is cited as an article: 第三條, Article 3; not 三、, 3.2, Section 3."""
    is_section = label.is_english and label.pieces[0].strip().lower() not in ("article", "rule")
    return label.form is Form.ARTICLE and not is_section


def _beside(row: list[int], own: int, count: int) -> list[int]:
    at = row.index(own)
    first, last = (at + count, at) if count < 0 else (at + 1, at + 1 + count)
    return row[first:last] if first >= 0 and last <= len(row) else []


def _above(outline: Outline) -> Iterator[tuple[int, ...]]:
    """For each node the headings it stands below, outermost first."""
    count = len(outline.clauses)
    yield from ((),) * count

    def walk(headings: Iterable[Heading], above: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        nonlocal count
        for heading in headings:
            own = count
            count += 1 + len(heading.clauses)
            yield above
            yield from ((*above, own),) * len(heading.clauses)
            yield from walk(heading.headings, (*above, own))

    yield from walk(outline.headings, ())


def _texts(outline: Outline) -> Iterator[str]:
    for html in (outline.background, outline.purpose, outline.scope):
        yield to_text(html)
    for node in outline.walk():
        yield to_text(node.body if isinstance(node, Clause) else node.lead)
    yield to_text(outline.supplementary)
