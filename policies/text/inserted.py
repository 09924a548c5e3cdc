"""References that were inserted by picking a clause: found in a body, put in, reworded.

What these return is canonical: ``sanitise`` would leave it as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from . import blocks
from .blocks import Character, Paragraph, Passage, Wrap
from .html_reading import read
from .markup import sanitise
from .pointer import Pointer, read_pointer


@dataclass(frozen=True, slots=True)
class Inserted:
    """A link to a clause or heading: ``to_text(html)[start:end] == words``."""

    start: int
    end: int
    words: str
    pointer: Pointer


def inserted(html: str) -> tuple[Inserted, ...]:
    """The inserted references of a sanitised body, in order."""
    if "<a " not in html:
        return ()
    return tuple(found for passage in blocks.passages(read(html)) for found in _in_passage(passage))


def insert(html: str, words: str, pointer: Pointer, line: int | None = None) -> str:
    """The body with the reference at the end of the line of that index (see ``lines_of``),
    or at its very end."""
    tree = read(sanitise(html))
    linked: list[Character] = [(character, (_wrap(pointer),)) for character in words]
    passages = blocks.passages(tree)
    if not passages:
        return blocks.write([Paragraph(linked)])
    if line is None and not isinstance(tree[-1], Paragraph):
        return blocks.write([*tree, Paragraph(linked)])
    passage = passages[-1 if line is None else line]
    characters, at = passage.paragraph.characters, passage.index(passage.end)
    between: list[Character] = [("、", ())] if _address(characters[at - 1]) else []
    characters[at:at] = between + linked
    return sanitise(blocks.write(tree))


def lines_of(html: str) -> tuple[str, ...]:
    """The lines of a body that a reference can be put at the end of."""
    return tuple(passage.text for passage in blocks.passages(read(html)))


def reword(html: str, changes: Iterable[tuple[Inserted, str]]) -> str:
    """The body with other words for some of its inserted references; each keeps its target."""
    tree = read(html)
    passages = blocks.passages(tree)
    for reference, words in sorted(changes, key=lambda change: change[0].start, reverse=True):
        passage = next(each for each in passages if each.start <= reference.start < each.end)
        characters = passage.paragraph.characters
        first, last = passage.index(reference.start), passage.index(reference.end)
        wraps = characters[first][1]
        characters[first:last] = [(character, wraps) for character in words]
    return sanitise(blocks.write(tree))


def _in_passage(passage: Passage) -> Iterable[Inserted]:
    characters = passage.paragraph.characters[passage.first : passage.index(passage.end)]
    start = passage.start
    for address, group in groupby(characters, key=_address):
        words = "".join(character for character, _wraps in group)
        pointer = read_pointer(address)
        if pointer:
            yield Inserted(start, start + len(words), words, pointer)
        start += len(words)


def _address(character: Character) -> str:
    return next((value for tag, value in character[1] if tag == "a"), "")


def _wrap(pointer: Pointer) -> Wrap:
    return ("a", pointer.address)
