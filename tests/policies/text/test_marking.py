import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.items import as_lists
from policies.text.marking import Mark, marked
from policies.text.markup import sanitise, to_text

BODIES = st.lists(
    st.sampled_from(
        [
            "<p>員工依第十二條辦理。</p>",
            "<p>一、甲<br>乙</p>",
            "<ul><li>丙<ul><li>丁</li></ul></li></ul>",
            "<table><tr><td>戊<td><td>己<br>庚</table>",
            "<blockquote>辛</blockquote>",
            "<p>a &lt; b</p>",
            "<p>依<strong>第十</strong>二<em>條</em></p>",
            '<p>見<a href="https://example.com/">別處</a>。</p>',
        ]
    ),
    max_size=5,
).map(lambda pieces: sanitise("".join(pieces)))


def test_a_stretch_becomes_a_link() -> None:
    html = marked("<p>依第十二條辦理。</p>", [Mark(1, 5, "a", "#x")])
    assert html == '<p>依<a href="#x">第十二條</a>辦理。</p>'


def test_formatting_stays_inside_the_link() -> None:
    html = marked("<p>依第<strong>十二</strong>條。</p>", [Mark(1, 5, "a", "#x")])
    assert html == '<p>依<a href="#x">第<strong>十二</strong>條</a>。</p>'


def test_formatting_around_the_link_is_kept() -> None:
    html = marked("<p><strong>依第十</strong>條。</p>", [Mark(1, 4, "a", "#x")])
    assert to_text(html) == "依第十條。"
    assert re.findall("<a[^>]*>.*?</a>", html) == ['<a href="#x"><strong>第十</strong>條</a>']


def test_a_link_stays_the_link_it_is() -> None:
    html = '<p>依<a href="https://example.com/">第十</a>二條。</p>'
    assert marked(html, [Mark(1, 5, "a", "#x")]) == html


def test_a_mark_stands_instead_of_a_link() -> None:
    html = '<p>依<a href="#0123456789ab">第<strong>十</strong>條</a>。</p>'
    marked_ = marked(html, [Mark(1, 4, "mark", "不在")])
    assert marked_ == '<p>依<mark title="不在">第<strong>十</strong>條</mark>。</p>'


def test_a_link_can_be_taken_away() -> None:
    html = '<p>依<a href="#0123456789ab">第<strong>十</strong>條</a>。</p>'
    assert marked(html, [Mark(1, 4, "")]) == "<p>依第<strong>十</strong>條。</p>"


def test_a_mark_has_a_title_that_cannot_break_out() -> None:
    html = marked("<p>第九條</p>", [Mark(0, 3, "mark", '"><script>')])
    assert html == '<p><mark title="&quot;&gt;&lt;script&gt;">第九條</mark></p>'


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>甲</p><p>一、乙<br>丙</p>", "丙"),
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", "乙"),
        ("<table><caption>題</caption><tr><td>甲<td>乙<br>丙<tr><td>丁</table>", "丙"),
        ("<table><tr><td><p>甲</p><p>乙</p><td>丁</table>", "丁"),
        ("<blockquote>甲<p>乙</p></blockquote>", "乙"),
    ],
)
def test_places_count_in_the_plain_text(html: str, words: str) -> None:
    start = to_text(sanitise(html)).index(words)
    assert f'<a href="#x">{words}</a>' in marked(html, [Mark(start, start + len(words), "a", "#x")])


def test_marks_reach_into_items_shown_as_lists() -> None:
    body = "<p>下列：</p><p>一、依第十二條。</p>"
    assert '<p>依<a href="#x">第十二條</a>。</p>' in as_lists(body, [Mark(7, 11, "a", "#x")])


@given(BODIES, st.data())
def test_marks_change_no_word(html: str, data: st.DataObject) -> None:
    text = to_text(html)
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    marks = [Mark(ends[0], ends[1], "a", "#x")]
    assert to_text(marked(html, marks)) == text
    assert re.sub("<[^>]+>|\\s", "", as_lists(html, marks)) == re.sub(
        "<[^>]+>|\\s", "", as_lists(html)
    )
    assert marked(html, []) == html
