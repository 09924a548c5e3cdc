"""Search: from words to PostgreSQL's ``tsvector`` and ``tsquery``, and back to marks in the text.

A run of Chinese becomes overlapping pairs of characters and its last character, each at the
position of its first character; a run of letters and digits becomes one word. A query is the
same pairs in a row, so it finds every substring of two characters or more, and nothing that is
not one. Anything between runs (punctuation, white space) breaks a phrase: 請、謝謝 is two terms.

Limits come from PostgreSQL: positions up to 16,383, 255 positions a lexeme, 1 MB a vector.
Words beyond them are found singly, but no longer in a row.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from .folding import fold, fold_with_offsets
from .synonyms import Synonyms, variants

LAST_POSITION = 16_383
POSITIONS_PER_LEXEME = 255
_VECTOR_BYTES = 900_000
_WORD_LENGTH = 64  # longer "words" are noise; both sides cut them alike
_QUERY_CHARACTERS = 400  # what follows in a query is not searched
_QUERY_TERMS = 32
_IN_A_ROW = 3

# Characters that are cut one by one; what else is a letter or a digit makes words.
PAIRED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff\U000f0000-\U0010fffd"
)
_CHINESE = re.compile(f"[{PAIRED}]+")
_RUN = re.compile(rf"[{PAIRED}]+|[^\W_{PAIRED}]+")
_QUOTED = re.compile('「[^「」]+」|『[^『』]+』|“[^“”]+”|‘[^‘’]+’|"[^"]+"|《[^《》]+》')
_NARROWING = re.compile(rf"(?: <(?:-|\d+)> | & )'[{PAIRED}]':\*|^'[{PAIRED}]':\* & ")
# A term is runs that touch each other: 使用A4紙 is one, 使用 A4 紙 are three.
_TERM = re.compile(rf"(?:[{PAIRED}]|[^\W_])+")


def runs(folded: str) -> Iterator[str]:
    """The runs of Chinese, and the words of other letters and digits, of a folded text."""
    return (match[0] for match in _RUN.finditer(folded))


def is_chinese(run: str) -> bool:
    return bool(_CHINESE.match(run))


def tokens(text: str) -> list[tuple[str, int]]:
    """The lexemes of a text with their positions, from 1; between runs that do not touch, a gap."""
    found: list[tuple[str, int]] = []
    _collect(fold(text), 1, found)
    return found


def tsvector(parts: Iterable[tuple[str, str]]) -> str:
    """A tsvector literal of texts with their weights (A to D): ``'規則':1A '則':2A``."""
    positions: dict[str, list[str]] = {}
    size, start = 0, 1
    for text, weight in parts:
        if weight not in ("A", "B", "C", "D"):
            raise ValueError(f"weight must be A, B, C or D, not {weight!r}")
        found: list[tuple[str, int]] = []
        start = _collect(fold(text), start, found)
        for lexeme, position in found:
            size += _add(positions, lexeme, min(position, LAST_POSITION), weight, size)
    return " ".join(f"{_quoted(lexeme)}:{','.join(at)}" for lexeme, at in positions.items())


def tsquery(query: str, synonyms: Synonyms = (), weight: str = "") -> str | None:
    """A tsquery literal, or None if the query holds nothing to search for.

    Terms are joined with ``&``; a term is a phrase, or another that ``synonyms`` makes of it. A
    single Chinese character, and the last word of a term, match as a prefix. With a weight only
    what is of that weight matches.
    """
    found = []
    for term in _terms(query):
        phrases = [_phrase(each, weight) for each in (term, *variants(term, synonyms))]
        found.append(phrases[0] if len(phrases) == 1 else f"({' | '.join(phrases)})")
    return " & ".join(found) or None


def in_a_row(query: str) -> str | None:
    """The tsquery literal of several terms one after another, as they were typed; touching each
    other, or with a sign or a space between. None for a single term."""
    terms = _terms(query)[:_IN_A_ROW]
    if len(terms) < 2:
        return None
    rows = [_phrase(terms[0])]
    for before, term in pairwise(terms):
        length = sum(len(run) if is_chinese(run) else 1 for run in runs(before))
        last = len(_operands(before, "")) - 1  # of whose operands the distance counts
        phrase = _phrase(term)
        rows = [f"{row} <{length - last + gap}> {phrase}" for row in rows for gap in (0, 1)]
    return f"({' | '.join(f'({row})' for row in rows)})"


def with_variants(query: str, synonyms: Synonyms) -> str:
    """The query, and what else is marked: its terms as ``synonyms`` say them."""
    others = [each for term in _terms(query) for each in variants(term, synonyms)]
    return " ".join((query, *others))


def is_quoted(query: str) -> bool:
    """Whether some of it stands in quotation marks, and is meant as it stands."""
    return bool(_QUOTED.search(query))


def exactly(lexeme: str) -> str:
    """The tsquery literal of one lexeme as it stands."""
    return _quoted(lexeme)


def beginning_with(start: str) -> str:
    """The tsquery literal of all lexemes that begin so."""
    return f"{_quoted(start)}:*"


def relaxed(literal: str) -> str:
    """A tsquery literal that finds all the given one does and more: without the single characters
    that may begin any pair, where they only narrow down the rest. The index looks such a one up
    under every pair that begins so, which takes it twenty times as long as the rest."""
    return _NARROWING.sub("", literal)


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """The text in segments, those that the query's terms hit marked True; joined, the text."""
    segments: list[tuple[str, bool]] = []
    end = 0
    for first, last in _hits(text, query):
        if first > end:
            segments.append((text[end:first], False))
        segments.append((text[first:last], True))
        end = last
    if end < len(text):
        segments.append((text[end:], False))
    return segments


def snippet(text: str, query: str, around: int = 40) -> list[tuple[str, bool]]:
    """The first hit with ``around`` characters on each side, other hits there marked too.

    An ellipsis stands where the text goes on. Without a hit, the beginning of the text.
    """
    hits = _hits(text, query)
    first, last = hits[0] if hits else (0, around)
    begin, end = max(0, first - around), min(len(text), last + around)
    segments = [("…", False)] if begin else []
    at = begin
    for hit_first, hit_last in hits:
        if hit_last > end:
            break
        segments += [(text[at:hit_first], False), (text[hit_first:hit_last], True)]
        at = hit_last
    segments += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [segment for segment in segments if segment[0]]


def _collect(folded: str, position: int, found: list[tuple[str, int]]) -> int:
    """Add the lexemes of a folded text from ``position`` on; the position for what follows."""
    end = 0
    for match in _RUN.finditer(folded):
        run = match[0]
        if match.start() > end:
            position += 1
        end = match.end()
        if _CHINESE.match(run):
            found.extend((run[i : i + 2], position + i) for i in range(len(run)))
            position += len(run)
        else:
            found.append((run[:_WORD_LENGTH], position))
            position += 1
    return position + 1


def _add(
    positions: dict[str, list[str]], lexeme: str, position: int, weight: str, size: int
) -> int:
    """Add one position of a lexeme; how many bytes the vector grew by."""
    known = positions.get(lexeme)
    growth = 4 if known is not None else len(lexeme.encode()) + 8
    written = f"{position}{weight}"
    full = known is not None and (len(known) >= POSITIONS_PER_LEXEME or known[-1] == written)
    if full or size + growth > _VECTOR_BYTES:
        return 0
    positions.setdefault(lexeme, []).append(written)
    return growth


@lru_cache(maxsize=256)
def _terms(query: str) -> tuple[str, ...]:
    """The distinct terms of a query, folded, in order."""
    folded = fold(query[: _QUERY_CHARACTERS * 4])[:_QUERY_CHARACTERS]
    return tuple(dict.fromkeys(_TERM.findall(folded)))[:_QUERY_TERMS]


def _phrase(term: str, weight: str = "") -> str:
    """One term: its pairs and words in a row; ``'員工' <-> '工作'``."""
    operands = _operands(term, weight)
    return " <-> ".join(operands) if len(operands) == 1 else f"({' <-> '.join(operands)})"


def _operands(term: str, weight: str) -> list[str]:
    found = _RUN.findall(term)
    operands: list[str] = []
    for index, run in enumerate(found):
        last = index == len(found) - 1
        if not _CHINESE.match(run):
            operands.append(_operand(run[:_WORD_LENGTH], last, weight))
        elif last and len(run) > 1:  # its last character may begin another pair in the text
            operands += [_operand(run[i : i + 2], False, weight) for i in range(len(run) - 1)]
        else:
            operands += [
                _operand(run[i : i + 2], last and i == len(run) - 1, weight)
                for i in range(len(run))
            ]
    return operands


def _operand(lexeme: str, is_prefix: bool, weight: str) -> str:
    suffix = ("*" if is_prefix else "") + weight
    return f"{_quoted(lexeme)}:{suffix}" if suffix else _quoted(lexeme)


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


@lru_cache(maxsize=256)
def _pattern(query: str) -> re.Pattern[str] | None:
    """What the query's terms look like in folded text, longer terms first."""
    terms = sorted(_terms(query), key=len, reverse=True)
    return re.compile("|".join(map(_term_pattern, terms))) if terms else None


def _term_pattern(term: str) -> str:
    word = rf"[^\W_{PAIRED}]"
    before = "" if _CHINESE.match(term) else f"(?<!{word})"
    after = "" if _CHINESE.match(term[-1]) else f"{word}*"
    return before + re.escape(term) + after


def _hits(text: str, query: str) -> list[tuple[int, int]]:
    """Where the query's terms stand in the text: first index, index after the last."""
    pattern = _pattern(query)
    if pattern is None:
        return []
    folded, offsets = fold_with_offsets(text)
    hits: list[tuple[int, int]] = []
    for match in pattern.finditer(folded):
        first = offsets[match.start()]
        last = _end_of_group(text, folded, offsets, match.end())
        if hits and first <= hits[-1][1]:
            first, last = hits.pop()[0], max(last, first)
        hits.append((first, last))
    return hits


def _end_of_group(text: str, folded: str, offsets: tuple[int, ...], end: int) -> int:
    """The index in the text after the folded character before ``end``."""
    while end < len(folded) and offsets[end] == offsets[end - 1]:
        end += 1  # the hit ends inside a group (株 of ㈱): the whole group is marked
    return offsets[end] if end < len(folded) else len(text)
