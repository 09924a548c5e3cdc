"""Whether two wordings differ by no more than a slip of the pen (筆誤), which a correction mends.

More than that is what changes many characters, any figure, or any word that grants or forbids. A
number within a citation (第十二條) may be one too few: it says where, not how much.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from enum import StrEnum

from .ordering import shared_ahead

_LEAST_SHARED = 0.9  # of the longer wording
_FEW = 2  # characters that may always change: a short caption is soon a tenth another
_LONGEST = 4_000  # characters in between what both begin and end with; above it is no slip

_NUMERAL = "0-9０-９零〇一二三四五六七八九十百千萬万億亿兩两"
_CITATION = re.compile(
    rf"第[{_NUMERAL}]+(?:編|编|章|節|节|條|条|項|项|款|目)(?:之[{_NUMERAL}]+)?"
    r"|\b(?:articles?|sections?|clauses?|paragraphs?|chapters?)\s+\d+(?:\.\d+)*",
    re.IGNORECASE,
)
_FIGURE = re.compile(rf"[{_NUMERAL}]+(?:[.,．，：:／/-][{_NUMERAL}]+)*")
# What only looks like one of the words below.
_PLAIN = re.compile(r"取得|所得|獲得|获得|覺得|觉得|懂得|值得|必要|可能|是非|相應|相应|應用|应用")
_FORCE = re.compile(
    r"[不未無无毋勿莫非免禁止應应須须得必可]"
    r"|\b(?:must|shall|should|may|can|cannot|not|no|none|nor|never|without|unless|except|only)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)


class Beyond(StrEnum):
    """What makes a change more than a slip."""

    MUCH = "much"
    FIGURE = "figure"
    FORCE = "force"


def beyond_a_slip(before: str, after: str) -> Beyond | None:
    """Why it is more than that; None when it is a slip, or nothing at all."""
    if before == after:
        return None
    if _figures(before) != _figures(after):
        return Beyond.FIGURE
    if _force(before) != _force(after):
        return Beyond.FORCE
    longer = max(len(before), len(after))
    changed = _changed(before, after)
    return Beyond.MUCH if changed > max(_FEW, (1 - _LEAST_SHARED) * longer) else None


def _figures(words: str) -> Counter[str]:
    return Counter(_FIGURE.findall(_CITATION.sub("", words)))


def _force(words: str) -> Counter[str]:
    return Counter(each.lower() for each in _FORCE.findall(_PLAIN.sub("", words)))


def _changed(before: str, after: str) -> int:
    """How many characters of the longer wording are not of the other, in order."""
    head = shared_ahead(before, after)
    before, after = before[head:], after[head:]
    tail = shared_ahead(reversed(before), reversed(after))
    before, after = before[: len(before) - tail], after[: len(after) - tail]
    longer = max(len(before), len(after))
    if longer > _LONGEST:
        return longer
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return longer - sum(block.size for block in blocks)
