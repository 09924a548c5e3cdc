"""The outline that was found, as a preview shows it: labels and first words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from policies.text.markup import to_text
from policies.text.outline import Clause, Heading, Outline

FIRST_WORDS = 60
# A law code of thousands of clauses is not looked through line by line.
MOST_NODES = 600


@dataclass(slots=True)
class Node:
    """A heading, a clause or a part of the regulation beside the body."""

    words: str
    label: str = ""
    is_heading: bool = False
    is_deleted: bool = False
    children: "list[Node]" = field(default_factory=list)


def tree_of(outline: Outline, most: int = MOST_NODES) -> list[Node]:
    """The regulation in reading order; no more than ``most`` headings and clauses."""
    shown = {id(node) for node in islice(outline.walk(), most)}
    before = _parts(
        (_("Above the title"), outline.superscription),
        (_("Background"), outline.background),
        (_("Purpose"), outline.purpose),
        (_("Scope"), outline.scope),
    )
    after = _parts((_("Supplementary provisions"), outline.supplementary))
    return [
        *before,
        *(_clause(each) for each in outline.clauses if id(each) in shown),
        *(_heading(each, shown) for each in outline.headings if id(each) in shown),
        *after,
    ]


def lines(nodes: list[Node], depth: int = 0) -> Iterator[str]:
    """The tree as lines of plain text, two spaces a level."""
    for node in nodes:
        yield "  " * depth + f"{node.label} {node.words}".strip()
        yield from lines(node.children, depth + 1)


def _parts(*parts: tuple[str, str]) -> list[Node]:
    return [
        Node(name, is_heading=True, children=[Node(_shortened(words))])
        for name, words in parts
        if words
    ]


def _clause(clause: Clause) -> Node:
    words = f"{clause.caption} {to_text(clause.body)}".strip()
    return Node(_shortened(words), clause.label, is_deleted=clause.deleted)


def _heading(heading: Heading, shown: set[int]) -> Node:
    lead = [Node(_shortened(to_text(heading.lead)))] if heading.lead else []
    return Node(
        heading.title,
        heading.label,
        is_heading=True,
        children=[
            *lead,
            *(_clause(each) for each in heading.clauses if id(each) in shown),
            *(_heading(each, shown) for each in heading.headings if id(each) in shown),
        ],
    )


def _shortened(html: str) -> str:
    words = " ".join(to_text(html).split()) if "<" in html else " ".join(html.split())
    return words if len(words) <= FIRST_WORDS else f"{words[: FIRST_WORDS - 1]}…"
