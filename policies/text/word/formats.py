"""Numbers in Word's number formats (ISO/IEC 29500-1, section 17.18.59).

A number a format has no way to write comes out in Arabic digits, as in Word.
"""

import re
from collections.abc import Callable

from . import formats_east_asian, formats_worded
from .formats_east_asian import positional

LARGEST = 32_767  # Word counts no further
Writer = Callable[[int], str]

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_HEBREW_VALUES: dict[int, str] = dict(
    zip((*range(1, 10), *range(10, 100, 10), *range(100, 500, 100)), _HEBREW, strict=True)
)
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_HINDI_DIGITS = "०१२३४५६७८९"
# Word has these two the other way round than the standard (Microsoft's [MS-OI29500], 2.1.540).
_HINDI_OF_CONSONANTS = "अआइईउऊऋऌऍऎएऐऑऒओऔ"
_HINDI_OF_VOWELS = "कखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवशषसह"
_CHICAGO = "*†‡§"


def write(number: int, spelling: str, pattern: str = "") -> str:
    """The number in a format; in a format of the document's own if there is a pattern."""
    if spelling == "none":
        return ""
    if not 0 <= number <= LARGEST:
        return str(number)
    if width := _zeros(pattern):
        return f"{number:0{width}}"
    writer = _WRITERS.get(spelling)
    return (writer(number) if writer else "") or str(number)


def repeated(letters: str) -> Writer:
    """One letter, then the same letters twice, three times: a … z, aa, bb."""

    def write_letters(number: int) -> str:
        times, which = divmod(number - 1, len(letters))
        return letters[which] * (times + 1) if number else ""

    return write_letters


def _zeros(pattern: str) -> int:
    """The width of numbers in a pattern such as 「001, 002, 003, ...」; 0 if it is no such one."""
    found = re.match(r"\s*(0+1)\s*,", pattern)
    return len(found[1]) if found else 0


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _hebrew(number: int) -> str:
    """Hebrew numerals; 15 and 16 are written 9 and 6, 9 and 7."""
    if number > 999:
        return ""
    written = ""
    for value in sorted(_HEBREW_VALUES, reverse=True):
        while number >= value:
            if number in (15, 16):
                return written + "ט" + _HEBREW_VALUES[number - 9]
            written += _HEBREW_VALUES[value]
            number -= value
    return written


_WRITERS: dict[str, Writer] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": repeated(_LATIN),
    "lowerLetter": repeated(_LATIN.lower()),
    "hex": lambda number: f"{number:X}",
    "chicago": repeated(_CHICAGO),
    "numberInDash": lambda number: f"- {number} -",
    "russianLower": repeated(_RUSSIAN),
    "russianUpper": repeated(_RUSSIAN.upper()),
    "hebrew1": _hebrew,
    "hebrew2": repeated(_HEBREW),
    "arabicAlpha": repeated(_ARABIC),
    "arabicAbjad": repeated(_ABJAD),
    "thaiLetters": repeated(_THAI),
    "thaiNumbers": positional(_THAI_DIGITS),
    "hindiNumbers": positional(_HINDI_DIGITS),
    "hindiConsonants": repeated(_HINDI_OF_CONSONANTS),
    "hindiVowels": repeated(_HINDI_OF_VOWELS),
    "bahtText": str,  # so does Word
    **formats_worded.WRITERS,
    **formats_east_asian.WRITERS,
}
KNOWN = frozenset(_WRITERS) | {"none", "bullet"}
