"""Reading HTML into blocks, leniently: nothing that is written is lost, wherever it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import TypeVar

from .blocks import Block, Cell, Listing, Paragraph, Quote, Table, Wrap
from .cleaning import compose, without_noise
from .pointer import read_pointer

INLINE = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "u": "u", "ins": "u",
    "s": "s", "del": "s", "strike": "s", "sub": "sub", "sup": "sup", "a": "a",
}  # fmt: skip
STRUCTURE = frozenset(
    re.findall("[a-z]+", "ul ol li blockquote table caption thead tbody tfoot tr th td")
)
PARAGRAPHS = frozenset(
    re.findall(
        "[a-z0-9]+",
        "p div h1 h2 h3 h4 h5 h6 pre section article header footer main aside nav address figure "
        "figcaption center dl dt dd form fieldset legend details summary hr",
    )
)
_DEEPEST = 24  # structure nested deeper than this is a paste gone wrong: its words stay, flat
_OUTWARD = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f\\]+", re.IGNORECASE)
_SPACES_WITH_NEWLINE = re.compile(r"[ \t]*[\n\r\f\v\x85\u2028\u2029]+\s*")


@dataclass(slots=True)
class _Row:
    cells: list[Cell]


AnyBlock = TypeVar("AnyBlock", Listing, Quote, Table)


def read(html: str) -> list[Block]:
    """The blocks of well-formed HTML; elements that are not known are ignored, their text kept."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.blocks


def link(address: str) -> str:
    """The address if a body may link to it, else the empty string.

    That is the web, an address for letters, and of the portal's own pages a pointer only: any
    other relative address would lead somewhere else from every page the text is shown on.
    """
    address = re.sub(r"[\t\r\n]", "", address).strip("".join(map(chr, range(33))))
    return address if _OUTWARD.fullmatch(address) or read_pointer(address) else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        # What is open, outermost first: an element's name, and where its blocks go.
        self._open: list[tuple[str, object]] = []
        self._formatting: list[Wrap] = []
        self._pieces: list[tuple[str, tuple[Wrap, ...]]] = []
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._pieces.append(("\n", ()))
        elif tag in INLINE:
            address = link(dict(attrs).get("href") or "") if tag == "a" else ""
            self._formatting.append((tag, address))
        elif tag in PARAGRAPHS:
            self.flush()
            self._preformatted += tag == "pre"
        elif tag in STRUCTURE:
            self.flush()
            deep = len(self._open) >= _DEEPEST
            self._open.append((tag, None if deep else self._begin(tag, dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            for index in reversed(range(len(self._formatting))):
                if self._formatting[index][0] == tag:
                    del self._formatting[index]
                    break
        elif tag in PARAGRAPHS:
            self.flush()
            self._preformatted -= tag == "pre" and self._preformatted > 0
        elif tag in STRUCTURE and any(name == tag for name, _ in self._open):
            self.flush()
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = without_noise(data).replace("\xa0", " ")
        if not self._preformatted:
            text = _SPACES_WITH_NEWLINE.sub(" ", text)
        wraps: dict[str, str] = {}
        for tag, address in self._formatting:
            if tag != "a" or address:
                wraps.setdefault(INLINE[tag], address)
        self._pieces.append((text, tuple(wraps.items())))

    def flush(self) -> None:
        """End the paragraph being read."""
        pieces, self._pieces = self._pieces, []
        paragraphs = list(_paragraphs(pieces))
        if paragraphs:
            self._sink().extend(paragraphs)

    def _begin(self, tag: str, attrs: dict[str, str | None]) -> object:
        """Make what the element stands for and put it where it belongs."""
        inside = next((made for _, made in reversed(self._open) if made is not None), None)
        if tag in ("ul", "ol"):
            return self._put(Listing(tag == "ol"))
        if tag == "blockquote":
            return self._put(Quote())
        if tag == "table":
            return self._put(Table())
        if tag == "li":
            listing = inside if isinstance(inside, Listing) else self._put(Listing(False))
            listing.items.append([])
            return listing.items[-1]
        return self._begin_in_table(tag, attrs)

    def _begin_in_table(self, tag: str, attrs: dict[str, str | None]) -> object:
        table = next((made for _, made in reversed(self._open) if isinstance(made, Table)), None)
        if table is None:
            return None
        if tag == "caption":
            return table.caption
        if tag == "tr":
            sections = (name for name, _ in reversed(self._open) if name != "tr")
            rows = table.head if next(sections, "") == "thead" else table.body
            rows.append([])
            return _Row(rows[-1])
        if tag in ("td", "th"):
            row = next((made for _, made in reversed(self._open) if isinstance(made, _Row)), None)
            if row is None:
                return None
            row.cells.append(Cell(tag == "th", _spans(attrs)))
            return row.cells[-1]
        return None

    def _put(self, block: AnyBlock) -> AnyBlock:
        self._sink().append(block)
        return block

    def _sink(self) -> list[Block]:
        """Where a block goes that is read now; text between rows or items is not lost."""
        for _, made in reversed(self._open):
            if isinstance(made, list):
                return made
            if isinstance(made, Quote | Cell):
                return made.blocks
            if isinstance(made, Listing):
                if not made.items:
                    made.items.append([])
                return made.items[-1]
        return self.blocks


def _spans(attrs: dict[str, str | None]) -> dict[str, int]:
    """How many columns and rows a cell covers, where more than one."""
    numbers = {name: attrs.get(name) or "" for name in ("colspan", "rowspan")}
    return {
        name: int(number)
        for name, number in numbers.items()
        if re.fullmatch("[1-9][0-9]?", number) and number != "1"
    }


def _paragraphs(pieces: list[tuple[str, tuple[Wrap, ...]]]) -> Iterator[Paragraph]:
    """The paragraphs of what was read between two block elements; blank ones are left out.

    Spaces at both ends and around breaks go; two breaks in a row part two paragraphs.
    """
    characters: list[tuple[str, tuple[Wrap, ...]]] = []
    for wraps, group in groupby(pieces, key=lambda piece: piece[1]):
        text = compose("".join(text for text, _ in group))
        characters.extend((character, wraps) for character in text)
    whole = "".join(character for character, _ in characters)
    start = 0
    for gap in re.finditer(r"\s*\n\s*\n\s*|$(?!\n)", whole):
        if paragraph := _paragraph(whole[start : gap.start()], characters[start : gap.start()]):
            yield paragraph
        start = gap.end()


def _paragraph(text: str, characters: list[tuple[str, tuple[Wrap, ...]]]) -> Paragraph | None:
    """One paragraph, its lines without spaces at their ends."""
    kept: list[tuple[str, tuple[Wrap, ...]]] = []
    for line in re.finditer(r"[^\n]+", text):
        first = line.start() + len(line[0]) - len(line[0].lstrip())
        last = line.start() + len(line[0].rstrip())
        if first < last:
            kept += [("\n", ())] if kept else []
            kept += characters[first:last]
    return Paragraph(kept) if kept else None
