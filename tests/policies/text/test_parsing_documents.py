"""Several regulations in one file, titles, numbers out of order, text without structure."""

import pytest

from policies.text.markup import to_text
from policies.text.outline import Kind
from policies.text.parsing import WarningCode, joined, parse
from tests.policies.text.reading import codes, one, same_words, shape

COLLECTION = """制度是什麼
制度有下列用處:
1. 明確。
2. 公平。
怎麼寫
寫作時應注意:
1. 合法。
2. 可行。
以上供各單位參考。
客服制度范文
第1篇 客服部專員職責制度
崗位:客服部專員
職責:
一、接聽電話。
二、回覆信件。
第2篇 b門市接待制度
門市接待制度
一.歡迎客人。
二.送客人。
第3篇 門市接待制度
門市接待制度一.歡迎客人。二.送客人。三.打掃。
"""


def test_several_regulations_in_one_file() -> None:
    documents = parse(COLLECTION).documents
    assert [(d.outline.title, d.outline.superscription) for d in documents] == [
        ("", ""),
        ("客服部專員職責制度", "客服制度范文\n第1篇"),
        ("門市接待制度", "第2篇 b門市接待制度"),
        ("門市接待制度", "第3篇 門市接待制度"),
    ]
    assert [(d.first_line, d.last_line) for d in documents] == [
        (1, 9),
        (10, 15),
        (16, 19),
        (20, 21),
    ]
    assert [len(list(d.outline.all_clauses())) for d in documents] == [4, 2, 2, 3]
    assert codes(documents[3]) == [("run_together", 21), ("duplicate_title", 20)]
    assert documents[3].warnings[1].message_data == {"title": "門市接待制度", "other_line": 16}
    assert same_words(COLLECTION)


def test_parts_whose_numbering_goes_on_are_one_regulation() -> None:
    text = (
        "章程\n第一篇　總則\n第一條　甲。\n第二條　乙。\n第二篇　分則\n第三條　丙。\n第四條　丁。"
    )
    document = one(text)
    assert [heading.kind for heading in document.outline.headings] == [Kind.PART, Kind.PART]
    assert document.warnings == ()


def test_regulations_one_after_the_other_with_articles() -> None:
    text = (
        "考勤辦法\n第一條　甲。\n第二條　乙。\n請假辦法\n第一章　總則\n第一條　丙。\n第二條　丁。"
    )
    assert [d.outline.title for d in parse(text).documents] == ["考勤辦法", "請假辦法"]
    assert same_words(text)


def test_a_table_of_contents_is_not_taken_for_the_chapters() -> None:
    text = (
        "員工手冊\n目錄\n第一章 總則……1\n第二章 出勤……3\n"
        "第一章 總則\n第一條　甲。\n第二章 出勤\n第二條　乙。"
    )
    outline = one(text).outline
    assert [heading.title for heading in outline.headings] == ["總則", "出勤"]
    assert to_text(outline.background).startswith("目錄\n第一章")
    assert same_words(text)


def test_a_chapter_title_may_stand_on_the_next_line() -> None:
    outline = one("手冊\n第一章\n總則\n第一條　甲。\n第二章\n出勤\n第二條　乙。").outline
    assert [(h.label, h.title) for h in outline.headings] == [
        ("第一章", "總則"),
        ("第二章", "出勤"),
    ]


def test_the_name_of_a_code_stands_above_that_of_its_part() -> None:
    document = one("# 人事規章彙編\n\n# 出勤編\n\n## 第一章 總則\n\n第一條 守時。\n第二條 守密。")
    assert (document.outline.superscription, document.outline.title) == ("人事規章彙編", "出勤編")
    sections = one("# 守則\n\n# 出勤\n\n守時。\n\n# 保密\n\n守密。")
    assert [heading.title for heading in sections.outline.all_headings()] == ["出勤", "保密"]


def test_a_named_field_gives_the_title() -> None:
    outline = one("法規名稱：考勤辦法\n修正日期：一百年\n第 1 條\n甲。\n第 1-1 條\n乙。").outline
    assert (outline.superscription, outline.title) == ("法規名稱：", "考勤辦法")
    assert [clause.label for clause in outline.all_clauses()] == ["第 1 條", "第 1-1 條"]


@pytest.mark.parametrize(
    ("labels", "code", "label", "after"),
    [
        (["第一條", "第二條", "第四條"], WarningCode.NUMBER_SKIPPED, "第四條", "第二條"),
        (["第一條", "第二條", "第二條"], WarningCode.NUMBER_REPEATED, "第二條", "第二條"),
        (["第一條", "第三條", "第二條"], WarningCode.NUMBER_BACKWARDS, "第二條", "第三條"),
        (["第一條", "第二條之二"], WarningCode.NUMBER_SKIPPED, "第二條之二", "第一條"),
    ],
)
def test_numbers_out_of_order_are_kept_and_told(
    labels: list[str], code: WarningCode, label: str, after: str
) -> None:
    document = one("辦法\n" + "\n".join(f"{label}　員工應守時。" for label in labels))
    assert [clause.label for clause in document.outline.all_clauses()] == labels
    warning = document.warnings[-1]
    assert (warning.code, warning.message_data) == (code, {"label": label, "after": after})
    assert warning.line == len(labels) + 1


def test_numbers_that_start_again_under_a_heading_are_in_order() -> None:
    text = "辦法\n第一章　甲\n一、子。\n二、丑。\n第二章　乙\n一、寅。\n二、卯。"
    assert one(text).warnings == ()


def test_text_without_structure_is_a_clause_a_paragraph() -> None:
    document = one("員工應守時。\n\n不得早退。")
    assert shape(document.outline) == ["||員工應守時。", "||不得早退。"]
    assert codes(document) == [("no_title", 1), ("no_structure", 1)]


def test_paragraphs_under_headings_are_clauses() -> None:
    document = one("# Attendance Policy\n\n## Hours\n\nCome at nine.\n\n## Leave\n\nAsk first.")
    assert document.outline.title == "Attendance Policy"
    assert shape(document.outline) == ["|Hours|", "||Come at nine.", "|Leave|", "||Ask first."]


def test_markdown_signs_are_tolerated() -> None:
    text = (
        "# 考勤辦法\n## 第一章 總則\n**第一條** 守時。\n**第二條**　打卡。\n## 附則\n由人資部解釋。"
    )
    outline = one(text).outline
    assert outline.title == "考勤辦法"
    assert shape(outline) == ["第一章|總則|", "第一條||守時。", "第二條||打卡。"]
    assert to_text(outline.supplementary) == "附則\n由人資部解釋。"


def test_what_was_removed_is_counted() -> None:
    document = one("規(guī)定\n一、內(nèi)容\u200b。\n二、守則。")
    assert document.outline.title == "規定"
    counted = {w.code.value: (w.line, w.message_data["count"]) for w in document.warnings}
    assert counted == {"pinyin_removed": (1, 2), "invisible_removed": (2, 1)}


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\ufeff", "\u200b\n"])
def test_a_blank_text_holds_no_regulation(text: str) -> None:
    assert parse(text).documents == ()


def test_html_in_a_text_is_only_text() -> None:
    outline = one("辦法\n第一條　<script>alert(1)</script> 5 < 6 & 7。").outline
    assert (
        outline.clauses[0].body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; 5 &lt; 6 &amp; 7。</p>"
    )


def test_a_very_long_markdown_heading_is_text() -> None:
    text = f"# Policy\n## Hours\nCome.\n## {'word ' * 60}\nGo."
    outline = one(text).outline
    assert [heading.title for heading in outline.headings] == ["Hours"]
    assert "word word" in joined(outline)
