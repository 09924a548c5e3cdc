"""The blocks of a body, nested: items inside the paragraph they belong to, labels apart.

As ``inside.items_of`` nests the words, but with their formatting, and nothing is lost: taken in
reading order, labels and blocks are the body again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .blocks import Block, Character, Paragraph
from .inside import ItemLabels
from .labels import Form


@dataclass(slots=True)
class Nested:
    """A paragraph or an item: its label with what parts it from the words, what it says, and the
    items that stand below it. Only the first block may be a paragraph."""

    label: list[Character] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    below: "list[Nested]" = field(default_factory=list)

    def walk(self, depth: int = 0) -> "Iterator[tuple[int, Nested]]":
        """This and all below it, in reading order, with how deep each stands."""
        yield depth, self
        for each in self.below:
            yield from each.walk(depth + 1)

    @property
    def label_text(self) -> str:
        return "".join(text for text, _ in self.label)


def nest(tree: Sequence[Block]) -> list[Nested]:
    """The row of blocks, nested as ``inside.items_of`` nests them."""
    top: list[Nested] = []
    opened: list[tuple[Form, Nested]] = []
    labels = ItemLabels()
    last: Nested | None = None
    for block in tree:
        if not isinstance(block, Paragraph) and last is not None:
            last.blocks.append(block)
            continue
        first = block.text.split("\n")[0] if isinstance(block, Paragraph) else ""
        label = labels.read(first) if isinstance(block, Paragraph) else None
        last = Nested(blocks=[block])
        if label is None or not isinstance(block, Paragraph):
            opened.clear()
            top.append(last)
            continue
        last.label = block.characters[: label.end]
        last.blocks = [Paragraph(block.characters[label.end :])]
        forms = [form for form, _ in opened]
        if label.form in forms:
            del opened[forms.index(label.form) :]
        outer = opened[-1][1] if opened else (top[-1] if top else None)
        (outer.below if outer else top).append(last)
        opened.append((label.form, last))
    return top
