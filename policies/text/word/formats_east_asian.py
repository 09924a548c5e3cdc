"""Number formats of Chinese, Japanese and Korean."""

from collections.abc import Callable
from dataclasses import dataclass

Writer = Callable[[int], str]

_DIGITS = "零一二三四五六七八九"
_CIRCLE = "○一二三四五六七八九"  # the circle Word takes where digits stand side by side
_IDEOGRAPHIC_ZERO = "〇一二三四五六七八九"
_TEN_STEMS = "甲乙丙丁戊己庚辛壬癸"
_TWELVE_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰ"
    "ノオクヤマケフコエテアサキユメミシヱヒモセスン"
)
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_KOREAN_DIGITS = "영일이삼사오육칠팔구"
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a language says numbers: its digits from nought, its units from one to a thousand.

    ``bare`` are the places, counted from the ones, where a single unit goes without its 一;
    ``first_ten_bare`` says so of 十一 alone. ``says_zero``: a gap is filled, as in 一百零一.
    """

    digits: str
    units: tuple[str, str, str, str]
    myriad: str
    says_zero: bool = False
    bare: frozenset[int] = frozenset()
    first_ten_bare: bool = False

    def write(self, number: int) -> str:
        if number == 0:
            return self.digits[0]
        myriads, rest = divmod(number, 10_000)
        written = self._below_myriad(rest, inside=bool(myriads)) if rest else ""
        if not myriads:
            return written
        gap = self.digits[0] if self.says_zero and 0 < rest < 1000 else ""
        return self._below_myriad(myriads, inside=False) + self.myriad + gap + written

    def _below_myriad(self, number: int, inside: bool) -> str:
        written = ""
        for place in (3, 2, 1, 0):
            digit = number // 10**place % 10
            if digit:
                bare = place and digit == 1 and (place in self.bare or self._is_first_ten(number))
                written += ("" if bare and not inside else self.digits[digit]) + self.units[place]
            elif self.says_zero and written and number % 10**place:
                written += self.digits[0] * (not written.endswith(self.digits[0]))
        return written

    def _is_first_ten(self, number: int) -> bool:
        return self.first_ten_bare and number < 20


def positional(digits: str) -> Writer:
    """Digit beside digit: 一○三."""
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _one_of(signs: str) -> Writer:
    """One sign for each number, as far as they go."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _in_turn(signs: str) -> Writer:
    """One sign for each number, and from the first again (so Word, against the standard)."""
    return lambda number: signs[(number - 1) % len(signs)] if number else ""


def _counting(number: int) -> str:
    """一 … 九十九 in words, from a hundred on digit beside digit."""
    return CHINESE.write(number) if 0 < number < 100 else positional(_CIRCLE)(number)


def _sexagenary(number: int) -> str:
    if not 0 < number <= 60:
        return ""
    return _TEN_STEMS[(number - 1) % 10] + _TWELVE_BRANCHES[(number - 1) % 12]


def _native_korean(number: int) -> str:
    return _NATIVE_TENS[number // 10] + _NATIVE_ONES[number % 10] if 0 < number < 100 else ""


def _full_width(number: int) -> str:
    return positional("０１２３４５６７８９")(number)


_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
CHINESE = Spelling(_DIGITS, _UNITS, "萬", says_zero=True, first_ten_bare=True)
SIMPLIFIED = Spelling(_DIGITS, _UNITS, "万", says_zero=True, first_ten_bare=True)
LEGAL_TRADITIONAL = Spelling("零壹貳參肆伍陸柒捌玖", _LEGAL_UNITS, "萬", says_zero=True)
LEGAL_SIMPLIFIED = Spelling("零壹贰叁肆伍陆柒捌玖", _LEGAL_UNITS, "万", says_zero=True)
JAPANESE = Spelling(_IDEOGRAPHIC_ZERO, _UNITS, "万", bare=frozenset({1, 2, 3}))
LEGAL_JAPANESE = Spelling("零壱弐参四伍六七八九", ("", "拾", "百", "阡"), "萬")
KOREAN = Spelling(_KOREAN_DIGITS, ("", "십", "백", "천"), "만", bare=frozenset({1, 2, 3}))

_CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))
_IN_BRACKETS = "".join(map(chr, range(0x2474, 0x2488)))
_WITH_STOP = "".join(map(chr, range(0x2488, 0x249C)))
_IDEOGRAPH_IN_BRACKETS = "".join(map(chr, range(0x3220, 0x322A)))

WRITERS: dict[str, Writer] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": SIMPLIFIED.write,
    "chineseLegalSimplified": LEGAL_SIMPLIFIED.write,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": CHINESE.write,
    "taiwaneseDigital": positional(_CIRCLE),
    "ideographDigital": positional(_IDEOGRAPHIC_ZERO),
    "ideographTraditional": _one_of(_TEN_STEMS),
    "ideographZodiac": _one_of(_TWELVE_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographLegalTraditional": LEGAL_TRADITIONAL.write,
    "ideographEnclosedCircle": _one_of(_IDEOGRAPH_IN_BRACKETS),  # in brackets, so Word
    "japaneseCounting": JAPANESE.write,
    "japaneseDigitalTenThousand": positional(_IDEOGRAPHIC_ZERO),
    "japaneseLegal": LEGAL_JAPANESE.write,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedParen": _one_of(_IN_BRACKETS),
    "decimalEnclosedFullstop": _one_of(_WITH_STOP),
    "aiueo": _in_turn(_AIUEO_HALF),
    "aiueoFullWidth": _in_turn(_AIUEO),
    "iroha": _in_turn(_IROHA_HALF),
    "irohaFullWidth": _in_turn(_IROHA),
    "ganada": _in_turn(_GANADA),
    "chosung": _in_turn(_CHOSUNG),
    "koreanDigital": positional(_KOREAN_DIGITS),
    "koreanDigital2": positional(_DIGITS),
    "koreanCounting": KOREAN.write,
    "koreanLegal": _native_korean,
}
