"""From the bytes of a file to text, whatever encoding a Chinese office saved it in."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from opencc import OpenCC

LARGEST_FILE = 5 * 1024 * 1024  # bytes

_BOMS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_PRINTED = (b"%PDF-", b"%!PS")  # pages for a printer, which may begin like a text
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_ORDINARY = re.compile(
    "[\t\n\r -~\u2018-\u201d\u2500-\u257f\u3000-\u301f\u3041-\u30ff\uff01-\uff5e]"
)
# The characters that make up most of any Chinese text; a wrong decoding rarely gives them.
_FREQUENT = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说"
    "产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从"
    "业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利"
    "比或但质气第向道命此变条只没结解问意建月公无系情者最立代想已通并提直题程展五果料员位入常文总次品式活"
    "设及管特件长求基资边流路级少图统接知较将组见计别手角期根论运农指几九区强放决被做必先回则任取据处给"
    "即保治百规领七口导器世金增争济交受联认六共权收证改清己再采转更单切打教安场身车例真务具万每目至达示议"
    "报完类八离名确才科信节话整空元况今集传许步广记需段律且算低持众书布复容须际商非验连断近千周委技备半"
    "办省列约支般劳便团往何除消构府称准值号率维划选标写存效院查按格置层始却专状育厂识适属包住调满局照参引该"
    "价严客户服务岗职责薪酬奖惩违纪考勤假班请假迟退缴费险福绩"
)


class Reason(StrEnum):
    """Why a file could not be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    # Of Word and other office files.
    OFFICE_TOO_LARGE = "office_too_large"
    OFFICE_FILE = "office_file"  # a spreadsheet, a presentation, or a kind nobody reads here
    ARCHIVE = "archive"  # a zip that is no document
    WEB_PAGE = "web_page"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    SWOLLEN = "swollen"  # unpacks to far more than any document
    NESTED = "nested"  # elements inside elements without end
    DECLARATIONS = "declarations"  # a document type, which no word processor writes
    NO_CONVERTER = "no_converter"  # .doc and the like where LibreOffice is not installed
    NOT_CONVERTED = "not_converted"
    # Of files that say they are a regulation in a format of the portal.
    NO_REGULATION = "no_regulation"
    PART_TOO_LONG = "part_too_long"  # a clause longer than any draft holds, or all of them together
    CONVERTED_TOO_SLOWLY = "converted_too_slowly"


class Unreadable(Exception):
    """The file cannot be read; ``code`` says why."""

    def __init__(self, code: Reason) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of a file and the encoding it was in.

    UTF-8, UTF-16, UTF-32, Big5 (cp950) and GB18030 are told apart, with or without a mark.
    Raises ``Unreadable``.
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable(Reason.TOO_LARGE)
    if data.startswith(_OFFICE):
        raise Unreadable(Reason.OFFICE_FILE)
    if data.removeprefix(BOM_UTF8).lstrip().startswith(_PRINTED):
        raise Unreadable(Reason.BINARY)
    decoded = _by_mark(data) or _by_trying(data)
    if not decoded.text.strip(" \t\r\n\ufeff\x00\u3000\xa0"):
        raise Unreadable(Reason.EMPTY)
    if len(_CONTROLS.findall(decoded.text)) > len(decoded.text) / 50 + 5:
        raise Unreadable(Reason.BINARY)
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _attempt(data[len(mark) :], encoding)
            if text is None:
                raise Unreadable(Reason.UNDECODABLE)
            return Decoded(text, encoding)
    return None


def _by_trying(data: bytes) -> Decoded:
    text = _attempt(data, "utf-8")
    if text is not None and "\x00" not in text:
        return Decoded(text, "utf-8")
    candidates = [Decoded(text, "utf-8")] if text is not None else []
    encodings = ["utf-16-le", "utf-16-be"] if len(data) % 2 == 0 else []
    if b"\x00" not in data:
        encodings += ["cp950", "gb18030", "big5hkscs"]
    for encoding in encodings:
        text = _attempt(data, encoding)
        if text is not None:
            candidates.append(Decoded(text, encoding))
    best = max(candidates, key=lambda decoded: _plausibility(decoded.text), default=None)
    if best is None or (_plausibility(best.text) < 0.4 and best.encoding != "utf-8"):
        looks_binary = len(re.findall(rb"[\x00-\x08\x0e-\x1f]", data)) > len(data) / 50
        raise Unreadable(Reason.BINARY if looks_binary else Reason.UNDECODABLE)
    return best


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> float:
    """How much of the text is what Chinese and English texts are made of, from 0 to 1."""
    sample = text[:20_000]
    if not sample:
        return 0.0
    frequent = _frequent()
    usual = sum(character in frequent for character in sample)
    return (usual + len(_ORDINARY.findall(sample)) - len(_CONTROLS.findall(sample))) / len(sample)


@cache
def _frequent() -> frozenset[str]:
    return frozenset(_FREQUENT) | frozenset(OpenCC("s2t").convert(_FREQUENT))
