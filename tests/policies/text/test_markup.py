import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies.text.cleaning import clean
from policies.text.markup import TAGS, from_text, is_blank, sanitise, to_text
from policies.text.pointer import read_pointer

PIECES = st.sampled_from(
    re.split(
        r"\|",
        "<p>|</p>|<br>|<strong>|</strong>|<b>|<ul>|<li>|</li>|</ul>|<ol>|<table>|<tr>|<td>|</td>|<th>|"
        "</table>|<thead>|<caption>|<blockquote>|</blockquote>|<div>|</div>|<script>|</script>|<pre>|"
        '<a href="#x">|<a href="#0123456789ab">|<a href=/policies/A-1/#0123456789ab>|</a>|'
        "<a href=javascript:x>|<svg>|<math>|<style>|&nbsp;|&lt;|&#0;|&amp;amp;|"
        "<!--|-->|規則|a|\u3000|\u0301|\x00|\u200b|\xa0|<i|<select>|</pre>|<textarea>|\r\n",
    )
)
HTML = st.lists(PIECES | st.text(max_size=5), max_size=25).map(" ".join) | st.lists(PIECES).map(
    "".join
)
LINES = st.text().map(lambda text: clean(text).text.replace("\xa0", " ").split("\n"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("規則", "<p>規則</p>"),
        ("<div>一</div><div>二 <b>三</b></div>", "<p>一</p><p>二 <strong>三</strong></p>"),
        ("<p>一&nbsp;二&nbsp;</p><p>&nbsp;</p>", "<p>一 二</p>"),
        ("一<br>二<br><br>三<br>", "<p>一<br>二</p><p>三</p>"),
        ("<h2>一</h2>二", "<p>一</p><p>二</p>"),
        ("<em><p>一</p><p>二</p></em>", "<p><em>一</em></p><p><em>二</em></p>"),
        ("<ul><li>一<ul><li>二</ul></ul>", "<ul><li>一<ul><li>二</li></ul></li></ul>"),
        ("<ul><li>一</li><ul><li>二</li></ul></ul>", "<ul><li>一<ul><li>二</li></ul></li></ul>"),
        ("<ul><li></li></ul><table><tr><td></td></tr></table>", ""),
        (
            "<table><tr><th>一<tr><td rowspan=2 bgcolor=red>二</table>",
            "<table><tbody><tr><th>一</th></tr><tr>"
            '<td rowspan="2">二</td></tr></tbody></table>',
        ),
        ("<a href='https://example.com/?a=1&b=2' rel=x onclick=y>一</a>",
         '<p><a href="https://example.com/?a=1&amp;b=2">一</a></p>'),
        ("<a href=' #0123456789ab\n' class=x>一</a>", '<p><a href="#0123456789ab">一</a></p>'),
        ("<a href='java\tscript:x'>一</a>", "<p>一</p>"),
        ("<a href='data:text/html,x'>一</a><img src=x onerror=y>", "<p>一</p>"),
        ("一<script>alert(1)</script><style>p{}</style>二", "<p>一二</p>"),
        ("一 < 二 & 三", "<p>一 &lt; 二 &amp; 三</p>"),
        ("e\u0301\x00\u200b", "<p>é</p>"),
        ("<p>一\n   二</p>", "<p>一 二</p>"),
        ("<pre>一\n二</pre>", "<p>一<br>二</p>"),
        ("<p style='color:red' class=x id=y><font>一</font></p>", "<p>一</p>"),
    ],
)  # fmt: skip
def test_sanitise_gives_the_canonical_form(html: str, expected: str) -> None:
    assert sanitise(html) == expected


ANCHOR = "0123456789ab"


@pytest.mark.parametrize(
    "address",
    [f"#{ANCHOR}", f"/policies/HR-003/#{ANCHOR}", "https://example.com/#a", "MAILTO:a@example.com"],
)
def test_links_to_clauses_and_outward_stay(address: str) -> None:
    html = f'<p>依<a href="{address}">第十二條</a>。</p>'
    assert sanitise(html) == html


@pytest.mark.parametrize(
    "address",
    [
        "", "#", "#x", "#clause-3", "#0123456789AB", "#0123456789abc", "#0123456789a",
        f"#{ANCHOR}?x", f"{ANCHOR}", f"?x#{ANCHOR}", f"./#{ANCHOR}", f"../#{ANCHOR}",
        f"//example.com/policies/HR-003/#{ANCHOR}", f"policies/HR-003/#{ANCHOR}",
        f"/policies/HR-003#{ANCHOR}", f"/policies/hr-003/#{ANCHOR}", f"/policies/../#{ANCHOR}",
        f"/policies/HR-003/../#{ANCHOR}", f"/policies/HR-003/1.0/#{ANCHOR}", "/policies/HR-003/",
        f"/policies/HR-003/?x#{ANCHOR}", f"/policies//#{ANCHOR}", f"/policies/HR-/#{ANCHOR}",
        f"/%70olicies/HR-003/#{ANCHOR}", f"/policies/ＨＲ-003/#{ANCHOR}", f"#{'０' * 12}",
        "/admin/", "/account/sign-out/", "//example.com/", "javascript:alert(1)",
        "data:text/html,x", "vbscript:x", f"javascript:x#{ANCHOR}", f"\\#{ANCHOR}", "ftp://example.com/",
        "https:x", f"/policies/HR-003/\\#{ANCHOR}", "blob:x", f"/policies/HR-003/#{ANCHOR}\u2028x",
    ],
)  # fmt: skip
def test_no_other_address_is_linked_to(address: str) -> None:
    assert sanitise(f'<p>依<a href="{address}">第十二條</a>。</p>') == "<p>依第十二條。</p>"


@given(HTML)
@example("<ul>" * 300 + "一")
@example("<blockquote><table><tr><td>" * 40 + "一")
@example("<strong>" * 500 + "一")
def test_sanitised_html_is_allowed_and_stays_as_it_is(html: str) -> None:
    clean_html = sanitise(html)
    assert sanitise(clean_html) == clean_html
    assert list(_forbidden(clean_html)) == []


@given(LINES)
def test_text_comes_back_from_its_html(lines: list[str]) -> None:
    text = "\n".join(line.strip() for line in lines if line.strip())
    html = from_text(text)
    assert to_text(html) == text
    assert sanitise(html) == html


def test_to_text_gives_a_line_per_paragraph_item_and_row() -> None:
    html = sanitise(
        "<p>一<br>二</p><ol><li>三<ul><li>四</li></ul></li></ol><table><caption>五</caption>"
        "<tr><td>六</td><td><p>七</p><p>八</p></td></tr></table><blockquote>九</blockquote>"
    )
    assert to_text(html) == "一\n二\n三\n四\n五\n六\t七 八\n九"


@pytest.mark.parametrize("html", ["", "<p></p>", "<p>&nbsp;<br></p>", "<ul><li></li></ul>", "\n"])
def test_html_without_words_is_blank(html: str) -> None:
    assert is_blank(html)
    assert sanitise(html) == ""


def test_html_with_words_is_not_blank() -> None:
    assert not is_blank("<ul><li>一</li></ul>")


def test_hostile_payloads_do_no_harm(shared: Callable[[str], Path]) -> None:
    payloads = json.loads((shared("corpora/xss-csv-dev") / "xss.json").read_text())
    naughty = json.loads((shared("corpora/xss-csv-dev") / "blns.json").read_text())
    for html in [entry["payload"] for entry in payloads] + naughty:
        clean_html = sanitise(html)
        assert list(_forbidden(clean_html)) == [], html
        assert sanitise(clean_html) == clean_html, html


def test_a_paste_from_word_keeps_its_words_only(shared: Callable[[str], Path]) -> None:
    html = (shared("corpora/xss-csv-dev") / "msword_paste.html").read_text()
    assert sanitise(html) == "<p>Foo <strong>BOLD</strong></p>"


def _forbidden(html: str) -> Iterator[str]:
    """Whatever a browser would see in the HTML that a body may not hold."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        if element.tag not in TAGS:
            yield f"element {element.tag}"
        for name, value in element.attrib.items():
            address = value.strip("".join(map(chr, range(33)))).lower()
            if name in ("colspan", "rowspan") and value.isdigit():
                continue
            outward = address.startswith(("http://", "https://", "mailto:"))
            if name != "href" or not (outward or read_pointer(value)):
                yield f"{name}={value}"
