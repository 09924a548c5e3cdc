"""From blocks to the text that the parser reads, with a warning for all that is not in it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from policies.text.lines import is_contents_mark
from policies.text.numbering import read_label
from policies.text.warning import Warning, WarningCode

from .flow import Block, Paragraph, Remark, Table, paragraphs_of
from .layout import Numbers, arrange, article
from .tables import html_of, is_said

_DEEPEST_HEADING = 6
_LONGEST_HEADING = 100
_ENDS_SENTENCE = re.compile("[。；;，,]$")
_MOST_QUOTED = 3
_LONGEST_QUOTE = 40
_WITH_AUTHORS = frozenset({WarningCode.CHANGES_ACCEPTED, WarningCode.COMMENT_LEFT_OUT})
_WITH_WORDS = frozenset(
    {
        WarningCode.HEADER_LEFT_OUT,
        WarningCode.HIDDEN_LEFT_OUT,
        WarningCode.LINK_LEFT_OUT,
        WarningCode.RAISED_FLATTENED,
        WarningCode.STRUCK_KEPT,
    }
)
_CHANGES = ("insertions", "deletions", "moves")


@dataclass(slots=True)
class _Count:
    line: int
    number: int = 0
    words: dict[str, None] = field(default_factory=dict)
    whats: Counter[str] = field(default_factory=Counter)


class Tally:
    """Counts remarks by kind; each kind becomes one warning."""

    def __init__(self) -> None:
        self._counts: dict[WarningCode, _Count] = {}

    def add(self, remarks: Iterable[Remark], line: int) -> None:
        for remark in remarks:
            count = self._counts.setdefault(remark.code, _Count(line))
            count.number += 1
            count.whats[remark.what] += 1
            if remark.words:
                count.words.setdefault(remark.words)

    def warnings(self) -> tuple[Warning, ...]:
        return tuple(
            Warning(code, count.line, _data(code, count))
            for code, count in sorted(self._counts.items(), key=lambda pair: pair[1].line)
        )


def _data(code: WarningCode, count: _Count) -> dict[str, str | int]:
    data: dict[str, str | int] = {"count": count.number}
    if code in _WITH_AUTHORS:
        data["authors"] = ", ".join(list(count.words)[:_MOST_QUOTED])
    if code in _WITH_WORDS:
        quotes = [" ".join(words.split()) for words in list(count.words)[:_MOST_QUOTED]]
        data["words"] = " … ".join(
            quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"
            for quote in quotes
        )
    if code is WarningCode.CHANGES_ACCEPTED:
        data |= {what: count.whats[what] for what in _CHANGES}
    return data


class Writer:
    """Writes blocks as lines; ``lines`` and ``tally`` are what came of it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tally = Tally()
        self._shift = 0
        self._is_own = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip("\n")

    def write(self, blocks: Sequence[Block]) -> None:
        """The whole document."""
        _mark_heads_of_contents(blocks)
        self._shift = _shift(blocks)
        self._is_own = _is_own(blocks)
        for block, before, after in _between_articles(blocks):
            if isinstance(block, Table):
                self._write_table(block, before, after)
            else:
                self._write_paragraph(block)

    def _write_table(
        self, table: Table, before: Numbers | None = None, after: Numbers | None = None
    ) -> None:
        arrangement = arrange(table, before, after)
        line = len(self.lines) + 1
        self.tally.add(table.remarks, line)
        if arrangement.is_taken_apart:
            self.tally.add([Remark(WarningCode.TABLE_TAKEN_APART)], line)
            for block in arrangement.blocks:
                if not isinstance(block, Table):
                    self._write_paragraph(block)
                elif block.rows and len(arrangement.blocks) > 1:
                    self._keep_table(block)
                else:
                    self._write_table(block)
            return
        if arrangement.holds_clauses:
            self.tally.add([Remark(WarningCode.TABLE_HOLDS_CLAUSES)], line)
        self._keep_table(table)

    def _keep_table(self, table: Table) -> None:
        line = len(self.lines) + 1
        for row in table.rows:
            for cell in row.cells:
                nested = sum(isinstance(block, Table) for block in cell.blocks)
                self.tally.add([Remark(WarningCode.TABLE_FLATTENED)] * nested, line)
                for paragraph in paragraphs_of(cell.blocks):
                    self.tally.add(paragraph.remarks, line)
        html = html_of(table)
        if re.sub("<[^>]*>", "", html).strip():
            self.lines.append(html)

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        line = len(self.lines) + 1
        self.tally.add(paragraph.remarks, line)
        if paragraph.is_contents:
            self.tally.add([Remark(WarningCode.CONTENTS_LEFT_OUT)], line)
        else:
            self._write_words(paragraph)
        for block in paragraph.following:
            if isinstance(block, Table):
                self._write_table(block)
            else:
                self._write_paragraph(block)

    def _write_words(self, paragraph: Paragraph) -> None:
        words = paragraph.words.strip("\n")
        if level := _level(paragraph, self._shift, self._is_own):
            self.lines.append(f"{'#' * level} {' '.join(words.split())}")
        elif words.strip():
            self.lines += [line.rstrip() for line in words.split("\n")]
        elif self.lines and self.lines[-1]:
            self.lines.append("")


def _is_own(blocks: Sequence[Block]) -> bool:
    """Whether the portal wrote the document: then what is in the style of a heading is one."""
    return any(
        remark.code is WarningCode.RECORD_LEFT_OUT
        for each in paragraphs_of(list(blocks))
        for remark in each.remarks
    )


def _level(paragraph: Paragraph, shift: int, is_own: bool) -> int:
    """How many signs of a Markdown heading go before the paragraph; 0 for none."""
    if is_own and paragraph.heading and paragraph.words.strip():
        return min(paragraph.heading + 1, _DEEPEST_HEADING)
    if paragraph.is_title and paragraph.text.strip() and not paragraph.label:
        return 1
    if not _is_heading(paragraph):
        return 0
    return min(paragraph.heading + shift, _DEEPEST_HEADING)


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether its level makes it a heading: with a label of its own that one says what it is,
    and a whole sentence is none, whatever style it is in."""
    text = paragraph.text.strip()
    return (
        bool(paragraph.heading and text)
        and paragraph.label is None
        and read_label(text) is None
        and len(text) <= _LONGEST_HEADING
        and not _ENDS_SENTENCE.search(text)
    )


def _shift(blocks: Sequence[Block]) -> int:
    """How much deeper headings stand than their level: by one, so that none of them is taken for
    the title, unless the only heading of the first level comes first and is the title."""
    paragraphs = paragraphs_of(list(blocks))
    if any(each.is_title and each.text.strip() for each in paragraphs):
        return 1
    levels = [each.heading for each in paragraphs if _is_heading(each)]
    return 0 if levels.count(1) == 1 and levels[0] == 1 else 1


def _between_articles(
    blocks: Sequence[Block],
) -> Iterator[tuple[Block, Numbers | None, Numbers | None]]:
    """Each block with the numbers of the articles nearest before and after it."""
    matters = any(isinstance(block, Table) for block in blocks)
    outside = [_articles(block) if matters else [] for block in blocks]
    following: list[Numbers | None] = []
    after: Numbers | None = None
    for numbers in reversed(outside):
        following.append(after)
        after = numbers[0] if numbers else after
    before: Numbers | None = None
    for block, numbers, after in zip(blocks, outside, reversed(following), strict=True):
        yield block, before, after
        before = numbers[-1] if numbers else before


def _articles(block: Block) -> list[Numbers]:
    """The numbers of the articles that a paragraph opens."""
    if isinstance(block, Table) or block.is_contents:
        return []
    found = map(article, block.words.split("\n"))
    return [label.numbers for label in found if label]


def _mark_heads_of_contents(blocks: Sequence[Block]) -> None:
    """Makes 「目錄」 part of the table of contents that it stands above."""
    head: Block | None = None
    for block in blocks:
        is_contents = isinstance(block, Paragraph) and block.is_contents
        if is_contents and isinstance(head, Paragraph) and is_contents_mark(head.words.strip()):
            head.is_contents = True
        head = block if is_contents or is_said(block) else head
