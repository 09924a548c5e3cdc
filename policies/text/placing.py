"""An outline as one row of headings and clauses, each with its place in the tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .outline import Clause, Heading, Outline

ROOT = -1


@dataclass(frozen=True, slots=True)
class Node:
    """A heading or clause in reading order; ``parent`` is the place in the row of the heading it
    stands under (-1 for none), ``depth`` how many headings stand above it."""

    content: Heading | Clause
    parent: int = ROOT
    depth: int = 0


def row_of(outline: Outline) -> list[Node]:
    """The headings and clauses of an outline as ``Outline.walk`` gives them."""
    row = [Node(clause) for clause in outline.clauses]
    _add(outline.headings, ROOT, 0, row)
    return row


def _add(headings: Sequence[Heading], parent: int, depth: int, row: list[Node]) -> None:
    for heading in headings:
        place = len(row)
        row.append(Node(heading, parent, depth))
        row.extend(Node(clause, place, depth + 1) for clause in heading.clauses)
        _add(heading.headings, place, depth + 1, row)


def bare(heading: Heading) -> Heading:
    """The heading without what stands under it."""
    return replace(heading, clauses=(), headings=())


def clauses_in(row: Sequence[Node]) -> Iterator[tuple[int, Clause]]:
    for place, node in enumerate(row):
        if isinstance(node.content, Clause):
            yield place, node.content


def headings_in(row: Sequence[Node]) -> Iterator[tuple[int, Heading]]:
    for place, node in enumerate(row):
        if isinstance(node.content, Heading):
            yield place, node.content
