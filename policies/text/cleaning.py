"""Cleaning: takes out what no reader sees and what a web page's converter put in.

Nothing else changes. Whoever calls is told line by line what went, so that a reader can check it.
"""

import os
import re
import unicodedata
from dataclasses import dataclass

from opencc import OpenCC

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls, byte order marks, zero width spaces, marks that turn the direction of writing,
# and half characters (surrogates), which no database stores.
_NOISE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
# Joiners mean something in emoji and in Persian, nothing beside Chinese.
_JOINERS = re.compile(
    "(?<=[\u3000-\u9fff\uff00-\uffef])[\u200c\u200d]+|[\u200c\u200d]+(?=[\u3000-\u9fff\uff00-\uffef])"
)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SYLLABLE = "[a-zêü\u00e0-\u01dc\u0300-\u030c\u1e3f\u1ebf\u1ec1]{1,8}"
_READING = re.compile(rf"(?<=([{_HAN}]))[(（][ \u3000]?({_SYLLABLE})[ \u3000]?[)）]", re.IGNORECASE)
_NOT_COMPATIBILITY = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_converter = OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Removal:
    """What went from one line; lines count from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text with ``\\n`` as its only line end, and what was removed from it."""

    text: str
    removed: tuple[Removal, ...] = ()


def clean(text: str) -> Cleaned:
    """The text in NFC without controls, invisible marks and bracketed readings (規(guī)則).

    A bracket goes only if it holds one syllable with a tone mark that is a reading of the
    character right before it. Everything else stays exactly as written.
    """
    removed: list[Removal] = []
    lines = normal_newlines(text).split("\n")
    for number, line in enumerate(lines, start=1):
        lines[number - 1] = _clean_line(line, number, removed)
    return Cleaned("\n".join(lines), tuple(removed))


def compose(text: str) -> str:
    """The text in NFC, except that compatibility ideographs stay the characters they are.

    NFC would exchange them for others, and a name in a regulation is spelled as it is spelled.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return _NOT_COMPATIBILITY.sub(lambda part: unicodedata.normalize("NFC", part[0]), text)


def normal_newlines(text: str) -> str:
    return _NEWLINES.sub("\n", text)


def without_noise(text: str) -> str:
    """The text without controls and invisible marks; tabs and line ends stay."""
    return _JOINERS.sub("", _NOISE.sub("", text))


def typed(text: str) -> str:
    """What somebody wrote into a field of several lines, with ``\\n`` where a browser ends them."""
    return without_noise(text.replace("\r\n", "\n")).strip()


def one_line(text: str) -> str:
    """A title or a number as it can stand on one line, in a header and in the name of a file."""
    return re.sub(r"[\n\t]+", " ", compose(without_noise(normal_newlines(text)))).strip()


def _clean_line(line: str, number: int, removed: list[Removal]) -> str:
    def take_noise(match: re.Match[str]) -> str:
        removed.append(Removal(number, match[0]))
        return ""

    def take_reading(match: re.Match[str]) -> str:
        if not _is_reading(match[1], match[2]):
            return match[0]
        removed.append(Removal(number, match[0]))
        return ""

    line = compose(_JOINERS.sub(take_noise, _NOISE.sub(take_noise, line)))
    while (shorter := _READING.sub(take_reading, line)) != line:
        line = shorter
    return line


def _is_reading(character: str, syllable: str) -> bool:
    syllable = unicodedata.normalize("NFC", syllable).lower()
    if syllable.isascii():
        return False  # without a tone mark it may be any word: (a), (an), (men)
    forms = {character, _converter.convert(character)}
    return any(syllable in _readings(form) for form in forms)


def _readings(character: str) -> list[str]:
    # Single characters need no dictionary of phrases, which takes 45 MB of every process.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    return pinyin(character, style=Style.TONE, heteronym=True)[0]
