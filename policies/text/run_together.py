"""Run-together text: 「…制度一.員工…。二.當…。三.禁止…」 on one line, taken apart again.

Only numbers that run 一, 二, 三 … without a gap, from one and at least to three, each after a
punctuation mark, are taken for labels. So 「敲房門3次。」 stays whole. Articles may run on from any
number, 「第四條 …。 第五條 …。」, where each label is set apart as the first one is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .articles import follows_on
from .labels import NUM, Form, Label, read_label
from .lines import Line
from .numerals import write_numeral

FEWEST = 3
_BEFORE = re.compile(r"[。；;！!？?，,：:…」』）)\]】]\s*$|^\s*$")
_BEFORE_ARTICLE = re.compile(r"[。！？]\s*$|^\s*$")
_ARTICLE = re.compile(rf"[。！？；：”」）)\w]\s+(第\s*{NUM})")
_LONGEST_PREFIX = 60
_SHORTEST = 12  # three labels with a few words each
_STYLES = (
    *("{chinese}.", "{chinese}、", "{chinese}．", "（{chinese}）", "({chinese})"),
    *("{arabic}.", "{arabic}、", "（{arabic}）", "({arabic})", "{arabic})"),
    *("第{chinese}條", "第{chinese}条", "第{arabic}條", "第{arabic}条"),
)


def split_line(line: Line) -> list[Line]:
    """The line in pieces, each but perhaps the first beginning with a label; or as it is."""
    whole = line.table or (line.treatment and line.treatment.keeps_whole)
    for style in () if whole or len(line.text) < _SHORTEST else _STYLES:
        cuts = _cuts(line.text, style)
        if len(cuts) >= FEWEST:
            edges = [0, *(cut for cut in cuts if cut), len(line.text)]
            return [line.piece(a, b) for a, b in pairwise(edges)]
    return [line]


def split_articles(line: Line) -> list[Line]:
    """The line in pieces where article upon article stands on it, also after a chapter's title."""
    first = line.label
    if line.table or first is None or (line.treatment and line.treatment.keeps_whole):
        return [line]
    cuts: list[int] = []
    last = first.numbers if first.form is Form.ARTICLE else ()
    space = _space_after(line.text, first) if last else ""
    for match in _ARTICLE.finditer(line.text, first.end):
        label = read_label(line.text[match.start(1) :])
        after = _space_after(line.text[match.start(1) :], label) if label else ""
        if label is None or label.form is not Form.ARTICLE or not after or space not in ("", after):
            continue
        ended = match[0][0] in "。！？；：”」）)" if last else not cuts
        if ended and (follows_on(last, label.numbers) if last else True):
            cuts.append(match.start(1))
            last, space = label.numbers, after
    edges = [0, *cuts, len(line.text)]
    return [line.piece(a, b) for a, b in pairwise(edges)] if cuts else [line]


def _space_after(text: str, label: Label) -> str:
    """The white space between a label and the words after it."""
    if label.end >= len(text):
        return ""
    before = text[: label.end]
    return before[len(before.rstrip()) :]


Split = tuple[int, list[str]]


def split_run_together(lines: Sequence[Line]) -> tuple[list[Line], list[Split]]:
    """The lines with run-together ones split, and for each split its line and the labels on it.

    A line inside a list stays whole, for what runs together there is an enumeration within a
    sentence. So only lines before the first label, or that begin with label one, are looked at.
    """
    result: list[Line] = []
    splits: list[Split] = []
    labelled = False
    for line in lines:
        begins = line.label is not None and line.label.numbers == (1,)
        pieces = split_line(line) if begins or not (labelled or line.label) else [line]
        if len(pieces) == 1 and line.has(Form.ARTICLE, Form.HEADING):
            pieces = split_articles(line)
        if len(pieces) > 1:
            labels = [piece.label for piece in pieces if piece.label]
            splits.append((line.number, [label.text for label in labels]))
        result += pieces
        labelled = labelled or line.label is not None or len(pieces) > 1
    return result, splits


def _cuts(text: str, style: str) -> list[int]:
    """Where labels of the style stand, in order from one, without a gap."""
    cuts: list[int] = []
    at = 0
    for label in _labels(style):
        found = _find(text, label, at, first=not cuts)
        if found is None:
            break
        cuts.append(found)
        at = found + len(label)
    return cuts


def _labels(style: str) -> Iterator[str]:
    for number in range(1, 1000):
        yield style.format(chinese=write_numeral(number), arabic=number)


def _find(text: str, label: str, start: int, first: bool) -> int | None:
    """Where the label next stands after a mark; the first may also follow a title directly."""
    before = _BEFORE_ARTICLE if label.startswith("第") else _BEFORE
    at = text.find(label, start)
    while at != -1:
        goes_on = label.endswith(".") and text[at + len(label) : at + len(label) + 1].isdigit()
        stands = before.search(text, max(0, at - 3), at) or (first and _follows_title(text, at))
        if stands and not goes_on:  # 1.5 is a number, not label 1.
            return at
        at = text.find(label, at + 1)
    return None


def _follows_title(text: str, at: int) -> bool:
    if at > _LONGEST_PREFIX or text[at - 1] in "零〇一二三四五六七八九十百千0123456789第(（":
        return False
    return re.search("[。；;，,]", text[:at]) is None
