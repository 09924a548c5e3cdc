"""Citations found in running text: where they are, and what they mean."""

import pytest

from policies.text.citation import Address, Level, Relative, Sentence, Step, Unit, find
from policies.text.citation_names import short_names

A, P, S, I = Level.ARTICLE, Level.PARAGRAPH, Level.SUBPARAGRAPH, Level.ITEM  # noqa: E741


def said(text: str, jurisdiction: str = "TW", title: str = "") -> list[str]:
    """「words=address」 of every citation, the address in short: 12-1/p2/s3, 勞動基準法:38."""
    found = find(text, jurisdiction, title)
    for citation in found:
        assert text[citation.start : citation.end] == citation.words
    return [
        f"{'→' if citation.through else ''}{citation.words}={short(citation.address)}"
        for citation in found
    ]


def short(address: Address) -> str:
    names = {Level.PARAGRAPH: "p", Level.SUBPARAGRAPH: "s", Level.ITEM: "i", Level.SUBITEM: "j"}
    steps = "/".join(_step(step, names.get(step.level, "")) for step in address.steps)
    return f"{address.policy}:{steps}" if address.policy else steps


def _step(step: Step, name: str) -> str:
    if step.level.is_heading:
        name = f"{step.level.value} "
    relative = f"{step.relative.value}" if step.relative else ""
    count = f"×{step.count}" if step.count > 1 else ""
    sentence = f"!{step.sentence.value}" if step.sentence else ""
    return f"{name}{relative}{count}{'-'.join(map(str, step.numbers))}{sentence}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依第十二條之一第二項第三款辦理", ["第十二條之一第二項第三款=12-1/p2/s3"]),
        ("第12-1條第2項及第 5 條", ["第12-1條第2項=12-1/p2", "第 5 條=5"]),
        ("第１２條", ["第１２條=12"]),
        ("第廿一條、第一○三條", ["第廿一條=21", "第一○三條=103"]),
        ("第三條第一項第二款第四目之1", ["第三條第一項第二款第四目之1=3/p1/s2/i4/j1"]),
        ("第三條之第二項", ["第三條之第二項=3/p2"]),
        ("依前條第一項", ["前條第一項=previous/p1"]),
        ("前二條、前三項", ["前二條=previous×2", "前三項=pprevious×3"]),
        ("本條第二項與次條", ["本條第二項=this/p2", "次條=next"]),
        ("本章及前節規定", ["本章=chapter this", "前節=section previous"]),
        ("第二編第三章第一節", ["第二編第三章第一節=part 2/chapter 3/section 1"]),
        ("第三節第二款第一目", ["第三節第二款第一目=section 3/subsection 2/subsubsection 1"]),
        ("第三點、第五點第二款", ["第三點=3", "第五點第二款=5/s2"]),
        ("依第3.2條、3.2.1款", ["第3.2條=3-2", "3.2.1款=3-2-1"]),
    ],
)
def test_a_citation_is_read(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第三十二條、第三十三條及第三十五條",
            ["第三十二條=32", "第三十三條=33", "第三十五條=35"],
        ),
        ("第三條至第五條", ["第三條=3", "→第五條=5"]),
        ("第一款至第三款及第五款", ["第一款=s1", "→第三款=s3", "第五款=s5"]),
        ("第十二條第一項及第三項", ["第十二條第一項=12/p1", "第三項=12/p3"]),
        (
            "第十二條第一項第一款、第二款及第二項",
            ["第十二條第一項第一款=12/p1/s1", "第二款=12/p1/s2", "第二項=12/p2"],
        ),
        ("前條第一項或第三項", ["前條第一項=previous/p1", "第三項=previous/p3"]),
        ("前項及第一項", ["前項=pprevious", "第一項=p1"]),
        ("前項與第一款", ["前項=pprevious", "第一款=s1"]),
        ("第三、四條", ["第三=3", "四條=4"]),
        ("第二項第三、第四兩款", ["第二項第三=p2/s3", "第四兩款=p2/s4"]),
        ("第一至三款", ["第一=s1", "→三款=s3"]),
        ("第十條之一及之二", ["第十條之一=10-1", "之二=10-2"]),
        ("第一項前段及後段", ["第一項前段=p1!first", "後段=p1!last"]),
        ("第三條但書、第五條本文", ["第三條但書=3!proviso", "第五條本文=5!main"]),
        ("第三條第一項但書第二款", ["第三條第一項但書第二款=3/p1!proviso/s2"]),
        ("第五條第一項…，同條第二項", ["第五條第一項=5/p1", "同條第二項=5/p2"]),
        ("第五條第一項第二款，同項第三款", ["第五條第一項第二款=5/p1/s2", "同項第三款=5/p1/s3"]),
        (
            "第五條第一項第二款，同條項第三款",
            ["第五條第一項第二款=5/p1/s2", "同條項第三款=5/p1/s3"],
        ),
        ("前條第一項及同條第二項", ["前條第一項=previous/p1", "同條第二項=previous/p2"]),
        ("第一項…同條規定", ["第一項=p1", "同條=this"]),
    ],
)
def test_an_enumeration_carries_on(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十二条第二款第（三）项", ["第十二条第二款第（三）项=12/p2/s3"]),
        ("第十二条第二款第三项第1目", ["第十二条第二款第三项第1目=12/p2/s3/i1"]),
        ("前款规定，前两款", ["前款=pprevious", "前两款=pprevious×2"]),
        ("第（一）、（三）项", ["第（一）=s1", "（三）项=s3"]),
        ("第(一)项至第(三)项", ["第(一)项=s1", "→第(三)项=s3"]),
        ("第五条第一款、第二款第（一）项", ["第五条第一款=5/p1", "第二款第（一）项=5/p2/s1"]),
        ("本办法第八条后段", ["本办法第八条后段=8!last"]),
        ("上一条第一款和下条规定", ["上一条第一款=previous/p1", "下条=next"]),
    ],
)
def test_the_mainland_changes_paragraph_and_item(text: str, expected: list[str]) -> None:
    assert said(text, "CN") == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("依本規章第五條", "", ["本規章第五條=5"]),
        ("本管理辦法第五條", "考勤管理辦法", ["本管理辦法第五條=5"]),
        ("依《考勤管理辦法》第八條", "請假辦法", ["《考勤管理辦法》第八條=考勤管理辦法:8"]),
        ("依「考勤管理辦法」第八條", "請假辦法", ["「考勤管理辦法」第八條=考勤管理辦法:8"]),
        ("依《考勤管理辦法》第八條", "考勤管理辦法", ["《考勤管理辦法》第八條=8"]),
        ("《考勤管理辦法（試行）》第八條", "考勤管理办法", ["《考勤管理辦法（試行）》第八條=8"]),
        ("違反勞動基準法第三十八條", "", ["勞動基準法第三十八條=勞動基準法:38"]),
        (
            "依勞動基準法第三十八條、第三十九條及本辦法第三條",
            "",
            ["勞動基準法第三十八條=勞動基準法:38", "第三十九條=勞動基準法:39", "本辦法第三條=3"],
        ),
        ("民法及刑法第三條", "", ["刑法第三條=刑法:3"]),
        ("本細則依民法第一條訂定", "", ["民法第一條=民法:1"]),
        ("本法第三條", "請假辦法", ["本法第三條=本法:3"]),
        ("本法第三條", "勞動法", ["本法第三條=3"]),
        ("本法第三條", "", ["本法第三條=3"]),
        ("依民法第一條，同法第三條", "", ["民法第一條=民法:1", "同法第三條=民法:3"]),
        ("民法規定甚明，同法第三條", "", ["同法第三條=民法:3"]),
        (
            "本法第三條所稱雇主、第五條所定期間",
            "休假細則",
            ["本法第三條=本法:3", "第五條=本法:5"],
        ),
        ("附件二第三條", "", ["附件二第三條=附件二:3"]),
        ("臺灣地區與大陸地區人民關係條例第十條", "", [
            "臺灣地區與大陸地區人民關係條例第十條=臺灣地區與大陸地區人民關係條例:10"
        ]),
        ("依其規定第三條", "", ["第三條=3"]),
        ("《考勤办法》（2024年版）第八条", "", ["《考勤办法》（2024年版）第八条=考勤办法:8"]),
        ("《考勤管理办法》的第八条", "", ["《考勤管理办法》的第八条=考勤管理办法:8"]),
    ],
)  # fmt: skip
def test_another_regulation_is_named(text: str, title: str, expected: list[str]) -> None:
    assert said(text, "TW", title) == expected


def test_a_short_name_means_what_the_text_says() -> None:
    text = "依勞動基準法（以下簡稱勞基法）及《職工休假辦法》（以下简称《办法》）訂定"
    names = short_names(text, "請假辦法")
    assert names == {"勞基法": "勞動基準法", "办法": "職工休假辦法"}
    found = find("勞基法第三條及《办法》第五條", "TW", "請假辦法", names)
    assert [citation.address.policy for citation in found] == ["勞動基準法", "職工休假辦法"]


def test_a_regulation_may_shorten_its_own_name() -> None:
    assert short_names("特制定《差旅管理制度》（以下简称本制度）", "差旅费管理制度") == {}


@pytest.mark.parametrize(
    "text",
    [
        "第一季、第二次、第三人、第一審、第三方、第五年",
        "一百條規則，三項要求，兩款商品",
        "其次項目、基本項目、共同條件、目前條件、前條文",
        "合同条款、同款商品、本條例、本章程、前目標",
        "第三條例、第二條件、第四項次、第二節課、第一點鐘",
        "第五條　員工應準時到班。",
        "第三章 總則",
        "3.2 萬元，比率 1.5",
    ],
)
def test_other_words_are_no_citation(text: str) -> None:
    assert said(text) == []


def test_what_opens_a_paragraph_and_goes_on_is_one() -> None:
    assert said("第五條規定之人員\n第三條、第四條") == ["第五條=5", "第三條=3", "第四條=4"]


@pytest.mark.parametrize("text", ["第三條之三個月期間", "第三條之一部分", "第三條之十日內"])
def test_an_amount_is_no_further_number(text: str) -> None:
    assert said(text) == ["第三條=3"]


def test_the_unit_and_the_sentence_are_kept() -> None:
    found = find("第三點前段", "TW")
    assert found[0].address == Address(
        (Step(Level.ARTICLE, (3,), sentence=Sentence.FIRST),), unit=Unit.POINT
    )
    assert found[0].address.article == (3,)


def test_a_place_that_was_not_named_before_stays_open() -> None:
    found = find("同條規定", "TW")
    assert found[0].address.steps == (Step(Level.ARTICLE, relative=Relative.SAME),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see Article 12 and Section 3.2", ["Article 12=12", "Section 3.2=3-2"]),
        ("Sections 3.2, 3.3 and 3.5", ["Sections 3.2=3-2", "3.3=3-3", "3.5=3-5"]),
        ("Articles 3 to 5", ["Articles 3=3", "→5=5"]),
        ("clause 4(b)(ii) or (iii)", ["clause 4(b)(ii)=4/s2/i2", "(iii)=4/s2/i3"]),
        ("§ 4(a) and (b)", ["§ 4(a)=4/s1", "(b)=4/s2"]),
        ("paragraph 2 of Article 5", ["paragraph 2 of Article 5=5/p2"]),
        ("Article 5 of Chapter 3", ["Article 5 of Chapter 3=chapter 3/5"]),
        ("Section 3 of this Policy", ["Section 3 of this Policy=3"]),
        ("section 9 of the Fair Pay Act", ["section 9 of the Fair Pay Act=Fair Pay Act:9"]),
        ("the preceding Article", ["the preceding Article=previous"]),
        ("Article 12A, Part IV", ["Article 12A=12-1", "Part IV=part 4"]),
        ("item (ii) and subparagraph (a)", ["item (ii)=i2", "subparagraph (a)=s1"]),
        ("part of it, in section a, clauses are, 5 articles, Article 5%", []),
        ("依 Article 3 及第五條", ["Article 3=3", "第五條=5"]),
    ],
)
def test_english_is_read_too(text: str, expected: list[str]) -> None:
    assert said(text, "XX") == expected
