from collections.abc import Callable
from pathlib import Path

import pytest

from policies.text.decoding import LARGEST_FILE, Reason, Unreadable, decode

TRADITIONAL = "員工考勤管理辦法\n第一條　員工應依規定時間上下班，不得遲到早退。\n"
SIMPLIFIED = "员工考勤管理办法\n第一条　员工应依规定时间上下班，不得迟到早退。\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "utf-8-sig", "utf-8"),
        (TRADITIONAL, "utf-16", "utf-16-le"),
        (TRADITIONAL, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "utf-32", "utf-32-le"),
        (TRADITIONAL, "cp950", "cp950"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        ("Everybody signs in by nine.\n" * 3, "utf-16-be", "utf-16-be"),
        ("Everybody signs in by nine.\n", "ascii", "utf-8"),
        ("員工", "cp950", "cp950"),
        ("员工", "gb18030", "gb18030"),
    ],
)
def test_the_encoding_is_found(text: str, codec: str, encoding: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\xef\xbb\xbf", Reason.EMPTY),
        ("\ufeff \n".encode("utf-16"), Reason.EMPTY),
        (b"PK\x03\x04 word/document.xml", Reason.OFFICE_FILE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.OFFICE_FILE),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, Reason.BINARY),
        (bytes(range(32)) * 100, Reason.BINARY),
        (b"%PDF-1.4 aaa", Reason.BINARY),
        (b"\xef\xbb\xbf\n%PDF-1.7\nwords", Reason.BINARY),
        (b"%!PS-Adobe-3.0\nwords", Reason.BINARY),
        (b"a" * (LARGEST_FILE + 1), Reason.TOO_LARGE),
        (b"\xff\xfe\x00", Reason.UNDECODABLE),
        (b"\xfc\xfd\xff" * 40, Reason.UNDECODABLE),
    ],
)
def test_what_is_not_text_is_refused_with_its_reason(data: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert refused.value.code is reason


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert decode(TRADITIONAL.encode() + b"\x00").text == TRADITIONAL + "\x00"


def test_laws_come_back_from_every_encoding(shared: Callable[[str], Path]) -> None:
    paths = [
        *(shared("corpora/tw-laws-dev") / "text_zhnum").glob("*.txt"),
        *(shared("corpora/prc-laws-dev") / "plain").glob("*.txt"),
    ]
    tried = 0
    for path in paths:
        text = path.read_text()
        for codec in ("cp950", "gb18030", "utf-16-le", "utf-16-be"):
            simplified = "prc-laws" in str(path)
            if (codec == "cp950" and simplified) or (codec == "gb18030" and not simplified):
                continue
            try:
                data = text.encode(codec)
            except UnicodeEncodeError:
                continue  # a few laws hold characters that Big5 lacks
            assert decode(data).text == text, (path.name, codec)
            tried += 1
    assert tried > 150
