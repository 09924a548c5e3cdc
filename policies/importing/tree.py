"""The outline that was found, as a preview shows it: labels and first words, with their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from policies.importing.paging import query_of
from policies.text.marks import Part
from policies.text.markup import to_text
from policies.text.outline import Clause, Heading, Outline
from policies.text.parsing import Document

FIRST_WORDS = 60
# So many headings show the way through a long text; of more, only those in sight.
MOST_HEADINGS = 300


@dataclass(slots=True)
class Node:
    """A heading, a clause or a part of the regulation beside the body.

    ``line`` is the line of the source it begins in; ``key`` names a heading or clause by the first
    line of its regulation and its place in the outline's ``walk()``.
    """

    words: str
    label: str = ""
    is_heading: bool = False
    is_deleted: bool = False
    line: int | None = None
    key: str = ""
    children: "list[Node]" = field(default_factory=list)

    @property
    def query(self) -> str:
        return query_of(self.line) if self.line else ""


def tree_of(document: Document, lines: range | None = None) -> list[Node]:
    """The regulation in reading order; of a range of lines, the clauses that begin there.

    Headings are shown wherever they are, unless there are very many.
    """
    return _Tree(document, lines).nodes()


def tree_in_words(nodes: list[Node], depth: int = 0) -> Iterator[str]:
    """The tree as lines of plain text, two spaces a level."""
    for node in nodes:
        yield "  " * depth + f"{node.label} {node.words}".strip()
        yield from tree_in_words(node.children, depth + 1)


class _Tree:
    def __init__(self, document: Document, lines: range | None) -> None:
        self._document = document
        self._outline: Outline = document.outline
        self._walk = list(self._outline.walk())
        # The same words may stand twice, so nodes are told apart by what they are, not say.
        self._places = {id(node): place for place, node in enumerate(self._walk)}
        self._shown = self._in_sight(lines)

    def nodes(self) -> list[Node]:
        outline = self._outline
        return [
            *self._part(_("Above the title"), outline.superscription, Part.ABOVE),
            *self._part(_("Background"), to_text(outline.background), Part.INTRODUCTION),
            *self._part(_("Purpose"), to_text(outline.purpose), Part.INTRODUCTION),
            *self._part(_("Scope"), to_text(outline.scope), Part.INTRODUCTION),
            *self._below(outline.clauses, outline.headings),
            *self._part(
                _("Supplementary provisions"), to_text(outline.supplementary), Part.CLOSING
            ),
        ]

    def _in_sight(self, lines: range | None) -> set[int]:
        """Places in the walk: what begins in the lines, all above it, and headings to go by."""
        if lines is None:
            return set(range(len(self._walk)))
        places = {place for place, line in enumerate(self._document.places) if line in lines}
        headings = {place for place, node in enumerate(self._walk) if isinstance(node, Heading)}
        if len(headings) <= MOST_HEADINGS:
            return places | headings
        above: set[int] = set()
        for heading in self._outline.headings:
            self._keep_above(heading, places, above)
        return places | above

    def _keep_above(self, heading: Heading, places: set[int], above: set[int]) -> bool:
        """Whether anything in or below the heading is among the places; then it is kept too."""
        below = [self._keep_above(child, places, above) for child in heading.headings]
        own = (self._places[id(node)] in places for node in (heading, *heading.clauses))
        if keeps := any(below) or any(own):
            above.add(self._places[id(heading)])
        return keeps

    def _below(self, clauses: Sequence[Clause], headings: Sequence[Heading]) -> list[Node]:
        return [
            *(self._clause(each) for each in clauses if self._places[id(each)] in self._shown),
            *(self._heading(each) for each in headings if self._places[id(each)] in self._shown),
        ]

    def _part(self, name: str, words: str, part: Part) -> list[Node]:
        if not words:
            return []
        line = self._line_of(words, part)
        return [Node(name, is_heading=True, children=[Node(shortened(words), line=line)])]

    def _line_of(self, words: str, part: Part) -> int | None:
        """Where a part begins: three parts are introduction, so the first line tells which."""
        first = words.partition("\n")[0]
        marks = [mark for mark in self._document.marks if mark.part is part]
        found = (mark.line for mark in marks if mark.text and first.startswith(mark.text))
        return next(found, marks[0].line if marks else None)

    def _clause(self, clause: Clause) -> Node:
        place = self._places[id(clause)]
        return Node(
            shortened(f"{clause.caption} {to_text(clause.body)}".strip()),
            clause.label,
            is_deleted=clause.deleted,
            line=self._document.places[place],
            key=self._key(place),
        )

    def _key(self, place: int) -> str:
        return f"{self._document.first_line}-{place}"

    def _heading(self, heading: Heading) -> Node:
        place = self._places[id(heading)]
        line = self._document.places[place]
        lead = [Node(shortened(to_text(heading.lead)), line=line)] if heading.lead else []
        return Node(
            heading.title,
            heading.label,
            is_heading=True,
            line=line,
            key=self._key(place),
            children=[*lead, *self._below(heading.clauses, heading.headings)],
        )


def shortened(text: str, most: int = FIRST_WORDS) -> str:
    """The first words of a plain text, on one line."""
    words = " ".join(text[: most * 4].split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
