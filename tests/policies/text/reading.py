"""Reading a sample text: what the tests of the parser ask of it."""

import re
from collections.abc import Iterator

from policies.text.markup import to_text
from policies.text.outline import Heading, Outline
from policies.text.parsing import Document, Parsed, Part, joined, parse


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
    assert bare("".join(source_words(parsed))) == bare(words)
    return len(bare(words)) == len(bare(parsed.cleaned.text))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def source_words(parsed: Parsed) -> Iterator[str]:
    """The words of the source in order, but captions that stood above behind their labels."""
    captions: list[str] = []
    for document in parsed.documents:
        for mark in document.marks:
            if mark.part is Part.CAPTION:
                captions.append(mark.text)
            elif mark.part is Part.CLAUSE and captions:
                yield mark.label + captions.pop() + mark.text.removeprefix(mark.label)
            else:
                yield mark.text
