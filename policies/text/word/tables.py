"""Tables: reading them, and writing them as HTML on one line."""

from collections.abc import Callable, Iterator
from html import escape

from policies.text.warning import WarningCode

from .elements import Element
from .flow import Block, Cell, Remark, Row, Table

MOST_SPANNED = 99  # columns or rows; what HTML a body may hold goes no further
Inner = Callable[[list[Element]], list[Block]]


def read_table(element: Element, inner: Inner) -> Table:
    """The rows of a table without those a tracked change deleted, merged cells merged."""
    remarks: list[Remark] = []
    rows: list[Row] = []
    for row in _inside(element, "w:tr"):
        properties = row.child("w:trPr")
        if properties is not None and (gone := properties.child("w:del")) is not None:
            remarks.append(Remark(WarningCode.CHANGES_ACCEPTED, gone.get("author"), "deletions"))
            continue
        if properties is not None and (new := properties.child("w:ins")) is not None:
            remarks.append(Remark(WarningCode.CHANGES_ACCEPTED, new.get("author"), "insertions"))
        rows.append(_row(row, properties, inner, remarks))
    _merge(rows)
    rows = [row for row in rows if row.cells]
    return Table(rows, remarks)


def html_of(table: Table) -> str:
    """The table as HTML on one line; a table inside a cell becomes words of that cell."""
    rows = (
        f"<tr>{''.join(_cell_html(cell, row.is_header) for cell in row.cells)}</tr>"
        for row in table.rows
    )
    return f"<table>{''.join(rows)}</table>"


def lines_of(blocks: list[Block]) -> Iterator[str]:
    """The lines of a cell that say something."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield "　".join(
                    words for cell in row.cells if (words := " ".join(lines_of(cell.blocks)))
                )
        else:
            if not block.is_contents:
                yield from (line.strip() for line in block.words.split("\n") if line.strip())
            yield from lines_of(block.following)


def is_said(block: Block) -> bool:
    """Whether a block is more than an empty line."""
    return isinstance(block, Table) or bool(block.words.strip() or block.following)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, content controls gone through."""
    for child in element.children:
        if child.name == name:
            yield child
        elif child.name not in ("w:tr", "w:tc", "w:p", "w:trPr", "w:tbl"):
            yield from _inside(child, name)


def _row(row: Element, properties: Element | None, inner: Inner, remarks: list[Remark]) -> Row:
    cells = _blank(properties, "w:gridBefore")
    for cell in _inside(row, "w:tc"):
        said = cell.child("w:tcPr")
        gone = said.child("w:cellDel") if said is not None else None
        if gone is not None:
            remarks.append(Remark(WarningCode.CHANGES_ACCEPTED, gone.get("author"), "deletions"))
            continue
        _add_cell(cells, said, inner(cell.children))
    header = properties is not None and bool(properties.is_on("w:tblHeader"))
    return Row([*cells, *_blank(properties, "w:gridAfter")], header)


def _add_cell(cells: list[Cell], properties: Element | None, blocks: list[Block]) -> None:
    columns = (properties.number("w:gridSpan") if properties is not None else None) or 1
    across = properties.value("w:hMerge") if properties is not None else None
    if across is not None and across != "restart" and cells:
        cells[-1].columns += max(columns, 1)
        cells[-1].blocks += blocks
        return
    down = properties.value("w:vMerge") if properties is not None else None
    continued = down is not None and down != "restart"
    cells.append(Cell(blocks, max(columns, 1), is_continued=continued))


def _blank(properties: Element | None, name: str) -> list[Cell]:
    columns = properties.number(name) if properties is not None else None
    return [Cell([], min(columns, MOST_SPANNED))] if columns and columns > 0 else []


def _merge(rows: list[Row]) -> None:
    """Lets cells that go on from the one above them be part of it."""
    above: dict[int, Cell] = {}
    for row in rows:
        at, kept, here = 0, [], {}
        for cell in row.cells:
            first = above.get(at)
            if cell.is_continued and first is not None and first.rows < MOST_SPANNED:
                first.rows += 1
                first.blocks += (each for each in cell.blocks if is_said(each) or each.remarks)
                here[at] = first
            else:
                kept.append(cell)
                here[at] = cell
            at += cell.columns
        if not kept:  # nothing begins in it, so that it is no row of its own
            for cell in {id(cell): cell for cell in here.values()}.values():
                cell.rows -= 1
        row.cells, above = kept, here


def _cell_html(cell: Cell, is_header: bool) -> str:
    tag = "th" if is_header else "td"
    spans = "".join(
        f' {name}="{min(number, MOST_SPANNED)}"'
        for name, number in (("colspan", cell.columns), ("rowspan", cell.rows))
        if number > 1
    )
    words = "<br>".join(escape(line, quote=False) for line in lines_of(cell.blocks))
    return f"<{tag}{spans}>{words}</{tag}>"
