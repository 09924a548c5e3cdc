"""Headings and titles by style, and the table of contents made of them."""

import pytest

from policies.text.parsing import parse
from policies.text.warning import WarningCode
from policies.text.word import read_word
from tests.policies.text.word.making import box, definition, docx, field, level, num, p, r, style

OUTLINE = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
STYLES = (
    style("Title", "Title")
    + "".join(style(f"{at}", f"heading {at}", OUTLINE.format(at - 1)) for at in range(1, 10))
    + style("Own", "公司標題", '<w:basedOn w:val="2"/>')
    + "".join(style(f"TOC{at}", f"toc {at}") for at in (1, 2))
    + style("TOCHeading", "TOC Heading", '<w:basedOn w:val="1"/>')
)


def text(*body: str, numbering: str = "") -> str:
    return read_word(docx(*body, styles=STYLES, numbering=numbering)).text


def test_title_and_headings_become_markdown() -> None:
    body = [
        p("員工守則", style="Title"),
        p("總則", style="1"),
        p("適用", style="2"),
        p("全體員工。"),
    ]
    assert text(*body) == "# 員工守則\n## 總則\n### 適用\n全體員工。"


def test_the_only_heading_of_the_first_level_is_the_title_if_it_comes_first() -> None:
    assert text(p("員工守則", style="1"), p("總則", style="2")) == "# 員工守則\n## 總則"
    assert text(p("甲", style="2"), p("乙", style="1")) == "### 甲\n## 乙"


def test_no_heading_is_taken_for_the_title_where_several_are_of_the_first_level() -> None:
    body = [p("員工守則"), p("總則", style="1"), p("全體適用。"), p("出勤", style="1"), p("準時。")]
    word = text(*body)
    assert word == "員工守則\n## 總則\n全體適用。\n## 出勤\n準時。"
    (document,) = parse(word).documents
    assert document.outline.title == "員工守則"
    assert [each.title for each in document.outline.all_headings()] == ["總則", "出勤"]


def test_headings_by_a_style_of_ones_own_or_by_the_paragraph_itself() -> None:
    assert text(
        p("甲", style="1"), p("乙", style="Own"), p("丙", outline=2), p("丁", outline=9)
    ) == ("# 甲\n## 乙\n### 丙\n丁")


@pytest.mark.parametrize("name", ["Heading1", "Heading 1", "標題 1"])
def test_headings_whose_style_is_not_in_the_file(name: str) -> None:
    assert read_word(docx(p("總則", style=name))).text == "# 總則"


def test_a_title_on_a_cover_of_text_boxes() -> None:
    cover = p(box(p("員工守則", style="Title")))
    assert text(cover, p("總則", style="1")) == "# 員工守則\n## 總則"


def test_headings_no_deeper_than_markdown_goes() -> None:
    assert text(p("甲", style="Title"), p("乙", style="9")) == "# 甲\n###### 乙"


@pytest.mark.parametrize("words", ["第一章 總則", "一、總則", "1.1 範圍", "（一）總則"])
def test_headings_with_a_label_of_their_own_stay_as_they_are(words: str) -> None:
    assert text(p(words, style="1")) == words


def test_headings_with_an_automatic_label() -> None:
    numbering = definition(0, level(0, "第%1章", "chineseCounting")) + num(1, 0)
    assert text(p("總則", style="1", num=(1, 0)), numbering=numbering) == "第一章　總則"


@pytest.mark.parametrize("words", ["員工應準時出勤，不得遲到。", "字" * 101, ""])
def test_sentences_are_no_headings_whatever_their_style(words: str) -> None:
    assert text(p("前"), p(words, style="2"), p("後")).split("\n") == ["前", words, "後"]


def test_a_heading_over_two_lines_is_one_heading() -> None:
    assert text(p(r("<w:t>某某公司</w:t><w:br/><w:t>員工守則</w:t>"), style="Title")) == (
        "# 某某公司 員工守則"
    )


def entry(words: str, style: str = "TOC1") -> str:
    return p(words, field(" PAGEREF _Toc1 \\h ", "3"), style=style)


def test_a_table_of_contents_is_left_out_and_told() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" '
    begin += '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    word = read_word(
        docx(
            p("員工守則"), p("目　錄"), p(begin, "第一章 總則\t1"), p("第二章 出勤\t3"), end,
            p("第一章 總則"), p("第一條 全體適用。"), styles=STYLES,
        )
    )  # fmt: skip
    assert [line for line in word.text.split("\n") if line] == [
        "員工守則", "第一章 總則", "第一條 全體適用。"
    ]  # fmt: skip
    (warning,) = word.warnings
    assert (warning.code, warning.message_data["count"]) == (WarningCode.CONTENTS_LEFT_OUT, 3)


def test_entries_typed_in_the_style_of_contents_are_left_out_too() -> None:
    assert (
        text(p("目錄", style="TOCHeading"), entry("總則"), entry("細則", "TOC2"), p("內容"))
        == "內容"
    )


def test_a_table_of_contents_that_never_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText>'
    begin += '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert text(p(begin, "第一條 全體適用。"), p("第二條 準時。")) == (
        "第一條 全體適用。\n第二條 準時。"
    )
