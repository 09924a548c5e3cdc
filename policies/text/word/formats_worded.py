"""Number formats that are words: English, Thai and Vietnamese."""

import re
from collections.abc import Callable

Writer = Callable[[int], str]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_THAI = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_THAI_UNITS = ("", "สิบ", "ร้อย", "พัน", "หมื่น")
_VIETNAMESE = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def ordinal(number: int) -> str:
    """1st, 2nd, 11th."""
    teen = 10 <= number % 100 < 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def cardinal(number: int) -> str:
    """Forty-two, with a capital as Word writes it."""
    return _cardinal(number).capitalize()


def ordinal_words(number: int) -> str:
    """Forty-second."""
    head, last = re.findall(r"^(.*[ -])?(\w+)$", _cardinal(number))[0]
    changed = _IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last[-1] == "y" else f"{last}th")
    return f"{head}{changed}".capitalize()


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    whole, rest = divmod(number, size)
    return f"{_cardinal(whole)} {name}" + (f" {_cardinal(rest)}" if rest else "")


def _thai(number: int) -> str:
    digits = [int(digit) for digit in reversed(str(number))]
    written = ""
    for place in reversed(range(len(digits))):
        digit = digits[place]
        if place == 1 and digit in (1, 2):
            written += ("", "ยี่")[digit - 1] + _THAI_UNITS[1]
        elif place == 0 and digit == 1 and number > 10:
            written += "เอ็ด"
        elif digit:
            written += _THAI[digit] + _THAI_UNITS[place]
    return written


def _vietnamese(number: int) -> str:
    if not 0 < number < 100:
        return ""
    tens, ones = divmod(number, 10)
    if not tens:
        return _VIETNAMESE[ones]
    head = "mười" if tens == 1 else f"{_VIETNAMESE[tens]} mươi"
    tail = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _VIETNAMESE[ones])
    return f"{head} {tail}".strip()


WRITERS: dict[str, Writer] = {
    "ordinal": ordinal,
    "cardinalText": cardinal,
    "ordinalText": ordinal_words,
    "thaiCounting": _thai,
    "vietnameseCounting": _vietnamese,
}
