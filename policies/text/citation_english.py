"""Citations in English: Article 12, Sections 3.2 and 3.3, clause 4(b), paragraph 2 of Article 5."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .address import Address, Level, Relative, Step, Unit
from .numerals import read_letters, read_roman

_WORDS: dict[str, tuple[Level, Unit]] = {
    "part": (Level.PART, Unit.ARTICLE), "chapter": (Level.CHAPTER, Unit.ARTICLE),
    "article": (Level.ARTICLE, Unit.ARTICLE), "art": (Level.ARTICLE, Unit.ARTICLE),
    "section": (Level.ARTICLE, Unit.SECTION), "sec": (Level.ARTICLE, Unit.SECTION),
    "§": (Level.ARTICLE, Unit.SECTION), "clause": (Level.ARTICLE, Unit.SECTION),
    "paragraph": (Level.PARAGRAPH, Unit.ARTICLE), "para": (Level.PARAGRAPH, Unit.ARTICLE),
    "subsection": (Level.SUBPARAGRAPH, Unit.ARTICLE),
    "subparagraph": (Level.SUBPARAGRAPH, Unit.ARTICLE), "item": (Level.ITEM, Unit.ARTICLE),
}  # fmt: skip
_WORD = (
    r"(?:(?P<word>part|chapter|articles?|art|sections?|sec|clauses?|paragraphs?|para"
    r"|sub-?sections?|sub-?paragraphs?|items?)\b\.?|(?P<sign>§§?))"
)
_NUMBER = r"(?:\d{1,4}(?:[.-]\d{1,3})*[A-Z]?(?![\w%])|[IVXLC]+(?!\w))"
_INNER = r"(?:\s?\((?:[a-zA-Z]{1,8}|\d{1,3})\))"
_FIRST = re.compile(
    rf"(?<![\w.])(?:{_WORD}\s*(?:(?P<number>{_NUMBER})(?P<inner>{_INNER}*)|(?P<only>{_INNER}+))"
    rf"|(?P<relative>this|the\s+(?:preceding|previous|following|next))\s+"
    rf"(?P<near>part|chapter|article|section|clause|paragraph)(?P<inside>{_INNER}*)(?!\w))",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"(?P<joint>\s*(?:,\s*(?:and|or)?|and|or|to|through|[-–—])\s*)"
    rf"(?P<words>(?P<number>{_NUMBER})(?P<inner>{_INNER}*)|(?P<only>{_INNER}+))",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"to|through|[-–—]", re.IGNORECASE)
_OF_HERE = re.compile(r"\s+(?:of|in)\s+", re.IGNORECASE)
_OWN = re.compile(
    r"\s+(?:of|in)\s+(?:this|the\s+present|these)\s+"
    r"(?:policy|policies|regulations?|rules?|document|handbook|manual|code|procedures?|guidelines?|standard|agreement|terms)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\s+(?:of|in)\s+the\s+(?P<name>(?:[A-Z0-9][\w&'’-]*\s+|of\s+|and\s+|on\s+|for\s+|the\s+|to\s+)*"
    r"(?:Act|Law|Code|Policy|Regulations?|Rules|Directive|Treaty|Agreement|Handbook|Standard|Constitution|Ordinance|Convention|GDPR))\b"
)
_INNER_LEVELS = (Level.SUBPARAGRAPH, Level.ITEM, Level.SUBITEM)
_RELATIVES = {
    "this": Relative.THIS, "preceding": Relative.PREVIOUS, "previous": Relative.PREVIOUS,
    "following": Relative.NEXT, "next": Relative.NEXT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """A citation in English: ``start`` and ``end`` of its words, and what they mean."""

    start: int
    end: int
    address: Address
    through: bool = False


def find(text: str) -> Iterator[Spoken]:
    """The English citations in a text, in order."""
    at = 0
    while match := _FIRST.search(text, at):
        at = match.end()
        group = list(_group(text, match))
        if not group:
            continue
        at = group[-1].end
        while outer := _outer(text, at):
            group = [replace(one, address=_within(one.address, outer.address)) for one in group]
            group[-1] = replace(group[-1], end=outer.end)
            at = outer.end
        policy, at = _policy(text, at)
        group[-1] = replace(group[-1], end=at)
        yield from (replace(one, address=one.address.of(policy)) for one in group)


def _group(text: str, match: re.Match[str]) -> Iterator[Spoken]:
    """The citation that the match is, and those that go on from it: 3.2, 3.3 and 3.5(a)."""
    first = _first(match)
    if first is None:
        return
    yield first
    level, unit, last = first.address.steps[0].level, first.address.unit, first
    while on := _ON.match(text, last.end):
        steps = _steps(level, on["number"], on["inner"] or on["only"] or "", last.address.steps)
        if not steps:
            return
        through = _THROUGH.search(on["joint"]) is not None
        last = Spoken(on.start("words"), on.end(), Address(steps, unit=unit), through)
        yield last


def _first(match: re.Match[str]) -> Spoken | None:
    if match["near"]:
        level, unit = _WORDS[match["near"].lower()]
        relative = _RELATIVES[match["relative"].lower().split()[-1]]
        steps = (Step(level, relative=relative), *_inner(match["inside"], level))
        return Spoken(match.start(), match.end(), Address(steps, unit=unit))
    word = (match["word"] or "§").lower().replace("-", "").rstrip(".")
    level, unit = _WORDS.get(word) or _WORDS[word.removesuffix("s")]
    found = _steps(level, match["number"], match["inner"] or match["only"] or "", ())
    return Spoken(match.start(), match.end(), Address(found, unit=unit)) if found else None


def _steps(
    level: Level, number: str | None, inner: str, before: tuple[Step, ...]
) -> tuple[Step, ...]:
    """The steps of one member; a bare (b) after 4(a) stands where (a) stood."""
    if number:
        numbers = _numbers(number)
        return (Step(level, numbers), *_inner(inner, level)) if numbers else ()
    if before and before[0].level is Level.ARTICLE:
        depth = len(before) - 1 - (inner.count("(") - 1)
        return (*before[:depth], *_inner(inner, before[depth - 1].level)) if depth > 0 else ()
    first, *further = re.findall(r"\w+", inner)
    numbers = _inner_numbers(first, level is Level.ITEM)
    return (Step(level, numbers), *_inner("".join(f"({part})" for part in further), level))


def _inner(words: str, above: Level) -> tuple[Step, ...]:
    """(b)(ii): one level deeper each; a roman number only below a letter."""
    begin = 0 if above.depth < Level.SUBPARAGRAPH.depth else _INNER_LEVELS.index(above) + 1
    levels = _INNER_LEVELS[begin:]
    parts = re.findall(r"\w+", words)
    return tuple(
        Step(level, _inner_numbers(part, level is Level.ITEM))
        for level, part in zip(levels, parts, strict=False)
    )


def _inner_numbers(part: str, is_roman: bool) -> tuple[int, ...]:
    if part.isdigit():
        return (int(part),)
    roman = read_roman(part) if is_roman or len(part) > 1 else None
    number = roman or read_letters(part)
    return (number,) if number else ()


def _numbers(text: str) -> tuple[int, ...]:
    """12 → (12,), 3.2 → (3, 2), 12A → (12, 1), IV → (4,)."""
    if roman := (read_roman(text) if text.isalpha() else None):
        return (roman,)
    letter = read_letters(text[-1]) if text[-1].isalpha() else None
    numbers = tuple(int(part) for part in re.findall(r"\d+", text))
    return (*numbers, letter) if letter else numbers


def _outer(text: str, at: int) -> Spoken | None:
    """What 「of Article 5」 after a paragraph names."""
    of = _OF_HERE.match(text, at)
    match = _FIRST.match(text, of.end()) if of else None
    return _first(match) if match else None


def _within(inner: Address, outer: Address) -> Address:
    if outer.steps[-1].level.depth >= inner.steps[0].level.depth:
        return inner
    unit = outer.unit if outer.step(Level.ARTICLE) else inner.unit
    return Address(outer.steps + inner.steps, unit=unit)


def _policy(text: str, at: int) -> tuple[str, int]:
    """The regulation that 「of the Labour Standards Act」 names, and where the words end."""
    if own := _OWN.match(text, at):
        return "", own.end()
    other = _OTHER.match(text, at)
    return (other["name"], other.end()) if other else ("", at)
