"""Labels as Word's own automatic numbers, wherever Word would write the same label.

第十二條之一, a number that was skipped, a style that changes: what Word cannot count stands as
words, and counting goes on after it. So what is shown is always the label that was written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from policies.text.labels import read_label
from policies.text.word import formats
from policies.text.word.numbering import LEVELS, SIGNS

FORMATS = (
    "taiwaneseCountingThousand", "decimal", "japaneseCounting", "chineseCountingThousand",
    "decimalFullWidth", "ideographLegalTraditional", "chineseLegalSimplified",
    "ideographTraditional", "decimalEnclosedCircle", "upperLetter", "lowerLetter", "upperRoman",
    "lowerRoman",
)  # fmt: skip
BULLET, DECIMAL = 1, 2  # the lists of signs before entries that have no labels
HEADINGS, CLAUSES = 3, 4
TWIPS = 240  # of a character, roughly


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the labels of one level are written: what stands around the number, and its format."""

    before: str
    spelling: str
    after: str

    def number_of(self, label: str) -> int | None:
        """The number for which Word writes this label, if there is one."""
        read = read_label(label)
        if read is None or not 0 < read.number <= formats.LARGEST:
            return None
        is_same = self.write(read.number) == label.strip()
        return read.number if is_same else None

    def write(self, number: int) -> str:
        return f"{self.before}{formats.write(number, self.spelling)}{self.after}"


# Which list, which of its levels from 0, and the label.
Labelled = tuple[int, int, str]


class Numbering:
    """The lists of one document: made from all its labels, then asked for one after the other."""

    def __init__(self, labels: Iterable[Labelled]) -> None:
        self._patterns = _patterns(labels)
        self._counts: dict[int, dict[int, int]] = {HEADINGS: {}, CLAUSES: {}}
        self._current = {HEADINGS: HEADINGS, CLAUSES: CLAUSES}
        self._starts: dict[tuple[int, int], int] = {}  # by list and level
        self._begun: list[tuple[int, int, int]] = []  # list, level, number it begins with anew
        self._next = CLAUSES + 1

    def place(self, which: int, level: int, label: str) -> tuple[int, int] | None:
        """The list and the level whose next number is this label; None where it is words."""
        pattern = self._patterns.get((which, level))
        number = pattern.number_of(label) if pattern else None
        if number is None:
            return None
        counts = self._counts[which]
        start = self._starts.get((self._current[which], level), 1)
        if number != (counts[level] + 1 if level in counts else start):
            self._current[which] = self._next
            self._starts[self._next, level] = number
            self._begun.append((which, level, number))
            self._next += 1
        counts[level] = number
        for below in [each for each in counts if each > level]:
            del counts[below]
        return self._current[which], level

    def definitions(self) -> Iterator[str]:
        """The abstract lists as WordprocessingML."""
        yield _signs(BULLET, "bullet", "•")
        yield _signs(DECIMAL, "decimal", "%1.")
        for which in (HEADINGS, CLAUSES):
            levels = "".join(self._level(which, level) for level in range(LEVELS))
            yield _abstract(which, levels)

    def lists(self) -> Iterator[str]:
        """The lists made from them; those that begin anew come as they were asked for."""
        for which in (BULLET, DECIMAL, HEADINGS, CLAUSES):
            yield _list(which, which)
        for at, (which, level, number) in enumerate(self._begun, CLAUSES + 1):
            begins = f'<w:startOverride w:val="{number}"/>'
            yield _list(at, which, f'<w:lvlOverride w:ilvl="{level}">{begins}</w:lvlOverride>')

    def _level(self, which: int, level: int) -> str:
        pattern = self._patterns.get((which, level))
        if pattern is None:
            return _written_level(level, "none", "", "nothing", "")
        text = f"{pattern.before}%{level + 1}{pattern.after}"
        is_wide = text[-1] in "、）)．。，"
        gap = "nothing" if is_wide else "space"
        bold = "<w:rPr><w:b/></w:rPr>" if (which, level) == (CLAUSES, 0) else ""
        return _written_level(level, pattern.spelling, text, gap, bold)


def _patterns(labels: Iterable[Labelled]) -> dict[tuple[int, int], Pattern]:
    """For each level the pattern that writes most of its labels; of equals the first."""
    found: dict[tuple[int, int], Counter[Pattern]] = {}
    for which, level, label in labels:
        read = read_label(label)
        if read is None or level >= LEVELS or len(read.numbers) != 1 or read.tail:
            continue
        before, numeral, after, _suffix, end = read.pieces
        for spelling in FORMATS:
            if formats.write(read.number, spelling) == numeral:
                pattern = Pattern(before.lstrip(), spelling, f"{after}{end}".rstrip())
                found.setdefault((which, level), Counter())[pattern] += 1
    return {place: counts.most_common(1)[0][0] for place, counts in found.items()}


def _abstract(number: int, levels: str, name: str = "") -> str:
    called = f'<w:name w:val="{name}"/>' if name else ""
    return (
        f'<w:abstractNum w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{called}{levels}</w:abstractNum>'
    )


def _signs(number: int, spelling: str, text: str) -> str:
    levels = "".join(
        _written_level(
            level, spelling, text.replace("%1", f"%{level + 1}"), "tab",
            f'<w:pPr><w:ind w:left="{(level + 2) * 2 * TWIPS}" w:hanging="{TWIPS * 2}"/></w:pPr>',
        )
        for level in range(LEVELS)
    )  # fmt: skip
    return _abstract(number, levels, SIGNS)


def _written_level(level: int, spelling: str, text: str, gap: str, properties: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{spelling}"/>'
        f'<w:suff w:val="{gap}"/><w:lvlText w:val="{escape(text)}"/>'
        f'<w:lvlJc w:val="left"/>{properties}</w:lvl>'
    )


def _list(number: int, abstract: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
