"""Word's equations on one line: a^2, √(b), (a+b)/c."""

from .elements import Element

_INTEGRAL = "∫"  # the sign of an operator that names none


def line_of(element: Element) -> str:
    """The words and signs of an equation in reading order."""
    written = _WRITERS.get(element.name)
    if written is not None:
        return written(element)
    if element.name in ("m:t", "w:t"):
        return element.text
    if element.name in ("w:del", "w:moveFrom"):
        return ""
    return "".join(line_of(child) for child in element.children)


def _part(element: Element, name: str) -> str:
    found = element.child(name)
    return line_of(found) if found is not None else ""


def _group(words: str) -> str:
    """The words in brackets, unless they are one number, name or bracket."""
    bracketed = words.startswith("(") and words.endswith(")") and words.count("(") == 1
    return words if bracketed or words.isalnum() or len(words) < 2 else f"({words})"


def _fraction(element: Element) -> str:
    return f"{_group(_part(element, 'm:num'))}/{_group(_part(element, 'm:den'))}"


def _raised(element: Element) -> str:
    return f"{_group(_part(element, 'm:e'))}^{_group(_part(element, 'm:sup'))}"


def _lowered(element: Element) -> str:
    return f"{_group(_part(element, 'm:e'))}_{_group(_part(element, 'm:sub'))}"


def _both(element: Element) -> str:
    return f"{_lowered(element)}^{_group(_part(element, 'm:sup'))}"


def _root(element: Element) -> str:
    degree = _part(element, "m:deg")
    return f"{degree}√{_group(_part(element, 'm:e'))}"


def _delimited(element: Element) -> str:
    begin = element.value("m:dPr", "m:begChr")
    end = element.value("m:dPr", "m:endChr")
    separator = element.value("m:dPr", "m:sepChr") or "|"
    inner = separator.join(line_of(child) for child in element.children if child.name == "m:e")
    return f"{'(' if begin is None else begin}{inner}{')' if end is None else end}"


def _large(element: Element) -> str:
    sign = element.value("m:naryPr", "m:chr") or _INTEGRAL
    below, above = _part(element, "m:sub"), _part(element, "m:sup")
    limits = (f"_{_group(below)}" if below else "") + (f"^{_group(above)}" if above else "")
    return f"{sign}{limits} {_part(element, 'm:e')}"


def _rows(element: Element) -> str:
    rows = [child for child in element.children if child.name in ("m:mr", "m:e")]
    cells = [
        ", ".join(line_of(cell) for cell in row.children) if row.name == "m:mr" else line_of(row)
        for row in rows
    ]
    return "; ".join(cells)


_WRITERS = {
    "m:f": _fraction,
    "m:sSup": _raised,
    "m:sSub": _lowered,
    "m:sSubSup": _both,
    "m:rad": _root,
    "m:d": _delimited,
    "m:nary": _large,
    "m:m": _rows,
    "m:eqArr": _rows,
}
