import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.numbering import (
    Form,
    Scheme,
    Variant,
    heading_label,
    inserted_label,
    label_for,
    next_label,
    read_label,
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
    ],
)
def test_what_is_no_label_is_none(line: str) -> None:
    assert read_label(line) is None


def test_a_label_says_where_the_line_goes_on() -> None:
    label = read_label("第一條　　員工")
    assert label is not None
    assert "第一條　　員工"[label.end :] == "員工"


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
