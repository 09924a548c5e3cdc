"""Automatic numbers counted as Word counts them."""

import pytest

from policies.text.parsing import parse
from policies.text.warning import WarningCode
from policies.text.word import read_word
from tests.policies.text.reading import shape
from tests.policies.text.word.making import (
    definition,
    docx,
    level,
    num,
    p,
    restart,
    style,
    tbl,
    tr,
    vml_box,
)

THREE = definition(0, level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3")) + num(1, 0)
LAW = definition(
    0,
    level(0, "第%1章", "taiwaneseCountingThousand"),
    level(1, "第%2條", "taiwaneseCountingThousand", inside='<w:lvlRestart w:val="0"/>'),
    level(2, "%3、", "taiwaneseCountingThousand", inside='<w:suff w:val="nothing"/>'),
    level(3, "（%4）", "taiwaneseCountingThousand", inside='<w:suff w:val="nothing"/>'),
) + num(1, 0)


def labels(*body: str, numbering: str = THREE, styles: str = "") -> list[str]:
    """What stands before 「x」 in each line of a document."""
    text = read_word(docx(*body, numbering=numbering, styles=styles)).text
    return [line.removesuffix("x").strip() for line in text.split("\n")]


def x(at: int = 0, of: int = 1, name: str = "") -> str:
    return p("x", num=(of, at), style=name)


def test_chapters_and_clauses_are_read_as_such() -> None:
    body = [p("員工考勤辦法"), p("總則", num=(1, 0)), p("本辦法依法訂定。", num=(1, 1)),
            p("員工應簽到：", num=(1, 1)), p("上班時。", num=(1, 2)), p("下班時。", num=(1, 2)),
            p("罰則", num=(1, 0)), p("遲到者記點。", num=(1, 1))]  # fmt: skip
    word = read_word(docx(*body, numbering=LAW))
    assert word.text == (
        "員工考勤辦法\n第一章　總則\n第一條　本辦法依法訂定。\n第二條　員工應簽到：\n"
        "一、上班時。\n二、下班時。\n第二章　罰則\n第三條　遲到者記點。"
    )
    (document,) = parse(word.text).documents
    assert document.outline.title == "員工考勤辦法"
    assert shape(document.outline) == [
        "第一章|總則|",
        "第一條||本辦法依法訂定。",
        "第二條||員工應簽到：\n一、上班時。\n二、下班時。",
        "第二章|罰則|",
        "第三條||遲到者記點。",
    ]
    assert [(each.code, each.message_data["count"]) for each in word.warnings] == [
        (WarningCode.NUMBERED, 7)
    ]


def test_two_hundred_clauses_keep_their_numbers() -> None:
    body = [p("員工應遵守規定。", num=(1, 1)) for _ in range(215)]
    (document,) = parse(read_word(docx(*body, numbering=LAW)).text).documents
    clauses = list(document.outline.all_clauses())
    assert [clauses[at].label for at in (0, 9, 100, 109, 214)] == [
        "第一條", "第十條", "第一百零一條", "第一百一十條", "第二百一十五條"
    ]  # fmt: skip


def test_a_level_begins_again_after_a_higher_one() -> None:
    assert labels(x(0), x(1), x(1), x(2), x(0), x(1), x(2)) == [
        "1.", "1.1", "1.2", "1.2.1", "2.", "2.1", "2.1.1"
    ]  # fmt: skip


def test_a_level_that_was_jumped_over_counts() -> None:
    assert labels(x(1), x(1), x(0)) == ["1.1", "1.2", "2."]
    assert labels(x(0), x(2), x(1)) == ["1.", "1.1.1", "1.2"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("0", ["1.", "1.1", "1.1.1", "1.2", "1.2.2", "2.", "2.1", "2.1.3"]),
        ("1", ["1.", "1.1", "1.1.1", "1.2", "1.2.2", "2.", "2.1", "2.1.1"]),
        ("2", ["1.", "1.1", "1.1.1", "1.2", "1.2.1", "2.", "2.1", "2.1.1"]),
    ],
)
def test_a_level_begins_again_only_after_the_one_it_says(after: str, expected: list[str]) -> None:
    numbering = definition(
        0, level(0, "%1."), level(1, "%1.%2"),
        level(2, "%1.%2.%3", inside=f'<w:lvlRestart w:val="{after}"/>'),
    ) + num(1, 0)  # fmt: skip
    body = [x(0), x(1), x(2), x(1), x(2), x(0), x(1), x(2)]
    assert labels(*body, numbering=numbering) == expected


def test_lists_of_one_definition_count_together_unless_one_begins_anew() -> None:
    numbering = definition(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, restart(0, 1))
    body = [x(), x(of=2), x(of=3), x(of=3), x(of=2), x(of=3)]
    assert labels(*body, numbering=numbering) == ["1.", "2.", "1.", "2.", "3.", "4."]


def test_lists_of_two_definitions_count_apart() -> None:
    numbering = definition(0, level(0, "%1.")) + definition(1, level(0, "(%1)"))
    numbering += num(1, 0) + num(2, 1)
    assert labels(x(), x(of=2), x(), x(of=2), numbering=numbering) == ["1.", "(1)", "2.", "(2)"]


def test_a_list_may_say_otherwise_than_its_definition() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "附件%1：", "upperLetter", 3)}</w:lvlOverride>'
    numbering = definition(0, level(0, "%1."), level(1, "%1.%2")) + num(1, 0, other)
    assert labels(x(), x(), x(1), numbering=numbering) == ["附件C：", "附件D：", "D.1"]


def test_start_numbers() -> None:
    numbering = definition(0, level(0, "%1.", start=5), level(1, "%2)", start=0)) + num(1, 0)
    assert labels(x(), x(1), x(1), x(), numbering=numbering) == ["5.", "0)", "1)", "6."]


def test_legal_numbering_turns_all_levels_into_arabic_digits() -> None:
    numbering = definition(
        0, level(0, "%1", "upperRoman"), level(1, "%1.%2"),
        level(2, "%1.%2", inside="<w:isLgl/>"),
    ) + num(1, 0)  # fmt: skip
    body = [x(), x(), x(1), x(2)]
    assert labels(*body, numbering=numbering) == ["I", "II", "II.1", "2.1"]


def test_levels_without_a_number_leave_no_trace_in_others() -> None:
    numbering = definition(
        0, level(0, "%1."), level(1, "●", "bullet"), level(2, "%1.%2%3"), level(3, "%4", "none")
    ) + num(1, 0)
    assert labels(x(), x(1), x(2), x(3), numbering=numbering) == ["1.", "●", "1.1", ""]


@pytest.mark.parametrize(
    ("sign", "shown"), [("●", "●"), ("-", "-"), ("\uf0b7", "•"), ("o", "◦"), ("\uf0d8", "•")]
)
def test_bullets_keep_a_sign(sign: str, shown: str) -> None:
    numbering = definition(0, level(0, sign, "bullet")) + num(1, 0)
    word = read_word(docx(p("請勿奔跑", num=(1, 0)), numbering=numbering))
    assert word.text == f"{shown} 請勿奔跑"
    assert word.warnings == ()


@pytest.mark.parametrize(
    ("pattern", "gap", "words", "line"),
    [
        ("第%1條", "tab", "內容", "第1條　內容"),
        ("第%1條", "nothing", "內容", "第1條　內容"),
        ("第%1條 ", "nothing", "內容", "第1條 內容"),
        ("%1.", "space", "內容", "1. 內容"),
        ("%1.", "nothing", "內容", "1.內容"),
        ("%1、", "tab", "內容", "1、內容"),
        ("（%1）", "space", "內容", "（1）內容"),
        ("1.%1", "nothing", "2 名員工", "1.1 2 名員工"),
        ("%1.", "tab", "　內容", "1.　內容"),
        ("%1.", "tab", "", "1."),
        ("%1.", "tab", '<w:r><w:br w:type="page"/><w:t>內容</w:t></w:r>', "1. 內容"),
    ],
)
def test_what_parts_the_label_from_the_words(pattern: str, gap: str, words: str, line: str) -> None:
    suffix = f'<w:suff w:val="{gap}"/>'
    numbering = definition(0, level(0, pattern, inside=suffix)) + num(1, 0)
    assert read_word(docx(p(words, num=(1, 0)), numbering=numbering)).text == line


def test_numbers_come_from_styles_and_their_bases() -> None:
    styles = (
        style("Base", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("Sub", inside='<w:basedOn w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
                              "</w:numPr></w:pPr>")
        + style("Off", inside='<w:basedOn w:val="Base"/><w:pPr><w:numPr><w:numId w:val="0"/>'
                              "</w:numPr></w:pPr>")
    )  # fmt: skip
    body = [p("x", style="Base"), p("x", style="Sub"), p("x", style="Off"), p("x", style="Sub"),
            p("x", style="Base", num=(0, 0)), p("x", style="Base")]  # fmt: skip
    assert labels(*body, styles=styles) == ["1.", "1.1", "", "1.2", "", "2."]


def test_a_style_has_the_level_that_names_it() -> None:
    numbering = definition(
        0, level(0, "第%1章"), level(1, "第%2條", inside='<w:pStyle w:val="Article"/>')
    ) + num(1, 0)
    styles = style("Article", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = [x(0), p("x", style="Article"), p("x", style="Article")]
    assert labels(*body, numbering=numbering, styles=styles) == ["第1章", "第1條", "第2條"]


def test_a_definition_may_link_to_a_list_style() -> None:
    numbering = (
        definition(0, '<w:numStyleLink w:val="Law"/>')
        + definition(1, '<w:styleLink w:val="Law"/>', level(0, "第%1條"))
        + num(1, 0) + num(2, 1)
    )  # fmt: skip
    inside = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    styles = style("Law", inside=inside, kind="numbering")
    assert labels(x(of=1), x(of=2), numbering=numbering, styles=styles) == ["第1條", "第2條"]


def test_links_and_bases_that_run_in_circles_end() -> None:
    numbering = definition(0, '<w:numStyleLink w:val="A"/>') + num(1, 0)
    inside = '<w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    assert labels(p("x", style="A"), numbering=numbering, styles=style("A", inside=inside)) == [""]


def test_lists_that_are_not_there_number_nothing() -> None:
    assert labels(x(of=7), x(8), p("x", num=(1, 9))) == ["", "", ""]


def test_numbers_go_on_through_tables_and_content_controls() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{x()}</w:sdtContent></w:sdt>"
    text = read_word(
        docx(x(), control, tbl(tr(x(), "甲"), tr(x(), "乙")), x(), numbering=THREE)
    ).text
    assert text == (
        "1. x\n2. x\n<table><tr><td>3. x</td><td>甲</td></tr>"
        "<tr><td>4. x</td><td>乙</td></tr></table>\n5. x"
    )


def test_empty_paragraphs_show_their_number_as_on_the_page() -> None:
    assert labels(x(), p(num=(1, 0)), x()) == ["1.", "2.", "3."]


def test_hidden_numbers_count_but_are_not_shown() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    numbering = definition(0, level(0, "%1."), level(1, "%1.%2", inside=hidden)) + num(1, 0)
    assert labels(x(), x(1), x(), numbering=numbering) == ["1.", "", "2."]


def test_a_format_of_the_documents_own() -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    own = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent {space}><mc:Choice '
        'Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    numbering = definition(0, own) + num(1, 0)
    assert labels(x(), x(), numbering=numbering) == ["001", "002"]


def test_a_format_nobody_knows_is_told() -> None:
    numbering = definition(0, level(0, "%1.", "hindiCounting")) + num(1, 0)
    word = read_word(docx(x(), x(), numbering=numbering))
    assert word.text == "1. x\n2. x"
    assert {each.code: each.message_data["count"] for each in word.warnings} == {
        WarningCode.NUMBERED: 2,
        WarningCode.NUMBER_FORMAT_UNKNOWN: 2,
    }


def test_text_boxes_count_apart() -> None:
    assert labels(x(), p("x", vml_box(x()), num=(1, 0)), x()) == ["1.", "2.", "1.", "3."]
