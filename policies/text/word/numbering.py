"""Word's automatic numbers as the text a reader sees: 第一章, 第二條, 一、, 3.2.1, •.

Counted as Word counts: lists made from one definition count together, a level begins again after
a higher one, and a level that was jumped over counts as if it had been there (Microsoft's article
Q110380). The elements are those of ISO/IEC 29500-1, section 17.9.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import formats
from .elements import Element
from .styles import Resolved, Styles

LEVELS = 9
SIGNS = "regulation signs"  # the name of lists whose numbers are no words
_LONGEST = 255  # characters of a label
_PLACE = re.compile("%([1-9])")
_BULLETS = {"·": "•", "o": "◦", "§": "▪", "": "•"}  # letters of symbol fonts
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CLOSING = "、，。．：；）〕】」"
_UNITS = "條条章節节編编篇款目"
_FIRST_IDEOGRAPH = "\u3400"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list; ``restarts_after`` counts levels from 1, 0 is never, None any."""

    text: str = ""
    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    gap: str = "tab"
    restarts_after: int | None = None
    is_legal: bool = False
    style: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A number as text; ``gap`` is what stands between it and the words: tab, space, nothing."""

    text: str
    gap: str
    is_known: bool = True  # whether the portal knows how numbers of this format are written

    def before(self, words: str) -> str:
        """The line that begins with the label.

        A space parts the two as on the page; after 條 or 章 also where the page has none, so that
        nobody takes the label for a reference at the beginning of the sentence.
        """
        if not self.text or not words or self.text[-1].isspace() or words[0].isspace():
            return self.text + words
        last = self.text[-1]
        apart = self.gap != "nothing" and last not in _CLOSING
        runs_on = (last + words[0]).isascii() and last.isalnum() and words[0].isalnum()
        if not (apart or runs_on or last in _UNITS):
            return self.text + words
        return self.text + ("　" if last >= _FIRST_IDEOGRAPH else " ") + words


@dataclass(slots=True)
class _Definition:
    """An abstract list; ``key`` is under what its numbers are counted."""

    key: str
    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""  # the numbering style that has the levels instead
    is_sign: bool = False  # its numbers are no words: the portal put them before a list's entries


@dataclass(slots=True)
class _List:
    """A list made from a definition, with what it says otherwise."""

    definition: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, read from its numbering part."""

    def __init__(self, elements: Iterable[Element] = (), styles: Styles | None = None) -> None:
        self._styles = styles or Styles()
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[str, _List] = {}
        for element in elements:
            if element.name == "w:abstractNum":
                self._add_definition(element)
            elif element.name == "w:num":
                self._lists[element.get("numId")] = _list(element)

    def place(self, properties: Element | None, style: Resolved) -> tuple[str, int] | None:
        """The list and level of a paragraph with these properties and style, if it has one."""
        said = properties.child("w:numPr") if properties is not None else None
        number = said.value("w:numId") if said else None
        level = said.number("w:ilvl") if said else None
        number = style.number if number is None else number
        if not number or number not in self._lists:
            return None
        level = style.level if level is None else level
        if level is None:
            level = self._level_of_style(number, style.chain)
        return (number, level) if 0 <= level < LEVELS else None

    def definition(self, number: str, visited: tuple[str, ...] = ()) -> _Definition | None:
        """What a list was made from, links by way of a numbering style followed."""
        found = self._lists.get(number)
        definition = self._definitions.get(found.definition) if found else None
        if definition is None or definition.levels or not definition.link or number in visited:
            return definition
        linked = self._styles.number_of_list_style(definition.link)
        return self.definition(linked, (*visited, number)) if linked else definition

    def levels(self, number: str) -> dict[int, Level]:
        """The levels of a list, its own before those of its definition."""
        definition = self.definition(number)
        own = self._lists[number].levels if number in self._lists else {}
        return {**(definition.levels if definition else {}), **own}

    def starts(self, number: str) -> dict[int, int]:
        """Levels that this list begins anew when it first comes, with the number they get."""
        found = self._lists.get(number)
        return found.starts if found else {}

    def _add_definition(self, element: Element) -> None:
        key = element.get("abstractNumId")
        link = element.value("w:numStyleLink") or ""
        is_sign = element.value("w:name") == SIGNS
        self._definitions[key] = _Definition(key, dict(_levels(element)), link, is_sign)

    def _level_of_style(self, number: str, chain: tuple[str, ...]) -> int:
        """The level that is tied to a style, else the first."""
        levels = self.levels(number)
        return next(
            (level for style in chain for level, each in levels.items() if each.style == style), 0
        )


class Counter:
    """Counts the numbered paragraphs of one story: the body, a text box, a note."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._levels: dict[str, dict[int, Level]] = {}

    def next(self, number: str, at: int) -> Label | None:
        """The label of the next paragraph at that level of that list."""
        definition = self._numbering.definition(number)
        if number not in self._levels:
            self._levels[number] = self._numbering.levels(number)
        levels = self._levels[number]
        if definition is None or definition.is_sign or at not in levels:
            return None
        counts = self._counts.setdefault(definition.key, {})
        self._count(counts, number, at, levels)
        return _written(levels, at, counts)

    def _count(
        self, counts: dict[int, int], number: str, at: int, levels: dict[int, Level]
    ) -> None:
        starts = self._numbering.starts(number)
        for above in range(at):
            if above not in counts and above in levels:
                counts[above] = starts.get(above, levels[above].start)
        begins_anew = at in starts and (number, at) not in self._begun
        self._begun.add((number, at))
        if begins_anew or at not in counts:
            counts[at] = starts.get(at, levels[at].start)
        else:
            counts[at] += 1
        for below in [level for level in counts if level > at]:
            after = levels[below].restarts_after if below in levels else None
            if after is None or at < after:
                del counts[below]


def _written(levels: dict[int, Level], at: int, counts: dict[int, int]) -> Label:
    level = levels[at]
    if level.is_hidden:
        return Label("", level.gap)
    if level.format == "bullet":
        return Label(_bullet(level.text), level.gap)
    known = True

    def number(match: re.Match[str]) -> str:
        nonlocal known
        which = int(match[1]) - 1
        if which not in levels or which not in counts or levels[which].format == "bullet":
            return ""
        spelling = levels[which].format
        if level.is_legal and spelling not in ("none", "decimalZero"):
            spelling = "decimal"
        known = known and (spelling in formats.KNOWN or bool(levels[which].pattern))
        return formats.write(counts[which], spelling, levels[which].pattern)

    text = _PLACE.sub(number, level.text)[:_LONGEST]
    return Label(" ".join(text.split("\n")), level.gap, known)


def _bullet(sign: str) -> str:
    """A sign every font has: those of symbol fonts are letters or private characters."""
    if not sign or sign.isspace():
        return ""
    return _BULLETS.get(sign, "•" if _PRIVATE.search(sign) else sign)


def _list(element: Element) -> _List:
    made = _List(element.value("w:abstractNumId") or "")
    for override in element.children:
        at = _at(override)
        if override.name != "w:lvlOverride" or at is None:
            continue
        made.levels.update(_levels(override, at))
        start = override.number("w:startOverride")
        if start is not None:
            made.starts[at] = start
    return made


def _levels(element: Element, only: int | None = None) -> Iterable[tuple[int, Level]]:
    for child in element.children:
        at = only if only is not None else _at(child)
        if child.name == "w:lvl" and at is not None:
            yield at, _level(child)


def _level(element: Element) -> Level:
    spelling, pattern = _format(element)
    gap = element.value("w:suff") or "tab"
    return Level(
        text=(element.value("w:lvlText") or "")[:_LONGEST],
        start=1 if (start := element.number("w:start")) is None else start,
        format=spelling,
        pattern=pattern,
        gap=gap,
        restarts_after=element.number("w:lvlRestart"),
        is_legal=bool(element.is_on("w:isLgl")),
        style=element.value("w:pStyle") or "",
        is_hidden=bool(element.is_on("w:rPr", "w:vanish")),
    )


def _format(element: Element) -> tuple[str, str]:
    """A level's number format, and the pattern if it is one of its own (001, 002, …)."""
    said = element.child("w:numFmt")
    chosen = element.child("mc:AlternateContent")
    if said is None and chosen is not None:
        choice = chosen.child("mc:Choice") or chosen.child("mc:Fallback")
        said = choice.child("w:numFmt") if choice is not None else None
    if said is None:
        return "decimal", ""
    return said.get("val", "decimal"), said.get("format")


def _at(element: Element) -> int | None:
    at = element.get("ilvl")
    return int(at) if at.isdecimal() and int(at) < LEVELS else None
