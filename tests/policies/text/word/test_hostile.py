"""Files that are broken, something else, or made to do harm."""

import io
import random
import re
import struct
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from policies.text.decoding import Reason, Unreadable
from policies.text.opening import LARGEST_OPENED, open_file
from policies.text.word import archive, elements, read_word, story
from tests.policies.text.word.making import (
    MAIN_TYPE,
    RELATIONS,
    STRICT,
    STRICT_RELATIONS,
    W,
    box,
    change,
    definition,
    deleted,
    document,
    docx,
    field,
    level,
    num,
    p,
    packed,
    r,
    relations,
    style,
    tbl,
    tc,
    tr,
    zipped,
)

WORD = docx(p("員工應準時出勤。"))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def why(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as refused:
        open_file(data)
    return refused.value.code


def office(kind: str) -> bytes:
    return zipped({
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/x.xml" ContentType="application/vnd.{kind}.main+xml"/></Types>'
        )
    })  # fmt: skip


def declared(size: int) -> bytes:
    """A file whose document claims to unpack to so many bytes."""
    data = bytearray(docx(p("員工")))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (WORD[: len(WORD) // 2], Reason.DAMAGED),
        (WORD[:-30], Reason.DAMAGED),
        (b"PK\x03\x04" + bytes(300), Reason.DAMAGED),
        (b"PK\x05\x06" + bytes(18), Reason.ARCHIVE),
        (zipped({"a.txt": "words"}), Reason.ARCHIVE),
        (office("openxmlformats-officedocument.spreadsheetml.sheet"), Reason.OFFICE_FILE),
        (office("openxmlformats-officedocument.presentationml.presentation"), Reason.OFFICE_FILE),
        (office("openxmlformats-officedocument.wordprocessingml.document"), Reason.OFFICE_FILE),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.chart"}), Reason.OFFICE_FILE),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (COMPOUND + "Workbook".encode("utf-16-le"), Reason.OFFICE_FILE),
        (b"<!DOCTYPE html>\n<html><body>words</body></html>", Reason.WEB_PAGE),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Reason.WEB_PAGE),
        (docx(), Reason.EMPTY),
        (docx(p(), p(r("<w:drawing><pic:pic/></w:drawing>"))), Reason.EMPTY),
        (packed({"word/document.xml": "<w:document"}), Reason.DAMAGED),
        (packed({"word/document.xml": ""}), Reason.DAMAGED),
        (packed({"word/document.xml": "\x00\x01\x02"}), Reason.DAMAGED),
        (packed({"word/document.xml": document("&nbsp;")}), Reason.DAMAGED),
        (packed({"word/document.xml": "<w:document/>"}), Reason.DAMAGED),
        (docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), Reason.NESTED),
        (docx(f"<w:p>{'<w:r>' * 300}{'</w:r>' * 300}</w:p>"), Reason.NESTED),
        (docx(p("A" * 50_000_000)), Reason.SWOLLEN),
        (b" " * (LARGEST_OPENED + 1), Reason.OFFICE_TOO_LARGE),
    ],
)  # fmt: skip
def test_each_gets_its_reason(data: bytes, reason: Reason) -> None:
    assert why(data) is reason


@pytest.mark.parametrize(
    "declarations",
    [
        '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/evil.dtd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_document_types_are_refused_in_every_part(declarations: str, part: str) -> None:
    files = {"word/document.xml": document(p("&a;" if "ENTITY a" in declarations else "a"))}
    files["word/_rels/document.xml.rels"] = relations(("styles", "styles.xml"))
    files[part] = declarations + files.get(part, "<x/>")
    assert why(packed(files)) is Reason.DECLARATIONS


def test_sizes_are_not_believed() -> None:
    assert why(declared(2**32 - 2)) is Reason.SWOLLEN
    assert why(declared(100)) is Reason.DAMAGED


def test_parts_are_measured_while_they_unpack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_SUM", 2_000)
    assert why(docx(*(p(f"第{number}段") for number in range(100)))) is Reason.SWOLLEN


@pytest.mark.parametrize(
    ("module", "limit", "body"),
    [
        (elements, "MOST_ELEMENTS", [p() for _ in range(200)]),
        (elements, "MOST_AT_ONCE", [p(*(r("a") for _ in range(200)))]),
        (elements, "MOST_NAMES", [f"<w:x{number}/>" for number in range(300)]),
        (elements, "MOST_NAMES", [f'<w:p w:a{number}=""/>' for number in range(300)]),
        (story, "MOST_PARAGRAPHS", [p() for _ in range(200)]),
        (elements, "LONGEST_TAG", [f'<w:p w:a="{"x" * 200_000}"/>']),
    ],
)
def test_every_amount_has_a_limit(
    monkeypatch: pytest.MonkeyPatch, module: object, limit: str, body: list[str]
) -> None:
    monkeypatch.setattr(module, limit, 150)
    assert why(docx(*body)) is Reason.SWOLLEN


def test_more_entries_than_a_document_has() -> None:
    assert why(zipped({f"a{number}": "" for number in range(10_001)})) is Reason.SWOLLEN


def test_an_entry_behind_a_password() -> None:
    data = bytearray(WORD)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 8] |= 1
    assert why(bytes(data)) is Reason.ENCRYPTED


def test_an_entry_packed_in_a_strange_way() -> None:
    data = bytearray(WORD)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 10 : at + 12] = struct.pack("<H", zipfile.ZIP_LZMA)
    assert why(bytes(data)) is Reason.DAMAGED


def test_an_entry_whose_content_was_changed() -> None:
    data = bytearray(docx(p("員工" * 50)))
    at = data.index(b"word/document.xml") + len("word/document.xml")
    data[at + 5 : at + 25] = bytes(20)
    assert why(bytes(data)) is Reason.DAMAGED


def test_parts_outside_the_archive_are_never_asked_for() -> None:
    outside = relations(
        ("styles", "http://127.0.0.1:9/styles.xml"), ("numbering", "../../../etc/x")
    )
    outside = outside.replace("/>", ' TargetMode="External"/>', 1)
    files = {"word/document.xml": document(p("員工", style="x")),
             "word/_rels/document.xml.rels": outside}  # fmt: skip
    assert open_file(packed(files)).text == "員工"


def test_missing_parts_are_done_without() -> None:
    files = {"word/document.xml": document(p("員工", style="x", num=(1, 0)))}
    files["word/_rels/document.xml.rels"] = relations(("styles", "no.xml"), ("numbering", "no.xml"))
    assert open_file(packed(files)).text == "員工"


def test_a_document_is_found_without_relations() -> None:
    assert open_file(zipped({"word/document.xml": document(p("員工"))})).text == "員工"


def test_a_document_may_stand_elsewhere_and_be_spelled_otherwise() -> None:
    files = {"_rels/.rels": relations(("officeDocument", "/Word\\Main%20Part.xml")),
             "word/main part.xml": document(p("員工"))}  # fmt: skip
    assert open_file(packed(files)).text == "員工"


def test_strict_files_are_read() -> None:
    strict = document(tbl(tr("甲", "乙")) + p("員工")).replace(W, STRICT)
    strict = strict.replace(RELATIONS, STRICT_RELATIONS)
    files = {"_rels/.rels": relations(("officeDocument", "word/d.xml"), kinds=STRICT_RELATIONS),
             "word/d.xml": strict}  # fmt: skip
    assert open_file(packed(files)).text == ("<table><tr><td>甲</td><td>乙</td></tr></table>\n員工")


@pytest.mark.parametrize("kind", ["template", "document"])
def test_templates_are_read(kind: str) -> None:
    assert open_file(
        docx(p("員工"), content_type=MAIN_TYPE.replace("document.main", f"{kind}.main"))
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_xml(encoding: str) -> None:
    whole = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{document(p("員工"))}'
    assert open_file(packed({"word/document.xml": whole.encode(encoding)})).text == "員工"


def test_styles_based_on_one_another_without_end() -> None:
    styles = "".join(
        style(f"S{at}", inside=f'<w:basedOn w:val="S{at + 1}"/>') for at in range(5_000)
    )
    assert read_word(docx(p("員工", style="S0"), styles=styles)).text == "員工"


def test_a_text_longer_than_may_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policies.text.word.document.LARGEST_FILE", 100)
    assert why(docx(p("員工" * 30))) is Reason.TOO_LARGE


def test_broken_files_are_read_or_refused_and_nothing_else() -> None:
    dice = random.Random(20)
    whole = docx(
        p("規則", num=(1, 0)), p(change("ins", r("新")), deleted("舊"), mark="<w:del/>"),
        tbl(tr(tc("甲", properties='<w:vMerge w:val="restart"/>'), "乙")), p(field(" REF a ", "1")),
        p(box(p("框"))), numbering=definition(0, level(0, "第%1條")) + num(1, 0),
    )  # fmt: skip
    answers = Counter(map(_answer, (_broken(whole, dice) for _ in range(400))))
    assert sum(answers.values()) == 400
    assert answers["read"] > 20
    assert answers[Reason.DAMAGED] > 20


def _broken(data: bytes, dice: random.Random) -> bytes:
    """The file with a few bytes changed, in the archive or in the XML before it was packed."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed_file:
        files = {name: packed_file.read(name) for name in packed_file.namelist()}
    if dice.random() < 0.5:
        return _changed(data, dice)
    name = dice.choice(["word/document.xml", "word/numbering.xml"])
    values = re.sub(rb'val="\w*"', lambda _: b'val="' + dice.choice(_VALUES) + b'"', files[name])
    return zipped({**files, name: values if dice.random() < 0.7 else _changed(values, dice)})


_VALUES = [b"1", b"0", b"-1", b"99999999999", b"%9", "\u00b2".encode(), b"", b"restart", b"none"]


def _changed(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _answer(data: bytes) -> str:
    try:
        open_file(data)
    except Unreadable as unreadable:
        return unreadable.code
    return "read"


def test_files_that_broke_other_readers(shared: Callable[[str], Path]) -> None:
    reasons = {}
    for file in sorted((shared("corpora/docx-dev") / "hostile-or-odd").glob("*.docx")):
        try:
            assert open_file(file.read_bytes()).text.strip()
        except Unreadable as unreadable:
            reasons[file.stem.split("-")[0]] = unreadable.code
    assert reasons == {
        "bug53475": Reason.ENCRYPTED,
        "clusterfuzz": Reason.DAMAGED,
        "crash": Reason.DAMAGED,
        "truncated62886": Reason.DAMAGED,
        "zero": Reason.EMPTY,
    }
