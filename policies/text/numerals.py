"""Chinese numerals to numbers and back, up to 9,999.

Read: 十, 一百零二, 一百二 (120), 一○三, 廿一, 卅, 兩, 壹貳參, 12, １２. Written: 一百一十.
"""

import re

LARGEST = 9_999
_DIGITS = "零一二三四五六七八九"
_PLAIN = str.maketrans(
    "〇○Ｏ壹贰貳两兩叁參叄肆伍陆陸柒捌玖拾佰仟０１２３４５６７８９",
    "零零零一二二二二三三三四五六六七八九十百千0123456789",
)
# What a numeral may be written with, as the inside of a character class.
NUMERAL_CHARACTERS = (
    "0-9０-９零〇○一二三四五六七八九十百千兩两廿卅卌壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟"
)
_DIGIT = "[一二三四五六七八九]"
_WITH_UNITS = re.compile(
    rf"(?:({_DIGIT})千)?(零?)(?:({_DIGIT})百)?(零?)(?:({_DIGIT}?)(十))?(零?)({_DIGIT}?)"
)
_ROMAN = (
    ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50),
    ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip
_TWENTY_UP = {"廿": "二十", "卅": "三十", "卌": "四十"}


def read_numeral(text: str) -> int | None:
    """The number a numeral stands for; None if it is not one, or beyond 9,999."""
    plain = text.translate(_PLAIN)
    if plain.isascii():
        number = int(plain) if plain.isdigit() and len(plain) <= 6 else None
    elif all(character in _DIGITS for character in plain):
        number = int("".join(str(_DIGITS.index(c)) for c in plain)) if len(plain) <= 4 else None
    else:
        number = _with_units(plain)
    return number if number is not None and number <= LARGEST else None


def write_numeral(number: int) -> str:
    """The number as a Chinese numeral: 10 十, 11 十一, 102 一百零二, 110 一百一十."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no numeral for {number}: 0 to {LARGEST} can be written")
    if number < 10:
        return _DIGITS[number]
    written = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            written += _DIGITS[digit] + unit
        elif written and number % size and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if number < 20 else written


def _with_units(plain: str) -> int | None:
    for short, long in _TWENTY_UP.items():
        plain = plain.replace(short, long)
    match = _WITH_UNITS.fullmatch(plain)
    if match is None or not re.search("[十百千]", plain):
        return None
    thousands, _, hundreds, _, tens, ten, zero, ones = match.groups()
    number = 1000 * _value(thousands) + 100 * _value(hundreds)
    number += 10 * (_value(tens) or 1) if ten else 0
    if ones and not (ten or zero) and plain[-2] in "百千":
        return number + _value(ones) * (10 if plain[-2] == "百" else 100)  # 一百二 is 120
    return number + _value(ones)


def _value(digit: str | None) -> int:
    return _DIGITS.index(digit) if digit else 0


def read_roman(text: str) -> int | None:
    """The number of a Roman numeral in its usual form, iv or XII; None if it is not one."""
    capitals, number = text.upper(), 0
    for letters, size in _ROMAN:
        while capitals.startswith(letters):
            capitals, number = capitals.removeprefix(letters), number + size
    return number if number and write_roman(number) == text.lower() else None


def write_roman(number: int) -> str:
    """The number as a Roman numeral in small letters: 4 iv, 12 xii."""
    written = ""
    for letters, size in _ROMAN:
        count, number = divmod(number, size)
        written += letters.lower() * count
    return written


def read_letters(text: str) -> int | None:
    """The number that letters count to: a 1, z 26, aa 27; None if they are not Latin letters."""
    number = 0
    for letter in text.lower():
        if not "a" <= letter <= "z":
            return None
        number = number * 26 + ord(letter) - ord("a") + 1
    return number or None


def write_letters(number: int) -> str:
    """The number in small letters: 1 a, 26 z, 27 aa."""
    written = ""
    while number:
        number, letter = divmod(number - 1, 26)
        written = chr(ord("a") + letter) + written
    return written
