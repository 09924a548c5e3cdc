"""Tables that are but layout: a frame around the text, clauses set in rows.

What decides is what the cells say. A table that compares wordings or lists which clause a rule
rests on is a table; one whose rows are the clauses themselves, in order, is text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from policies.text.articles import follows_on
from policies.text.lines import LIST_FORMS, line_of
from policies.text.numbering import Form, Label, read_label

from .flow import Block, Cell, Paragraph, Row, Table
from .tables import is_said, lines_of

_MOSTLY = 0.8
_LONG_CELL = 300  # characters that are a text rather than an entry
_SECTION = 30  # characters on average beside a heading in the first column
_MOST_OF_TABLE = 0.5  # of its characters, in rows that are a text on their own
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What stands in a table's place. ``blocks`` is the table alone where it is one."""

    blocks: list[Block]
    is_taken_apart: bool = False
    holds_clauses: bool = False  # though it stays a table


def arrange(table: Table, before: Numbers | None, after: Numbers | None) -> Arrangement:
    """The table as text if it is but layout. ``before`` and ``after`` are the numbers of the
    articles nearest to it outside."""
    if all(len(_said(row)) <= 1 and len(row.cells) == 1 for row in table.rows):
        return Arrangement(_apart(table.rows), is_taken_apart=True)
    found = [(row, list(_articles(row))) for row in table.rows]
    numbers = [label.numbers for _row, labels in found for _cell, label in labels]
    if numbers:
        if not _in_order(numbers, before, after):
            return Arrangement([table])
        with_others = sum(_has_more(row, labels) for row, labels in found if labels)
        if with_others * 3 > sum(bool(labels) for _row, labels in found):
            return Arrangement([table], holds_clauses=True)
        return Arrangement(_apart(table.rows), is_taken_apart=True)
    if _is_sections(table):
        return Arrangement(_apart(table.rows), is_taken_apart=True)
    return _parted(table)


def article(words: str) -> Label | None:
    """The label of an article that a line opens, if it does not only refer to it."""
    line = line_of(0, words)
    return line.label if line.has(Form.ARTICLE) and not line.refers else None


def _said(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if any(map(is_said, cell.blocks))]


def _articles(row: Row) -> Iterator[tuple[int, Label]]:
    """The articles that cells of a row open, each with the place of its cell."""
    for at, cell in enumerate(row.cells):
        for line in lines_of(cell.blocks):
            if label := article(line):
                yield at, label


def _in_order(numbers: Sequence[Numbers], before: Numbers | None, after: Numbers | None) -> bool:
    """Whether these are articles of the text around them rather than references to it."""
    steps = [follows_on(one, other) for one, other in pairwise(numbers)]
    begins = follows_on(before, numbers[0]) if before else numbers[0] == (1,)
    ends = after is None or follows_on(numbers[-1], after)
    return begins and ends and bool(steps) and sum(steps) >= _MOSTLY * len(steps)


def _has_more(row: Row, labels: list[tuple[int, Label]]) -> bool:
    """Whether a row of articles says something beside them: a reason, the wording of before."""
    own = {at for at, _label in labels}
    for at, label in labels:
        if len(" ".join(lines_of(row.cells[at].blocks))) <= label.end:
            own.add(at + 1)  # the label stands alone, its words in the next cell
    return any(
        any(lines_of(cell.blocks)) for place, cell in enumerate(row.cells) if place not in own
    )


def _is_sections(table: Table) -> bool:
    """Whether the rows are sections: 「一、目的」 on the left, what it says on the right."""
    rows = [_said(row) for row in table.rows if _said(row)]
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return False
    heads = [" ".join(lines_of(row[0].blocks)) for row in rows]
    labels = [read_label(head) for head in heads]
    numbers = [
        label.numbers
        for label, head in zip(labels, heads, strict=True)
        if label and label.form in LIST_FORMS and label.end < len(head)
    ]
    length = sum(len("".join(lines_of(row[1].blocks))) for row in rows)
    return (
        len(numbers) == len(rows)
        and numbers[0] == (1,)
        and all(follows_on(one, other) for one, other in pairwise(numbers))
        and length >= _SECTION * len(rows)
    )


def _parted(table: Table) -> Arrangement:
    """The table with rows that are a text on their own taken out of it, if they are most of it:
    a head of facts above the text itself, but not the remarks below a table."""
    blocks: list[Block] = []
    texts = sum(_length(row) for row in table.rows if _is_text(row))
    if not texts or texts < _MOST_OF_TABLE * sum(map(_length, table.rows)):
        return Arrangement([table])
    for is_text, group in groupby(table.rows, key=_is_text):
        rows = list(group)
        blocks += _apart(rows) if is_text else [Table(rows)]
    return Arrangement(blocks, is_taken_apart=True)


def _is_text(row: Row) -> bool:
    said = _said(row)
    if len(said) != 1 or any(cell.rows > 1 for cell in row.cells):
        return False
    lines = list(lines_of(said[0].blocks))
    labelled = sum(read_label(line) is not None for line in lines)
    return (len(lines) >= 3 and labelled >= 2) or sum(map(len, lines)) > _LONG_CELL


def _length(row: Row) -> int:
    return sum(len(line) for cell in row.cells for line in lines_of(cell.blocks))


def _apart(rows: Sequence[Row]) -> list[Block]:
    """The paragraphs of the rows; a label in a cell of its own goes before its words."""
    blocks: list[Block] = []
    for row in rows:
        said = [[block for block in cell.blocks if is_said(block)] for cell in _said(row)]
        blocks += _together(said) if _is_one_line(said) else [b for cell in said for b in cell]
        blocks += _only_told(row)
    return blocks


def _only_told(row: Row) -> list[Block]:
    """What is to be told of paragraphs that say nothing: pictures, and what was deleted."""
    remarks = [
        remark
        for cell in row.cells
        for block in cell.blocks
        if isinstance(block, Paragraph) and not is_said(block)
        for remark in block.remarks
    ]
    return [Paragraph(remarks=remarks)] if remarks else []


def _is_one_line(cells: list[list[Block]]) -> bool:
    """Whether a row reads as one line: a label and its words, or the heads of columns."""
    if len(cells) < 2 or not isinstance(cells[1][0], Paragraph) or len(cells[0]) > 1:
        return False
    first = cells[0][0]
    if not isinstance(first, Paragraph):
        return False
    label = read_label(first.words.strip())
    if label is not None and label.end >= len(first.words.strip()):
        return True
    return all(
        len(cell) == 1 and isinstance(cell[0], Paragraph) and len(cell[0].words) <= 12
        for cell in cells
    )


def _together(cells: list[list[Block]]) -> list[Block]:
    firsts = [cell[0] for cell in cells if isinstance(cell[0], Paragraph)]
    label = read_label(firsts[0].words.strip())
    joined = firsts[:2] if label is not None else firsts
    whole = Paragraph(
        "　".join(each.words.strip() for each in joined),
        remarks=[remark for each in joined for remark in each.remarks],
        following=[block for each in joined for block in each.following],
    )
    taken = set(map(id, joined))
    return [whole, *(block for cell in cells for block in cell if id(block) not in taken)]
