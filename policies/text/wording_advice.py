"""Advice on wording: what may discriminate, what claims too much, and what a regulation lacks.

Advice, not a rule: the words may be right all the same, and then a person says why. 繁 and 简 are
read alike. What a reference points at is the business of ``citation``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from re import Pattern

from .citation_resolving import Field
from .folding import fold_with_offsets
from .markup import to_text
from .outline import Clause, Outline
from .wording_patterns import (
    ABSOLUTE,
    DISCRIMINATORY,
    EFFECTIVE,
    INTERPRETED,
    PROTECTS,
    REVIEWED,
    SENTENCE_END,
)


class Problem(StrEnum):
    DISCRIMINATORY = "discriminatory"
    ABSOLUTE = "absolute"
    NO_EFFECTIVE_DATE = "no_effective_date"
    NO_INTERPRETER = "no_interpreter"
    NO_REVIEW = "no_review"

    @property
    def is_missing(self) -> bool:
        """Nothing stands there, so there are no words to show."""
        return self.value.startswith("no_")


@dataclass(frozen=True, slots=True)
class Advice:
    """``node`` counts in ``outline.walk()``, None outside the body; ``start`` and ``end`` are
    those of the words in ``markup.to_text`` of the field. What is missing has no words, and the
    closing for its place, where it is usually said."""

    problem: Problem
    node: int | None = None
    field: Field = Field.SUPPLEMENTARY
    words: str = ""
    start: int = 0
    end: int = 0


def advise(outline: Outline, *, has_review_interval: bool = False) -> tuple[Advice, ...]:
    """What somebody should look at, in reading order, then what is missing.

    ``has_review_interval``: whether it is settled elsewhere when the text is looked at again.
    """
    fields = tuple(_fields(outline))
    found = [advice for node, field, text in fields for advice in _of_words(node, field, text)]
    whole = "\n".join(fold_with_offsets(text)[0] for _node, _field, text in fields)
    wanted: list[tuple[Problem, Pattern[str]]] = [
        (Problem.NO_EFFECTIVE_DATE, EFFECTIVE),
        (Problem.NO_INTERPRETER, INTERPRETED),
    ]
    if not has_review_interval:
        wanted.append((Problem.NO_REVIEW, REVIEWED))
    missing = (Advice(problem) for problem, pattern in wanted if not pattern.search(whole))
    return (*found, *missing)


def _fields(outline: Outline) -> Iterator[tuple[int | None, Field, str]]:
    """Everything that holds running text, as plain text, in reading order."""
    for field in (Field.BACKGROUND, Field.PURPOSE, Field.SCOPE):
        if html := getattr(outline, field):
            yield None, field, to_text(html)
    for number, node in enumerate(outline.walk()):
        if isinstance(node, Clause):
            yield number, Field.BODY, to_text(node.body)
        elif node.lead:
            yield number, Field.LEAD, to_text(node.lead)
    if outline.supplementary:
        yield None, Field.SUPPLEMENTARY, to_text(outline.supplementary)


def _of_words(node: int | None, field: Field, text: str) -> Iterator[Advice]:
    folded, offsets = fold_with_offsets(text)
    taken: list[tuple[int, int]] = []
    hits = [
        *((Problem.DISCRIMINATORY, *span) for span in _spans(DISCRIMINATORY, folded, PROTECTS)),
        *((Problem.ABSOLUTE, *span) for span in _spans(ABSOLUTE, folded)),
    ]
    for problem, start, end in sorted(hits, key=lambda hit: hit[1:]):
        # Two patterns over the same words are one piece of advice.
        if any(start < over and begun < end for begun, over in taken):
            continue
        taken.append((start, end))
        first, last = offsets[start], offsets[end - 1] + 1
        yield Advice(problem, node, field, text[first:last], first, last)


def _spans(
    patterns: Iterable[Pattern[str]], folded: str, unless: Pattern[str] | None = None
) -> Iterator[tuple[int, int]]:
    """Where a pattern matches, but not in a sentence of which ``unless`` speaks."""
    for pattern in patterns:
        for match in pattern.finditer(folded):
            if unless is None or not unless.search(_sentence(folded, *match.span())):
                yield match.span()


def _sentence(text: str, start: int, end: int) -> str:
    before = [match.end() for match in SENTENCE_END.finditer(text, 0, start)]
    after = SENTENCE_END.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]
