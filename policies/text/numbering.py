"""Positions to labels: 第三章, 第十二條之一, 一、, （一）, 1., 3.2, 甲、.

A label is written the way the company writes its labels, which ``labels`` reads.
"""

from collections.abc import Sequence
from enum import StrEnum

from .labels import FORMAL, LETTERED, ROMAN, ROWS, STEMS, Form, Label, as_sequel, read_label
from .numerals import LARGEST, write_letters, write_numeral, write_roman
from .outline import Kind

__all__ = [
    "Form",
    "Label",
    "Scheme",
    "Variant",
    "heading_label",
    "inserted_label",
    "label_for",
    "next_label",
    "read_label",
    "relabelled",
]

_SIMPLIFIED = str.maketrans("貳參陸", "贰叁陆")
_TO_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")


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
    last: Label | None = None
    for label in filter(None, (_in_scheme(text, scheme) for text in labels_before)):
        last = as_sequel(label, last) if last else label
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


def relabelled(label: Label, numbers: tuple[int, ...]) -> str:
    """The label with other numbers, in its own style; empty where it cannot be written."""
    return _like(label, numbers)


def heading_label(kind: Kind, number: int, variant: Variant = Variant.TRADITIONAL) -> str:
    """第一章: the label of a heading."""
    units = "編章節款目" if variant is Variant.TRADITIONAL else "编章节款目"
    return f"第{write_numeral(number)}{units[kind.depth]}"


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
    return label if label and label.number and label.form in forms else None


def _one_on(label: Label) -> tuple[int, ...]:
    """The numbers of what follows at the same level: 13 after 12 之 1, but 3.3 after 3.2."""
    if label.form is Form.DECIMAL or "." in label.pieces[3]:
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
    row = STEMS if model.form is Form.STEM else next((row for row in ROWS if numeral in row), "")
    largest = _largest(model)
    if row:
        return row[numbers[0] - 1] + end if len(numbers) == 1 and numbers[0] <= len(row) else ""
    if numbers[0] > largest or max(numbers) > LARGEST:
        return ""
    written = _first_like(model, numbers[0])
    rest = "".join(_suffix_like(model, suffix, number) for number in numbers[1:])
    return f"{before}{written}{after}{rest}{end}".strip()


def _largest(model: Label) -> int:
    """The largest number that is still read as a label when it is written like the model."""
    numeral = model.pieces[1]
    if not (numeral.isascii() and numeral.isalpha()):
        return LARGEST
    if model.form in ROMAN:
        return 39  # xl would be a word
    return 26 if model.form in LETTERED or not set(numeral) <= set("IVXLC") else 399


def _first_like(model: Label, number: int) -> str:
    """The first number, which may be a letter or a Roman numeral: (b), iv., Article II."""
    numeral = model.pieces[1]
    if not (numeral.isascii() and numeral.isalpha()):
        return _numeral_like(numeral, number)
    is_roman = model.form in ROMAN or (model.form not in LETTERED and set(numeral) <= set("IVXLC"))
    written = write_roman(number) if is_roman else write_letters(number)
    return written.upper() if numeral.isupper() else written


def _suffix_like(model: Label, suffix: str, number: int) -> str:
    if model.is_english and not suffix.startswith((".", "-")):
        return write_letters(number).upper()  # Article 12A
    if model.form is Form.DECIMAL or suffix.startswith("."):
        return "." + _numeral_like(model.pieces[1], number)
    if suffix.strip()[:1] in ("-", "－", "–"):
        return suffix.strip()[0] + _numeral_like(model.pieces[1], number)
    if model.form in (Form.ARABIC, Form.BRACKETED_ARABIC):
        return "-" + _numeral_like(model.pieces[1], number)
    return ("の" if "の" in suffix else "之") + _numeral_like(model.pieces[1], number)


def _numeral_like(model: str, number: int) -> str:
    """The number in Arabic digits, full-width digits or Chinese, as the model is."""
    if model.isascii():
        return str(number)
    if "０" <= model[0] <= "９":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    if model[0] in FORMAL:
        written = write_numeral(number).translate(_TO_FORMAL)
        simplified = set(model) & set("贰叁陆")
        return written.translate(_SIMPLIFIED) if simplified else written
    if len(model) > 1 and not set(model) & set("十百千廿卅卌拾佰仟"):
        zero = next((character for character in model if character in "〇○"), "〇")
        return "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(number))  # 一○三
    written = write_numeral(number)
    if set(model) & set("廿卅卌"):
        for short, long in (("廿", "二十"), ("卅", "三十"), ("卌", "四十")):
            written = written.replace(long, short)
    return written
