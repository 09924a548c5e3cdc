"""Tables drawn with lines (┌─┬─┐), shown as real tables; what is stored stays as it was drawn.

A drawing is read cell by cell on a grid of characters, where East Asian ones are two cells wide,
and the lines themselves one or two. Cells may reach over several columns and rows. What is not
drawn closely enough to be sure of stays as it is, in letters of one width.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise, takewhile

from .blocks import Block, Cell, Character, Paragraph, Table, write
from .html_reading import read
from .lines import LIST_FORMS
from .marking import Mark, mark, marked
from .markup import sanitise
from .numbering import read_label
from .widths import cells, width

_LEVEL = frozenset("─━═┄┅┈┉╌╍")
_UPRIGHT = frozenset("│┃║┆┇┊┋╎╏")
_STROKES = frozenset(map(chr, range(0x2500, 0x2580)))
_CORNERS = _STROKES - _LEVEL - _UPRIGHT
_WIDEST = 60  # columns and rows: beyond that it is a picture rather than a table
_TALLEST = 400

Row = list[Character]


class _Unclear(Exception):
    """The drawing cannot be read as a table."""


@dataclass(slots=True)
class Drawing:
    """Lines that stay as they were drawn."""

    lines: list[str]

    @property
    def html(self) -> str:
        drawn = escape("\n".join(self.lines), quote=False)
        return f'<pre class="drawn" tabindex="0">{drawn}</pre>'


def gathered(tree: Sequence[Block]) -> Iterator[Block | Drawing]:
    """The blocks, with each run of drawn lines as the table, or the drawing, that it is."""
    run: list[Row] = []
    for block in tree:
        rows = _drawn_rows(block)
        if rows:
            run += rows
            continue
        yield from _shown(run)
        run = []
        yield block
    yield from _shown(run)


def with_tables(html: str, marks: Sequence[Mark] = ()) -> str:
    """The body made safe again, with its marks, and what is drawn in it as tables."""
    safe = sanitise(html)
    if not is_drawn(safe):
        return marked(safe, marks)
    tree = read(safe)
    mark(tree, marks)
    shown = gathered(tree)
    return "".join(each.html if isinstance(each, Drawing) else write([each]) for each in shown)


def is_drawn(text: str) -> bool:
    """Whether lines of a drawing may stand in the text."""
    return not _STROKES.isdisjoint(text)


def _drawn_rows(block: Block) -> list[Row]:
    """The lines of a paragraph if all are drawn."""
    if not isinstance(block, Paragraph):
        return []
    rows: list[Row] = [[]]
    for character in block.characters:
        if character[0] == "\n":
            rows.append([])
        else:
            rows[-1].append(character)
    return rows if all(row and row[0][0] in _STROKES for row in rows) else []


def _shown(run: Sequence[Row]) -> Iterator[Block | Drawing]:
    if len(run) == 1:
        yield Paragraph(list(run[0]))
        return
    for stroke in (2, 1) if run else ():
        try:
            yield _table(run, stroke)
        except _Unclear:
            continue
        return
    if run:
        yield Drawing(["".join(text for text, _ in row) for row in run])


@dataclass(slots=True)
class _Line:
    """A line of the drawing: where on the grid its upright strokes stand, and what between."""

    bars: list[int] = field(default_factory=list)
    pieces: dict[int, Row] = field(default_factory=dict)  # by the bar before them

    def level(self, bar: int) -> bool:
        """Whether a level stroke is drawn after that bar."""
        return any(text in _LEVEL for text, _ in self.pieces.get(bar, ()))

    @property
    def is_border(self) -> bool:
        return any(map(self.level, self.bars))


def _read_line(row: Row, stroke: int) -> _Line:
    """``stroke`` is how wide the strokes are, and other characters of which fonts disagree."""
    line, at = _Line(), 0
    for character in row:
        text = character[0]
        if text in _UPRIGHT or text in _CORNERS:
            line.bars.append(at)
            line.pieces[at] = []
        else:
            line.pieces[line.bars[-1]].append(character)
        at += stroke if cells(text) == 2 and _is_ambiguous(text) else cells(text)
    if line.bars[-1] != at - stroke or line.pieces[line.bars[-1]]:
        raise _Unclear
    return line


def _is_ambiguous(text: str) -> bool:
    return text in _STROKES or text in "…—‘’“”·×÷±°§○●◎□■△▲☆★※"


def _table(run: Sequence[Row], stroke: int) -> Table:
    if any(row[0][0] in _LEVEL for row in run):
        raise _Unclear
    lines = [_read_line(row, stroke) for row in run]
    if len({line.bars[-1] for line in lines}) != 1:
        raise _Unclear
    columns = sorted({bar for line in lines if line.is_border for bar in line.bars})
    known = set(columns)
    if any(not known.issuperset(line.bars) for line in lines) or len(columns) > _WIDEST:
        raise _Unclear
    borders = [i for i, line in enumerate(lines) if line.is_border]
    if len(borders) < 2 or (borders[0], borders[-1]) != (0, len(lines) - 1):
        raise _Unclear
    if len(borders) > _TALLEST:
        raise _Unclear
    return _Grid(lines, columns, borders, stroke).table()


class _Grid:
    """The smallest cells there are, joined where no stroke parts them."""

    def __init__(
        self, lines: list[_Line], columns: list[int], borders: list[int], stroke: int
    ) -> None:
        self._lines, self._columns, self._stroke = lines, columns, stroke
        self._bands = list(pairwise(borders))
        self._wide, self._tall = len(columns) - 1, len(borders) - 1
        self._owner = {(b, c): (b, c) for b in range(self._tall) for c in range(self._wide)}
        self._join()

    def table(self) -> Table:
        rows: list[list[Cell]] = []
        for band in range(self._tall):
            rows.append(
                [
                    self._cell(band, column)
                    for column in range(self._wide)
                    if self._owner[band, column] == (band, column)
                ]
            )
        if not any(cell.blocks for row in rows for cell in row):
            raise _Unclear  # a form to be filled in, drawn to be seen
        return Table(body=rows)

    def _join(self) -> None:
        for band, (start, end) in enumerate(self._bands):
            for column in range(self._wide):
                if column and not self._is_parted(start, end, column):
                    self._owner[band, column] = self._owner[band, column - 1]
            if not band:
                continue
            for column in range(self._wide):
                if not self._has_stroke(start, column):
                    self._reach_down(band, column)

    def _is_parted(self, start: int, end: int, column: int) -> bool:
        """Whether an upright stroke stands at the column between two borders, in every line."""
        bar = self._columns[column]
        parted = {bar in self._lines[i].bars for i in range(start + 1, end)}
        if len(parted) != 1:
            raise _Unclear
        return parted.pop()

    def _has_stroke(self, border: int, column: int) -> bool:
        """Whether the border line is drawn below that column of the cells above it."""
        line = self._lines[border]
        bar = max(bar for bar in line.bars if bar <= self._columns[column])
        return line.level(bar)

    def _reach_down(self, band: int, column: int) -> None:
        """The cell above goes on in this band; what was joined to the one here must go with it."""
        above, here = self._owner[band - 1, column], self._owner[band, column]
        if self._span(band - 1, above) != self._span(band, here) and column == here[1]:
            raise _Unclear
        if here[0] == band:
            for other in range(self._wide):
                if self._owner[band, other] == here:
                    self._owner[band, other] = above

    def _span(self, band: int, owner: tuple[int, int]) -> list[int]:
        return [column for column in range(self._wide) if self._owner[band, column] == owner]

    def _cell(self, band: int, column: int) -> Cell:
        owner = (band, column)
        wide = len(self._span(band, owner))
        tall = 1
        while band + tall < self._tall and self._owner[band + tall, column] == owner:
            tall += 1
        spans = {"colspan": wide, "rowspan": tall}
        first, last = self._bands[band][0] + 1, self._bands[band + tall - 1][1]
        bar, end = self._columns[column], self._columns[column + wide]
        rows = (self._between(self._lines[i], bar, end) for i in range(first, last))
        text = _paragraph(rows, end - bar - self._stroke)
        return Cell(False, {name: n for name, n in spans.items() if n > 1}, text)

    def _between(self, line: _Line, bar: int, end: int) -> Row:
        """What stands in the line between two of its bars."""
        if bar not in line.bars:
            return []
        pieces = [line.pieces[at] for at in line.bars if bar <= at < end]
        if len(pieces) > 1 and any(pieces):
            raise _Unclear
        return pieces[0]


def _paragraph(rows: Iterable[Row], room: int) -> list[Block]:
    """The lines of a cell as one paragraph: what a full line was cut from is put together again,
    what stopped early was meant to be a line. ``room`` is how many cells a line may take."""
    characters: Row = []
    used = 0
    for row in rows:
        text = "".join(character for character, _ in row).rstrip()
        start = len(text) - len(text.lstrip())
        words = row[start : len(text)]
        if not words:
            continue
        if characters and (used + _first_unit(words) <= room or _begins(words)):
            characters.append(("\n", ()))
        elif characters and _is_word(characters[-1]) and _is_word(words[0]):
            characters.append((" ", ()))
        characters += words
        used = width(text)
    return [Paragraph(characters)] if characters else []


def _first_unit(words: Row) -> int:
    """How wide the first word is, or the first character where words are not parted."""
    word = "".join(text for text, _ in takewhile(_is_word, words))
    return len(word) + 1 if word else cells(words[0][0])


def _begins(words: Row) -> bool:
    label = read_label("".join(text for text, _ in words))
    return label is not None and label.form in LIST_FORMS


def _is_word(character: Character) -> bool:
    return character[0].isascii() and character[0].isalnum()
