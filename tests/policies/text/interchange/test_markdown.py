"""Markdown: it reads well, and whatever the words hold are only words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from policies.text.interchange.markdown import write_markdown
from policies.text.interchange.record import Record
from policies.text.markup import from_text
from policies.text.outline import Clause, Heading, Kind, Outline
from tests.policies.text.interchange.records import record
from tests.policies.text.outlines import OUTLINES

HEADLINES = {
    "background": "背景", "purpose": "目的", "scope": "適用範圍", "supplementary": "附則",
    "bases": "法律依據", "attachments": "附件", "deleted": "（刪除）",
}  # fmt: skip
KEPT = "u|sub|sup|table|caption|thead|tbody|tr|th|td|p|br|strong|em|s|ol|ul|li|a|blockquote"
TAG = re.compile(rf"(?<!\\)<(?!/?(?:{KEPT})\b)(?!https?:|mailto:|#|/)")


def written(told: Record) -> str:
    return write_markdown(told, HEADLINES)


def body_of(text: str) -> str:
    """A clause of these words, as it is written."""
    return written(record(Outline("", clauses=(Clause("", from_text(text)),)))).split("\n\n")[2]


def test_a_regulation_is_read_from_top_to_bottom() -> None:
    parts = written(record()).split("\n\n")
    assert parts[0].startswith('---\ncode: "HR-003"\ntitle: "出勤與休假管理辦法"\nrevision: "2.0"')
    assert "# 出勤與休假管理辦法" in parts
    assert "## 第一章　總則" in parts
    assert "### 第一目　請假" in parts
    assert "**第一條**　**依據**" in parts
    assert "**第二條**　（刪除）" in parts
    assert "~~本辦法~~另定。" in "\n".join(parts)
    assert "> 引文" in parts
    assert "## 附件" in parts
    assert any(part.startswith("1. 附件一　請假單 (請假單.pdf, SHA-256 `abab") for part in parts)


def test_a_plain_table_is_one_and_another_stays_html() -> None:
    plain = "<table><thead><tr><th>級</th></tr></thead><tbody><tr><td>a|b</td></tr></tbody></table>"
    joined = '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>'
    text = written(record(Outline("", clauses=(Clause("", plain + joined),))))
    assert "| 級 |\n|---|\n| a\\|b |" in text
    assert joined in text


def test_signs_of_markdown_are_words() -> None:
    assert body_of("# 甲") == "\\# 甲"
    assert body_of("1. 甲") == "1\\. 甲"
    assert body_of("- 甲") == "\\- 甲"
    assert body_of("=cmd|' /C calc'!A0") == "=cmd\\|' /C calc'!A0"
    assert body_of("[甲](javascript:alert)") == "\\[甲\\](javascript:alert)"
    assert body_of("<img src=x onerror=alert(1)>") == "\\<img src=x onerror=alert(1)\\>"
    assert body_of("&lt; `甲` *乙*") == "\\&lt; \\`甲\\` \\*乙\\*"


@given(st.text(max_size=40))
def test_no_words_open_an_element(words: str) -> None:
    outline = Outline(
        words, superscription=words, background=from_text(words),
        headings=(Heading(Kind.CHAPTER, words, words),),
        clauses=(Clause(words, from_text(words), words),),
    )  # fmt: skip
    text = written(record(outline))
    assert not re.search(r"(?<!\\)(?:\\\\)*<", text.split("\n---\n", 1)[1])


@given(OUTLINES)
def test_any_outline_can_be_written(outline: Outline) -> None:
    assert not TAG.search(written(record(outline)))
