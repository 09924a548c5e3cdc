"""One body made two, two bodies made one, at places where their items stay together."""

from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import Block, Paragraph, write
from .html_reading import read
from .inside import ItemLabels
from .markup import sanitise

_ENDS_SENTENCE = frozenset("。！？!?")
_CLOSES = frozenset("」』”’）)。！？!?")
_SHOWN = 40  # characters of what stands on either side


@dataclass(frozen=True, slots=True)
class Point:
    """Where a body may be divided: before character ``offset`` of outermost block ``block``.

    ``before`` and ``after`` are the words on either side, cut short.
    """

    block: int
    offset: int
    before: str
    after: str

    @property
    def key(self) -> str:
        """What a form sends back."""
        return f"{self.block}:{self.offset}"

    @property
    def is_inside(self) -> bool:
        """Whether it cuts a paragraph in two."""
        return self.offset > 0


def points(body: str) -> tuple[Point, ...]:
    """The places where sanitised HTML may be divided, in order: before each paragraph but the
    first, and after each sentence inside one. Never before or inside an item (款, 目): it would
    be parted from the paragraph it belongs to."""
    return tuple(_points(read(body)))


def divide(body: str, point: Point) -> tuple[str, str]:
    """The HTML before and after the point, each canonical; together they say what ``body`` says."""
    blocks = read(body)
    if not point.offset:
        return _written(blocks[: point.block]), _written(blocks[point.block :])
    cut = blocks[point.block]
    assert isinstance(cut, Paragraph)  # noqa: S101  (points are inside paragraphs only)
    head, tail = cut.characters[: point.offset], cut.characters[point.offset :]
    return (
        _written([*blocks[: point.block], Paragraph(head)]),
        _written([Paragraph(tail), *blocks[point.block + 1 :]]),
    )


def join(first: str, second: str) -> str:
    """Both bodies as paragraphs of one."""
    return sanitise(first + second)


def _points(blocks: list[Block]) -> Iterator[Point]:
    labels = ItemLabels()
    said = ""
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or labels.read(block.text):
            said = block.text if isinstance(block, Paragraph) else "…"
            continue
        text = block.text
        if number:
            yield Point(number, 0, said[-_SHOWN:], text[:_SHOWN])
        for offset in _sentence_ends(text):
            yield Point(number, offset, text[:offset][-_SHOWN:], text[offset:][:_SHOWN])
        said = text


def _sentence_ends(text: str) -> Iterator[int]:
    for place, character in enumerate(text[:-1]):
        following = text[place + 1]
        if (
            character in _ENDS_SENTENCE
            and following not in "」』”’）)"
            and text[place + 1 :].strip()
        ):
            yield place + 1


def _written(blocks: list[Block]) -> str:
    return sanitise(write(blocks))
