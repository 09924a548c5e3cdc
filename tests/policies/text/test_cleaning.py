import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.chinese import Removal, clean


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("規(guī)定", "規定"),
        ("規（guī）定", "規定"),
        ("规(gui\u0304)定", "规定"),
        ("結(jié)構(gòu)", "結構"),
        ("女(nǚ)子", "女子"),
        ("规(GUĪ)定", "规定"),
    ],
)
def test_a_reading_of_the_character_before_it_goes(written: str, cleaned: str) -> None:
    assert clean(written).text == cleaned


@pytest.mark.parametrize(
    "written",
    [
        "客人(VIP)",
        "他(或她)",
        "甲(a)項",
        "一(an)個",
        "規(jié)定",  # a reading, but of another character
        "規(guīdìng)定",
        "規定 (guī)",
        "guī(guī)",
        "(guī)",
        "規[guī]定",
        "規(gui)定",
        "100%(含)",
    ],
)
def test_every_other_bracket_stays(written: str) -> None:
    assert clean(written) == clean(written).__class__(written)


def test_what_went_is_reported_with_its_line() -> None:
    result = clean("\ufeff第一條\r\n規(guī)\x00定\r\n內\u200b容")
    assert result.text == "第一條\n規定\n內容"
    assert result.removed == (
        Removal(1, "\ufeff"),
        Removal(2, "\x00"),
        Removal(2, "(guī)"),
        Removal(3, "\u200b"),
    )


def test_every_kind_of_line_end_becomes_one() -> None:
    assert clean("a\rb\r\nc\x0bd\x0ce\u2028f").text == "a\nb\nc\nd\ne\nf"


def test_joiners_go_beside_chinese_and_stay_in_emoji() -> None:
    assert clean("規\u200d則").text == "規則"
    assert clean("👩\u200d🚀").text == "👩\u200d🚀"


def test_a_compatibility_ideograph_stays_itself() -> None:
    assert clean("\uf9e2e\u0301").text == "\uf9e2é"


@given(st.text(st.sampled_from("規定(guī)（）\r\n\u200b\x00 a\u0304e\u0301\u200d\ufeff\u3000")))
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text == once.text
    assert clean(once.text).removed == ()


@given(st.text(st.sampled_from("規定,。 \u3000第一條()（）【】“”abc１２")))
def test_a_clean_text_stays_exactly_as_written(text: str) -> None:
    assert clean(text).text == text
