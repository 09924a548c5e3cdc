"""The zip archive a Word document is: which parts it has, and reading them within limits.

Sizes are believed neither as declared nor as they turn out: whichever first goes beyond a limit
ends the reading. Nothing is unpacked to disk, and parts outside the archive are never asked for.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from policies.text.decoding import Reason, Unreadable

from .elements import Element, blocks

MOST_ENTRIES = 10_000
LARGEST_PART = 48 * 1024 * 1024  # bytes of XML, unpacked
LARGEST_SUM = 96 * 1024 * 1024  # of all parts that are read
RATIO = 400  # a part packed smaller than this was made to swell
RATIO_COUNTS_FROM = 8 * 1024 * 1024
_CHUNK = 64 * 1024
_FLAG_ENCRYPTED = 0x1
_DIRECTORY_ENTRY = b"PK\x01\x02"
_MAIN = "word/document.xml"
_CONTENT_TYPES = "[content_types].xml"
_WORD_TYPES = ("wordprocessingml", "ms-word")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relation's kind, and the path of the part."""

    kind: str
    path: str


class Archive:
    """An open archive. Paths are compared without regard to case, as Word does."""

    def __init__(self, data: bytes) -> None:
        if data.count(_DIRECTORY_ENTRY) > MOST_ENTRIES:
            raise Unreadable(Reason.SWOLLEN)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable(Reason.DAMAGED) from error
        self._entries = {_path(entry.filename): entry for entry in self._zip.infolist()}
        self._sum = 0

    def has(self, path: str) -> bool:
        return path in self._entries

    def names(self) -> list[str]:
        return list(self._entries)

    def check(self) -> None:
        """Raises Unreadable where an entry, or all together, would unpack to more than a document
        holds, or is encrypted, as far as the archive declares it: nothing is unpacked."""
        entries = self._zip.infolist()
        for entry in entries:
            self._check(entry)
        if sum(entry.file_size for entry in entries) > LARGEST_SUM:
            raise Unreadable(Reason.SWOLLEN)

    def start_of(self, path: str, length: int) -> bytes:
        """The first bytes of an entry; none if it is not there."""
        start = b""
        for chunk in self._chunks(path) if self.has(path) else ():
            start += chunk
            if len(start) >= length:
                break
        return start[:length]

    def blocks(self, path: str, *inside: str) -> Iterator[Element]:
        """The elements directly inside those named; nothing if there is no such part."""
        if self.has(path):
            yield from blocks(self._chunks(path), frozenset(inside))

    def main(self) -> str:
        """The path of the document itself. Raises Unreadable if this is no Word document."""
        kind = self.content_type()
        if kind and not any(word in kind for word in _WORD_TYPES):
            raise Unreadable(Reason.OFFICE_FILE)
        found = [each.path for each in self.relations("") if each.kind == "officedocument"]
        path = next(filter(self.has, (*found, _MAIN)), None)
        if path is None:
            is_office = self.has(_CONTENT_TYPES) or self.has("mimetype")
            raise Unreadable(Reason.OFFICE_FILE if is_office else Reason.ARCHIVE)
        return path

    def content_type(self) -> str:
        """What the archive says its main part is; empty if it does not say."""
        for element in self.blocks(_CONTENT_TYPES, "ct:Types"):
            kind = element.get("ContentType").lower()
            if "main+xml" in kind and "glossary" not in element.get("PartName"):
                return kind
        return ""

    def relations(self, path: str) -> list[Relation]:
        """What a part refers to inside the archive; of the archive itself if the path is empty."""
        folder = posixpath.dirname(path)
        return [
            Relation(
                element.get("Type").rpartition("/")[2].lower(),
                _path(posixpath.join("/", folder, element.get("Target"))),
            )
            for element in self._relations(path)
            if element.get("TargetMode") != "External"
        ]

    def addresses(self, path: str) -> dict[str, str]:
        """Where the links of a part lead, by the name the part has for them. Nobody goes there."""
        return {
            element.get("Id"): element.get("Target")
            for element in self._relations(path)
            if element.get("Type").endswith("/hyperlink")
        }

    def _relations(self, path: str) -> Iterator[Element]:
        folder, name = posixpath.split(path)
        return self.blocks(posixpath.join(folder, "_rels", f"{name}.rels"), "rel:Relationships")

    def _chunks(self, path: str) -> Iterator[bytes]:
        entry = self._entries[path]
        self._check(entry)
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._sum += len(chunk)
                    if size > LARGEST_PART or self._sum > LARGEST_SUM:
                        raise Unreadable(Reason.SWOLLEN)
                    yield chunk
        except _BROKEN as error:
            raise Unreadable(Reason.DAMAGED) from error

    def _check(self, entry: zipfile.ZipInfo) -> None:
        if entry.flag_bits & _FLAG_ENCRYPTED:
            raise Unreadable(Reason.ENCRYPTED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(Reason.DAMAGED)
        swells = entry.file_size > max(RATIO_COUNTS_FROM, RATIO * entry.compress_size)
        if swells or entry.file_size > LARGEST_PART:
            raise Unreadable(Reason.SWOLLEN)


def _path(name: str) -> str:
    plain = unquote(name).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", plain)).lstrip("/").lower()
