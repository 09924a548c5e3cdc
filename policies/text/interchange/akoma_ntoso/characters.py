"""Words as the content of elements, and back, character for character.

XML has no way to write some characters (controls, U+FFFE), and reading it makes a line feed of a
carriage return: such a character becomes ``<marker name="uFFFE"/>``.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from policies.text.blocks import Character, Wrap

from .names import AKN, OWN, akn, own

UNWRITTEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CITED = "cite:"  # what the address of a link begins with that the words cite, not their writer
LARGEST = 0x10FFFF
HALVES = range(0xD800, 0xE000)  # of characters
_MARKER = re.compile("u([0-9A-F]{4,6})")
_BREAK = "br"
_ELEMENTS = {"strong": "b", "em": "i", "u": "u", "sub": "sub", "sup": "sup"}
_WRAPS = {akn(name): wrap for wrap, name in _ELEMENTS.items()}
_STRUCK = "struck"
# Addresses that a schema validator takes for one; what others say stands beside them.
_ADDRESS = re.compile(
    r"(?:https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?=[/?#]|$)|mailto:|/|#)"
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)


def add_text(element: Element, text: str) -> None:
    """The words behind whatever the element holds already."""
    at = 0
    for match in UNWRITTEN.finditer(text):
        _append(element, text[at : match.start()])
        SubElement(element, akn("marker"), name=f"u{ord(match[0]):04X}")
        at = match.end()
    _append(element, text[at:])


def plain(text: str) -> str:
    """For an attribute that only tells people something: what XML cannot write is shown as �."""
    return UNWRITTEN.sub("\ufffd", text)


def text_of(element: Element) -> str:
    """All words of an element, with the characters that markers stand for."""
    return "".join(text for text, _ in _pieces(element, ()))


def add_characters(element: Element, characters: Sequence[Character]) -> None:
    """Formatted words; a line feed is a break."""
    opened: list[tuple[Wrap, Element]] = []
    for wraps, group in groupby(characters, key=lambda pair: pair[1]):
        shared = 0
        while shared < min(len(opened), len(wraps)) and opened[shared][0] == wraps[shared]:
            shared += 1
        del opened[shared:]
        for wrap in wraps[shared:]:
            inside = opened[-1][1] if opened else element
            opened.append((wrap, _opened(inside, wrap)))
        inside = opened[-1][1] if opened else element
        lines = "".join(text for text, _ in group).split("\n")
        for number, line in enumerate(lines):
            if number:
                SubElement(inside, akn(_BREAK))
            add_text(inside, line)


def _opened(parent: Element, wrap: Wrap) -> Element:
    tag, value = wrap
    if tag == "a":
        if value.startswith(CITED):
            return SubElement(parent, akn("ref"), href=address(value.removeprefix(CITED)))
        made = SubElement(parent, akn("a"), href=address(value))
        if made.get("href") != value:
            made.set(own("href"), value)
        return made
    if tag in _ELEMENTS:
        return SubElement(parent, akn(_ELEMENTS[tag]))
    return SubElement(parent, akn("inline"), name=_STRUCK)


def address(value: str) -> str:
    """The address as a URI; ``#`` where it can be none."""
    if _ADDRESS.fullmatch(value):
        return value
    quoted = quote(value, safe="%/:?#&=+,;@~!$'()*")
    return quoted if _ADDRESS.fullmatch(quoted) else "#"


def characters_of(element: Element) -> list[Character]:
    """The words of an element with the formatting each carries; what is not known is words."""
    return [(character, wraps) for text, wraps in _pieces(element, ()) for character in text]


def _pieces(element: Element, wraps: tuple[Wrap, ...]) -> Iterator[tuple[str, tuple[Wrap, ...]]]:
    """Stretches of one formatting. Passed on whole, for they may lie under many elements."""
    if element.text:
        yield element.text, wraps
    for child in element:
        if marked := _MARKER.fullmatch(child.get("name", "")) if _is(child, "marker") else None:
            number = int(marked[1], 16)
            if number <= LARGEST and number not in HALVES:
                yield chr(number), wraps
        elif _is(child, _BREAK) or _is(child, "eol"):
            yield "\n", ()
        else:
            yield from _pieces(child, _within(wraps, _wrap_of(child)))
        if child.tail:
            yield child.tail, wraps


def _within(wraps: tuple[Wrap, ...], wrap: Wrap | None) -> tuple[Wrap, ...]:
    """Nothing is twice in bold, and no link leads to two places: the outer one counts."""
    if wrap is None or any(tag == wrap[0] for tag, _ in wraps):
        return wraps
    return (*wraps, wrap)


def _wrap_of(element: Element) -> Wrap | None:
    if element.tag in _WRAPS:
        return _WRAPS[element.tag], ""
    if _is(element, "inline") and element.get("name") == _STRUCK:
        return "s", ""
    if _is(element, "a"):
        return "a", element.get(f"{{{OWN}}}href") or element.get("href") or ""
    return None


def _is(element: Element, name: str) -> bool:
    return bool(element.tag == f"{{{AKN}}}{name}")


def _append(element: Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
