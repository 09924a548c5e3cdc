import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.numerals import (
    read_letters,
    read_numeral,
    read_roman,
    write_letters,
    write_numeral,
    write_roman,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("廿", 20), ("廿一", 21), ("卅五", 35),
        ("一百零二", 102), ("一百二", 120), ("一百二十", 120), ("一百十", 110), ("一百一十一", 111),
        ("一○三", 103), ("一〇", 10), ("二〇二六", 2026), ("兩百", 200), ("两百五", 250),
        ("一千零一", 1001), ("一千二", 1200), ("一千零五十", 1050), ("九千九百九十九", 9999),
        ("拾貳", 12), ("壹佰", 100), ("12", 12), ("１２", 12), ("0", 0), ("零", 0),
    ],
)  # fmt: skip
def test_numerals_are_read(written: str, number: int) -> None:
    assert read_numeral(written) == number


@pytest.mark.parametrize(
    "written", ["", "十十", "百千", "一十百", "條", "10000", "一万", "二廿", "1一"]
)
def test_what_is_no_numeral_is_none(written: str) -> None:
    assert read_numeral(written) is None


@given(st.integers(0, 9999))
def test_every_number_comes_back(number: int) -> None:
    assert read_numeral(write_numeral(number)) == number


def test_numerals_are_written_the_usual_way() -> None:
    numbers = (0, 9, 10, 19, 20, 101, 110, 1010, 1100, 2002)
    written = "零 九 十 十九 二十 一百零一 一百一十 一千零一十 一千一百 二千零二"
    assert " ".join(map(write_numeral, numbers)) == written


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_beyond_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="numeral"):
        write_numeral(number)


# How one number is written otherwise: each must be read as the same number.
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")
FORMAL_SIMPLIFIED = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
PLACES = str.maketrans("0123456789", "〇一二三四五六七八九")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def ways_of_writing(number: int) -> set[str]:
    """Every way a number from 1 to 9,999 is written in regulations."""
    usual = write_numeral(number)
    digits = str(number)
    ways = {usual, digits, digits.translate(FULL_WIDTH)}
    ways |= {usual.replace("零", zero) for zero in "〇○"}
    ways |= {usual.translate(FORMAL), usual.translate(FORMAL_SIMPLIFIED)}
    ways |= {digits.translate(PLACES).replace("〇", zero) for zero in "〇○零"}
    for short, long in (("廿", "二十"), ("卅", "三十"), ("卌", "四十")):
        if usual.startswith(long) or any(f"{unit}{long}" in usual for unit in "百零"):
            ways.add(usual.replace(long, short))
    for unit in "百千":
        ways |= {usual.replace(f"二{unit}", f"{two}{unit}") for two in "兩两"}
    if 10 <= number < 20:
        ways.add("一" + usual)  # 一十二
    if number > 100 and 10 <= number % 100 < 20:
        ways.add(usual.replace("一十", "十"))  # 一百十一
    if number % 100 and not number % 10 and usual.endswith("十") and "百" in usual:
        ways.add(usual.removesuffix("十"))  # 一百二
    if number > 1000 and number % 1000 and not number % 100:
        ways.add(usual.removesuffix("百"))  # 一千二
    return ways


def test_every_number_is_read_however_it_is_written() -> None:
    wrong = [
        (written, number)
        for number in range(1, 10_000)
        for written in ways_of_writing(number)
        if read_numeral(written) != number
    ]
    assert wrong == []


def test_every_roman_numeral_and_every_letter_comes_back() -> None:
    assert all(read_roman(write_roman(number)) == number for number in range(1, 4000))
    assert all(read_letters(write_letters(number)) == number for number in range(1, 10_000))


@pytest.mark.parametrize(
    ("number", "roman", "letters"), [(4, "iv", "d"), (9, "ix", "i"), (27, "xxvii", "aa")]
)
def test_roman_numerals_and_letters(number: int, roman: str, letters: str) -> None:
    assert (write_roman(number), write_letters(number)) == (roman, letters)
    assert (read_roman(roman.upper()), read_letters(letters.upper())) == (number, number)


@pytest.mark.parametrize("text", ["", "iiii", "vx", "iq", "a1", "甲"])
def test_what_is_no_roman_numeral_is_none(text: str) -> None:
    assert read_roman(text) is None


@pytest.mark.parametrize("text", ["", "a1", "é", "甲"])
def test_what_are_no_letters_is_none(text: str) -> None:
    assert read_letters(text) is None
