"""Labels as they are read: 第三章, 第十二條之一, 一、, （一）, 1., 3.2, 甲、, (a), Article 3.

A label is read with everything that makes its style (numeral, unit, separator), so that the next
one can be written the way the company writes: after 一. comes 二., after 第12條 第13條.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from .numerals import NUMERAL_CHARACTERS, read_letters, read_numeral, read_roman
from .outline import Kind

LONGEST_LABEL = 40  # characters; whatever is longer is text that happens to begin like a label
STEMS = "甲乙丙丁戊己庚辛壬癸"
FORMAL = "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟"
_UNITS = {
    "編": Kind.PART, "编": Kind.PART, "篇": Kind.PART, "分": Kind.PART, "章": Kind.CHAPTER,
    "節": Kind.SECTION, "节": Kind.SECTION, "款": Kind.SUBSECTION, "目": Kind.SUBSUBSECTION,
    "part": Kind.PART,
}  # fmt: skip


class Form(StrEnum):
    """What a label looks like."""

    HEADING = "heading"  # 第三章 Chapter 3
    ARTICLE = "article"  # 第十二條之一 Article 3
    FORMAL = "formal"  # 壹、
    CHINESE = "chinese"  # 一、 一.
    BRACKETED_CHINESE = "bracketed_chinese"  # （一）
    ARABIC = "arabic"  # 1. 1、 1)
    BRACKETED_ARABIC = "bracketed_arabic"  # (1)
    DECIMAL = "decimal"  # 3.2
    STEM = "stem"  # 甲、
    CIRCLED = "circled"  # ①
    ROMAN = "roman"  # ii. IV.
    BRACKETED_ROMAN = "bracketed_roman"  # (ii)
    LETTER = "letter"  # a. A、
    BRACKETED_LETTER = "bracketed_letter"  # (a)


# Labels that are one character each; the character is the numeral.
ROWS: dict[str, Form] = {
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳": Form.CIRCLED,
    "❶❷❸❹❺❻❼❽❾❿": Form.CIRCLED,
    "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉": Form.CIRCLED,
    "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩": Form.BRACKETED_CHINESE,
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇": Form.BRACKETED_ARABIC,
    "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛": Form.ARABIC,
}
LETTERED = frozenset({Form.LETTER, Form.BRACKETED_LETTER})
ROMAN = frozenset({Form.ROMAN, Form.BRACKETED_ROMAN})
_ALIKE = ((Form.LETTER, Form.ROMAN), (Form.BRACKETED_LETTER, Form.BRACKETED_ROMAN))


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: ``numbers`` is (12, 1) for 第十二條之一 and (3, 2) for 3.2.

    ``pieces`` are the label's text cut into what surrounds its numbers and the numbers
    themselves: before, numeral, after it, suffix, end. Joined, they are the label as written.
    ``end`` is where the line goes on after the label and the white space that follows it.

    ``until`` are the last numbers where one label stands for several that were deleted together,
    第十條至第十五條, and ``tail`` is what the label goes on with then. A label whose numeral was
    left blank, 第　章, has number 0.
    """

    form: Form
    numbers: tuple[int, ...]
    pieces: tuple[str, str, str, str, str]
    end: int
    kind: Kind | None = None
    until: tuple[int, ...] = ()
    tail: str = ""

    @property
    def text(self) -> str:
        return f"{''.join(self.pieces)}{self.tail}".strip()

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def suffix(self) -> tuple[int, ...]:
        return self.numbers[1:]

    @property
    def key(self) -> str:
        """The numbers in Arabic: 30-1 for 第三十條之一, 3.2 for 3.2; empty if left blank."""
        if not self.number:
            return ""
        decimal = self.form is Form.DECIMAL or "." in self.pieces[3]
        return ("." if decimal else "-").join(map(str, self.numbers))

    @property
    def is_english(self) -> bool:
        """Whether the label is a word: Article 3, Chapter II."""
        return self.pieces[0][:1].isascii() and self.pieces[0][:1].isalpha()


NUM = f"[{NUMERAL_CHARACTERS}]+"
_ARABIC = "[0-9０-９]{1,4}"
_HAN_NUM = f"[{NUMERAL_CHARACTERS.replace('0-9０-９', '')}]+"
_OF = rf"(?:\s*[之の]\s*{NUM})*"
_DASHED = r"(?:[-－–][0-9０-９]{1,3})*"
_SPACE = r"\s*"
_HEADING = "(?:分?[編编]|[篇章節节款目]|部[分份])"
# What is counted rather than numbered: 1.5公里 opens no clause.
_COUNTED = (
    "公里|公尺|公分|公斤|公克|公頃|小時|小时|分鐘|分钟|[萬万億亿倍歲岁折坪噸吨]|元(?![件素旦])|"
    "個月|个月|km|kg|cm|mm|hours?|days?|%|％"
)
_WORDS = "Article|Section|Clause|Rule|ARTICLE|SECTION|CLAUSE|RULE|§"
_PARTS = (
    "Part|Chapter|Title|Appendix|Annex|Schedule|Exhibit|Attachment|"
    "PART|CHAPTER|TITLE|APPENDIX|ANNEX|SCHEDULE|EXHIBIT|ATTACHMENT"
)
_LETTERED_PARTS = frozenset({"appendix", "annex", "schedule", "exhibit", "attachment"})
_ROMANS = "[IVXLC]+"
_DASH = r"\s*[—–-](?=\s|$)"
_SET_APART = '(?=[\\s\u3000-\u9fff\uff00-\uffef"“「『【（(]|$)'
_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        (Form.ARTICLE, rf"(第{_SPACE})({NUM})({_SPACE}[條条])({_OF})([：:]|、(?!第)|[.．](?!\d))?"),
        (Form.ARTICLE, rf"(第{_SPACE})({NUM})()((?:{_OF}|{_DASHED}))({_SPACE}[條条])"),
        (Form.HEADING, rf"(第{_SPACE})({NUM})({_SPACE}{_HEADING})({_OF})()"),
        (Form.HEADING, rf"(第{_SPACE})({NUM})()((?:{_OF}|{_DASHED}))({_SPACE}[編编篇章節节款目])"),
        (
            Form.DECIMAL,
            rf"()({_ARABIC})()((?:[.．]{_ARABIC})+)"
            rf"([.．、]|(?!\s*(?:{_COUNTED})))(?![0-9０-９.．%％])",
        ),
        (Form.FORMAL, rf"()([{FORMAL}][{FORMAL}零]*)()({_OF})({_SPACE}[、.．﹒])"),
        (Form.CHINESE, rf"()({_HAN_NUM})()({_OF})({_SPACE}[、.．﹒])"),
        (Form.BRACKETED_CHINESE, rf"([(（〔]{_SPACE})({_HAN_NUM})()({_OF})({_SPACE}[)）〕]、?)"),
        (Form.BRACKETED_ARABIC, rf"([(（〔]{_SPACE})({_ARABIC})()({_DASHED})({_SPACE}[)）〕]、?)"),
        (Form.ARABIC, rf"()({_ARABIC})()({_DASHED})({_SPACE}[.．、)）﹒])(?![0-9０-９])"),
        (Form.STEM, rf"()([{STEMS}])()()([、.．])"),
        (Form.BRACKETED_ROMAN, r"([(（])([ivx]+|[IVX]+)()()([)）])"),
        (Form.ROMAN, rf"()([ivx]+|[IVX]+)()()([.．、)）]){_SET_APART}"),
        (Form.BRACKETED_LETTER, r"([(（])([A-Za-z])()()([)）])"),
        (Form.LETTER, rf"()([A-Za-z])()()([.．、)）]){_SET_APART}"),
        (
            Form.ARTICLE,
            rf"((?:{_WORDS})\s*)(\d{{1,4}}|{_ROMANS})()((?:[.-]\d{{1,3}})*|[A-Z])"
            rf"([.:：、)](?![!-~])|{_DASH}|(?=[\s（(]|$))",
        ),
        (
            Form.HEADING,
            rf"((?:{_PARTS})\s+)(\d{{1,4}}|{_ROMANS}|[A-Z])()()([.:：](?![!-~])|{_DASH}|(?=\s|$))",
        ),
    )
)
DELETED = re.compile(r"[(（【〔\[]?\s*(?:刪除|删除|廢止|废止)\s*[)）】〕\]]?[。.]?")
_SPACES = re.compile(r"\s*")
_SPANS = "至到~～—–－-"
_LINKS = frozenset(f"{_SPANS}、及與和暨")
_LINK = re.compile(rf"\s*([、及與和暨{re.escape(_SPANS)}])\s*(?=第)")
_BLANK = re.compile(r"(第\s+)([條条章節节編编篇款目])(?=\s|$)")
_ROW_OF = {character: row for row in ROWS for character in row}


@cache
def _patterns_for(first: str) -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """The patterns that a line beginning with that character can match."""
    if first == "第":
        forms = frozenset({Form.ARTICLE, Form.HEADING})
    elif first in ("(", "（", "〔"):
        forms = frozenset(form for form in Form if form.value.startswith("bracketed"))
    elif first == "§" or (first.isascii() and first.isalpha()):
        forms = frozenset({Form.ARTICLE, Form.HEADING, Form.ROMAN, Form.LETTER})
    elif first in STEMS:
        forms = frozenset({Form.STEM})
    elif first and re.match(NUM, first):
        forms = frozenset({Form.DECIMAL, Form.FORMAL, Form.CHINESE, Form.ARABIC})
    else:
        return ()
    return tuple((form, pattern) for form, pattern in _PATTERNS if form in forms)


def read_label(line: str) -> Label | None:
    """The label a line begins with, or None. The line must not begin with white space."""
    label = _read_one(line)
    if label is None and (blank := _BLANK.match(line)):
        form = Form.ARTICLE if blank[2] in "條条" else Form.HEADING
        return _with_gap(form, (0,), (blank[1], "", blank[2], "", ""), line, blank.end())
    if label and line[0] == "第" and line[len(label.text) : label.end + 1].strip()[:1] in _LINKS:
        return _ranged(label, line)
    return label


def _read_one(line: str) -> Label | None:
    if row := _ROW_OF.get(line[:1]):
        return _with_gap(ROWS[row], (row.index(line[0]) + 1,), ("", line[0], "", "", ""), line, 1)
    for form, pattern in _patterns_for(line[:1]):
        match = pattern.match(line)
        if match and match.end() > LONGEST_LABEL:
            return None
        if match and (numbers := _numbers(form, match)):
            before, numeral, after, suffix, end = match.groups("")
            if form is Form.DECIMAL and numbers[1:] == (0,):  # 3.0 is the title above 3.1
                pieces = (before, numeral, suffix, "", end)
                return _with_gap(Form.ARABIC, numbers[:1], pieces, line, match.end())
            pieces = (before, numeral, after, suffix, end)
            return _with_gap(form, numbers, pieces, line, match.end())
    return None


def as_sequel(label: Label, before: Label) -> Label:
    """The label as it must be meant after ``before``: (i) after (h) is the ninth letter and not
    the Roman one. Any other label, and one that does not follow, stays as it is."""
    numeral = label.pieces[1]
    for lettered, roman in _ALIKE:
        if (label.form, before.form) == (roman, lettered) and len(numeral) == 1:
            number = read_letters(numeral)
            if number == before.number + 1:
                return replace(label, form=lettered, numbers=(number,))
    return label


def _ranged(label: Label, line: str) -> Label:
    """The label with all that follow on it, if all were deleted together, or nothing else
    stands on the line: 第十條至第十五條（刪除）."""
    at, until, spans = len(label.text), label.numbers, True
    while link := _LINK.match(line, at):
        further = _read_one(line[link.end() :])
        if further is None or further.form is not label.form or further.numbers <= until:
            break
        spans = spans and link[1] in _SPANS
        at, until = link.end() + len(further.text), further.numbers
    rest = line[at:].strip()
    if until == label.numbers or not (DELETED.fullmatch(rest) or (spans and not rest)):
        return label
    gap = _SPACES.match(line, at)
    return replace(
        label, end=gap.end() if gap else at, until=until, tail=line[len(label.text) : at]
    )


def _with_gap(
    form: Form,
    numbers: tuple[int, ...],
    pieces: tuple[str, str, str, str, str],
    line: str,
    end: int,
) -> Label:
    """The label, with the white space after it counted to it."""
    gap = _SPACES.match(line, end)
    return Label(
        form, numbers, pieces, gap.end() if gap else end,
        _kind(pieces) if form is Form.HEADING else None,
    )  # fmt: skip


def _kind(pieces: tuple[str, str, str, str, str]) -> Kind:
    before, _, after, _, end = pieces
    if before[:1] != "第":
        return _UNITS.get(before.strip().lower(), Kind.CHAPTER)
    unit = (after + end).strip()
    return Kind.PART if unit[0] in "部分" else _UNITS[unit[-1]]


def _numbers(form: Form, match: re.Match[str]) -> tuple[int, ...]:
    """The numbers of a label; none if what looked like a numeral is not one."""
    first = _first_number(form, match[1], match[2])
    parts = re.findall(r"\d+|[A-Z]" if match[4].isascii() else NUM, match[4])
    further = [read_letters(part) or read_numeral(part) for part in parts]
    numbers = tuple(number for number in (first, *further) if number is not None)
    return numbers if len(numbers) == len(further) + 1 else ()


def _first_number(form: Form, before: str, numeral: str) -> int | None:
    if form is Form.STEM:
        return STEMS.index(numeral) + 1
    if form in LETTERED:
        return read_letters(numeral)
    if form in ROMAN:
        return read_roman(numeral)
    if numeral.isascii() and numeral.isalpha():  # Article IV, Appendix B
        is_letter = numeral in ("C", "L") and before.strip().lower() in _LETTERED_PARTS
        is_roman = set(numeral) <= set("IVXLC") and not is_letter
        return read_roman(numeral) if is_roman else read_letters(numeral)
    return read_numeral(numeral)
