"""What attackers write into a clause is, in every file, words and nothing else."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from policies.text.interchange.akoma_ntoso import read_akoma_ntoso, write_akoma_ntoso
from policies.text.interchange.markdown import write_markdown
from policies.text.interchange.record import Record
from policies.text.markup import from_text, sanitise, to_text
from policies.text.outline import Clause, Outline
from tests.policies.text.interchange.records import check_akoma_ntoso, check_json, record
from tests.policies.text.interchange.test_markdown import HEADLINES

pytestmark = pytest.mark.slow

A_FILE = 500
RENDER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
TAG = re.compile(r"<\s*/?\s*([a-zA-Z!?][^\s/>]*)([^>]*)>")
SAFE = frozenset(
    "p br strong em u s sub sup ol ul li table caption thead tbody tr th td a blockquote h1 h2 h3 "
    "h4 h5 h6 hr code".split()
)
# Of a link only an address outward or to a clause, of a cell how many it joins.
ATTRIBUTES = re.compile(
    r'\s*(?:(?:href|colspan|rowspan|start|style)="(?!\s*(?:javascript|data|vbscript):)[^"]*"\s*)*/?'
)


@pytest.fixture(scope="module")
def payloads(shared: Callable[[str], Path]) -> list[str]:
    folder = shared("corpora/xss-csv-dev")
    told = [each["payload"] for each in json.loads((folder / "xss.json").read_text("utf-8"))]
    told += json.loads((folder / "csv_injection.json").read_text("utf-8"))
    told += json.loads((folder / "blns.json").read_text("utf-8"))
    return [each.encode("utf-8", "replace").decode() for each in told]


def attacked(payloads: list[str]) -> list[Record]:
    """As words somebody typed and as markup somebody pasted, in every place a clause has."""
    told = record()
    return [
        replace(
            told,
            outline=Outline(
                payloads[at],
                superscription=payloads[at],
                clauses=tuple(
                    Clause(each, html_of, each)
                    for each in payloads[at : at + A_FILE]
                    for html_of in (from_text(each), sanitise(each))
                ),
            ),
        )
        for at in range(0, len(payloads), A_FILE)
    ]


def test_all_payloads_come_out_as_they_went_in(payloads: list[str]) -> None:
    assert len(payloads) > 7_000
    for told in attacked(payloads):
        document = check_akoma_ntoso(told)
        assert b"<!" not in document
        assert document.count(b"<?") == 1
        names = {etree.QName(each).localname for each in etree.fromstring(document).iter()}
        assert not names & {"script", "img", "iframe", "object", "embed", "svg", "style", "form"}
        assert not set(b"<>&") & set(check_json(told))


def test_no_address_in_a_document_runs_anything(payloads: list[str]) -> None:
    for told in attacked(payloads):
        document = etree.fromstring(write_akoma_ntoso(told))
        for address in document.xpath("//@href"):
            assert re.match(r"https?://|mailto:|/|#", str(address)), address


def test_markdown_renders_to_words(payloads: list[str]) -> None:
    """Shown by a reader that lets HTML through, as most wikis do."""
    for told in attacked(payloads):
        shown = RENDER.render(write_markdown(told, HEADLINES).split("\n---\n", 1)[1])
        for name, attributes in TAG.findall(shown):
            assert name.lower() in SAFE, (name, attributes)
            assert ATTRIBUTES.fullmatch(attributes), (name, attributes)
        for address in re.findall(r'href="([^"]*)"', shown):
            assert re.match(r"https?:|mailto:|/|#", html.unescape(address)), address


def test_words_stay_readable_in_markdown(payloads: list[str]) -> None:
    """Nothing is lost on the way: rendered, it says what the clause says."""
    for words in payloads[::50]:
        clause = Clause("", from_text(words))
        text = write_markdown(record(Outline("", clauses=(clause,))), HEADLINES)
        shown = RENDER.render(text.split("\n---\n", 1)[1])
        said = re.sub(r"\s|\ufffd", "", html.unescape(re.sub(r"<[^>]*>", "", shown)))
        expected = re.sub(
            r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ufffd]", "", to_text(clause.body)
        )
        assert expected in said


def test_controls_come_back_through_xml() -> None:
    words = "".join(map(chr, [*range(1, 0x20), 0x7F, 0x85, 0xFFFE, 0xFFFF, 0x1FFFF]))
    told = Record(Outline(words, clauses=(Clause(words, "", words),)), record().facts)
    assert read_akoma_ntoso(write_akoma_ntoso(told).decode())[0] == told.outline
    check_akoma_ntoso(told)
