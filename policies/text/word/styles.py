"""Paragraph and character styles: what a paragraph gets from its style, and that from its base."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from .elements import Element

_HEADING = re.compile(r"(?:heading|標題|标题|見出し)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目錄|目录)\s*[1-9]|toc heading|table of (?:figures|authorities)")
RECORD = "regulation record"  # how the names of styles begin that the portal's own record is in
_LONGEST_CHAIN = 50  # styles based on one another
_BODY_TEXT = 9  # the outline level that stands for none

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written; what it does not say is None."""

    name: str = ""
    base: str = ""
    number: str | None = None
    level: int | None = None
    outline: int | None = None
    is_hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A style with what its bases say. ``heading`` is 1 to 9, 0 for none; ``chain`` are the ids
    from the style itself down to the last base."""

    chain: tuple[str, ...] = ()
    number: str | None = None
    level: int | None = None
    heading: int = 0
    is_title: bool = False
    is_contents: bool = False
    is_record: bool = False
    is_hidden: bool = False


class Styles:
    def __init__(self, elements: Iterable[Element] = ()) -> None:
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Resolved] = {}
        self._default = ""
        for element in elements:
            if element.name == "w:style":
                self._add(element)

    def of_paragraph(self, properties: Element | None) -> Resolved:
        said = properties.value("w:pStyle") if properties is not None else None
        return self.resolved(said or self._default)

    def resolved(self, style: str) -> Resolved:
        if style not in self._resolved:
            self._resolved[style] = self._resolve(style)
        return self._resolved[style]

    def number_of_list_style(self, style: str) -> str | None:
        """The list a numbering style stands for."""
        return self._styles.get(style, Style()).number

    def _add(self, element: Element) -> None:
        name = element.get("styleId")
        self._styles[name] = Style(
            name=(element.value("w:name") or "").strip().lower(),
            base=element.value("w:basedOn") or "",
            number=element.value("w:pPr", "w:numPr", "w:numId"),
            level=element.number("w:pPr", "w:numPr", "w:ilvl"),
            outline=element.number("w:pPr", "w:outlineLvl"),
            is_hidden=element.is_on("w:rPr", "w:vanish"),
        )
        is_default = element.get("default") in ("1", "true", "on")
        if is_default and element.get("type") == "paragraph":
            self._default = name

    def _resolve(self, style: str) -> Resolved:
        chain: list[str] = []
        while style and style not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._styles.get(style, Style()).base
        styles = [self._styles.get(each, Style(name=each.lower())) for each in chain]
        names = [each.name for each in styles]
        outline = _first(each.outline for each in styles)
        return Resolved(
            chain=tuple(chain),
            number=_first(each.number for each in styles),
            level=_first(each.level for each in styles),
            heading=heading_of(outline) if outline is not None else _heading_named(names),
            is_title=any(name == "title" for name in names),
            is_contents=any(_CONTENTS.fullmatch(name) for name in names[:1]),
            is_record=any(name.startswith(RECORD) for name in names[:1]),
            is_hidden=bool(_first(each.is_hidden for each in styles)),
        )


def heading_of(outline: int) -> int:
    """The level of a heading, from 1; 0 for body text."""
    return outline + 1 if 0 <= outline < _BODY_TEXT else 0


def _heading_named(names: list[str]) -> int:
    found = (_HEADING.fullmatch(name) for name in names)
    return next((int(match[1]) for match in found if match), 0)


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
