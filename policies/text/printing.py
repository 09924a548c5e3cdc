"""An outline as plain text that reads back: the layout in which firms write their regulations.

第一章　總則 on a line of its own, 第三十條之一　（申訴）員工…, a line for each paragraph.
"""

from collections.abc import Iterator, Sequence

from . import blocks
from .blocks import Paragraph, Table
from .captions import is_caption
from .html_reading import read
from .lines import LIST_FORMS
from .markup import is_plain, to_text
from .numbering import Form, read_label
from .outline import Clause, Heading, Outline
from .widths import width

SPACE = "\N{IDEOGRAPHIC SPACE}"


def print_outline(outline: Outline) -> str:
    """The whole text. ``parse`` of it gives the outline again, if that is one ``parse`` can give:
    anchors and roles are not printed, nor is formatting other than tables."""
    return "\n".join(line for line in _lines(outline) if line)


def print_clause(clause: Clause) -> list[str]:
    """The lines of one clause; the first has its label and may be empty."""
    return [line.replace("\n", " ") for line in _clause(clause)]


def _lines(outline: Outline) -> Iterator[str]:
    yield outline.superscription
    yield outline.title
    for part in (outline.background, outline.purpose, outline.scope):
        yield from _paragraphs(part)
    for node in outline.walk():
        yield from _heading(node) if isinstance(node, Heading) else _clause(node)
    yield from _paragraphs(outline.supplementary)


def _heading(heading: Heading) -> Iterator[str]:
    yield f"{heading.label}{SPACE}{heading.title}".strip(SPACE)
    yield from _paragraphs(heading.lead)


def _clause(clause: Clause) -> Iterator[str]:
    """The label and the words that follow it; a table begins on a line of its own, and so does
    what stands below a caption without brackets."""
    first, *others = [*_paragraphs(clause.body), ""]
    if first.startswith("<table>") or (clause.caption and not is_caption(clause.caption)):
        first, others = "", [first, *others]
    yield f"{clause.label}{_gap(clause.label)}{clause.caption}{first}".strip(SPACE)
    yield from others


def _gap(label: str) -> str:
    """What sets a label apart: a list's has its sign, 一、 or 1., others need a space."""
    read = read_label(label)
    return "" if read and read.form in (Form.CHINESE, Form.BRACKETED_CHINESE) else SPACE


def _paragraphs(html: str) -> Iterator[str]:
    if is_plain(html):
        yield from to_text(html).split("\n")
        return
    for block in read(html):
        if isinstance(block, Table):
            yield blocks.write([block]).replace("\n", " ")
        elif isinstance(block, Paragraph):
            yield from _hanging(block.text.split("\n"))
        else:
            yield from blocks.lines([block])


def _hanging(lines: Sequence[str]) -> Iterator[str]:
    """A paragraph's lines; what goes on in an item after a break is set in as far as its words."""
    first, *further = lines
    label = read_label(first)
    is_item = label is not None and label.form in LIST_FORMS
    yield first
    for line in further:
        yield " " * width(first[: label.end]) + line if label and is_item else line
