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

from .folding import fold
from .searchtext import PAIRED

NEAR = 0.6  # from here on two clauses say nearly the same
SHORT = 16  # units; a clause shorter than this is another one when a single word is
NEAR_WHEN_SHORT = 0.8
HELD = 0.9  # from here on the longer clause contains the shorter one
LEAST_HELD = 24  # units; shorter phrases stand in many a clause by chance

# How many marks of a clause are kept: so many however short it is, more for a long one, so that a
# part of it is found too. With three words of ten replaced, one mark in three survives.
LEAST_MARKS = 8
UNITS_PER_MARK = 10
_RUN = 4  # units of a mark

_UNIT = re.compile(rf"[{PAIRED}]|[^\W_{PAIRED}]+")
_WHOLE = 3  # letters of a word that is one unit
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
        units = tuple(_units(_OWN_NAME.sub("本规", fold(text))))
        return cls(units, frozenset(pairwise(units)) or frozenset({units}))


@dataclass(frozen=True, slots=True)
class Likeness:
    """``share`` of the wording of both that is the same, ``held`` of the shorter one that the
    longer one has too; each 0 to 1."""

    share: float
    held: float
    is_near: bool


def likeness(a: Phrasing, b: Phrasing) -> Likeness:
    """How near they are; the order makes no difference. Nothing is near to no words."""
    if not a.units or not b.units:
        return Likeness(0.0, 0.0, False)
    both = len(a.pairs & b.pairs)
    share = 2 * both / (len(a.pairs) + len(b.pairs))
    held = both / min(len(a.pairs), len(b.pairs))
    shorter = min(len(a.units), len(b.units))
    is_near = share >= (NEAR_WHEN_SHORT if shorter < SHORT else NEAR)
    return Likeness(share, held, is_near or (shorter >= LEAST_HELD and held >= HELD))


def marks(wording: Phrasing) -> list[int]:
    """What an index keeps of a clause: some of its runs of four units, evenly spaced, as numbers
    of 32 bits with a sign. A text that has one of them among its ``probes`` may be near."""
    places = max(len(wording.units) - _RUN + 1, 1)
    count = min(places, max(LEAST_MARKS, len(wording.units) // UNITS_PER_MARK))
    chosen = (number * places // count for number in range(count))
    return list(dict.fromkeys(_mark(wording, place) for place in chosen)) if wording.units else []


def probes(wording: Phrasing) -> list[int]:
    """What an index is asked for: every run of four units, numbered as marks are."""
    places = max(len(wording.units) - _RUN + 1, 1)
    found = (_mark(wording, place) for place in range(places))
    return list(dict.fromkeys(found)) if wording.units else []


def _units(folded: str) -> list[str]:
    units: list[str] = []
    for found in _UNIT.findall(folded):
        if len(found) <= _WHOLE or found[0].isdigit():
            units.append(found)
        else:
            middle = len(found) // 2
            units += [found[:middle], found[middle:]]
    return units


def _mark(wording: Phrasing, place: int) -> int:
    run = " ".join(wording.units[place : place + _RUN])
    return crc32(run.encode("utf-8", "surrogatepass")) - 2**31
