"""How definitions are worded. Chinese patterns are matched against folded text: 简, half width."""

import re

# What any of them holds, as written; most texts hold none and are not folded at all.
MAY_DEFINE = re.compile(
    r"所[稱称謂谓]|用[詞词語语]|名[詞词]|[詞词][語语]|[簡简統统合下][稱称]|[是係]指"
    r"|\b(?:means?|refers? to|referred to as)\b|\([^()]{0,40}[“\"]"
)
_TERM = r"[^,:。;!?()\n]{1,40}?"
_POINTS = r"(?:是指|系指|乃指|指|谓|意指|意为|系|即为|即)"
# 行為 and 認為 end with what elsewhere points at a meaning.
_IS = r"(?<![行作成认视以因])为(?![,:])"
_PLAINLY = "(?<![手食])指(?![导挥标定派示引明纹数])"  # not of 指導, 指定, 手指
CALLED = re.compile(
    rf"所(?:称|谓)(?:之|的)?(?P<term>[「『“\"《]?{_TERM})(?:,|:)?\s?"
    rf"(?:(?<=[,:])(?P<verb>{_POINTS}|为|在(?=中央)|例示如下)"
    rf"|(?P<straight>是指|系指|{_PLAINLY}|{_IS}|如下(?=:|\.\.)|包括(?=:)))"
)
# The mainland says it without 所称 as well: 采购人是指…, 募集设立，是指….
STATED = re.compile(
    r"(?:^|(?<=[。;]))\s*(?:(?:本[^,。]{1,3}|前[款项])(?:中|所?规定的))?"
    r"(?P<term>[「『“\"《]?[^,:。;!?()\n]{1,30}?)(?:的规定)?,?(?P<verb>是指|系指|乃指)"
)
ANNOUNCED = re.compile(
    r"(?:用词|用语|名词|词语|术语)[^。;]{0,12}(?:定义|含义|涵义|释义|意义|解释|说明)[^。;]{0,6}(?::|$)"
)
LISTED = re.compile(
    r"\s*(?P<term>[「『“\"]?[^,:。;!?\n]{1,40}?)\s?"
    rf"(?:[,:]\s?(?P<verb>{_POINTS}|为|$)|(?:是指|系指|{_PLAINLY})|:)"
)
SHORTENED = re.compile(
    r"(?P<full>[^,。;:、()\n]{2,60})\s?[(,]\s?"
    r"(?:以下|下文|下)(?:分别|合并|并|均|通)?(?:简称|统称|合称|称)(?:为|作|之为|:)?\s?"
    r"(?P<term>[^,。;()\n]{1,40}?)\s?(?=[),。;]|$)"
)
# What leads up to the full name and is no part of it: 本規則依…, 由….
BEFORE_THE_NAME = re.compile(
    r"(?:本[^,]{1,3}(?=依|根|按))?(?:依[据照]?|根据|按照|由|向|与|及|经|对|将|应)(?!法)"
)
IN_QUOTES = re.compile('[「『“"《](?P<term>[^「」『』“”"《》]{1,40})[」』”"》]')
CHAPTER_BEFORE = re.compile("本(?:编|章|节)$")
CLAUSE_BEFORE = re.compile(r"(?:本条|[项款目条](?:之[一二三四五六七八九十]+)?|但书|前段|后段)$")
BY_ITS_PLACE = re.compile("本(?:编|章|节|条)")
_ENGLISH_TERM = r"[“\"](?P<term>[^“”\"\n]{1,60}?),?[”\"]"
ENGLISH_MEANS = re.compile(
    rf"{_ENGLISH_TERM}\s+(?:(?:shall\s+)?means?\b|refers?(?:,[^,]+,)?\s+to\b|is\s+defined\s+as\b)"
)
ENGLISH_SHORT = re.compile(
    r"\((?:[^()“”\"]{0,30}\b(?:the|an?|collectively|hereinafter|referred to as|together|each|or),?"
    r"\s+)?(?:[“\"][^“”\"\n]{1,60}[”\"](?:,|\s+or|\s+and|\s+the)*\s*){1,4}\)",
    re.IGNORECASE,
)
IN_ENGLISH_QUOTES = re.compile(_ENGLISH_TERM)
