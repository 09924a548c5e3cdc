"""Positions to labels and back: 第三章, 第十二條之一, 一、, （一）, 1., 3.2, 甲、.

A label is read with everything that makes its style (numeral, unit, separator), so that the next
one can be written the way the company writes: after 一. comes 二., after 第12條 第13條.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .numerals import LARGEST, NUMERAL_CHARACTERS, read_numeral, write_numeral
from .outline import Kind

LONGEST_LABEL = 40  # characters; whatever is longer is text that happens to begin like a label
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_UNITS = {
    "編": Kind.PART, "编": Kind.PART, "篇": Kind.PART, "章": Kind.CHAPTER,
    "節": Kind.SECTION, "节": Kind.SECTION, "款": Kind.SUBSECTION, "目": Kind.SUBSUBSECTION,
}  # fmt: skip


class Form(StrEnum):
    """What a label looks like."""

    HEADING = "heading"  # 第三章
    ARTICLE = "article"  # 第十二條之一
    CHINESE = "chinese"  # 一、 一.
    BRACKETED_CHINESE = "bracketed_chinese"  # （一）
    ARABIC = "arabic"  # 1. 1、 1)
    BRACKETED_ARABIC = "bracketed_arabic"  # (1)
    DECIMAL = "decimal"  # 3.2
    STEM = "stem"  # 甲、
    CIRCLED = "circled"  # ①


class Scheme(StrEnum):
    """How the clauses of a policy are numbered."""

    AS_WRITTEN = "as_written"
    ARTICLES_TW = "articles_tw"  # 第十二條, inserted 第十二條之一
    ARTICLES_PRC = "articles_prc"  # 第十二条
    LIST_CHINESE = "list_chinese"  # 一、
    LIST_ARABIC = "list_arabic"  # 1.
    DECIMAL = "decimal"  # 3.2


class Variant(StrEnum):
    """Which characters a heading's unit is written with."""

    TRADITIONAL = "traditional"  # 編 節
    SIMPLIFIED = "simplified"  # 编 节


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: ``numbers`` is (12, 1) for 第十二條之一 and (3, 2) for 3.2.

    ``pieces`` are the label's text cut into what surrounds its numbers and the numbers
    themselves: before, numeral, after it, suffix, end. Joined, they are the label as written.
    ``end`` is where the line goes on after the label and the white space that follows it.
    """

    form: Form
    numbers: tuple[int, ...]
    pieces: tuple[str, str, str, str, str]
    end: int
    kind: Kind | None = None

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def suffix(self) -> tuple[int, ...]:
        return self.numbers[1:]

    @property
    def key(self) -> str:
        """The numbers in Arabic: 30-1 for 第三十條之一, 3.2 for 3.2."""
        return ("." if self.form is Form.DECIMAL else "-").join(map(str, self.numbers))


_NUM = f"[{NUMERAL_CHARACTERS}]+"
_ARABIC = "[0-9０-９]{1,4}"
_HAN_NUM = f"[{NUMERAL_CHARACTERS.replace('0-9０-９', '')}]+"
_OF = rf"(?:\s*之\s*{_NUM})*"
_DASHED = r"(?:[-－–][0-9０-９]{1,3})*"
_SPACE = r"\s*"
_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        (Form.ARTICLE, rf"(第{_SPACE})({_NUM})({_SPACE}[條条])({_OF})([：:]|、(?!第))?"),
        (Form.ARTICLE, rf"(第{_SPACE})({_NUM})()((?:{_OF}|{_DASHED}))({_SPACE}[條条])"),
        (Form.HEADING, rf"(第{_SPACE})({_NUM})({_SPACE}(?:分?[編编]|[篇章節节款目]))({_OF})()"),
        (Form.HEADING, rf"(第{_SPACE})({_NUM})()((?:{_OF}|{_DASHED}))({_SPACE}[編编篇章節节款目])"),
        (Form.DECIMAL, rf"()({_ARABIC})()((?:[.．]{_ARABIC})+)([.．、]?)(?![0-9０-９.．%％])"),
        (Form.CHINESE, rf"()({_HAN_NUM})()({_OF})({_SPACE}[、.．﹒])"),
        (Form.BRACKETED_CHINESE, rf"([(（〔]{_SPACE})({_HAN_NUM})()({_OF})({_SPACE}[)）〕]、?)"),
        (Form.BRACKETED_ARABIC, rf"([(（〔]{_SPACE})({_ARABIC})()({_DASHED})({_SPACE}[)）〕]、?)"),
        (Form.ARABIC, rf"()({_ARABIC})()({_DASHED})({_SPACE}[.．、)）﹒])(?![0-9０-９])"),
        (Form.STEM, rf"()([{_STEMS}])()()([、.．])"),
        (Form.CIRCLED, rf"()([{_CIRCLED}])()()()"),
    )
)
_BEGINS = re.compile(f"[第(（〔{_STEMS}{_CIRCLED}{NUMERAL_CHARACTERS}]")
_SPACES = re.compile(r"\s*")


def read_label(line: str) -> Label | None:
    """The label a line begins with, or None. The line must not begin with white space."""
    if not _BEGINS.match(line):
        return None
    for form, pattern in _PATTERNS:
        match = pattern.match(line)
        if match and match.end() > LONGEST_LABEL:
            return None
        if match and (numbers := _numbers(form, match)):
            before, numeral, after, suffix, end = match.groups("")
            gap = _SPACES.match(line, match.end())
            return Label(
                form,
                numbers,
                (before, numeral, after, suffix, end),
                gap.end() if gap else match.end(),
                _UNITS[(after + end).strip()[-1]] if form is Form.HEADING else None,
            )
    return None


def label_for(scheme: Scheme, number: int, suffix: tuple[int, ...] = ()) -> str:
    """The label of a clause: ``label_for(Scheme.ARTICLES_TW, 12, (1,))`` is 第十二條之一.

    ``as_written`` has no labels of its own: the empty string.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"a clause cannot have number {number}: 1 to {LARGEST}")
    pattern = {
        Scheme.AS_WRITTEN: "",
        Scheme.ARTICLES_TW: "第一條",
        Scheme.ARTICLES_PRC: "第一条",
        Scheme.LIST_CHINESE: "一、",
        Scheme.LIST_ARABIC: "1.",
        Scheme.DECIMAL: "1.1" if suffix else "1.",
    }[scheme]
    model = read_label(pattern)
    return _like(model, (number, *suffix)) if model else ""


def next_label(labels_before: Sequence[str], scheme: Scheme) -> str:
    """The label for a clause added after those labelled so: one on from the last that counts.

    The way the last label is written is kept. Empty if clauses go without labels.
    """
    last = next(filter(None, (_in_scheme(text, scheme) for text in reversed(labels_before))), None)
    if last is not None:
        return _like(last, _one_on(last))
    if scheme is Scheme.AS_WRITTEN:
        return ""
    return label_for(scheme, len(labels_before) + 1)


def inserted_label(previous_label: str | None, next_label: str | None, scheme: Scheme) -> str:
    """The label for a clause put between two others, both of which keep theirs.

    A number nobody has is used (第十三條 between 第十二條 and 第十四條), else the number before
    with a further one (第十二條之一, 三之一、, 3-1.). Empty where none fits: before the first, or
    between 第十二條 and 第十二條之一.
    """
    after = _in_scheme(next_label or "", scheme)
    before = _in_scheme(previous_label or "", scheme)
    if before is None:
        return _before_first(after) if after else label_for(scheme, 1)
    on = _one_on(before)
    if after is None or after.numbers > on:
        return _like(before, on)
    if len(before.numbers) > 1 and before.form is not Form.DECIMAL:
        on = (*before.numbers[:-1], before.numbers[-1] + 1)
        if after.numbers > on:
            return _like(before, on)
    further = (*before.numbers, 1)
    return _like(before, further) if further < after.numbers else ""


def heading_label(kind: Kind, number: int, variant: Variant = Variant.TRADITIONAL) -> str:
    """第一章: the label of a heading."""
    units = "編章節款目" if variant is Variant.TRADITIONAL else "编章节款目"
    return f"第{write_numeral(number)}{units[kind.depth]}"


def _numbers(form: Form, match: re.Match[str]) -> tuple[int, ...]:
    """The numbers of a label; none if what looked like a numeral is not one."""
    numeral = match[2]
    if form in (Form.STEM, Form.CIRCLED):
        return ((_STEMS if form is Form.STEM else _CIRCLED).index(numeral) + 1,)
    parts = [numeral, *re.findall(_NUM, match[4])]
    numbers = tuple(number for part in parts if (number := read_numeral(part)) is not None)
    return numbers if len(numbers) == len(parts) else ()


def _in_scheme(text: str, scheme: Scheme) -> Label | None:
    """The label if it belongs to the scheme, so that a stray （一） does not lead the count."""
    label = read_label(text.strip())
    forms = {
        Scheme.ARTICLES_TW: (Form.ARTICLE,),
        Scheme.ARTICLES_PRC: (Form.ARTICLE,),
        Scheme.LIST_CHINESE: (Form.CHINESE, Form.BRACKETED_CHINESE),
        Scheme.LIST_ARABIC: (Form.ARABIC, Form.BRACKETED_ARABIC),
        Scheme.DECIMAL: (Form.DECIMAL, Form.ARABIC),
        Scheme.AS_WRITTEN: tuple(Form),
    }[scheme]
    return label if label and label.form in forms else None


def _one_on(label: Label) -> tuple[int, ...]:
    """The numbers of what follows at the same level: 13 after 12 之 1, but 3.3 after 3.2."""
    if label.form is Form.DECIMAL:
        return (*label.numbers[:-1], label.numbers[-1] + 1)
    return (label.number + 1,)


def _before_first(after: Label) -> str:
    """A number below the first, if one is free."""
    if after.form is not Form.DECIMAL and after.number > 1:
        return _like(after, (after.number - 1,))
    return ""


def _like(model: Label, numbers: tuple[int, ...]) -> str:
    """The label with these numbers, written the way the model is; empty if it cannot be."""
    before, numeral, after, suffix, end = model.pieces
    if model.form in (Form.STEM, Form.CIRCLED):
        row = _STEMS if model.form is Form.STEM else _CIRCLED
        return row[numbers[0] - 1] + end if len(numbers) == 1 and numbers[0] <= len(row) else ""
    if max(numbers) > LARGEST:
        return ""
    written = _numeral_like(numeral, numbers[0])
    rest = "".join(_suffix_like(model, suffix, number) for number in numbers[1:])
    return f"{before}{written}{after}{rest}{end}".strip()


def _suffix_like(model: Label, suffix: str, number: int) -> str:
    if model.form is Form.DECIMAL:
        return "." + _numeral_like(model.pieces[1], number)
    if suffix.strip()[:1] in ("-", "－", "–"):
        return suffix.strip()[0] + _numeral_like(model.pieces[1], number)
    if model.form in (Form.ARABIC, Form.BRACKETED_ARABIC):
        return "-" + _numeral_like(model.pieces[1], number)
    return "之" + _numeral_like(model.pieces[1], number)


def _numeral_like(model: str, number: int) -> str:
    """The number in Arabic digits, full-width digits or Chinese, as the model is."""
    if model.isascii():
        return str(number)
    if "０" <= model[0] <= "９":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    if len(model) > 1 and not set(model) & set("十百千廿卅卌拾佰仟"):
        zero = next((character for character in model if character in "〇○"), "〇")
        return "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(number))  # 一○三
    return write_numeral(number)
