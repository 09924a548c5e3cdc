"""HTML as a small tree of blocks: paragraphs, lists, quotes and tables, and back to HTML.

Reading is lenient and writing is canonical: whatever the tree was read from, the same tree is
written the same way, so that equal texts have equal digests. A paragraph is flat (characters
with the formatting each carries), so formatting can never straddle paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

Wrap = tuple[str, str]  # an element's name, and for a link its address, for a mark its title
Character = tuple[str, tuple[Wrap, ...]]
_ATTRIBUTES = {"a": "href", "mark": "title"}


@dataclass(slots=True)
class Paragraph:
    """A line or lines (``\\n`` is a break) of characters, each with the formatting it carries."""

    characters: list[Character] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(character for character, _ in self.characters)


@dataclass(slots=True)
class Listing:
    ordered: bool
    items: "list[list[Block]]" = field(default_factory=list)


@dataclass(slots=True)
class Quote:
    blocks: "list[Block]" = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    header: bool
    spans: dict[str, int]
    blocks: "list[Block]" = field(default_factory=list)


@dataclass(slots=True)
class Table:
    caption: "list[Block]" = field(default_factory=list)
    head: list[list[Cell]] = field(default_factory=list)
    body: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Listing | Quote | Table


def write(blocks: list[Block]) -> str:
    """The blocks as HTML."""
    return "".join(_write_block(block) for block in blocks)


def _write_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_write_characters(block)}</p>"
    if isinstance(block, Quote):
        inner = write(block.blocks)
        return f"<blockquote>{inner}</blockquote>" if inner else ""
    if isinstance(block, Listing):
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{inner}</li>" for item in block.items if (inner := _write_item(item)))
        return f"<{tag}>{items}</{tag}>" if items else ""
    return _write_table(block)


def _write_table(table: Table) -> str:
    if not any(line.strip() for line in lines([table])):
        return ""
    caption = _write_item(table.caption)
    return (
        "<table>"
        + (f"<caption>{caption}</caption>" if caption else "")
        + _write_rows("thead", table.head)
        + _write_rows("tbody", table.body)
        + "</table>"
    )


def _write_rows(tag: str, rows: list[list[Cell]]) -> str:
    inner = "".join(f"<tr>{''.join(map(_write_cell, row))}</tr>" for row in rows if row)
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def _write_cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = "".join(f' {name}="{number}"' for name, number in cell.spans.items())
    return f"<{tag}{spans}>{_write_item(cell.blocks)}</{tag}>"


def _write_item(blocks: list[Block]) -> str:
    """An item's or a cell's content: an only paragraph, if it comes first, stands bare."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if len(paragraphs) == 1 and blocks[0] is paragraphs[0]:
        return _write_characters(paragraphs[0]) + write(blocks[1:])
    return write(blocks)


def _write_characters(paragraph: Paragraph) -> str:
    written: list[str] = []
    opened: tuple[Wrap, ...] = ()
    for wraps, group in groupby(paragraph.characters, key=lambda pair: pair[1]):
        shared = 0
        while shared < min(len(opened), len(wraps)) and opened[shared] == wraps[shared]:
            shared += 1
        written += [f"</{tag}>" for tag, _ in reversed(opened[shared:])]
        written += [_open_tag(wrap) for wrap in wraps[shared:]]
        written.append(escape("".join(text for text, _ in group), quote=False))
        opened = wraps
    written += [f"</{tag}>" for tag, _ in reversed(opened)]
    return "".join(written).replace("\n", "<br>")


def _open_tag(wrap: Wrap) -> str:
    tag, value = wrap
    return f'<{tag} {_ATTRIBUTES[tag]}="{escape(value)}">' if value else f"<{tag}>"


def lines(blocks: list[Block]) -> Iterator[str]:
    """The text: a line per paragraph, break, list item or table row (cells parted by a tab)."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.text.split("\n")
        elif isinstance(block, Quote):
            yield from lines(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from lines(item)
        else:
            yield from lines(block.caption)
            for row in block.head + block.body:
                yield "\t".join(" ".join(lines(cell.blocks)) for cell in row).rstrip()


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a paragraph. ``start`` counts in the plain text, ``first`` in the paragraph."""

    paragraph: Paragraph
    start: int
    first: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def index(self, place: int) -> int:
        """Of a place in the plain text, where it is in the paragraph's characters."""
        return self.first + place - self.start


def passages(blocks: list[Block]) -> list[Passage]:
    """Every line that says something, in order, with its place in ``"\\n".join(lines(blocks))``."""
    whole = "\n".join(lines(blocks))
    found: list[Passage] = []
    at = 0
    for paragraph in _paragraphs(blocks):
        first = 0
        for text in paragraph.text.split("\n"):
            at = whole.index(text, at)  # only what parts lines and cells stands between
            found.append(Passage(paragraph, at, first, text))
            at += len(text)
            first += len(text) + 1
    return found


def _paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Quote):
            yield from _paragraphs(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _paragraphs(item)
        else:
            yield from _paragraphs(block.caption)
            for row in block.head + block.body:
                for cell in row:
                    yield from _paragraphs(cell.blocks)
