"""Which language and script a text is written in, read off its characters."""

import re
from functools import cache

from opencc import OpenCC

from .outline import Outline
from .wording import joined

# So much of a text is read to tell; a regulation shows its script within a few lines.
ENOUGH = 2000
OTHER = {"zh-Hant": "zh-Hans", "zh-Hans": "zh-Hant"}
_INTO = {"zh-Hans": "tw2s", "zh-Hant": "s2tw"}
_TAGS = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)


def language_of(outline: Outline) -> str:
    """``zh-Hant``, ``zh-Hans`` or ``en``; empty when the text holds nothing that tells."""
    sample = joined(outline)[:ENOUGH]
    if not any("\u3400" <= character <= "\u9fff" for character in sample):
        return "en" if any(character.isalpha() for character in sample) else ""
    traditional = sum(_converts("t2s", character) for character in sample)
    simplified = sum(_converts("s2t", character) for character in sample)
    if traditional == simplified:
        return ""
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def converted(html: str, language: str) -> str:
    """The words of the HTML in the other script; its tags, comments and addresses as they are.
    Characters only: no word is exchanged for the one they use elsewhere."""
    convert = _converter(_INTO[language]).convert
    pieces = _TAGS.split(html)
    return "".join(piece if place % 2 else convert(piece) for place, piece in enumerate(pieces))


@cache
def _converts(direction: str, character: str) -> bool:
    """Whether the character is one that only the script converted from writes."""
    return bool(_converter(direction).convert(character) != character)


@cache
def _converter(direction: str) -> OpenCC:
    return OpenCC(direction)
