"""A text cut into words, so that what is compared, deleted and inserted is a whole word.

Chinese is cut by a dictionary of simplified words, so it is folded first: 員工應 cut as it stands
gives words nobody knows. Numbers, labels and citations (第十二條之一, （三）, 12.5%) are one word.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

import rjieba

from .folding import fold
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
    r"|[0-9０-９]+(?:[.,．:/-][0-9０-９]+)*[%％‰]?"
    r"|[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?P<chinese>(?:(?![第{_HAN_NUM[1:-1]}])[{_HAN}]|(?!{_NUMBER})[{_HAN}])+)"
    rf"|(?P<word>{_LETTER}+(?:['’-]{_LETTER}+)*|{_KATAKANA})"
    r"|(?P<space>\n|[^\S\n]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_LETTERS_A_CHARACTER = 4  # of a European word: what weighs as much as one Chinese character


def words(text: str) -> tuple[str, ...]:
    """The words, signs and spaces of a text, in order; joined, they are the text."""
    found: list[str] = []
    folded = fold(text)
    is_even = len(folded) == len(text)  # else some character folds to several, or to none
    for match in _TOKEN.finditer(text):
        run = match[0]
        if match.lastgroup != "chinese" or len(run) == 1:
            found.append(run)
        else:
            found += _cut(run, folded[match.start() : match.end()] if is_even else fold(run))
    return tuple(found)


@lru_cache(maxsize=8192)
def weight(word: str) -> int:
    """How much a word says, in Chinese characters; signs and white space say nothing."""
    match = _TOKEN.match(word)
    if match is None or match.lastgroup in ("space", "sign"):
        return 0
    if match.lastgroup == "word":
        return 1 + len(word) // _LETTERS_A_CHARACTER
    return sum(character.isalnum() for character in word)


def is_sign(word: str) -> bool:
    return weight(word) == 0


def _cut(run: str, folded: str) -> Sequence[str]:
    """A run of Chinese as the words that its folded form is made of."""
    if len(folded) != len(run):
        return run  # the dictionary has no words with such characters
    lengths = accumulate(map(len, rjieba.cut(folded)), initial=0)
    return [run[start:end] for start, end in pairwise(lengths)]
