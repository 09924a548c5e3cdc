"""What was understood of a text, as plain data that can be printed as JSON.

The form is fixed: scripts and benchmarks read it. ``{"documents": [{"title", "introduction",
"headings": [{"kind", "label", "number", "title", "level", "before_clause", "lead"}], "clauses":
[{"label", "number", "caption", "path", "deleted", "items", "text"}], "supplementary",
"warnings": [{"code", "line", "message"}]}]}``.
"""

from collections.abc import Callable, Iterator
from typing import Any

from .inside import items_of
from .markup import to_text
from .numbering import read_label
from .outline import Clause, Heading, Item, Outline
from .parsing import Document, Parsed
from .warning import Warning

Plain = dict[str, Any]


def describe(parsed: Parsed, say: Callable[[Warning], str]) -> Plain:
    """The regulations of a text; ``say`` puts a warning into words."""
    return {"documents": [_document(document, say) for document in parsed.documents]}


def number_of(label: str) -> str | None:
    """The number of a label in Arabic: 30-1 for 第三十條之一, 3.2 for 3.2; None without one."""
    read = read_label(label)
    return (read.key or None) if read else None


def introduction_of(outline: Outline) -> str:
    """What stands before the body, a line per paragraph: also what stood above the title."""
    parts = (outline.background, outline.purpose, outline.scope)
    return "\n".join(filter(None, (outline.superscription, *map(to_text, parts))))


def _document(document: Document, say: Callable[[Warning], str]) -> Plain:
    outline = document.outline
    return {
        "title": outline.title,
        "introduction": introduction_of(outline),
        "headings": list(_headings(outline)),
        "clauses": list(_clauses(outline)),
        "supplementary": to_text(outline.supplementary),
        "warnings": [
            {"code": warning.code.value, "line": warning.line, "message": say(warning)}
            for warning in document.warnings
        ],
    }


def _headings(outline: Outline) -> Iterator[Plain]:
    nodes = list(outline.walk())
    following: list[str | None] = []
    number: str | None = None
    for node in reversed(nodes):
        if isinstance(node, Clause):
            number = number_of(node.label)
        following.append(number)
    for node, first in zip(nodes, reversed(following), strict=True):
        if isinstance(node, Heading):
            yield {
                "kind": node.kind.value,
                "label": node.label,
                "number": number_of(node.label),
                "title": node.title,
                "level": node.kind.depth + 1,
                "before_clause": first,
                "lead": to_text(node.lead),
            }


def _clauses(outline: Outline) -> Iterator[Plain]:
    yield from (_clause(clause, []) for clause in outline.clauses)
    yield from _below(outline.headings, [])


def _below(headings: tuple[Heading, ...], path: list[str]) -> Iterator[Plain]:
    for heading in headings:
        here = [*path, heading.label or heading.title]
        yield from (_clause(clause, here) for clause in heading.clauses)
        yield from _below(heading.headings, here)


def _clause(clause: Clause, path: list[str]) -> Plain:
    return {
        "label": clause.label,
        "number": number_of(clause.label),
        "caption": clause.caption,
        "path": path,
        "deleted": clause.deleted,
        "items": [_item(item) for item in items_of(clause.body)],
        "text": to_text(clause.body),
    }


def _item(item: Item) -> Plain:
    return {
        "label": item.label,
        "text": item.text,
        "children": [_item(child) for child in item.children],
    }
