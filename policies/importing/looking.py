"""A kept text side by side: a page of its lines, what each was understood as, and the tree."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.importing.paging import LINES_A_PAGE, lines_of_page, page_of
from policies.importing.reading import Found, Reading, Remark, read_kept
from policies.importing.tree import Node, tree_of
from policies.models import ImportSource, Revision
from policies.models.outline import HeadingKind
from policies.text.correcting import Treatment
from policies.text.marks import Marked, Part

LONGEST_SHOWN = 2_000  # characters of one line; nobody corrects a longer one by looking at it
MOST_REMARKS = 50  # of one regulation, above its lines; every line says its own besides

NAMES: dict[Part, Promise] = {
    Part.ABOVE: _("above the title"),
    Part.TITLE: _("title"),
    Part.INTRODUCTION: _("introduction"),
    Part.CONTENTS: _("table of contents"),
    Part.HEADING: _("heading"),
    Part.HEADING_TITLE: _("title of the heading"),
    Part.CLAUSE: _("clause"),
    Part.CAPTION: _("caption"),
    Part.TEXT: pgettext_lazy("part of a source", "text"),
    Part.CLOSING: _("supplementary provisions"),
    Part.JOINED: _("goes on"),
}

TREATMENTS: dict[Treatment, Promise] = {
    Treatment.DOCUMENT: _("A regulation begins here: its title"),
    Treatment.PART: _("Heading: part (編)"),
    Treatment.CHAPTER: _("Heading: chapter (章)"),
    Treatment.SECTION: _("Heading: section (節)"),
    Treatment.SUBSECTION: _("Heading: subsection (款)"),
    Treatment.SUBSUBSECTION: _("Heading: sub-subsection (目)"),
    Treatment.CLAUSE: _("A clause begins here"),
    Treatment.TEXT: _("Text of what stands above"),
    Treatment.CLOSING: _("Supplementary provisions begin here"),
    Treatment.WHOLE: _("One line: do not take it apart"),
    Treatment.JOINED: _("Goes on from the line before"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the source, or a piece of one that was taken apart; ``piece`` counts from 0."""

    line: int
    piece: int
    words: str
    part: Part
    name: str | Promise
    node: str
    cut: int = 0
    is_split: bool = False
    treatment: Treatment | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def is_first(self) -> bool:
        return self.piece == 0

    @property
    def said(self) -> str | Promise:
        """What a person said it is."""
        return TREATMENTS[self.treatment] if self.treatment else ""


@dataclass(frozen=True, slots=True)
class Section:
    """One regulation: its lines on this page, and its tree; the draft it became already, if any."""

    found: Found
    rows: list[Row]
    tree: list[Node]
    saved: Revision | None = None

    @property
    def is_fixed(self) -> bool:
        """Nothing of it is corrected: it is a draft already, or its file says what it is."""
        return self.saved is not None or self.found.is_exact

    @property
    def remarks(self) -> list[Remark]:
        return self.found.remarks[:MOST_REMARKS]

    @property
    def remarks_left(self) -> int:
        return max(0, len(self.found.remarks) - MOST_REMARKS)


@dataclass(frozen=True, slots=True)
class Looked:
    """One page of a text. ``open_line`` is the one to be corrected, if any."""

    sections: list[Section]
    page_obj: Page[int]
    open_line: int | None
    corrected: int
    is_exact: bool = False
    treatments: list[tuple[str, str | Promise]] = field(
        default_factory=lambda: [(each.value, name) for each, name in TREATMENTS.items()]
    )


def look_at(source: ImportSource, page: int | None = None, line: int | None = None) -> Looked:
    """The page of that number, or that of the line; the nearest there is."""
    treatments = source.treatments()
    reading = read_kept(source)
    last = max(found.document.last_line for found in reading.found)
    page_obj = Paginator(range(1, last + 1), LINES_A_PAGE).get_page(page or page_of(line or 1))
    lines = lines_of_page(page_obj.number)
    saved = {row.line: row.revision for row in source.saved.select_related("revision__policy")}
    rows = _Rows(reading, treatments)
    return Looked(
        sections=[
            Section(
                found, rows.of(found, lines), tree_of(found.document, lines), saved.get(found.line)
            )
            for found in reading.found
        ],
        page_obj=page_obj,
        open_line=line if line in lines else None,
        corrected=len(treatments),
        is_exact=all(found.is_exact for found in reading.found),
    )


class _Rows:
    def __init__(self, reading: Reading, treatments: dict[int, Treatment]) -> None:
        self._lines = reading.cleaned.split("\n")
        self._treatments = treatments

    def of(self, found: Found, lines: range) -> list[Row]:
        remarks: dict[int, list[Remark]] = defaultdict(list)
        for remark in found.remarks:
            remarks[remark.line].append(remark)
        return [
            row
            for marks in _by_line(found.document.marks, lines)
            for row in self._rows(found, marks, remarks[marks[0].line])
        ]

    def _rows(self, found: Found, marks: Sequence[Marked], remarks: list[Remark]) -> Iterator[Row]:
        line = marks[0].line
        is_split = len(marks) > 1
        for piece, mark in enumerate(marks):
            words = mark.text if is_split else self._lines[line - 1].strip()
            yield Row(
                line=line,
                piece=piece,
                words=words[:LONGEST_SHOWN],
                part=mark.part,
                name=HeadingKind(mark.kind.value).label if mark.kind else NAMES[mark.part],
                node="" if mark.node is None else f"{found.line}-{mark.node}",
                cut=max(0, len(words) - LONGEST_SHOWN),
                is_split=is_split,
                treatment=None if piece else self._treatments.get(line),
                remarks=() if piece else tuple(remarks),
            )


def _by_line(marks: Sequence[Marked], lines: range) -> Iterator[list[Marked]]:
    """The marks of the lines, those of one line together."""
    together: list[Marked] = []
    for mark in marks:
        if mark.line not in lines:
            continue
        if together and together[-1].line != mark.line:
            yield together
            together = []
        together.append(mark)
    if together:
        yield together
