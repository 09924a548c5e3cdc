"""Documents the portal wrote: what it put around the words is left out, and told."""

from policies.text.warning import WarningCode
from policies.text.word import read_word
from tests.policies.text.word.making import docx, level, num, p, style, tbl, tc, tr

STYLES = (
    style("Title", "Title")
    + style("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("Record", "Regulation record")
    + style("Margin", "Regulation record margin")
)
SIGNS = (
    '<w:abstractNum w:abstractNumId="1"><w:name w:val="regulation signs"/>'
    f"{level(0, '•', 'bullet')}</w:abstractNum>{num(1, 1)}"
)
FACTS = tbl(tr(tc(p("代碼", style="Record")), tc(p("HR-003", style="Record"))))


def test_the_record_is_left_out_and_counted() -> None:
    body = (p("辦法", style="Title"), FACTS, p("第一條　甲。"), p("附件一", style="Record"))
    word = read_word(docx(*body, styles=STYLES))
    assert word.text.split() == ["#", "辦法", "第一條", "甲。"]
    (warning,) = word.warnings
    assert (warning.code, warning.message_data["count"]) == (WarningCode.RECORD_LEFT_OUT, 3)


def test_what_stands_in_its_margins_is_no_doubt() -> None:
    margin = p("HR-003　辦法　修訂版 2.0", style="Margin")
    word = read_word(docx(p("第一條　甲。"), styles=STYLES, header=margin))
    assert word.warnings == ()


def test_signs_before_entries_are_no_words() -> None:
    word = read_word(docx(p("甲", num=(1, 0)), p("乙", num=(1, 0)), numbering=SIGNS))
    assert word.text == "甲\n乙"


def test_whatever_is_in_the_style_of_a_heading_is_one() -> None:
    heading = p("3.1 適用之規定。", style="Heading1")
    own = read_word(docx(p("辦法", style="Title"), FACTS, heading, p("甲。"), styles=STYLES))
    assert "## 3.1 適用之規定。" in own.text
    others = read_word(docx(p("辦法", style="Title"), heading, p("甲。"), styles=STYLES))
    assert "#" not in others.text.partition("\n")[2]
