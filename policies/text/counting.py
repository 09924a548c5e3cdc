"""Whether the numbers of clauses and headings run on as they should."""

from .articles import follows_on
from .labels import Form, Label
from .outline import Kind
from .warning import WarningCode

# A doubt about a number, and the label before it, if that is what makes it doubtful.
Found = tuple[WarningCode, str]
_LATEST_FIRST = 10  # a text that begins with 第二百零五條 is a part of another, not torn


class Counting:
    """Is told of each label in reading order, and says what is wrong with it."""

    def __init__(self, markdown: bool) -> None:
        self._markdown = markdown
        self._last: Label | None = None
        self._heading_since_clause = False
        self._headings: dict[Kind, Label] = {}

    def clause(self, label: Label) -> Found | None:
        last, since = self._last, self._heading_since_clause
        self._heading_since_clause = False
        if not label.number:
            return None
        self._last = label
        if last is None:
            late = 1 < label.number <= _LATEST_FIRST
            return (WarningCode.NUMBERS_BEGIN_LATE, "") if late else None
        first = label.numbers[-1] if label.form is Form.DECIMAL else label.number
        if last.form is not label.form or (first == 1 and since):
            return None
        before = last.until or last.numbers
        if self._markdown and label.numbers == before == (1,):
            return None  # Markdown counts for itself, and every entry may be written 1.
        if "の" in label.pieces[3] and label.numbers == (*before, 2):
            return None  # in Japan the first article put in after 第二十条 is 第二十条の二
        code = _code(before, label.numbers)
        return (code, last.text) if code else None

    def heading(self, label: Label | None, kind: Kind) -> Found | None:
        """Headings of a kind are counted below each heading above them, or through the text."""
        self._heading_since_clause = True
        last = self._headings.get(kind)
        self._headings = {k: v for k, v in self._headings.items() if k.depth <= kind.depth}
        if label is None or not label.number:
            return None
        self._headings[kind] = label
        if last is None or last.form is not label.form or label.numbers == (1,):
            return None
        code = _code(last.until or last.numbers, label.numbers)
        return (WarningCode.HEADING_OUT_OF_ORDER, last.text) if code else None


def _code(before: tuple[int, ...], numbers: tuple[int, ...]) -> WarningCode | None:
    if numbers == before:
        return WarningCode.NUMBER_REPEATED
    if follows_on(before, numbers):
        return None
    if numbers > before:
        return WarningCode.NUMBER_SKIPPED
    return WarningCode.NUMBER_BACKWARDS
