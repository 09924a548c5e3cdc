"""How wide characters are where every cell is as wide as the next: East Asian ones take two."""

from functools import cache
from unicodedata import combining, east_asian_width

_TWO_CELLS = frozenset("WFA")  # ambiguous ones too, as Chinese fonts and old files have them


@cache
def cells(character: str) -> int:
    """How many cells the character takes."""
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in _TWO_CELLS else 1


def width(text: str) -> int:
    """How many cells the text takes."""
    return sum(map(cells, text))
