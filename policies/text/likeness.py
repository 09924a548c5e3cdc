"""How near two clauses are in wording, and the marks by which an index finds such clauses.

繁 and 简, width, capitals, punctuation and white space make no difference, nor by which name a
regulation calls itself (本辦法, 本規程).

A clause is cut into units: a Chinese character, a number, half of a longer word in letters, so
that a word weighs about the same in every script. Two units in a row are a pair; what two texts
have in common is counted in pairs, so that one changed word costs what it is worth and a moved
sentence costs nearly nothing.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from .folding import fold, fold_with_offsets
from .searchtext import PAIRED
from .spans import Span, spans

NEAR = 0.6  # from here on two clauses say nearly the same
SHORT = 16  # units; a clause shorter than this is another one when a single word is
NEAR_WHEN_SHORT = 0.8
HELD = 0.9  # from here on the longer clause contains the shorter one
LEAST_HELD = 24  # units; shorter phrases stand in many a clause by chance
LONGEST = 1_000  # units; what a clause says beyond them is not compared

# How many marks of a clause are kept: so many however short it is, more for a long one, so that a
# part of it is found too. With three words of ten replaced, one mark in three survives.
LEAST_MARKS = 8
UNITS_PER_MARK = 10
_RUN = 4  # units of a mark

_UNIT = re.compile(rf"[{PAIRED}]|[^\W_{PAIRED}]+")
_WHOLE = 3  # letters of a word that is one unit
_LONGEST_UNIT = 8  # characters; few are longer
# Folded, so simplified.
_OWN_NAME = re.compile(
    "本(?:办法|细则|规程|程序|守则|准则|标准|指引|指南|制度|规则|规定|规章|要点|须知|条例)"
)


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A text as it is compared."""

    units: tuple[str, ...]
    pairs: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> "Phrasing":
        folded = _OWN_NAME.sub("本规", fold(text[: LONGEST * _LONGEST_UNIT]))
        units = tuple(_units(folded)[:LONGEST])
        return cls(units, frozenset(pairwise(units)) or frozenset({units}))


@dataclass(frozen=True, slots=True)
class Likeness:
    """``share`` is how much of the wording of both is the same, 0 to 1. ``is_part`` says that the
    longer one contains the shorter one, and more."""

    share: float
    is_near: bool = False
    is_part: bool = False


def likeness(a: Phrasing, b: Phrasing) -> Likeness:
    """How near they are, whichever comes first. Nothing is near to no words."""
    if not a.units or not b.units:
        return Likeness(0.0)
    both = len(a.pairs & b.pairs)
    share = 2 * both / (len(a.pairs) + len(b.pairs))
    held = both / min(len(a.pairs), len(b.pairs))
    shorter = min(len(a.units), len(b.units))
    is_part = shorter >= LEAST_HELD and share < HELD <= held
    is_near = share >= (NEAR_WHEN_SHORT if shorter < SHORT else NEAR)
    return Likeness(share, is_near or is_part, is_part)


def marks(phrasing: Phrasing) -> list[int]:
    """What an index keeps of a clause: some of its runs of four units, evenly spaced, as numbers
    of 32 bits with a sign. A text that has one of them among its ``probes`` may be near."""
    places = max(len(phrasing.units) - _RUN + 1, 1)
    count = min(places, max(LEAST_MARKS, len(phrasing.units) // UNITS_PER_MARK))
    chosen = (number * places // count for number in range(count))
    return list(dict.fromkeys(_mark(phrasing, place) for place in chosen)) if phrasing.units else []


def probes(phrasing: Phrasing) -> list[int]:
    """What an index is asked for: every run of four units, numbered as marks are."""
    places = max(len(phrasing.units) - _RUN + 1, 1)
    found = (_mark(phrasing, place) for place in range(places))
    return list(dict.fromkeys(found)) if phrasing.units else []


def _units(folded: str) -> list[str]:
    units: list[str] = []
    for found in _UNIT.findall(folded):
        if len(found) <= _WHOLE or found[0].isdigit():
            units.append(found)
        else:
            middle = len(found) // 2
            units += [found[:middle], found[middle:]]
    return units


def _mark(phrasing: Phrasing, place: int) -> int:
    run = " ".join(phrasing.units[place : place + _RUN])
    return crc32(run.encode("utf-8", "surrogatepass")) - 2**31


def difference(theirs: str, mine: str) -> tuple[Span, ...]:
    """How two texts differ, for a reader: characters that are one word in 繁 and 简, in full and
    half width, count as the same. What is equal or inserted is shown as ``mine`` writes it."""
    folded_theirs, theirs_at = _folded(theirs)
    folded_mine, mine_at = _folded(mine)
    shown: list[Span] = []
    i = j = 0
    for span in spans(folded_theirs, folded_mine):
        length = len(span.text)
        end_theirs, end_mine = (
            i + (span.op != "insert") * length,
            j + (span.op != "delete") * length,
        )
        text = (
            theirs[theirs_at[i] : theirs_at[end_theirs]]
            if span.op == "delete"
            else mine[mine_at[j] : mine_at[end_mine]]
        )
        i, j = end_theirs, end_mine
        if text:
            shown.append(Span(span.op, text))
    return tuple(shown)


def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text, and for each of its characters, and its end, the place in the text."""
    folded, offsets = fold_with_offsets(text)
    return folded, (0, *offsets[1:], len(text)) if folded else (len(text),)
