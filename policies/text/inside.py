"""The inside of a clause: its paragraphs and the items below them, nested by their labels.

Taiwan calls the levels 項 (a paragraph), 款 (一、), 目 （一）; the mainland 款, 项 （一）, 目 1. So
levels have no names here: a paragraph is the outermost, an item stands one level below what it
belongs to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .blocks import Block, Listing, Paragraph, Quote, lines
from .html_reading import read
from .markup import is_plain, to_text
from .numbering import Form, read_label
from .numerals import NUMERAL_CHARACTERS, read_numeral
from .outline import Item

# What a paragraph may begin with and yet be no item: a cross reference (第三條…), a sum (1.5 …).
_NO_ITEM = frozenset({Form.HEADING, Form.ARTICLE, Form.DECIMAL})
# Old statutes set an item's numeral apart by a space alone: 一　外交。
_SPACED = re.compile(rf"([{NUMERAL_CHARACTERS}]{{1,4}})[ \u3000\t]+(?=\S)")
_ANNOUNCES = re.compile("[:：]$|[下左]列|如[下左]")


def items_of(body: str) -> tuple[Item, ...]:
    """A body's paragraphs in order, each with the items that stand below it.

    ``body`` is sanitised HTML. A label is parted from its text; the first style of label after a
    paragraph is one level below it, each new style one deeper until an earlier one returns. An
    entry of an HTML list is an item without a label; a table is one item, a line per row.
    """
    inside = _Inside()
    if is_plain(body):
        for line in to_text(body).split("\n") if body else ():
            inside.add(line)
    else:
        inside.add_blocks(read(body))
    return tuple(node.freeze() for node in inside.top)


def item_lines(items: tuple[Item, ...]) -> Iterator[str]:
    """The words again, a line per paragraph or item, with their labels."""
    for item in items:
        yield f"{item.label}{item.text}"
        yield from item_lines(item.children)


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """What an item is called, what the label looks like, and where its words begin."""

    text: str
    form: Form
    end: int


class ItemLabels:
    """Reads the labels of items off the paragraphs of one body, given in order."""

    def __init__(self) -> None:
        self._before = ""
        self._spaced = 0

    def read(self, line: str) -> ItemLabel | None:
        """The label of the item a paragraph is; None for a paragraph of its own."""
        found = self._read(line)
        self._before = line
        return found

    def _read(self, line: str) -> ItemLabel | None:
        label = read_label(line)
        if label:
            is_item = label.form not in _NO_ITEM and label.end < len(line)
            return ItemLabel(label.text, label.form, label.end) if is_item else None
        spaced = _SPACED.match(line)
        number = read_numeral(spaced[1]) if spaced else None
        begins = number == 1 and _ANNOUNCES.search(self._before) is not None
        if spaced and number and (begins or number == self._spaced + 1 > 1):
            self._spaced = number
            return ItemLabel(spaced[1], Form.CHINESE, spaced.end())
        return None


@dataclass(slots=True)
class _Node:
    label: str
    text: str
    children: "list[_Node]" = field(default_factory=list)

    def freeze(self) -> Item:
        return Item(self.label, self.text, tuple(child.freeze() for child in self.children))


class _Inside:
    def __init__(self) -> None:
        self.top: list[_Node] = []
        self._paragraph: _Node | None = None
        self._open: list[tuple[Form, _Node]] = []
        self._labels = ItemLabels()

    def add(self, line: str, after: _Node | None = None) -> _Node | None:
        """A line, as an item if it begins with the label of one; returned if it is one.

        ``after`` is the item in whose paragraph the line stands: without a label it goes on there.
        """
        label = self._labels.read(line)
        if label is None and after:
            after.text += f"\n{line}"
            return after
        if label is None:
            self._add_paragraph(line)
            return None
        forms = [form for form, _ in self._open]
        if label.form in forms:
            del self._open[forms.index(label.form) :]
        node = _Node(label.text, line[label.end :])
        self._innermost().append(node)
        self._open.append((label.form, node))
        return node

    def add_blocks(self, blocks: list[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                first, *further = block.text.split("\n")
                item = self.add(first)
                for line in further:
                    item = self.add(line, after=item)
            elif isinstance(block, Listing):
                self._innermost().extend(_entry(entry) for entry in block.items)
            elif isinstance(block, Quote):
                self.add_blocks(block.blocks)
            else:
                self._add_paragraph("\n".join(lines([block])))

    def _add_paragraph(self, text: str) -> None:
        self._paragraph = _Node("", text)
        self.top.append(self._paragraph)
        self._open.clear()

    def _innermost(self) -> list[_Node]:
        """Where the next item goes: below the last one open, else below the last paragraph."""
        if self._open:
            return self._open[-1][1].children
        return self._paragraph.children if self._paragraph else self.top


def _entry(blocks: list[Block]) -> _Node:
    """An entry of an HTML list: its first line, and below it what else it holds."""
    inside = _Inside()
    inside.add_blocks(blocks)
    if not inside.top:
        return _Node("", "")
    first, *further = inside.top
    first.children.extend(further)
    return first
