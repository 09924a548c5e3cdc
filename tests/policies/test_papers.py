"""Files that somebody gives: what is taken in is told by the bytes, and nothing else is."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from pytest_django import Settings

from policies import papers
from policies.refusals import Refused
from policies.text.word import archive


@pytest.fixture(autouse=True)
def own_storage(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def packed(entries: dict[str, bytes]) -> bytes:
    """A zip archive of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in entries.items():
            archived.writestr(name, content)
    return file.getvalue()


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
SHEET = {"xl/workbook.xml": b"<workbook/>"}
WRITER = {"mimetype": papers.ODT.encode(), "content.xml": b"<office/>"}
CALC = {"mimetype": papers.ODS.encode(), "content.xml": b"<office/>"}


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (b"%PDF-1.7\n%%EOF\n", papers.PDF, "表單.pdf"),
        (b"\x89PNG\r\n\x1a\n....", papers.PNG, "表單.png"),
        (b"\xff\xd8\xff\xe0....", papers.JPEG, "表單.jpg"),
        (packed(WORD), papers.DOCX, "表單.docx"),
        (packed(SHEET), papers.XLSX, "表單.xlsx"),
        (packed(WRITER), papers.ODT, "表單.odt"),
        (packed(CALC), papers.ODS, "表單.ods"),
    ],
)
def test_what_is_taken_in_is_called_what_it_is(content: bytes, kind: str, name: str) -> None:
    given = papers.take_in("表單", content)
    assert (given.media_type, given.name, given.size) == (kind, name, len(content))
    assert papers.is_whole(given.digest)


def locked(content: bytes) -> bytes:
    """The archive with its entries marked as encrypted, in both places that say so."""
    changed = bytearray(content)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := changed.find(sign, place + 1)) >= 0:
            changed[place + flags] |= 1
    return bytes(changed)


SWOLLEN = b"\0" * (archive.LARGEST_PART + 1)
PARTS = {f"word/media/{place}.bin": b"\0" * (archive.RATIO_COUNTS_FROM - 1) for place in range(13)}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(packed({**WORD, "word/media/1.bin": SWOLLEN}), id="one part swells"),
        pytest.param(packed({**WORD, **PARTS}), id="all together swell"),
        pytest.param(packed({**WORD, "word/vbaProject.bin": b"x"}), id="macros"),
        pytest.param(packed({**SHEET, "xl/VBAPROJECT.BIN": b"x"}), id="macros in capitals"),
        pytest.param(packed({**WRITER, "Basic/Standard/Module1.xml": b"x"}), id="basic"),
        pytest.param(locked(packed(WORD)), id="encrypted"),
        pytest.param(packed({"a.exe": b"MZ"}), id="no office file"),
        pytest.param(packed({"mimetype": b"application/x-other"}), id="another kind"),
        pytest.param(packed(WORD)[:-30], id="cut off"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="html"),
        pytest.param(b"GIF89a/*%PDF-1.7*/", id="a pdf inside something else"),
        pytest.param(zlib.compress(b"%PDF-1.7"), id="packed"),
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        papers.take_in("表單.pdf", content)
    assert refused.value.code == "unknown_file"
    assert "表單.pdf" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"%PDF-" + b"\0" * papers.LARGEST, "large_file")],
)
def test_too_little_and_too_much(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        papers.take_in("表單.pdf", content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\表單.PDF", "表單.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ('a"b:c|d.pdf', "a b c d.pdf"),
        (" . ", "file.pdf"),
        ("長" * 500, "長" * 140 + ".pdf"),
    ],
)
def test_a_name_never_misleads(given: str, kept: str) -> None:
    assert papers.clean_name(given, papers.PDF) == kept
