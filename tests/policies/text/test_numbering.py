from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.labels import LETTERED, as_sequel
from policies.text.numbering import (
    Form,
    Scheme,
    Variant,
    heading_label,
    inserted_label,
    label_for,
    next_label,
    read_label,
    relabelled,
)
from policies.text.outline import Kind


@pytest.mark.parametrize(
    ("line", "form", "key", "text"),
    [
        ("第三章　總則", Form.HEADING, "3", "第三章"),
        ("第 三 章 總則", Form.HEADING, "3", "第 三 章"),
        ("第三章之一 總則", Form.HEADING, "3-1", "第三章之一"),
        ("第 三之一 節 總則", Form.HEADING, "3-1", "第 三之一 節"),
        ("第一分编\u2002通则", Form.HEADING, "1", "第一分编"),
        ("第三條：目的", Form.ARTICLE, "3", "第三條："),
        ("第三條、目的", Form.ARTICLE, "3", "第三條、"),
        ("第三條、第四條", Form.ARTICLE, "3", "第三條"),
        ("第十二條之一　員工", Form.ARTICLE, "12-1", "第十二條之一"),
        ("第十二条之一", Form.ARTICLE, "12-1", "第十二条之一"),
        ("第12條", Form.ARTICLE, "12", "第12條"),
        ("第１２條", Form.ARTICLE, "12", "第１２條"),
        ("第 30-1 條", Form.ARTICLE, "30-1", "第 30-1 條"),
        ("第三十條之一之二 員工", Form.ARTICLE, "30-1-2", "第三十條之一之二"),
        ("第三條之規定", Form.ARTICLE, "3", "第三條"),
        ("一、目的", Form.CHINESE, "1", "一、"),
        ("十一.目的", Form.CHINESE, "11", "十一."),
        ("三之一、目的", Form.CHINESE, "3-1", "三之一、"),
        ("（一）目的", Form.BRACKETED_CHINESE, "1", "（一）"),
        ("(一)目的", Form.BRACKETED_CHINESE, "1", "(一)"),
        ("1. 目的", Form.ARABIC, "1", "1."),
        ("1、目的", Form.ARABIC, "1", "1、"),
        ("（1）目的", Form.BRACKETED_ARABIC, "1", "（1）"),
        ("3.2 目的", Form.DECIMAL, "3.2", "3.2"),
        ("3.2.1目的", Form.DECIMAL, "3.2.1", "3.2.1"),
        ("甲、目的", Form.STEM, "1", "甲、"),
        ("③目的", Form.CIRCLED, "3", "③"),
        ("❷目的", Form.CIRCLED, "2", "❷"),
        ("㈢目的", Form.BRACKETED_CHINESE, "3", "㈢"),
        ("⑷目的", Form.BRACKETED_ARABIC, "4", "⑷"),
        ("⒌目的", Form.ARABIC, "5", "⒌"),
        ("壹、總則", Form.FORMAL, "1", "壹、"),
        ("拾贰、总则", Form.FORMAL, "12", "拾贰、"),
        ("第一部分 总则", Form.HEADING, "1", "第一部分"),
        ("第20条の2　育児休業", Form.ARTICLE, "20-2", "第20条の2"),
        ("第2條. 適用", Form.ARTICLE, "2", "第2條."),
        ("1.1應登記", Form.DECIMAL, "1.1", "1.1"),
        ("a. use strong passwords", Form.LETTER, "1", "a."),
        ("B、目的", Form.LETTER, "2", "B、"),
        ("(c) lock screens", Form.BRACKETED_LETTER, "3", "(c)"),
        ("ii. at night", Form.ROMAN, "2", "ii."),
        ("IV. Scope", Form.ROMAN, "4", "IV."),
        ("(iii) at lunch", Form.BRACKETED_ROMAN, "3", "(iii)"),
        ("Article 3 (Leave)", Form.ARTICLE, "3", "Article 3"),
        ("ARTICLE IV", Form.ARTICLE, "4", "ARTICLE IV"),
        ("Section 2.1. Scope", Form.ARTICLE, "2.1", "Section 2.1."),
        ("Section 2 - Scope", Form.ARTICLE, "2", "Section 2 -"),
        ("§ 12 Notice", Form.ARTICLE, "12", "§ 12"),
        ("Chapter 3: Hours", Form.HEADING, "3", "Chapter 3:"),
        ("Part II", Form.HEADING, "2", "Part II"),
        ("Appendix B", Form.HEADING, "2", "Appendix B"),
    ],
)
def test_labels_are_read(line: str, form: Form, key: str, text: str) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.form, label.key, label.text) == (form, key, text)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "目的",
        "第一",
        "第條",
        "一百",
        "3次",
        "100%",
        "3.5%",
        "（含）",
        "甲方",
        "十十、",
        "一二月",
        "1.5公里以內",
        "2.5 小時",
        "3.2萬元",
        "e.g. this",
        "U.S. law",
        "a",
        "Rule of law",
        "Sections 1 and 2",
        "Section 2.1.pdf",
        "(ab) c",
        "iiii. x",
    ],
)
def test_what_is_no_label_is_none(line: str) -> None:
    assert read_label(line) is None


def test_a_label_says_where_the_line_goes_on() -> None:
    label = read_label("第一條　　員工")
    assert label is not None
    assert "第一條　　員工"[label.end :] == "員工"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("第一編", Kind.PART),
        ("第一部分", Kind.PART),
        ("第一分编", Kind.PART),
        ("Part 1", Kind.PART),
        ("第一章", Kind.CHAPTER),
        ("Chapter 1", Kind.CHAPTER),
        ("APPENDIX C", Kind.CHAPTER),
        ("第一節", Kind.SECTION),
        ("第一款", Kind.SUBSECTION),
        ("第一目", Kind.SUBSUBSECTION),
        ("第一條", None),
        ("Article 1", None),
    ],
)
def test_a_heading_has_a_kind(label: str, kind: Kind | None) -> None:
    read = read_label(label)
    assert read is not None
    assert read.kind is kind


@pytest.mark.parametrize(
    ("label", "following"),
    [
        ("玖、", "拾、"), ("贰、", "叁、"), ("⑼", "⑽"), ("⒛", ""), ("h.", "i."), ("(H)", "(I)"),
        ("iii.", "iv."), ("(IX)", "(X)"), ("Article 9", "Article 10"), ("ARTICLE IV", "ARTICLE V"),
        ("Section 2.9", "Section 2.10"), ("Appendix B", "Appendix C"), ("第20条の2", "第21条"),
    ],
)  # fmt: skip
def test_the_next_label_is_written_as_the_last_one(label: str, following: str) -> None:
    assert next_label([label], Scheme.AS_WRITTEN) == following


@pytest.mark.parametrize(
    ("scheme", "number", "suffix", "expected"),
    [
        (Scheme.ARTICLES_TW, 12, (), "第十二條"),
        (Scheme.ARTICLES_TW, 12, (1,), "第十二條之一"),
        (Scheme.ARTICLES_PRC, 101, (), "第一百零一条"),
        (Scheme.LIST_CHINESE, 16, (), "十六、"),
        (Scheme.LIST_ARABIC, 3, (), "3."),
        (Scheme.DECIMAL, 3, (2,), "3.2"),
        (Scheme.DECIMAL, 3, (), "3."),
        (Scheme.AS_WRITTEN, 3, (), ""),
    ],
)
def test_labels_are_written(
    scheme: Scheme, number: int, suffix: tuple[int, ...], expected: str
) -> None:
    assert label_for(scheme, number, suffix) == expected


@given(
    st.sampled_from([scheme for scheme in Scheme if scheme is not Scheme.AS_WRITTEN]),
    st.integers(1, 9999),
    st.lists(st.integers(1, 99), max_size=2).map(tuple),
)
def test_a_label_written_is_read_again(
    scheme: Scheme, number: int, suffix: tuple[int, ...]
) -> None:
    label = read_label(label_for(scheme, number, suffix) + "員工")
    assert label is not None
    assert label.numbers == (number, *suffix)


@pytest.mark.parametrize(
    ("before", "scheme", "expected"),
    [
        ([], Scheme.ARTICLES_TW, "第一條"),
        (["第一條", "第十二條之一"], Scheme.ARTICLES_TW, "第十三條"),
        (["第12條"], Scheme.ARTICLES_TW, "第13條"),
        (["第 30-1 條"], Scheme.AS_WRITTEN, "第 31 條"),
        (["一.", "二."], Scheme.LIST_CHINESE, "三."),
        (["九、"], Scheme.AS_WRITTEN, "十、"),
        (["一○三、"], Scheme.AS_WRITTEN, "一○四、"),
        (["（九）"], Scheme.AS_WRITTEN, "（十）"),
        (["1)", ""], Scheme.LIST_ARABIC, "2)"),
        (["3.2"], Scheme.DECIMAL, "3.3"),
        (["甲、"], Scheme.AS_WRITTEN, "乙、"),
        (["癸、"], Scheme.AS_WRITTEN, ""),
        (["", ""], Scheme.AS_WRITTEN, ""),
        (["", ""], Scheme.LIST_ARABIC, "3."),
        (["第一條", "（二）"], Scheme.ARTICLES_TW, "第二條"),
    ],
)
def test_the_next_label_goes_on_as_before(before: list[str], scheme: Scheme, expected: str) -> None:
    assert next_label(before, scheme) == expected


@pytest.mark.parametrize(
    ("previous", "following", "scheme", "expected"),
    [
        ("第十二條", "第十三條", Scheme.ARTICLES_TW, "第十二條之一"),
        ("第十二條之一", "第十三條", Scheme.ARTICLES_TW, "第十二條之二"),
        ("第十二條之一", "第十二條之二", Scheme.ARTICLES_TW, "第十二條之一之一"),
        ("第十二條", "第十二條之一", Scheme.ARTICLES_TW, ""),
        ("第十二條", "第十四條", Scheme.ARTICLES_TW, "第十三條"),
        ("第十二條", None, Scheme.ARTICLES_TW, "第十三條"),
        ("第12條", "第13條", Scheme.ARTICLES_TW, "第12條之1"),
        ("第30-1條", "第31條", Scheme.ARTICLES_TW, "第30-2條"),
        ("三、", "四、", Scheme.LIST_CHINESE, "三之一、"),
        ("3.", "4.", Scheme.LIST_ARABIC, "3-1."),
        ("3.2", "3.3", Scheme.DECIMAL, "3.2.1"),
        (None, "第二條", Scheme.ARTICLES_TW, "第一條"),
        (None, "第一條", Scheme.ARTICLES_TW, ""),
        (None, None, Scheme.ARTICLES_PRC, "第一条"),
    ],
)
def test_an_inserted_label_leaves_the_others_alone(
    previous: str | None, following: str | None, scheme: Scheme, expected: str
) -> None:
    assert inserted_label(previous, following, scheme) == expected


def test_headings_have_their_units() -> None:
    assert [heading_label(kind, 2) for kind in Kind] == [
        "第二編",
        "第二章",
        "第二節",
        "第二款",
        "第二目",
    ]
    assert heading_label(Kind.PART, 1, Variant.SIMPLIFIED) == "第一编"


@pytest.mark.parametrize("number", [0, 10_000])
def test_a_clause_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="number"):
        label_for(Scheme.ARTICLES_TW, number)


@pytest.mark.parametrize("line", ["第" + " " * 40 + "一條", "第一條" + "之一" * 40, "1.1" * 20])
def test_what_is_longer_than_any_label_is_text(line: str) -> None:
    assert read_label(line) is None


# A label of every style, and how far it can be counted on in it.
STYLES = {
    9_999: (
        "第三章", "第三章之一", "第3章", "第一编", "第一節", "第一條", "第一条", "第1條", "第１條",
        "第 1 條", "第一條之一", "第1-1條", "第 30-1 條", "第廿一條", "第一○三條", "一、", "一.",
        "一之一、", "廿一、", "一○三、", "壹、", "贰、", "（一）", "(一)", "（一之一）", "1.",
        "1、", "1)", "１.", "1-1.", "（1）", "(1)", "3.2", "3.2.1", "Article 12", "Article 12.1",
        "Article 12A", "Section 3", "Section 3.2", "Chapter 3",
    ),
    399: ("Article II", "Part IV"),
    39: ("i.", "ii)", "IV.", "(i)"),
    26: ("a.", "a)", "A、", "(a)", "（b）"),
    20: ("①", "⑴", "⒈"),
    10: ("甲、", "㈠", "❶"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("label", "largest"), [(label, size) for size, labels in STYLES.items() for label in labels]
)
def test_a_style_is_counted_as_far_as_it_goes(label: str, largest: int) -> None:
    """Every label that can be written is read as what it was written for; no other is written."""
    model = read_label(label)
    assert model is not None
    for number in (*range(1, min(largest, 130) + 1), *range(131, largest + 1, 37)):
        numbers = (number, *model.numbers[1:])
        written = relabelled(model, numbers)
        again = read_label(f"{written}　員工")
        if model.form in LETTERED and number in (9, 22, 24):
            again = again and as_sequel(again, replace(model, numbers=(number - 1,)))
        assert again is not None
        assert (again.numbers, again.form, again.kind) == (numbers, model.form, model.kind)
    assert largest == 9_999 or relabelled(model, (largest + 1,)) == ""


@pytest.mark.parametrize("scheme", [each for each in Scheme if each is not Scheme.AS_WRITTEN])
def test_a_scheme_counts_to_9999(scheme: Scheme) -> None:
    labels = [label_for(scheme, number) for number in range(1, 10_000)]
    assert [read_label(f"{label}　員工").numbers for label in labels] == [  # type: ignore[union-attr]
        (number,) for number in range(1, 10_000)
    ]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (["(g)", "(h)", "(i)"], "(j)"),
        (["h.", "i."], "j."),
        (["(i)"], "(ii)"),
        (["(h)", "(ii)"], "(iii)"),
        (["Article 12"], "Article 13"),
        (["Article 12A"], "Article 13"),
        (["廿一、"], "廿二、"),
        (["z."], ""),
    ],
)
def test_letters_and_words_go_on(before: list[str], expected: str) -> None:
    assert next_label(before, Scheme.AS_WRITTEN) == expected


@pytest.mark.parametrize(("label", "number"), [("Appendix C", 3), ("Part IV", 4), ("Part X", 10)])
def test_a_lone_letter_is_rarely_roman(label: str, number: int) -> None:
    read = read_label(label)
    assert read is not None
    assert read.number == number


def test_an_english_article_is_inserted_with_a_letter() -> None:
    assert inserted_label("Article 12", "Article 13", Scheme.AS_WRITTEN) == "Article 12A"
    assert inserted_label("Article 12A", "Article 13", Scheme.AS_WRITTEN) == "Article 12B"
