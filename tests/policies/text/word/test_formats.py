"""Every number format of ISO/IEC 29500-1, 17.18.59, as Word writes it."""

import pytest

from policies.text.numerals import read_numeral, write_numeral
from policies.text.word.formats import KNOWN, LARGEST, write
from policies.text.word.formats_east_asian import CHINESE

WRITTEN = [
    ("decimal", {1: "1", 9999: "9999"}),
    ("decimalHalfWidth", {7: "7"}),
    ("decimalZero", {1: "01", 9: "09", 10: "10", 100: "100"}),
    ("upperRoman", {1: "I", 4: "IV", 9: "IX", 49: "XLIX", 1994: "MCMXCIV", 3999: "MMMCMXCIX"}),
    ("lowerRoman", {8: "viii", 40: "xl"}),
    ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB", 53: "AAA"}),
    ("lowerLetter", {2: "b", 52: "zz"}),
    ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st"}),
    (
        "cardinalText",
        {1: "One", 19: "Nineteen", 20: "Twenty", 42: "Forty-two", 100: "One hundred",
         1215: "One thousand two hundred fifteen"},
    ),
    (
        "ordinalText",
        {1: "First", 5: "Fifth", 12: "Twelfth", 20: "Twentieth", 21: "Twenty-first",
         100: "One hundredth", 109: "One hundred ninth"},
    ),
    ("hex", {10: "A", 255: "FF"}),
    ("chicago", {1: "*", 2: "†", 4: "§", 5: "**"}),
    ("numberInDash", {3: "- 3 -"}),
    ("none", {5: ""}),
    ("ideographDigital", {1: "一", 10: "一〇", 103: "一〇三"}),
    ("chineseCounting", {1: "一", 10: "十", 21: "二十一", 100: "一○○", 123: "一二三"}),
    (
        "chineseCountingThousand",
        {10: "十", 11: "十一", 20: "二十", 101: "一百零一", 110: "一百一十", 1010: "一千零一十",
         2003: "二千零三", 9999: "九千九百九十九", 10001: "一万零一", 20100: "二万零一百"},
    ),
    (
        "chineseLegalSimplified",
        {1: "壹", 10: "壹拾", 26: "贰拾陆", 305: "叁佰零伍", 1000: "壹仟"},
    ),
    ("taiwaneseCounting", {12: "十二", 100: "一○○", 109: "一○九"}),
    ("taiwaneseCountingThousand", {100: "一百", 105: "一百零五", 1001: "一千零一"}),
    ("taiwaneseDigital", {10: "一○", 25: "二五"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
    ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
    ("ideographZodiacTraditional", {1: "甲子", 2: "乙丑", 13: "丙子", 60: "癸亥", 61: "61"}),
    ("ideographLegalTraditional", {2: "貳", 3: "參", 16: "壹拾陸", 108: "壹佰零捌"}),
    ("ideographEnclosedCircle", {1: "㈠", 10: "㈩", 11: "11"}),
    ("japaneseCounting", {10: "十", 100: "百", 111: "百十一", 1000: "千", 2345: "二千三百四十五"}),
    ("japaneseDigitalTenThousand", {10: "一〇", 321: "三二一"}),
    ("japaneseLegal", {1: "壱", 2: "弐", 10: "壱拾", 100: "壱百", 1000: "壱阡"}),
    ("decimalFullWidth", {12: "１２"}),
    ("decimalFullWidth2", {9: "９"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
    ("decimalEnclosedCircleChinese", {10: "⑩"}),
    ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
    ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛", 21: "21"}),
    ("aiueo", {1: "ｱ", 45: "ｦ", 46: "ﾝ", 47: "ｱ"}),
    ("aiueoFullWidth", {1: "ア", 46: "ン", 47: "ア"}),
    ("iroha", {1: "ｲ", 2: "ﾛ"}),
    ("irohaFullWidth", {1: "イ", 3: "ハ", 48: "ン"}),
    ("ganada", {1: "가", 14: "하"}),
    ("chosung", {1: "ㄱ", 14: "ㅎ"}),
    ("koreanDigital", {10: "일영", 23: "이삼"}),
    ("koreanDigital2", {10: "一零"}),
    ("koreanCounting", {10: "십", 11: "십일", 20: "이십", 110: "백십"}),
    ("koreanLegal", {1: "하나", 10: "열", 21: "스물하나", 99: "아흔아홉"}),
    ("hebrew1", {1: "א", 10: "י", 15: "טו", 16: "טז", 118: "קיח", 500: "תק"}),
    ("hebrew2", {1: "א", 22: "ת", 23: "אא"}),
    ("arabicAlpha", {1: "أ", 2: "ب", 28: "ي"}),
    ("arabicAbjad", {3: "ج", 28: "غ"}),
    ("russianLower", {1: "а", 29: "я"}),
    ("russianUpper", {2: "Б"}),
    ("thaiLetters", {1: "ก", 41: "ฮ"}),
    ("thaiNumbers", {25: "๒๕"}),
    ("thaiCounting", {1: "หนึ่ง", 11: "สิบเอ็ด", 20: "ยี่สิบ", 101: "หนึ่งร้อยเอ็ด"}),
    ("bahtText", {3: "3"}),
    ("hindiNumbers", {12: "१२"}),
    ("hindiConsonants", {1: "अ"}),
    ("hindiVowels", {1: "क"}),
    ("vietnameseCounting", {1: "một", 10: "mười", 15: "mười lăm", 21: "hai mươi mốt"}),
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "numbers"), WRITTEN, ids=[name for name, _ in WRITTEN])
def test_a_format_is_written_as_in_word(spelling: str, numbers: dict[int, str]) -> None:
    assert {number: write(number, spelling) for number in numbers} == numbers


def test_every_known_format_is_tried() -> None:
    assert {name for name, _ in WRITTEN} == KNOWN - {"bullet"}


@pytest.mark.parametrize("spelling", sorted(KNOWN - {"none", "bullet"}))
def test_every_number_can_be_written(spelling: str) -> None:
    for number in (0, 1, 10, 60, 100, 1000, 9999, LARGEST, LARGEST + 1, 2**31, -1):
        assert write(number, spelling), number


def test_a_format_nobody_knows_becomes_arabic_digits() -> None:
    assert write(7, "klingonCounting") == "7"
    assert "klingonCounting" not in KNOWN


@pytest.mark.parametrize(
    ("pattern", "written"), [("001, 002, 003, ...", "007"), ("0001, 0002, ...", "0007")]
)
def test_leading_zeros_of_a_pattern(pattern: str, written: str) -> None:
    assert write(7, "custom", pattern) == written


def test_chinese_numbers_agree_with_those_of_labels() -> None:
    for number in range(1, 10_000):
        assert CHINESE.write(number) == write_numeral(number)


@pytest.mark.parametrize(
    "spelling", ["chineseCounting", "taiwaneseCounting", "taiwaneseDigital", "ideographDigital"]
)
def test_chinese_labels_are_read_back(spelling: str) -> None:
    for number in range(1, 10_000):
        assert read_numeral(write(number, spelling)) == number
