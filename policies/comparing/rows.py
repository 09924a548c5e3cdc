"""A comparison as the rows of a page: lines of spans, names before and after, what to follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.comparing.sentences import PARTS, explanations, kinds_in_words
from policies.text.changes import (
    Change,
    ClauseChange,
    Comparison,
    Entry,
    HeadingChange,
    PartChange,
)
from policies.text.markup import is_plain
from policies.text.outline import Clause, Heading
from policies.text.spans import Span, after_of

Line = tuple[Span, ...]
PILCROW = "¶"


@dataclass(frozen=True, slots=True)
class Row:
    """One clause, heading or other part.

    ``number`` counts the changes from 1 and is 0 where nothing changed. ``tone`` is added,
    removed or nothing. ``before`` and ``after`` are its names, ``anchors`` lead to it on the
    pages of both texts, ``passages`` are its words. ``looks`` is the HTML of both sides where
    words alone do not show everything: a table, or another layout.
    """

    number: int
    what: str  # clause, heading or part
    tone: str
    before: str
    after: str
    anchors: tuple[str, str]
    kinds: list[str]
    explanations: list[str]
    passages: tuple[Line, ...]
    looks: tuple[str, str] | None = None
    is_gone: bool = False  # a number kept without words: pages say （刪除） in their place

    @property
    def lines(self) -> list[Line]:
        """Both texts in one, with what goes and what comes."""
        return self._lines("")

    @property
    def before_lines(self) -> list[Line]:
        """The old text alone, with what goes."""
        return self._lines("insert")

    @property
    def after_lines(self) -> list[Line]:
        """The new text alone, with what comes."""
        return self._lines("delete")

    def _lines(self, left_out: str) -> list[Line]:
        return [
            line
            for passage in self.passages
            for line in in_lines(span for span in passage if span.op != left_out)
        ]

    @property
    def name(self) -> str:
        return self.after or self.before

    @property
    def has_other_words(self) -> bool:
        """Whether any word is other than before; else only its number, place or layout is."""
        return any(span.op != "equal" for passage in self.passages for span in passage)

    @property
    def is_renamed(self) -> bool:
        return bool(self.before and self.after and self.before != self.after)


def rows(comparison: Comparison, *, is_whole: bool = False) -> list[Row]:
    """What changed, in reading order; with ``is_whole`` also what did not."""
    made: list[Row] = []
    number = 0
    for entry in _in_order(comparison):
        if entry.kinds or (is_whole and _says_something(entry)):
            number += bool(entry.kinds)
            made.append(_row(entry, number if entry.kinds else 0))
    return made


def in_lines(spans: Iterable[Span]) -> list[Line]:
    """The spans cut at line ends. A line end that alone came or went is shown as ¶."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        pieces = span.text.split("\n")
        if span.op != "equal" and not span.text.strip("\n"):
            lines[-1].append(Span(span.op, PILCROW * len(span.text)))
        for position, piece in enumerate(pieces):
            if position:
                lines.append([])
            if piece:
                lines[-1].append(Span(span.op, piece))
    return [tuple(line) for line in lines if line]


def _in_order(comparison: Comparison) -> Iterator[PartChange | Entry]:
    *above, closing = comparison.parts
    yield from above
    yield from comparison.entries
    yield closing


def _says_something(entry: PartChange | Entry) -> bool:
    return not isinstance(entry, PartChange) or bool(entry.spans)


def _row(entry: PartChange | Entry, number: int) -> Row:
    if isinstance(entry, PartChange):
        return _part(entry, number)
    if isinstance(entry, HeadingChange):
        return _heading(entry, number)
    return _clause(entry, number)


def _part(part: PartChange, number: int) -> Row:
    name = str(PARTS[part.name])
    return Row(
        number, "part", "", name, name, ("", ""), kinds_in_words(part.kinds), explanations(part),
        (part.spans,), _looks(part.before, part.after, part.kinds),
    )  # fmt: skip


def _heading(change: HeadingChange, number: int) -> Row:
    leads = _side(change.before, "lead"), _side(change.after, "lead")
    return Row(
        number, "heading", _tone(change.kinds), _label(change.before), _label(change.after),
        (_side(change.before, "anchor"), _side(change.after, "anchor")),
        kinds_in_words(change.kinds), explanations(change), (change.title_spans, change.lead_spans),
        _looks(*leads, change.kinds),
    )  # fmt: skip


def _clause(change: ClauseChange, number: int) -> Row:
    bodies = _side(change.before, "body"), _side(change.after, "body")
    return Row(
        number, "clause", _tone(change.kinds), _label(change.before), _label(change.after),
        (_side(change.before, "anchor"), _side(change.after, "anchor")),
        kinds_in_words(change.kinds), explanations(change), (change.spans,),
        _looks(*bodies, change.kinds), _is_gone(change),
    )  # fmt: skip


def _is_gone(change: ClauseChange) -> bool:
    return change.after is not None and change.after.deleted and not after_of(change.spans)


def _side(content: Clause | Heading | None, name: str) -> str:
    return getattr(content, name) if content else ""


def _label(content: Clause | Heading | None) -> str:
    return (content.label or "§") if content else ""


def _tone(kinds: frozenset[Change]) -> str:
    if Change.ADDED in kinds:
        return "added"
    return "removed" if Change.REMOVED in kinds else ""


def _looks(before: str, after: str, kinds: frozenset[Change]) -> tuple[str, str] | None:
    """Both sides as they look, where spans leave something out."""
    has_layout = any(html and not is_plain(html) for html in (before, after))
    return (before, after) if has_layout and kinds and before != after else None
