"""What a document consists of once it was read: paragraphs and tables, in order."""

from dataclasses import dataclass, field
from typing import TypeAlias

from policies.text.warning import WarningCode

from .numbering import Label


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is not in the text as it is on the page. ``words`` are those it is about or
    who wrote it; ``what`` tells kinds of one code apart."""

    code: WarningCode
    words: str = ""
    what: str = ""


@dataclass(slots=True)
class Paragraph:
    """Words with what belongs to them; ``\\n`` is a line break inside.

    ``with_contents`` are the words including those of a table of contents, where there are any.
    ``following`` are the blocks to be read after it: text boxes, notes.
    """

    text: str = ""
    label: Label | None = None
    heading: int = 0
    is_title: bool = False
    is_contents: bool = False
    with_contents: str = ""
    remarks: list[Remark] = field(default_factory=list)
    following: "list[Block]" = field(default_factory=list)

    @property
    def whole(self) -> str:
        """The words, those of a table of contents among them."""
        return self.with_contents or self.text

    @property
    def words(self) -> str:
        """The label and the words, as they stand on the page."""
        return self.label.before(self.text.lstrip("\n")) if self.label else self.text


@dataclass(slots=True)
class Cell:
    """A cell and how many columns and rows of the grid it covers."""

    blocks: "list[Block]"
    columns: int = 1
    rows: int = 1
    is_continued: bool = False  # goes on from the cell above


@dataclass(slots=True)
class Row:
    cells: list[Cell]
    is_header: bool = False


@dataclass(slots=True)
class Table:
    rows: list[Row]
    remarks: list[Remark] = field(default_factory=list)


Block: TypeAlias = Paragraph | Table


def paragraphs_of(blocks: list[Block]) -> list[Paragraph]:
    """All paragraphs, those in tables and text boxes as well, in reading order."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [block, *paragraphs_of(block.following)]
        else:
            found += [each for row in block.rows for cell in row.cells
                      for each in paragraphs_of(cell.blocks)]  # fmt: skip
    return found
