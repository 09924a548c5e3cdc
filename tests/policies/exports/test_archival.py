"""What makes the PDF one for the archive (ISO 19005-3) that can be read aloud (ISO 14289-1).

No validator can be had from the registries this project installs from, so what the standards ask
of the file's structure is looked at piece by piece.
"""

import datetime as dt
import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.utils import timezone
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

from policies.exports import attached
from policies.exports.attached import Attached
from policies.exports.pdf import make_pdf
from policies.exports.printed import Printed
from policies.text.interchange.akoma_ntoso import read_akoma_ntoso
from policies.text.outline import Attachment, LegalBasis, Outline, canonical
from tests import cast as casting
from tests.cast import Cast
from tests.policies.text.interchange.records import schema

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"


def read(content: bytes) -> Any:
    """Untyped: what the dictionaries of a file hold is what is asked about here."""
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> tuple[bytes, Outline, str]:
    """The PDF of a published revision, its text and its digest."""
    with django_db_blocker.unblock(), transaction.atomic():
        revision = casting.published_policy(casting.assemble())
        content = make_pdf(revision)
        outline, digest = revision.outline(), revision.digest
        transaction.set_rollback(True)
    return content, outline, digest


@pytest.fixture
def reader(made: tuple[bytes, Outline, str]) -> Any:
    return read(made[0])


def metadata(reader: Any) -> ElementTree.Element:
    packet = reader.root_object["/Metadata"].get_object().get_data().decode()
    return ElementTree.fromstring(re.sub(r"<\?xpacket[^>]*\?>", "", packet))  # noqa: S314  (ours)


def structure(reader: Any) -> Iterator[Any]:
    """Every element of the document's tree, in reading order."""
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            waiting.append(node.get("/K", []))


def test_the_file_says_what_it_is(reader: Any) -> None:
    rdf = metadata(reader).findall(f"{RDF}RDF")
    assert len(rdf) == 1
    said = ElementTree.tostring(rdf[0], encoding="unicode")
    assert re.search(r'pdfaid:part="3"', said)
    assert re.search(r'pdfaid:conformance="A"', said)
    ids = [element.text for element in rdf[0].iter("{http://www.aiim.org/pdfua/ns/id/}part")]
    assert ids == ["1"]
    assert "http://www.aiim.org/pdfa/ns/extension/" in said
    assert reader.trailer["/ID"]
    assert "/Encrypt" not in reader.trailer


def test_the_metadata_name_title_language_code_and_revision(reader: Any) -> None:
    rdf = metadata(reader)
    assert [each.text for each in rdf.iter(f"{DC}identifier")] == ["HR-003 1.0"]
    language = next(rdf.iter(f"{DC}language"))
    assert [each.text for each in language.iter(f"{RDF}li")] == ["zh-Hant"]
    title = next(rdf.iter(f"{DC}title"))
    assert [each.text for each in title.iter(f"{RDF}li")] == ["出勤與休假管理辦法 1.0"]
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712


def test_colours_have_a_meaning_and_fonts_are_within(reader: Any) -> None:
    (intent,) = reader.root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp"
    fonts = {
        name: font.get_object()
        for page in reader.pages
        for name, font in page["/Resources"]["/Font"].items()
    }
    assert fonts
    for font in fonts.values():
        (descendant,) = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert "/ToUnicode" in font


def test_the_text_as_data_is_within_and_has_the_digest(made: tuple[bytes, Outline, str]) -> None:
    content, outline, digest = made
    _xml, file = read(content).attachment_list
    assert file.name == "HR-003-1.0.json"
    assert hashlib.sha256(file.content).hexdigest() == digest
    assert file.content == canonical(outline).encode()
    assert json.loads(file.content)["title"] == outline.title


def test_the_text_as_akoma_ntoso_is_within_and_gives_the_same_text(
    made: tuple[bytes, Outline, str],
) -> None:
    content, outline, digest = made
    file, _json = read(content).attachment_list
    assert file.name == "HR-003-1.0.akn.xml"
    assert read_akoma_ntoso(file.content.decode()) == (outline, digest)
    assert schema().validate(etree.fromstring(file.content))


def test_the_file_within_is_tied_to_the_document(reader: Any) -> None:
    _xml, named = reader.root_object["/AF"]
    assert named["/Type"] == "/Filespec"
    assert named["/AFRelationship"] == "/Source"
    assert named["/UF"] == named["/F"] == "HR-003-1.0.json"
    embedded = named["/EF"]["/F"].get_object()
    assert embedded["/Subtype"] == "/application/json"
    assert "/ModDate" in embedded["/Params"]


def test_another_form_of_the_text_is_attached_by_naming_its_maker(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def xml(document: Printed, outline: Outline, at: Any) -> Attached:
        return Attached(
            "A-first.xml", zlib.compress(b"<akomaNtoso/>"), "As XML.", "Alternative", at
        )

    monkeypatch.setattr(attached, "MAKERS", [*attached.MAKERS, xml])
    reader = read(make_pdf(casting.draft_of(cast)))
    names = reader.root_object["/Names"]["/EmbeddedFiles"]["/Names"][::2]
    assert names == ["A-first.xml", "HR-003-1.0.akn.xml", "HR-003-1.0.json"]
    related = [each["/AFRelationship"] for each in reader.root_object["/AF"]]
    assert related == ["/Alternative", "/Alternative", "/Source"]


def test_everything_on_the_pages_is_a_tagged_word_or_an_artifact(reader: Any) -> None:
    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712
    root = reader.root_object["/StructTreeRoot"]
    reached = {element.indirect_reference.idnum for element in structure(reader)}
    parents = root["/ParentTree"]["/Nums"]
    owners = dict(zip(parents[::2], parents[1::2], strict=True))
    for page in reader.pages:
        depth, marked = 0, []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
                if operator == b"BDC" and "/MCID" in operands[1]:
                    marked.append(int(operands[1]["/MCID"]))
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ"):
                assert depth, "words that are neither tagged nor an artifact"
        row: Any = owners[page["/StructParents"]]
        row = row.get_object() if isinstance(row, IndirectObject) else row
        assert marked == list(range(len(row)))
        assert {element.idnum for element in row} <= reached


def test_headings_lists_and_tables_are_tagged_as_such(reader: Any) -> None:
    tags = [element["/S"] for element in structure(reader)]
    assert tags[0] == "/Document"
    levels = [int(tag[2:]) for tag in tags if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"/Table", "/TR", "/TH", "/TD", "/P", "/L", "/LI", "/Link"} <= set(tags)


def test_links_say_in_words_where_they_lead(reader: Any) -> None:
    links = [annotation.get_object() for annotation in reader.pages[1]["/Annots"]]
    assert list(dict.fromkeys(link["/Contents"] for link in links)) == [
        "前言", "第一章　總則", "第二章　休假", "附則", "核准紀錄", "修訂沿革",
    ]  # fmt: skip


def test_watermark_is_an_artifact_on_every_page(cast: Cast) -> None:
    reader = read(make_pdf(casting.draft_of(cast), made_at=timezone.now()))
    for page in reader.pages:
        assert "草案" in page.extract_text()
    told = [kid for element in structure(reader) for kid in element["/K"] if isinstance(kid, int)]
    shown = sum(page.get_contents().get_data().count(b"/MCID") for page in reader.pages)
    assert len(told) == shown


def test_enclosures_are_listed_with_their_digests(cast: Cast) -> None:
    draft = casting.draft_of(cast)
    outline = replace(
        draft.outline(),
        bases=(LegalBasis("勞動基準法", "第三十八條"),),
        attachments=(Attachment("請假單", "form.pdf", "application/pdf", 2048, "ab" * 32, "x"),),
    )
    draft.outline = lambda: outline  # type: ignore[method-assign]
    reader = read(make_pdf(draft))
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    for each in ("勞動基準法第三十八條", "請假單（form.pdf", "SHA-256" + "ab" * 32):
        assert each in words
    titles = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert {"法源依據", "附件"} <= set(titles)


def test_revisions_are_told_with_kind_day_and_note(cast: Cast) -> None:
    first = casting.published_policy(cast)
    day = timezone.localdate() + dt.timedelta(days=10)
    second = casting.next_revision(
        cast, first, effective_from=day, change_note="特別休假改為按小時請。"
    )
    words = "".join(read(make_pdf(second)).pages[-1].extract_text().split())
    table = words[words.index("修訂沿革") :]
    assert table.index(str(first.effective_from)) < table.index(f"{second.number}")
    assert str(day) in table
    assert "特別休假改為按小時請。" in table


@pytest.mark.parametrize("title", ["甲\x01\x0b乙", "\ufffe", "]]> &amp; <x:y>", "𠮷野家 👩‍👩‍👧"])
def test_strange_titles_leave_the_metadata_whole(cast: Cast, title: str) -> None:
    draft = casting.draft_of(cast)
    draft.title = title
    reader = read(make_pdf(draft))
    (named,) = next(metadata(reader).iter(f"{DC}title")).iter(f"{RDF}li")
    assert named.text == reader.metadata.title
