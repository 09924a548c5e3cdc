"""A part's XML as small trees, one after the other, within limits no honest document meets.

expat reads it as a stream: nothing outside the file is ever fetched, for a document type and
with it every entity is refused before it could be declared.
"""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from policies.text.decoding import LARGEST_FILE, Reason, Unreadable

MOST_ELEMENTS = 2_000_000  # of one part; a thousand pages have half of that
MOST_AT_ONCE = 400_000  # elements of one block, such as a table
MOST_NAMES = 5_000  # different names of elements and of attributes; Word knows some hundreds
DEEPEST = 180  # elements inside one another; Python's own stack ends not far below
LONGEST_TAG = 1024 * 1024  # bytes

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
}
_TEXTUAL = frozenset({"w:t", "w:instrText", "w:delText", "m:t"})
# Properties that say something about words or numbers; all others are left out unread.
_KEPT_INSIDE = {
    "w:pPr": frozenset({"w:pStyle", "w:numPr", "w:outlineLvl", "w:rPr", "w:framePr"}),
    "w:rPr": frozenset(
        {
            "w:rStyle", "w:vanish", "w:strike", "w:dstrike", "w:rFonts", "w:vertAlign",
            "w:ins", "w:del", "w:moveFrom", "w:moveTo",
        }
    ),
    "w:tcPr": frozenset({"w:gridSpan", "w:vMerge", "w:hMerge", "w:cellDel", "w:cellIns"}),
    "w:trPr": frozenset({"w:gridBefore", "w:gridAfter", "w:tblHeader", "w:ins", "w:del"}),
}  # fmt: skip
_LEFT_OUT = frozenset(
    {
        "w:tblPr", "w:tblGrid", "w:tblPrEx", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:proofErr",
        "w:bookmarkStart", "w:bookmarkEnd", "w:lastRenderedPageBreak", "w:smartTagPr",
        "w:customXmlPr", "w:permStart", "w:permEnd", "w:rsids", "w:latentStyles", "m:ctrlPr",
    }
)  # fmt: skip


class Element:
    """An element with its attributes and children; ``text`` only where characters are words."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""

    def get(self, name: str, default: str = "") -> str:
        """The attribute of that local name, whatever its namespace."""
        for key, value in self.attributes.items():
            if key.rpartition(" ")[2] == name:
                return value
        return default

    def child(self, name: str) -> "Element | None":
        for child in self.children:  # asked of every run, so no generator
            if child.name == name:
                return child
        return None

    def value(self, *path: str) -> str | None:
        """The ``val`` of the descendant on that path; None if there is no such element."""
        found: Element | None = self
        for name in path:
            found = found.child(name) if found is not None else None
        return found.get("val") if found is not None else None

    def number(self, *path: str) -> int | None:
        """The ``val`` of the descendant on that path, if it is a whole number."""
        return whole(self.value(*path))

    def is_on(self, *path: str) -> bool | None:
        """Whether the switch on that path is on; None if nothing is said."""
        said = self.value(*path)
        return None if said is None else said not in ("0", "false", "off")

    def has(self, name: str) -> bool:
        """Whether such an element stands anywhere inside."""
        return any(child.name == name or child.has(name) for child in self.children)


def whole(text: str | None) -> int | None:
    stripped = (text or "").strip()
    digits = stripped.removeprefix("-")
    return int(stripped) if digits.isascii() and digits.isdecimal() and len(digits) < 11 else None


def blocks(chunks: Iterable[bytes], inside: frozenset[str]) -> Iterator[Element]:
    """The elements that stand directly inside those named, and never all of them at once.

    The elements named are gone through, not handed out. Raises Unreadable.
    """
    builder = _Builder(inside)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = _refuse
    given = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield from builder.take()
            given += len(chunk)
            if given - parser.CurrentByteIndex > LONGEST_TAG:
                raise Unreadable(Reason.SWOLLEN)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable(Reason.DAMAGED) from error
    yield from builder.take()


def _refuse(*_declared: object) -> None:
    raise Unreadable(Reason.DECLARATIONS)


class _Builder:
    def __init__(self, inside: frozenset[str]) -> None:
        self._inside = inside
        self._ready: list[Element] = []
        self._open: list[Element] = []
        self._names: dict[str, str] = {}
        self._attributes: set[str] = set()
        self._depth = self._left_out_at = 0
        self._elements = self._at_once = self._characters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise Unreadable(Reason.SWOLLEN)
        if self._depth > DEEPEST:
            raise Unreadable(Reason.NESTED)
        name = self._names.get(tag) or self._short(tag)
        if not attributes.keys() <= self._attributes:
            self._attributes |= attributes.keys()
            if len(self._attributes) > MOST_NAMES:
                raise Unreadable(Reason.SWOLLEN)
        if self._left_out_at:
            return
        if self._is_left_out(name):
            self._left_out_at = self._depth
            return
        if not self._open and name in self._inside:
            return
        self._at_once += 1
        if self._at_once > MOST_AT_ONCE:
            raise Unreadable(Reason.SWOLLEN)
        element = Element(name, attributes)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _tag: str) -> None:
        self._depth -= 1
        if self._left_out_at:
            if self._depth < self._left_out_at:
                self._left_out_at = 0
        elif self._open:
            element = self._open.pop()
            if not self._open:
                self._ready.append(element)

    def characters(self, text: str) -> None:
        if not self._left_out_at and self._open and self._open[-1].name in _TEXTUAL:
            self._characters += len(text)
            if self._characters > LARGEST_FILE:
                raise Unreadable(Reason.SWOLLEN)
            self._open[-1].text += text

    def take(self) -> list[Element]:
        """The elements that are complete."""
        ready, self._ready = self._ready, []
        if not self._open:
            self._at_once = 0
        return ready

    def _is_left_out(self, name: str) -> bool:
        if name in _LEFT_OUT:
            return True
        kept = _KEPT_INSIDE.get(self._open[-1].name) if self._open else None
        return kept is not None and name not in kept

    def _short(self, tag: str) -> str:
        """``w:p`` for the full name; elements of no known namespace go by their own name."""
        space, _, local = tag.rpartition(" ")
        prefix = _SPACES.get(space)
        name = f"{prefix}:{local}" if prefix else local
        if len(self._names) >= MOST_NAMES:
            raise Unreadable(Reason.SWOLLEN)
        self._names[tag] = name
        return name
