"""Older and other word processors' files, by way of LibreOffice."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policies.text.decoding import Reason, Unreadable
from policies.text.opening import open_file
from policies.text.warning import WarningCode
from policies.text.word import Kind, converting, kind_of
from tests.policies.text.word.making import definition, docx, level, num, p, tbl, tr, zipped

needs_office = pytest.mark.skipif(
    converting.program() is None, reason="needs LibreOffice, which is not installed here"
)
RICH = rb"{\rtf1\ansi\ansicpg950 \u21729?\u24037? first\par second}"
FLAT = (
    '<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    'office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype='
    '"application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>員工</text:p>'
    "</office:text></office:body></office:document>"
).encode()
OPEN = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})


def old(flags: int = 0) -> bytes:
    """A compound file that looks like an old Word document from outside, and holds nothing."""
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    header = b"\xec\xa5" + bytes(9) + bytes([flags]) + bytes(500)
    return start.ljust(512, b"\0") + header


OLD = old()


def why(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as refused:
        open_file(data)
    return refused.value.code


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program of a few lines of Python in the place of LibreOffice."""

    def put(lines: str) -> None:
        file = tmp_path / "soffice"
        file.write_text(f"#!{sys.executable}\nimport os, sys, time\n{lines}\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(converting, "program", lambda: str(file))

    return put


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(p("員工")), Kind.WORD),
        (OLD, Kind.OLD_WORD),
        (OPEN, Kind.OPEN_DOCUMENT),
        (RICH, Kind.RICH_TEXT),
        (FLAT, Kind.FLAT_XML),
        ("員工守則\n第一條 甲。".encode(), None),
        (b'<?xml version="1.0"?><rules>1</rules>', None),
        (b"", None),
    ],
)
def test_kinds_are_told_apart_by_what_files_begin_with(data: bytes, kind: Kind | None) -> None:
    assert kind_of(data) is kind


def test_without_the_program_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "program", lambda: None)
    for data in (OLD, OPEN, RICH, FLAT):
        assert why(data) is Reason.NO_CONVERTER
    assert open_file(docx(p("員工"))).text == "員工"


def test_an_old_document_behind_a_password_or_in_pieces_is_not_even_tried() -> None:
    assert why(old(flags=0x01)) is Reason.ENCRYPTED
    assert why(OLD[:512]) is Reason.DAMAGED


def test_an_open_document_behind_a_password_is_not_even_tried() -> None:
    manifest = '<manifest:encryption-data manifest:checksum="x"/>'
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text",
                   "META-INF/manifest.xml": manifest})  # fmt: skip
    assert why(data) is Reason.ENCRYPTED


def test_declarations_in_flat_xml_are_not_handed_on() -> None:
    data = FLAT.replace(b"<office:document", b"<!DOCTYPE a>\n<office:document", 1)
    assert why(data) is Reason.DECLARATIONS


def test_nothing_made_is_not_converted(pretended) -> None:
    pretended("sys.exit(0)")
    assert why(RICH) is Reason.NOT_CONVERTED


def test_what_it_made_is_read_with_the_same_care(pretended) -> None:
    pretended(
        "out = sys.argv[sys.argv.index('--outdir') + 1]\nos.makedirs(out)\n"
        "open(os.path.join(out, 'in.docx'), 'wb').write(b'PK\\x03\\x04')"
    )
    assert why(RICH) is Reason.DAMAGED


def test_it_sees_neither_our_environment_nor_our_files(
    pretended, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "hush")
    seen = tmp_path / "seen"
    pretended(f"open({str(seen)!r}, 'w').write(os.getcwd() + ' ' + ' '.join(os.environ))")
    assert why(RICH) is Reason.NOT_CONVERTED
    folder, *names = seen.read_text().split()
    assert "SECRET_KEY" not in names
    assert not Path(folder).exists()


def test_a_program_that_does_not_end_is_ended_with_all_it_started(
    pretended, tmp_path: Path
) -> None:
    child = tmp_path / "child"
    pretended(
        "if os.fork():\n    time.sleep(60)\n"
        f"open({str(child)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    )
    began = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        converting.converted(RICH, Kind.RICH_TEXT, longest=2)
    assert refused.value.code is Reason.CONVERTED_TOO_SLOWLY
    assert time.monotonic() - began < 30
    number = int(child.read_text()) if child.exists() else 0
    for _ in range(100):
        if not _is_running(number):
            break
        time.sleep(0.05)
    assert not _is_running(number)


def _is_running(number: int) -> bool:
    if not number:
        return False
    command = ["ps", "-o", "stat=", "-p", str(number)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


def test_only_one_runs_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "program", lambda: "/nowhere/soffice")
    with converting._one_at_a_time, pytest.raises(Unreadable) as refused:
        converting.converted(RICH, Kind.RICH_TEXT, longest=0.05)
    assert refused.value.code is Reason.CONVERTED_TOO_SLOWLY


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "odt", "fodt"])
def test_other_files_keep_words_numbers_and_tables(kind: str, tmp_path: Path) -> None:
    numbering = definition(0, level(0, "第%1條", "taiwaneseCountingThousand")) + num(1, 0)
    body = [p("員工考勤辦法"), p("員工應準時出勤。", num=(1, 0)), p("遲到者記點。", num=(1, 0)),
            tbl(tr("假別", "天數"), tr("特休", "7")), p("以上。")]  # fmt: skip
    source = tmp_path / "rules.docx"
    source.write_bytes(docx(*body, numbering=numbering))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    opened = open_file((tmp_path / f"rules.{kind}").read_bytes())
    assert [line for line in opened.text.split("\n") if line] == [
        "員工考勤辦法", "第一條　員工應準時出勤。", "第二條　遲到者記點。",
        "<table><tr><td>假別</td><td>天數</td></tr><tr><td>特休</td><td>7</td></tr></table>",
        "以上。",
    ]  # fmt: skip
    assert opened.warnings[0].code is WarningCode.CONVERTED


@needs_office
@pytest.mark.slow
def test_rich_text_keeps_its_words() -> None:
    assert open_file(RICH).text.replace("\n\n", "\n") == "員工 first\nsecond"


@needs_office
@pytest.mark.slow
def test_what_it_cannot_read_gets_a_sentence() -> None:
    assert why(OLD) is Reason.NOT_CONVERTED
