"""Fields: instructions that stand in the text with the words they last gave.

The words are kept and the instructions dropped. A few fields have no words beside their
instruction; what those show on the page is worked out here.
"""

import re
from dataclasses import dataclass

from . import formats
from .elements import Element
from .symbols import sign

_LONGEST = 2_000  # characters of an instruction that are looked at
_CONTENTS = frozenset({"TOC", "TOA"})
_SHOWS_NOTHING = frozenset("XE TC TA RD SET ASK PRIVATE PRINT NEXT NEXTIF SKIPIF".split())
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')
_ENCLOSING = frozenset("○〇◯Ｏ□△◇☐")
_OVER = re.compile(r"\\(?:s\\up|s\\do)\s*-?\d*\s*\(([^()]*)\)", re.IGNORECASE)
_OVERSTRIKE = re.compile(r"\\o(?:\\a[clrd])?\s*\(([^()]*)[,;，；]([^()]*)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^()]*)[,;]([^()]*)\)", re.IGNORECASE)
_SWITCH = re.compile(r"\\\*\s*\S+(?:\s+(?:hps|\\o)\S*)*|\\[a-z]+", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    is_contents: bool = False
    form: Element | None = None

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class Fields:
    """The fields that are open at a place of a story; a field may go on over paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._automatic = 0

    @property
    def in_instruction(self) -> bool:
        """Whether what stands here is part of an instruction, which nobody sees."""
        return any(not each.in_result for each in self._open)

    @property
    def in_contents(self) -> bool:
        return any(each.is_contents for each in self._open)

    @property
    def address(self) -> str:
        """Where the innermost field leads, if it is a link out of the document."""
        field = self._open[-1] if self._open else None
        found = _ADDRESS.match(field.instruction) if field else None
        return found[1] if found else ""

    def begin(self, form: Element | None = None) -> None:
        self._open.append(_Field(form=form))

    def instruct(self, words: str) -> None:
        field = self._open[-1] if self._open else None
        if field and not field.in_result and len(field.instruction) < _LONGEST:
            field.instruction += words

    def separate(self) -> None:
        if self._open:
            field = self._open[-1]
            field.in_result = True
            field.is_contents = field.name in _CONTENTS

    def end(self) -> str | None:
        """Closes a field. The words it shows without a result; None if they are not known."""
        if not self._open:
            return ""
        field = self._open.pop()
        if field.name == "FORMCHECKBOX" or (field.name == "FORMDROPDOWN" and not field.in_result):
            return _chosen(field.form)
        return "" if field.in_result else self._shown(field)

    def _shown(self, field: _Field) -> str | None:
        if field.name in _SHOWS_NOTHING or not field.name:
            return ""
        if field.name == "EQ":
            return equation(field.instruction)
        if field.name == "SYMBOL":
            return _symbol(field.instruction)
        if field.name in ("MACROBUTTON", "GOTOBUTTON"):
            return " ".join(field.instruction.split()[2:])
        if field.name.startswith("AUTONUM"):
            self._automatic += 1
            return f"{self._automatic}."
        return None


def equation(instruction: str) -> str | None:
    """What an EQ field shows: ``eq \\o\\ac(○,1)`` is ①, a character with a reading itself."""
    words = instruction.strip()[2:]
    before = None
    while words != before:
        before = words
        words = _OVER.sub("", words)
        words = _OVERSTRIKE.sub(_overstruck, words)
        words = _FRACTION.sub(r"\1/\2", words)
    words = _SWITCH.sub("", words).strip()
    return words if words and "\\" not in words and "(" not in words else None


def _overstruck(match: re.Match[str]) -> str:
    """Of two words over each other the one that is no frame; a number in a circle is one sign."""
    first, second = match[1].strip(), match[2].strip()
    if first not in _ENCLOSING:
        return first + second
    number = int(second) if second.isascii() and second.isdecimal() else 0
    return formats.write(number, "decimalEnclosedCircle") if number else second


def _symbol(instruction: str) -> str | None:
    words = [first or second for first, second in _QUOTED.findall(instruction)][1:]
    if not words:
        return None
    font = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
    code = words[0].lower()
    try:
        number = int(code, 16) if code.startswith("0x") else int(code)
    except ValueError:
        return None
    shown, known = sign(font, number)
    return shown if known else None


def _chosen(form: Element | None) -> str | None:
    """A form's box as ticked or not, or the choice made of a list."""
    if form is None:
        return None
    box, choices = form.child("w:checkBox"), form.child("w:ddList")
    if box is not None:
        ticked = box.is_on("w:checked")
        return "☑" if (box.is_on("w:default") if ticked is None else ticked) else "☐"
    if choices is None:
        return None
    entries = [each.get("val") for each in choices.children if each.name == "w:listEntry"]
    at = choices.number("w:result") or choices.number("w:default") or 0
    return entries[at] if 0 <= at < len(entries) else ""
