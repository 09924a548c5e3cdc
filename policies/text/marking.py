"""Links and marks put on stretches of a body when it is shown; what is stored stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import blocks
from .blocks import Block
from .html_reading import read
from .markup import sanitise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the plain text (see ``markup.to_text``) to be linked or marked.

    ``tag`` is ``a`` and ``value`` the address; ``mark`` and ``value`` a title, which stands
    instead of a link; or empty, which takes a link away.
    """

    start: int
    end: int
    tag: str
    value: str = ""


def marked(html: str, marks: Sequence[Mark]) -> str:
    """The body made safe again, with its marks. Not for storing: more is linked to than may be."""
    safe = sanitise(html)
    if not marks:
        return safe
    tree = read(safe)
    mark(tree, marks)
    return blocks.write(tree)


def mark(tree: list[Block], marks: Sequence[Mark]) -> None:
    """Puts the marks on the tree. Of two links, the one that is there already stays."""
    passages = blocks.passages(tree)
    for each in marks:
        touched = [
            (passage, max(each.start, passage.start), min(each.end, passage.end))
            for passage in passages
            if passage.start < each.end and each.start < passage.end
        ]
        places = [
            (passage.paragraph.characters, range(passage.index(start), passage.index(end)))
            for passage, start, end in touched
        ]
        if each.tag == "a" and any(_is_link(text[i]) for text, indices in places for i in indices):
            continue
        for characters, indices in places:
            for index in indices:
                characters[index] = _dressed(characters[index], each)


def _dressed(character: blocks.Character, by: Mark) -> blocks.Character:
    text, wraps = character
    kept = tuple(wrap for wrap in wraps if wrap[0] != "a")
    return text, (((by.tag, by.value), *kept) if by.tag else kept)


def _is_link(character: blocks.Character) -> bool:
    return any(tag == "a" for tag, _address in character[1])
