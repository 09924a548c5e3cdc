"""What a citation looks like, in pieces: a step by number, a step by place, what joins two."""

import re
from collections.abc import Mapping

from .address import Level, Relative, Sentence
from .numerals import NUMERAL_CHARACTERS

_NUM = f"[{NUMERAL_CHARACTERS}]+"
_ARABIC = "[0-9０-９]{1,4}"
# 第五條之三個月, 之二分之一: what follows shows that it is an amount, not a further number.
_NO_AMOUNT = f"(?![{NUMERAL_CHARACTERS}年月日週周天小時时分秒個个次倍成部切定般造人名種种元方般])"
_OF = rf"(?:\s*之\s*{_NUM}{_NO_AMOUNT})*"

# The units, each with what must not follow it: 條例, 條件, 項目, 款式, 節日 are other words.
_UNITS = (
    "[編编](?![號号制輯辑列])|篇(?![文幅])|章(?![程戳魚鱼])|[節节](?![日假約约省課课車车氣气奏能])|"
    "[條条](?!例(?!外)|[件約约碼码幅])|[點点](?![名數数收選选鐘钟心火子播])|"
    "[項项](?!次|[目](?!的))|款(?![式待]|[項项](?!目))|目(?![標标錄录次光视視]|的|前(?!段))"
)
# 前條文 and 本條款 are other words too; after a number they are not, or not often.
_UNITS_AFTER_PLACE = rf"(?:{_UNITS})(?<![條条](?=[文款理]))(?<!款(?=[項项]))"

NUMBERED = re.compile(
    rf"第\s*(?:[（(]\s*(?P<bracketed>{_NUM})\s*[)）]|(?P<number>{_NUM}))"
    rf"(?P<dash>(?:[-－–.．]{_ARABIC})*|{_OF})\s*(?P<unit>{_UNITS})(?P<of>{_OF})"
)
SUBITEM = re.compile(rf"之\s*({_NUM}){_NO_AMOUNT}")  # 本目之1
# 3.2條, 3.2.1款: without 第, but with a unit, for 3.2 alone may be an amount.
DECIMAL = re.compile(
    rf"(?<![0-9０-９.．])(?P<number>{_ARABIC})(?P<dash>(?:[.．]{_ARABIC})+)\s*(?P<unit>{_UNITS})"
)
# 第三、四條 and 第（一）至（三）项: all but the last go without their unit.
_ONE = rf"(?:[（(]\s*{_NUM}\s*[)）]|{_NUM})"
_JOINT = r"(?:[、,，及與与和或至到~～]|以及|或者)"
LISTED = re.compile(
    rf"第\s*(?P<number>{_ONE})(?=(?:\s*{_JOINT}\s*第?\s*{_ONE})+\s*(?P<unit>{_UNITS}))"
)
LISTED_ON = re.compile(
    rf"(?P<joint>\s*{_JOINT}\s*)(?P<words>第?\s*(?P<number>{_ONE})\s*(?P<unit>{_UNITS})?)"
)

# Every number of a citation that was found, with what it is written with.
NUMBERS = re.compile(
    rf"(?P<before>第\s*[（(]?\s*|[（(]?\s*)(?P<number>{_NUM})"
    rf"(?P<dash>(?:[-－–.．]{_ARABIC})*|{_OF})(?P<after>\s*[)）]?\s*(?P<unit>{_UNITS})?)(?P<of>{_OF})"
)

# What may follow 同條, 次項, 前目: a weak word is a citation only where a citation goes on.
_GOES_ON = (
    r"(?=\s*(?:$|[第規规所各但情以及或與与和至暨、，,。；;：:）)」』》序罪者亦有應应不準准時时之中內内並并]"
    "|前段|中段|[後后]段|本文))"
)
PLACED = re.compile(
    rf"(?:本(?<![基根成日書书版原資资股標标]本)(?=[條条項项款章節节編编]))(?P<this>{_UNITS_AFTER_PLACE})"
    rf"|本(?P<this_weak>[點点目]){_GOES_ON}"
    rf"|前(?P<count>{_NUM})?(?:(?P<previous>(?=[條条項项款]){_UNITS_AFTER_PLACE})"
    rf"|(?<![目以日生事提先從从年月當当向空面跟眼]前)(?P<before>[章節节編编點点目]){_GOES_ON})"
    rf"|上(?<![以之述事線线網网]上)一?(?P<above>[條条項项款]){_GOES_ON}"
    rf"|次(?<![其每二兩两該该數数初依層层多首名再本一三四五六七八九十個个各]次)"
    rf"(?P<next>[條条項项款點点章節节]){_GOES_ON}"
    rf"|下(?<![以之述線线]下)一?(?P<below>[條条項项款]){_GOES_ON}"
    rf"|同(?<![不相如共合協协會会連连視视等陪]同)[條条]?(?P<same>[條条項项款點点目章節节]){_GOES_ON}"
    rf"|[該该](?P<that>[條条]){_GOES_ON}"
)
RELATIVES = {
    "this": Relative.THIS, "this_weak": Relative.THIS, "previous": Relative.PREVIOUS,
    "before": Relative.PREVIOUS, "above": Relative.PREVIOUS, "next": Relative.NEXT,
    "below": Relative.NEXT, "same": Relative.SAME, "that": Relative.SAME,
}  # fmt: skip

SENTENCE = re.compile(r"之?(前段|中段|[後后]段|本文|但[書书])")
SENTENCES = {
    "前": Sentence.FIRST, "中": Sentence.MIDDLE, "後": Sentence.LAST, "后": Sentence.LAST,
    "本": Sentence.MAIN, "但": Sentence.PROVISO,
}  # fmt: skip

# What stands between two members of one enumeration.
JOINT = re.compile(
    r"(?:之?[規规]定|各[款項项目])?\s*"
    r"(?:[、]\s*(?:並|并|以及|及|或)?|以及|或者|及|與|与|和|或|暨|至|到|迄|[~～－—–-])\s*"
)
# 本法第三條所稱主管機關、第五條所定期間: further members of what one name began.
LOOSE_JOINT = re.compile("(?:所|[規规]定|之)[^，,。；;：:]{0,30}(?:、|及|與|与|或|和|暨)")
THROUGH = re.compile("[至到迄~～－—–-]")
FURTHER = re.compile(rf"\s*(?:[、及與与和或至到]|以及|或者)\s*(之\s*{_NUM}{_NO_AMOUNT})")
# Where to look for a citation; in 《…》 is a name, whatever it says.
BEGINS = re.compile(
    r"(?P<name>《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》)"
    "|第|[本前上次下同該该](?=[條条項项款點点目章節节編编0-9０-９一二兩两三四五六七八九十])"
    "|(?<![0-9０-９.．])[0-9０-９]"
)

_HEADINGS: Mapping[str, Level] = {
    "編": Level.PART, "编": Level.PART, "篇": Level.PART, "章": Level.CHAPTER,
    "節": Level.SECTION, "节": Level.SECTION, "條": Level.ARTICLE, "条": Level.ARTICLE,
    "點": Level.ARTICLE, "点": Level.ARTICLE, "目": Level.ITEM,
}  # fmt: skip
TAIWAN: Mapping[str, Level] = {
    **_HEADINGS, "項": Level.PARAGRAPH, "项": Level.PARAGRAPH, "款": Level.SUBPARAGRAPH,
}  # fmt: skip
PRC: Mapping[str, Level] = {
    **_HEADINGS, "款": Level.PARAGRAPH, "項": Level.SUBPARAGRAPH, "项": Level.SUBPARAGRAPH,
}  # fmt: skip


def levels_of(jurisdiction: str) -> Mapping[str, Level]:
    """Which level each unit names: mainland China changes the places of 款 and 項."""
    return PRC if jurisdiction == "CN" else TAIWAN
