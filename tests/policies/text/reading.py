"""Reading a sample text: what the tests of the parser ask of it."""

import re

from policies.text.markup import to_text
from policies.text.outline import Heading, Outline
from policies.text.parsing import Document, joined, parse


def one(text: str) -> Document:
    documents = parse(text).documents
    assert len(documents) == 1
    return documents[0]


def shape(outline: Outline) -> list[str]:
    """Headings as 「label|title|lead」, clauses as 「label|caption|text」, in reading order."""
    return [
        f"{node.label}|{node.title}|{to_text(node.lead)}"
        if isinstance(node, Heading)
        else f"{node.label}|{node.caption}|{to_text(node.body)}"
        for node in outline.walk()
    ]


def codes(document: Document) -> list[tuple[str, int]]:
    return [(warning.code.value, warning.line) for warning in document.warnings]


def same_words(text: str) -> bool:
    parsed = parse(text)
    words = "".join(joined(document.outline) for document in parsed.documents)
    return re.sub(r"\s", "", words) == re.sub(r"\s", "", parsed.cleaned.text)
