"""Blocks of a body as WordprocessingML: paragraphs, entries of lists, quotes, tables.

Written as text, for a long law has tens of thousands of runs; every word is escaped, and what XML
has no way to write is shown as �.
"""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from policies.exports.docx_numbering import BULLET, DECIMAL
from policies.text.blocks import Block, Cell, Character, Listing, Paragraph, Quote, Table, Wrap
from policies.text.interchange.akoma_ntoso.characters import plain
from policies.text.word.numbering import LEVELS

WIDTH = 9000  # of the text, in twentieths of a point: A4 without its margins
_MARKS = {
    "strong": "<w:b/>",
    "em": "<w:i/>",
    "u": '<w:u w:val="single"/>',
    "s": "<w:strike/>",
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
# WordprocessingML wants the properties of a run in this order.
_ORDER = ("strong", "em", "s", "u", "sub", "sup")
# Of an address the attribute of a link that leads there; empty where a document may not lead.
Linked = Callable[[str], str]


def run(text: str, marks: str = "") -> str:
    """Words of one kind; line feeds become breaks, and tabs tabs."""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    lines = plain(text).split("\n")
    return "<w:r><w:br/></w:r>".join(
        f'<w:r>{properties}<w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r>'
        if line
        else ""
        for line in lines
    )


def paragraph(style: str, content: str, place: tuple[int, int] | None = None) -> str:
    """A paragraph of a style, ``content`` its runs; ``place`` is its list and level."""
    number = ""
    if place:
        which, level = place
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{which}"/></w:numPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{number}</w:pPr>{content}</w:p>'


def runs(characters: Sequence[Character], linked: Linked) -> str:
    """Formatted words."""
    written: list[str] = []
    for wraps, group in groupby(characters, key=lambda pair: pair[1]):
        text = "".join(text for text, _ in group)
        content = run(text, _marks(wraps))
        address = next((value for tag, value in wraps if tag == "a"), "")
        target = linked(address) if address else ""
        if target:
            content = f"<w:hyperlink {target}>{content}</w:hyperlink>"
        written.append(content)
    return "".join(written)


def _marks(wraps: Sequence[Wrap]) -> str:
    tags = {tag for tag, _ in wraps}
    return "".join(_MARKS[tag] for tag in _ORDER if tag in tags)


def block(each: Block, style: str, linked: Linked, depth: int = 0) -> str:
    """One block; paragraphs are of the style, and so is what stands in cells."""
    if isinstance(each, Paragraph):
        return paragraph(style, runs(each.characters, linked))
    if isinstance(each, Quote):
        return "".join(block(inner, "Quote", linked, depth) for inner in each.blocks)
    if isinstance(each, Listing):
        return "".join(_entry(item, each.ordered, linked, depth) for item in each.items)
    return _table(each, linked)


def _entry(item: Sequence[Block], is_ordered: bool, linked: Linked, depth: int) -> str:
    """The first paragraph of an entry has its sign; what else it holds stands below."""
    place = (DECIMAL if is_ordered else BULLET, min(depth, LEVELS - 1))
    written: list[str] = []
    for at, inner in enumerate(item):
        if isinstance(inner, Paragraph):
            sign = place if at == 0 else None
            written.append(paragraph("ListParagraph", runs(inner.characters, linked), sign))
        else:
            written.append(block(inner, "ListParagraph", linked, depth + 1))
    return "".join(written)


def _table(table: Table, linked: Linked) -> str:
    caption = "".join(block(each, "Caption", linked) for each in table.caption)
    rows = [*((row, True) for row in table.head), *((row, False) for row in table.body)]
    widths = [sum(cell.spans.get("colspan", 1) for cell in row) for row, _ in rows]
    columns = max(widths, default=1)
    below: dict[int, tuple[int, int]] = {}  # by column, of a joined cell: rows to come, its width
    written = "".join(_row(row, is_head, below, linked) for row, is_head in rows)
    grid = f'<w:gridCol w:w="{WIDTH // columns}"/>' * columns
    # Word joins two tables with nothing between them, and wants a paragraph at the end of a cell.
    return (
        f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>" + paragraph("TableEnd", "")
    )


def _row(
    row: Sequence[Cell], is_head: bool, below: dict[int, tuple[int, int]], linked: Linked
) -> str:
    """``below`` are the cells of rows above that reach down here; it is brought up to date."""
    cells: list[str] = []
    reaching: dict[int, tuple[int, int]] = {}
    waiting = list(row)
    at = 0
    while waiting or at in below:
        if at in below:
            left, width = below[at]
            cells.append(_cell("", width, "<w:vMerge/>"))
        else:
            cell = waiting.pop(0)
            width, left = (cell.spans.get(name, 1) for name in ("colspan", "rowspan"))
            style = "CellHead" if cell.header else "Cell"
            content = "".join(block(each, style, linked) for each in cell.blocks)
            cells.append(_cell(content, width, '<w:vMerge w:val="restart"/>' if left > 1 else ""))
        if left > 1:
            reaching[at] = (left - 1, width)
        at += width
    below.clear()
    below.update(reaching)
    head = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    if not content.endswith("</w:p>"):
        content += paragraph("Cell", "")
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"
