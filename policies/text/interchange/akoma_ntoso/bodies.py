"""The body of a clause as the standard's paragraphs, items, lists and tables, and back.

A body is one row of blocks; the standard wants them nested: items stand inside the paragraph they
belong to, with their numbers apart. Taken in reading order, the nested blocks are the row again.
"""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from policies.text import blocks
from policies.text.blocks import Block, Cell, Listing, Paragraph, Quote, Table
from policies.text.html_reading import read
from policies.text.marking import Mark, mark
from policies.text.nested import Nested, nest

from .characters import CITED, add_characters, add_text, characters_of, text_of
from .names import Names, akn, number_of, own

QUOTE = "quote"
HEAD = "head"  # the class of a table's row that stands at its head
ORDERED = "ordered"


def add_body(
    element: Element, html: str, names: Names, name: str, marks: Sequence[Mark] = ()
) -> None:
    """A clause's body as its paragraphs, which are named after it."""
    tree = _tree(html)
    if tree is None:
        add_exactly(SubElement(element, akn("content")), html)
        return
    _cite(tree, marks)
    for node in nest(tree):
        _add_node(element, node, "paragraph", names, name)


def add_flat(element: Element, html: str, marks: Sequence[Mark] = ()) -> None:
    """A part without items: its blocks one after the other."""
    tree = _tree(html)
    if tree is None:
        add_exactly(element, html)
        return
    _cite(tree, marks)
    for block in tree:
        _add_block(element, block)


def add_exactly(element: Element, html: str) -> None:
    """HTML that the standard's elements cannot say, as it is."""
    add_text(SubElement(SubElement(element, akn("foreign")), own("html")), html)


def html_of(elements: Iterable[Element]) -> str:
    """The HTML of those elements in order: paragraphs, items, blocks, or what holds them."""
    found: list[Block] = []
    for element in elements:
        for each in element.iter(own("html")):
            return text_of(each)
        found += _blocks_of(element)
    return blocks.write(found)


def _tree(html: str) -> list[Block] | None:
    """The blocks; nothing where they would not come back as the same HTML."""
    tree = read(html)
    if blocks.write(tree) != html or not all(map(_is_sayable, tree)):
        return None
    return tree


def _is_sayable(block: Block) -> bool:
    if isinstance(block, Quote):
        return bool(block.blocks) and all(map(_is_sayable, block.blocks))
    if isinstance(block, Listing):
        return all(item and all(map(_is_sayable, item)) for item in block.items)
    if isinstance(block, Table):
        is_plain = all(isinstance(each, Paragraph) for each in block.caption)
        cells = [cell for row in block.head + block.body for cell in row]
        is_whole = is_plain and len(block.caption) < 2 and all(block.head + block.body)
        return is_whole and all(_is_sayable(each) for cell in cells for each in cell.blocks)
    return True


def _cite(tree: list[Block], marks: Sequence[Mark]) -> None:
    mark(tree, [Mark(each.start, each.end, "a", f"{CITED}{each.value}") for each in marks])


def _add_node(parent: Element, node: Nested, kind: str, names: Names, above: str) -> None:
    name = names.name(
        kind, number_of(node.label_text) or str(len(parent.findall(akn(kind))) + 1), above
    )
    element = SubElement(parent, akn(kind), eId=name)
    if node.label:
        add_characters(SubElement(element, akn("num")), node.label)
    inside = SubElement(element, akn("intro" if node.below else "content"))
    for block in node.blocks:
        _add_block(inside, block)
    for below in node.below:
        _add_node(element, below, "point", names, name)


def _add_block(parent: Element, block: Block) -> None:
    if isinstance(block, Paragraph):
        add_characters(SubElement(parent, akn("p")), block.characters)
    elif isinstance(block, Quote):
        quote = SubElement(parent, akn("blockContainer"), {"class": QUOTE})
        for each in block.blocks:
            _add_block(quote, each)
    elif isinstance(block, Listing):
        told = {"class": ORDERED} if block.ordered else {}
        listing = SubElement(parent, akn("blockList"), told)
        for entry in block.items:
            item = SubElement(listing, akn("item"))
            for each in entry:
                _add_block(item, each)
    else:
        _add_table(parent, block)


def _add_table(parent: Element, table: Table) -> None:
    element = SubElement(parent, akn("table"))
    for each in table.caption:
        if isinstance(each, Paragraph):
            add_characters(SubElement(element, akn("caption")), each.characters)
    for rows, told in ((table.head, {"class": HEAD}), (table.body, {})):
        for row in rows:
            line = SubElement(element, akn("tr"), told)
            for cell in row:
                spans = {name: str(number) for name, number in cell.spans.items()}
                made = SubElement(line, akn("th" if cell.header else "td"), spans)
                for block in cell.blocks:
                    _add_block(made, block)


def _blocks_of(element: Element) -> list[Block]:
    """What an element says as blocks, in reading order; what is not known is looked into."""
    name = _local(element)
    if name in ("p", "block"):
        return _paragraphs(element)
    if name == "blockContainer" and element.get("class") == QUOTE:
        return [Quote(_inside(element))]
    if name in ("blockList", "ul", "ol"):
        is_ordered = name == "ol" or element.get("class") == ORDERED
        entries = [each for each in element if _local(each) in ("item", "li")]
        return [Listing(is_ordered, [_numbered(each) for each in entries])]
    if name == "table":
        return [_table(element)]
    if name in ("num", "heading", "subheading"):
        return _paragraphs(element)
    return _numbered(element)


def _inside(element: Element) -> list[Block]:
    beside = (element.text, *(child.tail for child in element))
    if any(text and not text.isspace() for text in beside):
        return _paragraphs(element)  # words stand in it, so what else does is part of a line
    return [block for child in element for block in _blocks_of(child)]


def _numbered(element: Element) -> list[Block]:
    """What an element holds, its number before the first words."""
    number = element.find(akn("num"))
    if number is None:
        return _inside(element)
    rest = [block for child in element if child is not number for block in _blocks_of(child)]
    label = characters_of(number)
    if rest and isinstance(rest[0], Paragraph):
        return [Paragraph([*label, *rest[0].characters]), *rest[1:]]
    return [Paragraph(label), *rest] if label else rest


def _paragraphs(element: Element) -> list[Block]:
    characters = characters_of(element)
    has_words = any(not text.isspace() for text, _ in characters)
    return [Paragraph(characters)] if has_words else []


def _table(element: Element) -> Table:
    table = Table()
    for child in element:
        if _local(child) == "caption":
            table.caption += _paragraphs(child)
        elif _local(child) == "tr":
            row = [_cell(each) for each in child if _local(each) in ("td", "th")]
            (table.head if child.get("class") == HEAD else table.body).append(row)
    return table


def _cell(element: Element) -> Cell:
    spans = {}
    for name in ("colspan", "rowspan"):
        number = element.get(name, "1")
        if number.isascii() and number.isdigit() and 1 < int(number[:3]) < 100:
            spans[name] = int(number)
    return Cell(_local(element) == "th", spans, _inside(element))


def children(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if _local(child) in names)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
