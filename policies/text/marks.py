"""What the lines of a source are: as recognised, and as told to whoever shows the source."""

from dataclasses import dataclass
from enum import StrEnum

from .lines import Line
from .numbering import Label
from .outline import Kind


class Part(StrEnum):
    """What a line, or a piece of one, was understood as."""

    ABOVE = "above"  # stands above the title and belongs to neither title nor text
    TITLE = "title"
    INTRODUCTION = "introduction"
    CONTENTS = "contents"  # of a table of contents; its words stay where they stand
    HEADING = "heading"
    HEADING_TITLE = "heading_title"  # the title of the heading in the line before
    CLAUSE = "clause"
    CAPTION = "caption"  # of the clause in the next line
    TEXT = "text"  # belongs to the heading or clause above it
    CLOSING = "closing"  # supplementary provisions
    JOINED = "joined"  # goes on from the line before: a hard wrap, or a row of a table


@dataclass(frozen=True, slots=True)
class Mark:
    """A line as recognised; a heading has a kind, and a heading or clause perhaps a label."""

    line: Line
    part: Part
    label: Label | None = None
    kind: Kind | None = None

    @property
    def words(self) -> str:
        """What the line says beside its label."""
        plain = self.line.plain
        return plain[self.label.end :] if self.label else plain


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of the source and what it was understood as.

    ``line`` counts from 1 in the cleaned text. ``text`` is the piece without white space at its
    ends and without Markdown's signs. ``node`` is the place in ``outline.walk()`` of the heading
    or clause the piece stands in; None for what belongs to the whole regulation.
    """

    line: int
    part: Part
    text: str
    label: str = ""
    kind: Kind | None = None
    node: int | None = None


def pieces_of(line: Line) -> list[tuple[int, str]]:
    """The lines of the source that a line was joined from, each with its number."""
    starts = [(line.number, 0), *line.joins]
    ends = [*(at for _, at in line.joins), len(line.text)]
    return [
        (number, line.text[start:end].strip())
        for (number, start), end in zip(starts, ends, strict=True)
    ]
