"""What a careful reader would ask about a text's definitions: advice, none of it surely wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .defining import Definition, Running, Scope, Way, running_texts
from .folding import fold, fold_with_offsets
from .outline import Outline

_LEAST_FULL = 4  # characters of a full name; a shorter one is met by chance


class Doubt(StrEnum):
    TWICE = "twice"  # the same word is given a meaning in another place too
    UNUSED = "unused"  # the word is nowhere else in the text
    OTHER_SPELLING = "other_spelling"  # the same word is also written with other characters
    FULL_NAME = "full_name"  # shortened, and yet written out in full further on


@dataclass(frozen=True, slots=True)
class Doubted:
    """``words`` are those found elsewhere, ``other`` the other definition; either may be none."""

    doubt: Doubt
    definition: Definition
    words: str = ""
    other: Definition | None = None


def doubts_of(outline: Outline, definitions: Sequence[Definition]) -> tuple[Doubted, ...]:
    """In the order of the definitions, each doubt about one once."""
    if not definitions:
        return ()
    texts = [_Folded(running) for running in running_texts(outline)]
    return tuple(
        doubted
        for definition in definitions
        for doubted in (
            *_twice(definition, definitions),
            *_uses(definition, texts, definitions),
            *_written_out(definition, texts),
        )
    )


class _Folded:
    """A running text, folded, with the way back to what is written."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.folded, self._offsets = fold_with_offsets(running.text)

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where it stands in the text as written."""
        at = self.folded.find(folded)
        while at >= 0:
            end = at + len(folded)
            last = self._offsets[end] if end < len(self._offsets) else len(self.running.text)
            yield self._offsets[at], last
            at = self.folded.find(folded, end)

    def is_of(self, definition: Definition) -> bool:
        return (self.running.node, self.running.field) == (definition.node, definition.field)


def _twice(definition: Definition, definitions: Sequence[Definition]) -> Iterator[Doubted]:
    """Said of the later one. Two clauses that speak of their own words each may differ."""
    term = fold(definition.term)
    earlier = definitions[: definitions.index(definition)]
    for other in (each for each in earlier if fold(each.term) == term):
        apart = (definition.node, definition.field) != (other.node, other.field)
        if not (apart and Scope.CLAUSE in (definition.scope, other.scope)):
            yield Doubted(Doubt.TWICE, definition, other=other)
            return


def _uses(
    definition: Definition, texts: Sequence[_Folded], definitions: Sequence[Definition]
) -> Iterator[Doubted]:
    term = fold(definition.term)
    own = {(each.node, each.field, each.start) for each in definitions if fold(each.term) == term}
    found = [
        text.running.text[start:end]
        for text in texts
        for start, end in text.places(term)
        if (text.running.node, text.running.field, start) not in own
    ]
    if not found and definition.scope is not Scope.CLAUSE:
        yield Doubted(Doubt.UNUSED, definition)
    others = [words for words in found if words != definition.term and words.strip()]
    if others and not definition.term.isascii():
        yield Doubted(Doubt.OTHER_SPELLING, definition, words=others[0])


def _written_out(definition: Definition, texts: Sequence[_Folded]) -> Iterator[Doubted]:
    """Only after the place where it was shortened: before it there was no shorter name."""
    full = fold(definition.words)
    if definition.way is not Way.SHORTENED or len(full) < _LEAST_FULL:
        return
    reached = False
    for text in texts:
        here = text.is_of(definition)
        reached = reached or here
        for start, _end in text.places(full) if reached else ():
            if not here or start > definition.end:
                yield Doubted(Doubt.FULL_NAME, definition, words=definition.words)
                return
