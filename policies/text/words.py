"""A text cut into words, so that what is compared, deleted and inserted is a whole word.

Chinese is cut by a dictionary of simplified words, so it is folded first: 員工應 cut as it stands
gives words nobody knows. Numbers, labels and citations (第十二條之一, （三）, 12.5%) are one word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from .folding import fold_with_offsets
from .numerals import NUMERAL_CHARACTERS

_HAN_NUM = f"[{NUMERAL_CHARACTERS.replace('0-9０-９', '')}]"
_ANY_NUM = f"[{NUMERAL_CHARACTERS}]+"
_UNITS = "條条項项款目章節节編编篇"
_CITED = rf"第\s?{_ANY_NUM}(?:\s?[{_UNITS}](?:之{_ANY_NUM})*)?"
_SHARE = f"百分之{_ANY_NUM}"
_NUMBER = f"{_CITED}|{_SHARE}|{_HAN_NUM}{{2,}}"
_HAN = "\u3005-\u3007\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "[\u30a1-\u30fa\u30fc-\u30ff]+"
_LETTER = rf"[^\W\d_{_HAN}\u30a1-\u30ff]"
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER}|[(（]\s?{_ANY_NUM}\s?[)）]"
    r"|[0-9０-９]+(?:[.,．:/-][0-9０-９]+)*[%％‰]?)"
    rf"|(?P<chinese>(?:(?!{_NUMBER})[{_HAN}])+)"
    rf"|(?P<word>{_LETTER}+(?:['’-]{_LETTER}+)*|{_KATAKANA})"
    r"|(?P<space>\n|[^\S\n]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_LETTERS_A_CHARACTER = 4  # of a European word: what weighs as much as one Chinese character


def words(text: str) -> tuple[str, ...]:
    """The words, signs and spaces of a text, in order; joined, they are the text."""
    return tuple(_cut(text))


def weight(word: str) -> int:
    """How much a word says, in Chinese characters; signs and white space say nothing."""
    weighed = _weighed(word)
    return weighed if weighed >= 0 else 0


def _cut(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "chinese" and len(match[0]) > 1:
            yield from _chinese(match[0])
        else:
            yield match[0]


def _chinese(run: str) -> Iterator[str]:
    folded, offsets = fold_with_offsets(run)
    at, start = 0, 0
    for word in rjieba.cut(folded):
        at += len(word)
        end = offsets[at] if at < len(folded) else len(run)
        if end > start:  # else the cut fell inside one character that folds to several
            yield run[start:end]
        start = end
    if start < len(run):  # nothing but marks no reader sees
        yield run[start:]


@lru_cache(maxsize=8192)
def _weighed(word: str) -> int:
    match = _TOKEN.match(word)
    if match is None or match.lastgroup in ("space", "sign"):
        return 0
    if match.lastgroup == "word":
        return 1 + len(word) // _LETTERS_A_CHARACTER
    return sum(character.isalnum() for character in word)
