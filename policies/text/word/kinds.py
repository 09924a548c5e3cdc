"""Telling office files apart by what they begin with; names of files are not believed."""

import re
from enum import StrEnum

from policies.text.decoding import Reason, Unreadable

from .archive import Archive

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What an old Word document begins with ([MS-DOC], 2.5.2), at the beginning of some sector; those
# of short documents lie in sectors of 64 bytes.
_OLD_HEADERS = (b"\xec\xa5", b"\xdc\xa5")
_FIRST_SECTOR, _SECTOR = 512, 64
_FLAGS = 0x0A
_ENCRYPTED = 0x01  # of the second byte of the flags
_HEAD = 4_096
_OPEN_DOCUMENT_TEXT = b"application/vnd.oasis.opendocument.text"
_FLAT = re.compile(rb"progid=\"Word\.Document\"|<pkg:package|<w:wordDocument|<office:document")
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|mime-version:\s)", re.IGNORECASE)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Kind(StrEnum):
    """Kinds of office files; the value is the usual end of their names."""

    WORD = "docx"
    OPEN_DOCUMENT = "odt"
    OLD_WORD = "doc"
    RICH_TEXT = "rtf"
    FLAT_XML = "xml"


def kind_of(data: bytes) -> Kind | None:
    """The kind of an office file; None if it is not one, as any plain text is not.

    Raises Unreadable for files of which it is known at once that they cannot be read here.
    """
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _of_archive(Archive(data))
    if data.startswith(_COMPOUND):
        return _of_compound(data)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"{\\rtf"):
        return Kind.RICH_TEXT
    if head.startswith(b"<?xml") and _FLAT.search(head):
        if _DECLARES.search(data):
            raise Unreadable(Reason.DECLARATIONS)
        return Kind.FLAT_XML
    if _WEB_PAGE.match(head):
        raise Unreadable(Reason.WEB_PAGE)
    return None


def _of_archive(archive: Archive) -> Kind:
    if not archive.start_of("mimetype", 100).startswith(_OPEN_DOCUMENT_TEXT):
        archive.main()  # says so if it is another kind of file
        return Kind.WORD
    if b"encryption-data" in archive.start_of("meta-inf/manifest.xml", 1_000_000):
        raise Unreadable(Reason.ENCRYPTED)
    return Kind.OPEN_DOCUMENT


def _of_compound(data: bytes) -> Kind:
    """A compound file holds an old Word document, or a newer one behind a password."""
    if _named("EncryptedPackage") in data:
        raise Unreadable(Reason.ENCRYPTED)
    if _named("WordDocument") not in data:
        raise Unreadable(Reason.OFFICE_FILE)
    sectors = range(_FIRST_SECTOR, len(data), _SECTOR)
    header = next((at for at in sectors if data[at : at + 2] in _OLD_HEADERS), None)
    if header is None:
        raise Unreadable(Reason.DAMAGED)
    if data[header + _FLAGS : header + _FLAGS + 2] and data[header + _FLAGS + 1] & _ENCRYPTED:
        raise Unreadable(Reason.ENCRYPTED)
    return Kind.OLD_WORD


def _named(stream: str) -> bytes:
    return stream.encode("utf-16-le")
