"""Labelled paragraphs set as lists, and nothing lost on the way."""

import re
from html import unescape
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text import items
from policies.text.items import as_lists
from policies.text.markup import from_text, sanitise, to_text


def words(html: str) -> str:
    return re.sub(r"\s", "", unescape(re.sub("<[^>]+>", "", html)))


def test_items_hang_by_their_labels() -> None:
    html = as_lists("<p>應載明：</p><p>一、假別。</p><p>二、時間。</p>")
    assert html == (
        '<p>應載明：</p><ol class="items level-1">'
        '<li><span class="no">一、</span><div><p>假別。</p></div></li>'
        '<li><span class="no">二、</span><div><p>時間。</p></div></li></ol>'
    )


def test_a_new_style_stands_one_level_deeper_and_an_old_one_returns() -> None:
    html = as_lists(from_text("一、甲\n（一）乙\n1.丙\n(1)丁\n（二）戊\n二、己"))
    levels = re.findall(r'level-(\d)|class="no">([^<]+)', html)
    assert [level or label for level, label in levels] == [
        "1", "一、", "2", "（一）", "3", "1.", "3", "(1)", "（二）", "二、",
    ]  # fmt: skip


def test_a_plain_paragraph_begins_anew() -> None:
    html = as_lists(from_text("（一）甲\n次項\n一、乙"))
    assert html.count("level-1") == 2
    assert "level-2" not in html


def test_formatting_after_the_label_stays() -> None:
    assert "<p><strong>甲</strong>乙</p>" in as_lists("<p>一、<strong>甲</strong>乙</p>")


def test_characters_that_html_writes_otherwise() -> None:
    html = as_lists("<p>一、A&amp;B &lt; C</p><p>甲&amp;乙</p>")
    assert "<p>A&amp;B &lt; C</p>" in html
    assert html.endswith("<p>甲&amp;乙</p>")


@pytest.mark.parametrize(
    "body",
    [
        "<p>一般規定</p>", "<p>2026年</p>", "<p>3.5小時</p>", "<p>一、</p>", "",
        "<table><tbody><tr><td>一、甲</td></tr></tbody></table>", "<ul><li>一、甲</li></ul>",
    ],
)  # fmt: skip
def test_what_is_no_item_stays_as_it_is(body: str) -> None:
    assert as_lists(body) == body


@settings(deadline=None)
@given(st.lists(st.text(alphabet="一二、（）()1.甲乙<>&;pol/ 之第條", max_size=12), max_size=8))
def test_no_word_is_lost_and_nothing_unsafe_made(lines: list[str]) -> None:
    body = sanitise("".join(f"<p>{line}</p>" for line in lines))
    html = as_lists(body)
    with patch.object(items, "_PLAIN", re.compile("(?!)")):  # the longer way says the same
        assert as_lists(body) == html
    assert words(html) == re.sub(r"\s", "", to_text(body))
    assert html.count("<ol") == html.count("</ol>")
    assert html.count("<li>") == html.count("</li>")
    assert html.count("<div>") == html.count("</div>")
