"""The words of an outline, in reading order."""

from collections.abc import Iterator

from .markup import to_text
from .outline import Clause, Heading, Outline


def joined(outline: Outline) -> str:
    """Every word of the outline, a line per title, label or paragraph."""
    return "\n".join(words for words in _words(outline) if words)


def clause_text(clause: Clause) -> str:
    """A clause's words: its label, caption and body."""
    return "\n".join(filter(None, (clause.label, wording(clause))))


def wording(clause: Clause) -> str:
    """What a clause lays down, whatever its number: its caption, then the lines of its body."""
    return "\n".join(filter(None, (clause.caption, to_text(clause.body))))


def _words(outline: Outline) -> Iterator[str]:
    yield outline.superscription
    yield outline.title
    for part in (outline.background, outline.purpose, outline.scope):
        yield to_text(part)
    for node in outline.walk():
        if isinstance(node, Heading):
            yield from (node.label, node.title, to_text(node.lead))
        else:
            yield clause_text(node)
    yield to_text(outline.supplementary)
