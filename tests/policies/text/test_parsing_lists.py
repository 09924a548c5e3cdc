"""Texts that are counted by lists: their heads, what stands inside, what is no list at all."""

import pytest

from policies.text.outline import Kind
from policies.text.parsing import parse
from tests.policies.text.reading import one, same_words, shape


def test_formal_numerals_head_lists() -> None:
    text = (
        "出差要點\n壹、目的\n為規範出差，訂定本要點。\n"
        "貳、適用範圍\n一、正職員工。\n二、約聘員工。\n"
        "參、程序\n一、應填單：\n（一）國內。\n（二）國外。\n二、應核准。"
    )
    assert shape(one(text).outline) == [
        "壹、|目的|",
        "||為規範出差，訂定本要點。",
        "貳、|適用範圍|",
        "一、||正職員工。",
        "二、||約聘員工。",
        "參、|程序|",
        "一、||應填單：\n（一）國內。\n（二）國外。",
        "二、||應核准。",
    ]


@pytest.mark.parametrize("numerals", [("1", "2", "3"), ("1.0", "2.0", "3.0"), ("1.", "2.", "3.")])
def test_procedures_with_decimals_under_numbered_titles(numerals: tuple[str, ...]) -> None:
    one_, two, three = numerals
    text = (
        f"文件管制程序\n{one_} 目的\n確保文件受控。\n"
        f"{two} 權責\n2.1 總經理：核准。\n2.2 文管：發行。\n"
        f"{three} 作業\n3.1 文件分類\n3.1.1 一階。\n1.5公里以內免申請。\n3.2 保存。"
    )
    document = one(text)
    assert shape(document.outline) == [
        f"{one_}|目的|",
        "||確保文件受控。",
        f"{two}|權責|",
        "2.1||總經理：核准。",
        "2.2||文管：發行。",
        f"{three}|作業|",
        "3.1||文件分類\n3.1.1 一階。\n1.5公里以內免申請。",
        "3.2||保存。",
    ]


def test_a_list_of_titles_heads_articles() -> None:
    text = (
        "管理制度\n一、总则\n第一条 甲。\n第二条 乙：\n一、子。\n"
        "二、丑。\n二、考勤\n第三条 丙。\n三、附则\n第四条 丁。"
    )
    outline = one(text).outline
    assert [(h.label, h.title) for h in outline.headings] == [
        ("一、", "总则"),
        ("二、", "考勤"),
        ("三、", "附则"),
    ]
    assert [len(h.clauses) for h in outline.headings] == [2, 1, 1]


def test_bare_words_head_articles() -> None:
    text = (
        "公司章程\n总则\n第一条 甲。\n第二条 乙。\n"
        "股东\n第三条 丙。\n第四条 丁。\n附则\n第五条 戊。"
    )
    assert [h.title for h in one(text).outline.headings] == ["总则", "股东", "附则"]


def test_a_list_counted_through_all_titles_is_the_clauses() -> None:
    text = (
        "适用意见\n提出如下意见。\n一、管辖\n1．甲。\n2．乙。\n二、回避\n3．丙。\n三、附则\n4．丁。"
    )
    document = one(text)
    assert [c.label for c in document.outline.all_clauses()] == ["1．", "2．", "3．", "4．"]
    assert [h.title for h in document.outline.headings] == ["管辖", "回避", "附则"]
    assert document.warnings == ()


def test_a_decision_that_quotes_articles_is_a_list() -> None:
    text = (
        "关于修改消防规定的决定\n作如下修改：\n一、将第三条修改为：\n第三条　人人应当守法。\n"
        "二、将第五条第一款修改为：\n“第五条　应当备案。\n“前款规定从其规定。”\n三、删去第九条。"
    )
    assert [clause.label for clause in one(text).outline.all_clauses()] == ["一、", "二、", "三、"]


def test_lists_set_in_stay_inside_their_clause() -> None:
    text = "須知\n1. 甲：\n    1. 子。\n    2. 丑。\n2. 乙。\n  3. 丙。"
    assert shape(one(text).outline) == ["1.||甲：\n1. 子。\n2. 丑。", "2.||乙。", "3.||丙。"]


def test_a_list_without_numbers_stays_with_what_announces_it() -> None:
    document = one("# Conduct Policy\n## Duties\nEmployees must:\n- be kind\n- be safe\nAlways.")
    assert shape(document.outline) == [
        "|Duties|",
        "||Employees must:\n- be kind\n- be safe",
        "||Always.",
    ]


def test_entries_that_nothing_announces_are_clauses() -> None:
    document = one("● 上班不遲到\n● 下班關燈\n● 保密")
    assert shape(document.outline) == ["||● 上班不遲到", "||● 下班關燈", "||● 保密"]
    assert document.outline.title == ""


def test_a_drawn_table_is_not_torn_apart() -> None:
    text = "編制表\n┌──┬──┐\n│職稱│員額│\n└──┴──┘\n附註：自一月一日生效。"
    assert shape(one(text).outline) == [
        "||┌──┬──┐\n│職稱│員額│\n└──┴──┘",
        "||附註：自一月一日生效。",
    ]


def test_regulations_with_articles_and_with_lists_in_one_file() -> None:
    text = (
        "甲公司考勤制度\n第一章 总则\n第一条 甲。\n甲公司请假制度\n第一条 丙。\n"
        "甲公司加班办法（试行）\n一、戊。\n二、己。\n"
        "甲公司奖惩办法\n为加强管理。\n一、庚。\n二、辛。"
    )
    assert [
        (d.outline.title, len(list(d.outline.all_clauses()))) for d in parse(text).documents
    ] == [
        ("甲公司考勤制度", 1),
        ("甲公司请假制度", 1),
        ("甲公司加班办法（试行）", 2),
        ("甲公司奖惩办法", 2),
    ]
    assert same_words(text)


def test_parts_of_a_handbook() -> None:
    text = "培训制度\n第一部分 内容\n一、公司简介。\n二、制度。\n第二部分 考核\n一、考试。"
    outline = one(text).outline
    assert [(h.kind, h.label) for h in outline.headings] == [
        (Kind.PART, "第一部分"),
        (Kind.PART, "第二部分"),
    ]
