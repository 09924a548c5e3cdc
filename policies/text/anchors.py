"""The addresses inside a text's page, beside the anchors of its headings and clauses."""

from collections.abc import Iterator

from .numbering import read_label
from .outline import Clause, Heading, Outline

# What has no anchor of its own; at most 12 characters, as anchors have.
INTRODUCTION = "introduction"
CLOSING = "closing"


def human_anchors(outline: Outline) -> Iterator[str]:
    """``article-12-1``, ``chapter-3``: for every heading and clause of ``walk()`` an address a
    person can write, or none; the first one to claim it has it, for sections begin again at one
    in every chapter."""
    taken: set[str] = set()
    for node in outline.walk():
        anchor = _human_anchor(node)
        yield "" if anchor in taken else anchor
        taken.add(anchor)


def _human_anchor(node: Heading | Clause) -> str:
    label = read_label(node.label)
    if label is None:
        return ""
    kind = "article" if isinstance(node, Clause) else node.kind.value
    return f"{kind}-{label.key}"
