"""Classes of regulations that the parser must understand, each on a text of our own."""

import pytest

from policies.text.markup import to_text
from policies.text.parsing import Part
from tests.policies.text.reading import codes, one, same_words, shape

TOMBSTONES = """倉儲管理辦法
第一章　總則
第十條　倉庫應上鎖。
第十條之一至第十條之五　（刪除）
第十一條　鑰匙由專人保管。
第十二條至第十五條（刪除）
第十六條　盤點每季一次。
第十七條、第十八條　（刪除）
第二章　（刪除）
第十九條　（刪除）
第二十條及第二十一條之規定，準用之。
第二十條　施行。
"""


def test_several_articles_deleted_together_are_one_tombstone() -> None:
    document = one(TOMBSTONES)
    clauses = list(document.outline.all_clauses())
    assert [(clause.label, clause.deleted) for clause in clauses] == [
        ("第十條", False),
        ("第十條之一至第十條之五", True),
        ("第十一條", False),
        ("第十二條至第十五條", True),
        ("第十六條", False),
        ("第十七條、第十八條", True),
        ("第十九條", True),
        ("第二十條", False),
    ]
    assert document.outline.headings[1].title == "（刪除）"
    assert codes(document) == [("numbers_begin_late", 3)]
    assert same_words(TOMBSTONES)


def test_a_numeral_left_blank_still_heads_and_opens() -> None:
    text = "辦法\n第　章　總則\n第　條　守時。\n第　章　附則\n第　條　施行。"
    document = one(text)
    assert shape(document.outline) == [
        "第　章|總則|",
        "第　條||守時。",
        "第　章|附則|",
        "第　條||施行。",
    ]
    assert document.warnings == ()


def test_inserted_chapters_have_their_number() -> None:
    text = (
        "辦法\n第一章　總則\n第一條　甲。\n"
        "第一章之一　組織\n第二條　乙。\n第 二 章 附則\n第三條　丙。"
    )
    document = one(text)
    assert [h.label for h in document.outline.headings] == ["第一章", "第一章之一", "第 二 章"]
    assert document.warnings == ()


def test_chapters_out_of_order_are_told() -> None:
    text = (
        "辦法\n第一章　甲\n第一條　子。\n第三章　乙\n"
        "第一節　丙\n第二條　丑。\n第三節　丁\n第三條　寅。"
    )
    document = one(text)
    assert [(w.code, w.line, w.message_data) for w in document.warnings] == [
        ("heading_out_of_order", 4, {"label": "第三章", "after": "第一章"}),
        ("heading_out_of_order", 7, {"label": "第三節", "after": "第一節"}),
    ]


def test_articles_run_on_in_a_paragraph_are_parted() -> None:
    text = (
        "消防安全规则\n第一章 总则 第一条 为了安全，制定本规则。 第二条 人人有责。\n"
        "第二章 管理\n"
        "第三条 管理应当： （一）巡查； （二）登记。 依照第二条 处理。 第四条 定期演练。\n"
        "第三章 附则\n第五条 本规则施行。 第六条 同时废止旧规则。"
    )
    document = one(text)
    assert shape(document.outline) == [
        "第一章|总则|",
        "第一条||为了安全，制定本规则。",
        "第二条||人人有责。",
        "第二章|管理|",
        "第三条||管理应当： （一）巡查； （二）登记。 依照第二条 处理。",
        "第四条||定期演练。",
        "第三章|附则|",
        "第五条||本规则施行。",
        "第六条||同时废止旧规则。",
    ]
    assert [(mark.line, mark.part) for mark in document.marks][1:4] == [
        (2, Part.HEADING),
        (2, Part.CLAUSE),
        (2, Part.CLAUSE),
    ]
    assert same_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "第三條第二條所稱員工，指正職。",
        "第三條各部門應配合。",
        "第三條到職當日報到。",
        "第三條與廠商往來應廉潔。",
    ],
)
def test_an_article_whose_words_resemble_a_reference_opens(text: str) -> None:
    outline = one(f"守則\n第一條為健全管理而訂。\n第二條員工應守時。\n{text}\n第四條施行。").outline
    assert [clause.label for clause in outline.all_clauses()][2:] == ["第三條", "第四條"]


@pytest.mark.parametrize(
    "text",
    [
        "第三條各款之人員另訂之。", "第三條所稱員工亦同。", "第三條者，不在此限。",
        "第三條第一項亦同。",
        "第三條及第四條之人員亦同。", "第三條、第四條之人員亦同。", "第三條但書亦同。",
        "第三條之人員亦同。", "第三條規定亦同。", "第三條修正施行前之人員亦同。",
    ],
)  # fmt: skip
def test_a_reference_to_the_next_article_opens_none(text: str) -> None:
    outline = one(f"守則\n第一條為健全管理。\n第二條員工應守時。\n{text}\n第三條施行。").outline
    assert [clause.label for clause in outline.all_clauses()] == ["第一條", "第二條", "第三條"]
    assert to_text(list(outline.all_clauses())[1].body).endswith(text)


JAPANESE = """就業規則
第1章　総則
（目的）
第１条　この規則は、就業に関する事項を定める。
２　この規則にない事項は、法令による。
（適用範囲）
第２条　この規則は、全従業員に適用する。
（１）嘱託を含む。
第2章　採用
（採用手続）
第３条　採用は選考による。
（短時間勤務）
第３条の２　別に定める。
附　則
１　この規則は、四月一日から施行する。
"""


def test_captions_above_their_articles_belong_to_them() -> None:
    document = one(JAPANESE)
    assert [(c.label, c.caption) for c in document.outline.all_clauses()] == [
        ("第１条", "（目的）"),
        ("第２条", "（適用範囲）"),
        ("第３条", "（採用手続）"),
        ("第３条の２", "（短時間勤務）"),
    ]
    assert document.outline.headings[0].lead == ""
    assert to_text(document.outline.supplementary).startswith("附　則\n１　")
    assert document.warnings == ()
    caption = document.marks[2]
    assert (caption.part, caption.node) == (Part.CAPTION, document.marks[3].node)
    assert same_words(JAPANESE)


def test_a_bracket_that_ends_a_clause_is_no_caption() -> None:
    text = "辦法\n第一條　格式如附。\n（附表）\n第二條　甲。\n第三條　乙。\n第四條　丙。"
    assert to_text(one(text).outline.clauses[0].body).endswith("（附表）")


def test_a_heading_of_markdown_has_its_caption_on_the_line() -> None:
    text = (
        "# 就業規則\n## 第1章 総則\n### 第1条　目的\n"
        "1. 定める。\n### 第2条　適用する。\n### 第3条　施行"
    )
    assert shape(one(text).outline)[1:] == [
        "第1条|目的|1. 定める。",
        "第2条||適用する。",
        "第3条||施行",
    ]


def test_captions_may_go_without_brackets_where_that_is_the_habit() -> None:
    text = (
        "門禁管理規定\n第一條：目的\n　　為維護安全而訂。\n第二條：適用範圍\n　　全體員工。\n"
        "第三條：內容\n　　一、佩證。\n第四條：本規定施行。"
    )
    document = one(text)
    assert shape(document.outline) == [
        "第一條：|目的|為維護安全而訂。",
        "第二條：|適用範圍|全體員工。",
        "第三條：|內容|一、佩證。",
        "第四條：||本規定施行。",
    ]
    assert same_words(text)
    once = one("規定\n第一條　目的\n為維護安全。\n第二條　甲。\n第三條　乙。").outline
    assert once.clauses[0].caption == ""


def test_annexes_and_a_preface_stand_beside_the_clauses() -> None:
    text = (
        "公司章程\n序言\n本公司成立于某年。\n第一章 总则\n第一条 甲。\n第二条 如附表一。\n"
        "附表一　假別日數\n事假十四日。\n附件二\n格式。"
    )
    assert shape(one(text).outline) == [
        "|序言|",
        "||本公司成立于某年。",
        "第一章|总则|",
        "第一条||甲。",
        "第二条||如附表一。",
        "|附表一　假別日數|",
        "||事假十四日。",
        "|附件二|",
        "||格式。",
    ]


@pytest.mark.parametrize(
    "line", ["附表一：假別日數", "附表所列人員不適用之。", "附件如後，不另公告。"]
)
def test_a_sentence_about_an_annex_heads_none(line: str) -> None:
    outline = one(f"辦法\n第一條　甲。\n第二條　乙。\n{line}").outline
    assert outline.headings == ()


@pytest.mark.parametrize(
    ("signed", "kept"),
    [
        ("某某有限公司\n二〇二四年五月一日", True),
        ("特此公告。\n人力資源部\n中華民國113年5月1日", True),
        ("2024-05-01", True),
        ("本辦法自二〇二四年五月一日起施行。", False),
        ("應於下列日期前提出申請：\n2024年5月1日", False),
    ],
)
def test_who_signed_and_when_is_no_part_of_the_last_clause(signed: str, kept: bool) -> None:
    outline = one(f"保密制度\n第一條　甲。\n第二條　乙。\n{signed}").outline
    closing = to_text(outline.supplementary)
    assert closing == (signed if kept else ("2024年5月1日" if "\n" in signed else ""))


CONTENTS = """员工手册
目　　录
前言
第一章　总则 …… 1
第一节　适用 …… 1
第二章　考勤管理 …… 3
附则 …… 9
第一章　总则
第一节　适用范围
第一条　甲。
第二章　考勤管理
第二条　乙。
"""


def test_a_table_of_contents_is_told_and_kept() -> None:
    document = one(CONTENTS)
    assert [h.title for h in document.outline.all_headings()] == ["总则", "适用范围", "考勤管理"]
    parts = [mark.line for mark in document.marks if mark.part is Part.CONTENTS]
    assert parts == [2, 3, 4, 5, 6, 7]
    assert same_words(CONTENTS)
    unannounced = CONTENTS.replace("目　　录\n前言\n", "").replace("附则 …… 9\n", "")
    assert [h.title for h in one(unannounced).outline.headings] == ["总则", "考勤管理"]


def test_large_numbers_and_digits_of_every_kind() -> None:
    labels = [
        "第九百九十九條",
        "第一千條",
        "第一〇〇一條",
        "第一○○二條",
        "第１００３條",
        "第 1004 條",
    ]
    document = one("法\n" + "\n".join(f"{label}　甲。" for label in labels))
    assert [clause.label for clause in document.outline.all_clauses()] == labels
    assert document.warnings == ()
