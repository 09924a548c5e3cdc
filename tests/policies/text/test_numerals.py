import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.numerals import read_numeral, write_numeral


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
