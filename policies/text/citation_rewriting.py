"""The words of a citation when what it cites gets another number: everything else stays."""

import re
from collections.abc import Mapping

from . import citation_patterns as patterns
from .address import Level, Step
from .citation_reading import Citation
from .labels import Form, Label
from .numbering import relabelled
from .numerals import read_letters, read_numeral, read_roman, write_letters, write_roman

_ENGLISH_NUMBER = re.compile(
    r"\b(?:(?P<roman>[IVXLC]+)|(?P<number>\d+(?:[.-]\d+)*)(?P<letter>[A-Z])?)\b"
)
_HEADINGS_LIKE_ITEMS = {Level.SUBSECTION: Level.SUBPARAGRAPH, Level.SUBSUBSECTION: Level.ITEM}


def rewritten(
    citation: Citation, jurisdiction: str, numbers: Mapping[Step, tuple[int, ...]]
) -> str:
    """The words with other numbers for those steps of the address, each written as it was:
    本辦法第5條第二項 becomes 本辦法第6條第二項. A step that the words do not say, for it was said
    before them (及第三項), changes nothing. Empty where it cannot be written so: 之二 of
    第十條之二.
    """
    if citation.words.isascii():
        return _english(citation.words, numbers)
    words, at = "", 0
    for match in patterns.NUMBERS.finditer(citation.words):
        step = _step_of(match, jurisdiction, numbers)
        if step is None:
            continue
        written = _like(match, numbers[step])
        if not written:
            return ""
        words += citation.words[at : match.start()] + written
        at = match.end()
    if not at and citation.words.startswith("之"):
        return ""
    return words + citation.words[at:]


def _step_of(
    match: re.Match[str], jurisdiction: str, numbers: Mapping[Step, tuple[int, ...]]
) -> Step | None:
    """The step that the number belongs to: that of its unit, or any if it goes without."""
    written = _numbers(match)
    unit = match["unit"]
    level = patterns.levels_of(jurisdiction)[unit[0]] if unit else None
    for step in numbers:
        levels = (step.level, _HEADINGS_LIKE_ITEMS.get(step.level))
        if step.numbers == written and (level is None or level in levels or "." in match["dash"]):
            return step
    return None


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    further = re.findall(r"[^-－–.．之\s]+", f"{match['dash']}之{match['of']}")
    read = [read_numeral(part) for part in (match["number"], *further)]
    return tuple(number for number in read if number is not None)


def _like(match: re.Match[str], numbers: tuple[int, ...]) -> str:
    """The number in the style it was written in, with what stands around it."""
    before, numeral, dash, after, of = match.group("before", "number", "dash", "after", "of")
    suffix_first = bool(dash)
    pieces = (
        (before, numeral, "", dash, after) if suffix_first else (before, numeral, after, of, "")
    )
    form = Form.DECIMAL if "." in dash or "．" in dash else Form.ARTICLE
    return relabelled(Label(form, _numbers(match), pieces, match.end()), numbers)


def _english(words: str, numbers: Mapping[Step, tuple[int, ...]]) -> str:
    def exchanged(match: re.Match[str]) -> str:
        written = _english_numbers(match)
        new = next((numbers[step] for step in numbers if step.numbers == written), None)
        if new is None:
            return match[0]
        if match["roman"]:
            return write_roman(new[0]).upper()
        if match["letter"] and len(new) > 1:
            return f"{new[0]}{write_letters(new[1]).upper()}"
        return ".".join(map(str, new))

    return _ENGLISH_NUMBER.sub(exchanged, words)


def _english_numbers(match: re.Match[str]) -> tuple[int, ...]:
    if match["roman"]:
        return (read_roman(match["roman"]) or 0,)
    letter = read_letters(match["letter"]) if match["letter"] else None
    numbers = tuple(int(part) for part in re.findall(r"\d+", match["number"]))
    return (*numbers, letter) if letter else numbers
