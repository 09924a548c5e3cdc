"""Files that somebody gives: taken in by what their bytes are, stored under their digest.

The name is only a name: nothing is decided by it, and it never becomes a path.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from policies.refusals import Refused
from policies.text.cleaning import one_line
from policies.text.decoding import Unreadable
from policies.text.word.archive import Archive


class Kept(Protocol):
    """A row that names bytes in storage by their digest."""

    @property
    def digest(self) -> str: ...


FOLDER = "papers"
LARGEST = 20 * 1024 * 1024
MOST_AT_ONCE = 10
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ENDINGS = {
    PDF: ".pdf", PNG: ".png", JPEG: ".jpg", DOCX: ".docx", XLSX: ".xlsx", ODT: ".odt", ODS: ".ods",
}  # fmt: skip
# A browser shows these by itself, without running anything of them in our name.
SHOWN = frozenset({PDF, PNG, JPEG})
_BEGINNINGS = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_OPEN = frozenset({ODT, ODS})
_UNFIT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was taken in."""

    name: str
    media_type: str
    size: int
    digest: str


def take_in(name: str, content: bytes) -> Given:
    """Checks the bytes and stores them; the same bytes are stored once, whatever they are called.

    Refuses what is too large, empty, or neither PDF, picture (PNG, JPEG), Word, Excel nor
    OpenDocument; also an office file that carries macros, is encrypted or unpacks to too much.
    """
    shown = one_line(name)[:60]
    if not content:
        raise Refused(
            "empty_file", _("“%(name)s” is empty. Choose the file again.") % {"name": shown}
        )
    if len(content) > LARGEST:
        raise Refused(
            "large_file",
            _("“%(name)s” is larger than %(most)d MB. Scan it more coarsely, or in parts.")
            % {"name": shown, "most": LARGEST // 1024 // 1024},
        )
    media_type = sniffed(content)
    if media_type is None:
        raise Refused(
            "unknown_file",
            _(
                "“%(name)s” is not taken: only PDF, PNG, JPEG, Word (docx), Excel (xlsx) and "
                "OpenDocument (odt, ods), without macros and without a password."
            )
            % {"name": shown},
        )
    return Given(clean_name(name, media_type), media_type, len(content), store(content))


def store(content: bytes, folder: str = FOLDER) -> str:
    """Keeps the bytes, once however often they are given; returns their digest."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest, folder)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return digest


def sniffed(content: bytes) -> str | None:
    """What the bytes are, of the kinds taken in."""
    for beginning, media_type in _BEGINNINGS.items():
        if content.startswith(beginning):
            return media_type
    return _office(content) if content.startswith(b"PK\x03\x04") else None


def _office(content: bytes) -> str | None:
    """Which kind of office file the archive is; none where it would swell, asks for a password or
    carries macros under an innocent name."""
    try:
        archive = Archive(content)
        archive.check()
        kind = archive.start_of("mimetype", 100).decode("ascii", "replace")
    except Unreadable:
        return None
    names = archive.names()
    if any("vbaproject" in name or name.startswith("basic/") for name in names):
        return None
    found = next((kind for name, kind in _OFFICE.items() if name in names), None)
    return found or (kind if kind in _OPEN else None)


def clean_name(name: str, media_type: str) -> str:
    """The last part of the name without signs that mislead, and the ending it deserves."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = _UNFIT_IN_NAMES.sub(" ", one_line(last)).strip(" .")
    ending = ENDINGS[media_type]
    for known in (ending, ".jpeg" if media_type == JPEG else ending):
        if stem.lower().endswith(known):
            stem = stem[: -len(known)]
    return (stem.strip(" .")[:140] or "file") + ending


def path_of(digest: str, folder: str = FOLDER) -> str:
    return f"{folder}/{digest[:2]}/{digest}"


def opened(paper: Kept) -> "File[bytes]":
    """The bytes; FileNotFoundError when the storage has lost them."""
    return default_storage.open(path_of(paper.digest), "rb")


def is_whole(digest: str, folder: str = FOLDER) -> bool:
    """Whether the stored bytes are still those that were given."""
    try:
        with default_storage.open(path_of(digest, folder), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False
