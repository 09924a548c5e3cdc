"""What stands before the first clause and after the last: preface, annexes, signature."""

import re
from collections.abc import Sequence

from .lines import Line, ends_sentence, is_like_title
from .marks import Mark, Part
from .outline import Kind

_PREFACE = re.compile(r"序\s*言")
_ANNEX = re.compile(
    r"附\s*(?:件|表|錄|录|圖|图)\s*[0-9０-９一二三四五六七八九十A-Za-z-]{0,4}(?:\s+\S.{0,40})?"
)
_DIGIT = "[0-9０-９〇○零一二三四五六七八九十百元]"
_DATE = re.compile(
    rf"(?:中華民國|民國|公元|西元)?\s*{_DIGIT}{{1,4}}\s*年\s*{_DIGIT}{{1,3}}\s*月\s*(?:{_DIGIT}{{1,3}}\s*日)?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
)
_LAST_WORDS = re.compile("特此(?:通知|公告|函告|規定|规定|公布|聲明|声明)|此(?:致|令|布)|以上")
_MOST_SIGNED = 5  # lines: who signs, and when
_LONGEST_SIGNED = 30


def outermost(marks: Sequence[Mark]) -> Kind:
    """The kind of the outermost heading there is."""
    kinds = [mark.kind for mark in marks if mark.kind]
    return min(kinds, key=lambda kind: kind.depth, default=Kind.CHAPTER)


def headings_at_edges(marks: Sequence[Mark]) -> dict[int, Kind]:
    """Unlabelled lines that head what stands outside the clauses: 序言, 附表一 請假日數."""
    clauses = [i for i, mark in enumerate(marks) if mark.part is Part.CLAUSE]
    if not clauses:
        return {}
    kind = outermost(marks)
    headed = any(mark.part is Part.HEADING for mark in marks)
    prefaces = (
        i for i in range(clauses[0]) if headed and _is(marks[i], _PREFACE) and i + 1 < clauses[0]
    )
    annexes = (
        i
        for i in range(clauses[-1] + 1, len(marks))
        if _is(marks[i], _ANNEX) and _is_complete(marks[i - 1].line)
    )
    return dict.fromkeys([*prefaces, *annexes], kind)


def is_annex(text: str) -> bool:
    """Whether the line names an annex: 附表一 請假日數."""
    return _ANNEX.fullmatch(text) is not None


def _is(mark: Mark, pattern: re.Pattern[str]) -> bool:
    line = mark.line
    free = mark.part is Part.TEXT and not line.label and not line.is_corrected
    return free and is_like_title(line.text) and pattern.fullmatch(line.text) is not None


def _is_complete(line: Line) -> bool:
    """Whether the line can be the last of what it belongs to."""
    return bool(ends_sentence(line.text) or line.table or line.is_drawn or is_like_title(line.text))


def signature_index(marks: Sequence[Mark]) -> int:
    """Where the lines begin that say who signed and when; the number of marks if none do."""
    if not marks or not _is_signed(marks[-1]) or not _DATE.fullmatch(marks[-1].line.text):
        return len(marks)
    start = len(marks) - 1
    while len(marks) - start < _MOST_SIGNED and start > 1 and _is_signed(marks[start - 1]):
        start -= 1
    only_label = marks[start - 1].part is Part.CLAUSE and not marks[start - 1].words
    return start + only_label if any(mark.part is Part.CLAUSE for mark in marks) else len(marks)


def _is_signed(mark: Mark) -> bool:
    line = mark.line
    plain = mark.part is Part.TEXT and not (line.label or line.is_corrected or line.table)
    short = len(line.text) <= _LONGEST_SIGNED and not line.is_drawn
    named = is_like_title(line.text) or _LAST_WORDS.match(line.text) is not None
    return plain and short and named
