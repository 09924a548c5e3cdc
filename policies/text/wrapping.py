"""Hard-wrapped texts: which lines only go on from the line before, for the paper ended there.

Old files, mail and copies from a PDF end each line at the same width. Such a text gives itself
away: wherever a sentence runs on, the line before could not have held one character (of English,
one word) more. Lines that merely stop early, as verses and lists do, end at any width.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lines import HAN, refers_on
from .numbering import Form, read_label
from .numerals import NUMERAL_CHARACTERS
from .widths import width

_NARROWEST = 36  # cells; in narrower columns any two lines end alike
_LEGAL_DATABASE = 64  # cells: what the law database of Taiwan wrapped its texts at for decades
_FEWEST = 3
_FEWEST_ENGLISH = 5
_FEWEST_AMONG_WIDE = 8  # where other paragraphs are not wrapped at all
_SHARE = 0.6
_ENDS = re.compile(r"[。：:︰！？!?]$|[。！？][」』）)]$|\.[)\"'”’]?$|[（(]刪除[）)]$")
_GOES_ON = re.compile("[，。；、：）」』》〉】〕,;)]|但")
# What is laid out rather than running text: drawn tables, columns, rules, signs of Markdown.
_LAID_OUT = re.compile(
    r"[\u2500-\u257f]|\S(?:\t|[ \u2002]{3,}|\u3000{2,})\S|[.…·‥．]{4,}"
    r"|^[^\w。，；、：）」』]+$|^\s*(?:[-*+•>#|]|```|~~~|<)"
)
_FIELD = re.compile(r"[^\s，。；、]{2,8}[:：].")
_CUT = re.compile(f"第[{NUMERAL_CHARACTERS}]*$")  # in the midst of 第十一條
_WORD = re.compile(r"[!-~\u00c0-\u024f]+")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A line and the one below it, that may go on from it."""

    below: int
    widths: tuple[int, ...]
    unit: int
    ends: bool
    goes_on: bool
    english: bool

    def fits(self, margin: int) -> bool:
        """Whether the line is full at that width: what comes next would not have fitted."""
        return any(is_wide <= margin < is_wide + self.unit for is_wide in self.widths)

    def is_long_english(self, margin: int) -> bool:
        """Whether it is a line of English that is near full, as words were exchanged in it."""
        return self.english and max(self.widths) > margin * 3 // 4


def wrapped_lines(text: str) -> set[int]:
    """The numbers (from 1) of the lines that were parted from the line before by a hard wrap.

    Empty unless the text is plainly hard-wrapped.
    """
    lines = text.split("\n")
    pairs = list(_pairs(lines))
    margin = _margin([pair for pair in pairs if not pair.ends], lines)
    if margin is None:
        return set()
    apart = _has_blank_lines_between(pairs, margin)
    return {
        pair.below + 1
        for pair in pairs
        if (pair.fits(margin) and (not pair.ends or pair.goes_on or apart))
        or (not pair.ends and (pair.goes_on or pair.is_long_english(margin)))
    }


def _pairs(lines: Sequence[str]) -> Iterator[_Pair]:
    for index in range(len(lines) - 1):
        line, below = lines[index].rstrip(), lines[index + 1].strip()
        if not below or not line.strip():
            continue
        ends = _ENDS.search(line) is not None
        laid_out = _LAID_OUT.search(line) or _LAID_OUT.search(lines[index + 1])
        fields = _FIELD.match(line.strip()) and _FIELD.match(below)
        begins = _begins(below, ends) and not _CUT.search(line)
        if laid_out or fields or begins or _is_only_label(line):
            continue
        yield _Pair(
            index + 1,
            _widths(line),
            _first_unit(line, below),
            ends,
            _GOES_ON.match(below) is not None,
            not HAN.search(line),
        )


def _begins(below: str, ended: bool) -> bool:
    """Whether the line begins something; in the midst of a sentence a label that nothing sets
    apart only refers to an article or a chapter."""
    label = read_label(below)
    if label is None:
        return False
    if ended or label.form not in (Form.ARTICLE, Form.HEADING):
        return True
    apart = below[label.end - 1].isspace() or label.end == len(below)
    return apart and not refers_on(below, label)


def _is_only_label(line: str) -> bool:
    label = read_label(line.strip())
    return label is not None and label.end == len(line.strip())


def _widths(line: str) -> tuple[int, ...]:
    """How wide the line is, and without its label, which may have been put before it later."""
    whole = width(line)
    label = read_label(line.lstrip())
    if label is None or label.form is not Form.ARTICLE:
        return (whole,)
    return (whole, width(line.lstrip()[label.end :]))


def _first_unit(line: str, below: str) -> int:
    """How wide what comes next is that could not be parted: a character, or a word."""
    word = _WORD.match(below)
    if word and _WORD.match(line[-1]):
        return width(word[0]) + 1
    return width(below[0])


def _margin(pairs: Sequence[_Pair], lines: Sequence[str]) -> int | None:
    """The width at which the text was wrapped; None if it was not."""
    votes = Counter(
        margin
        for pair in pairs
        for margin in {m for wide in pair.widths for m in range(wide, wide + min(pair.unit, 24))}
        if margin >= _NARROWEST
    )
    if not votes:
        return None
    margin, count = max(votes.items(), key=lambda vote: (vote[1], vote[0] == _LEGAL_DATABASE))
    if count < len(pairs) * _SHARE:
        return None
    wide = any(min(_widths(line)) > margin + 2 and not _LAID_OUT.search(line) for line in lines)
    english = sum(pair.english for pair in pairs) * 2 > len(pairs)
    fewest = _FEWEST_AMONG_WIDE if wide else _FEWEST_ENGLISH if english else _FEWEST
    certain = margin == _LEGAL_DATABASE or any(pair.goes_on for pair in pairs)
    alone = count == len(pairs) and certain and not wide
    return margin if count >= fewest or alone else None


def _has_blank_lines_between(pairs: Sequence[_Pair], margin: int) -> bool:
    """Whether paragraphs are told apart by blank lines: then no line but a full one has another
    right below it, even if a sentence ends with it."""
    ended = [pair for pair in pairs if pair.ends]
    full = [pair for pair in ended if pair.fits(margin)]
    return len(full) >= _FEWEST and len(full) >= len(ended) * 0.9
