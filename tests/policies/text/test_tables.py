"""Tables in a plain text stay tables, and every word of them stays."""

import pytest

from policies.text.markup import sanitise, to_text
from policies.text.parsing import Part, Treatment, parse
from tests.policies.text.reading import one

HTML = (
    '<table><tr><td colspan="2">假別</td></tr><tr><td>事假</td><td>一日<br>無薪</td></tr></table>'
)
PIPES = """請假辦法
第一條　假別如下：
| 假別 | **日數** |
|:---|---:|
| 事假 | 14 |
| 病假 a\\|b | 30<br>半薪 | 註 |
第二條　施行。"""


def test_a_line_of_html_is_a_table_of_the_clause_it_stands_in() -> None:
    outline = one(f"請假辦法\n第一條　如下表：\n{HTML}\n說明。\n第二條　施行。").outline
    assert outline.clauses[0].body == (
        '<p>如下表：</p><table><tbody><tr><td colspan="2">假別</td></tr>'
        "<tr><td>事假</td><td>一日<br>無薪</td></tr></tbody></table><p>說明。</p>"
    )
    assert sanitise(outline.clauses[0].body) == outline.clauses[0].body


def test_a_table_may_stand_in_the_introduction_and_under_a_heading() -> None:
    outline = one(f"請假辦法\n{HTML}\n第一章　總則\n{HTML}\n第一條　甲。\n附則\n{HTML}").outline
    assert outline.background.startswith("<table>")
    assert outline.headings[0].lead.startswith("<table>")
    assert outline.supplementary.endswith("</table>")


@pytest.mark.parametrize(
    "line",
    [
        "<table>", "<table></table>", "<table><tr><td></td></tr></table>",
        "<table><tr><td>甲</td></tr></table>乙", "<tablet>甲</tablet>",
        "<table><tr><td>甲<script>乙</script></td></tr></table>",
        "<table><tr><td>甲</td></tr></table><p>乙</p><table><tr><td>丙</td></tr></table>",
    ],
)  # fmt: skip
def test_what_is_not_one_table_with_words_stays_the_text_it_is(line: str) -> None:
    outline = one(f"請假辦法\n第一條　如下：\n{line}\n第二條　施行。").outline
    assert to_text(outline.clauses[0].body) == f"如下：\n{line}"


def test_what_a_table_must_not_hold_is_taken_out() -> None:
    cell = '<td style="color:red"><a href="javascript:x">甲</a></td>'
    line = f'<table onclick="x()"><tr>{cell}</tr></table>'
    outline = one(f"請假辦法\n第一條　如下：\n{line}").outline
    assert outline.clauses[0].body.endswith("<table><tbody><tr><td>甲</td></tr></tbody></table>")


def test_a_table_of_markdown_becomes_a_table() -> None:
    document = one(PIPES)
    assert document.outline.clauses[0].body == (
        "<p>假別如下：</p><table><thead><tr><th>假別</th><th><strong>日數</strong></th><th></th></tr>"
        "</thead><tbody><tr><td>事假</td><td>14</td><td></td></tr>"
        "<tr><td>病假 a|b</td><td>30<br>半薪</td><td>註</td></tr></tbody></table>"
    )
    assert [(mark.line, mark.part) for mark in document.marks][2:7] == [
        (3, Part.TEXT),
        (4, Part.JOINED),
        (5, Part.JOINED),
        (6, Part.JOINED),
        (7, Part.CLAUSE),
    ]
    assert document.marks[4].text == "| 事假 | 14 |"


@pytest.mark.parametrize(
    "lines", ["| 甲 | 乙 |\n| 丙 | 丁 |", "甲 | 乙\n---", "|---|---|\n|---|---|", "甲乙\n|---|"]
)
def test_lines_with_bars_that_are_no_table_stay_text(lines: str) -> None:
    outline = one(f"請假辦法\n第一條　如下：\n{lines}").outline
    assert to_text(outline.clauses[0].body) == f"如下：\n{lines}"


def test_a_row_of_which_something_was_said_is_no_row() -> None:
    outline = parse(PIPES, {6: Treatment.CLAUSE}).documents[0].outline
    assert [clause.label for clause in outline.all_clauses()] == ["第一條", "", "第二條"]
    assert "<td>事假</td>" in outline.clauses[0].body


def test_a_table_is_never_a_title_and_holds_no_labels() -> None:
    document = one(f"{HTML}\n第一條　甲。")
    assert document.outline.title == ""
    inside = "<table><tr><td>第一條</td><td>一、甲。二、乙。三、丙。</td></tr></table>"
    outline = one(f"請假辦法\n{inside}\n第一條　甲。").outline
    assert [clause.label for clause in outline.all_clauses()] == ["第一條"]
    assert outline.background.startswith("<table>")


def test_a_table_can_be_made_a_heading_or_a_clause() -> None:
    text = f"請假辦法\n第一條　甲。\n{HTML}"
    outline = parse(text, {3: Treatment.CHAPTER}).documents[0].outline
    assert outline.headings[0].title == "假別 事假 一日 無薪"
    outline = parse(text, {3: Treatment.CLAUSE}).documents[0].outline
    assert outline.clauses[1].body.startswith("<table>")
