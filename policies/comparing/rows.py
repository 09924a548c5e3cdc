"""A comparison as the rows of a page: lines of spans, names before and after, what to follow."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policies.comparing.sentences import PARTS, Places, explanations, kinds_in_words, moved
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
_ABOVE = ("superscription", "title", "background", "purpose", "scope")


@dataclass(frozen=True, slots=True)
class Row:
    """One clause, heading or other part.

    ``number`` counts the changes from 1 and is 0 where nothing changed. ``tone`` is added,
    removed or nothing. ``before`` and ``after`` are its names, ``anchors`` lead to it on the
    pages of both texts, ``passages`` are its words. ``looks`` is the HTML of both sides where
    words alone do not show everything: a table, or another layout. ``places`` say from where to
    where it moved.
    """

    number: int
    what: str  # clause, heading or part
    tone: str
    before: str
    after: str
    anchors: tuple[str, str]
    change: PartChange | Entry
    passages: tuple[Line, ...]
    looks: tuple[str, str] | None = None
    is_gone: bool = False  # a number kept without words: pages say （刪除） in their place
    places: Places | None = None

    @property
    def kinds(self) -> list[str]:
        return kinds_in_words(self.change.kinds)

    @property
    def explanations(self) -> list[str]:
        return explanations(self.change, self.places)

    @property
    def moved(self) -> str:
        return moved(self.places) if self.places else ""

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
    def anchor(self) -> str:
        return self.anchors[1] or self.anchors[0]

    @property
    def is_renamed(self) -> bool:
        return bool(self.before and self.after and self.before != self.after)


@dataclass(frozen=True, slots=True)
class Departure:
    """A place that clauses or headings left: the rows that say where each is now."""

    rows: tuple[Row, ...]
    what: str = "departure"


def rows(comparison: Comparison, *, is_whole: bool = False) -> list[Row]:
    """What changed, in reading order; with ``is_whole`` also what did not."""
    return [row for _, row in _numbered(comparison, is_whole)]


def with_departures(comparison: Comparison, *, is_whole: bool = False) -> list[Row | Departure]:
    """The same; where something moved away from, too."""
    numbered = list(_numbered(comparison, is_whole))
    by_entry = {id(entry): row for entry, row in numbered}
    left = _left(comparison.entries, by_entry)
    made: list[Row | Departure] = []
    shown = iter(numbered)
    for entry in _in_order(comparison):
        if id(entry) in by_entry:
            made.append(next(shown)[1])
        if id(entry) in left:
            made.append(Departure(tuple(left.pop(id(entry)))))
        if isinstance(entry, PartChange) and entry.name == _ABOVE[-1] and None in left:
            made.append(Departure(tuple(left.pop(None))))
    return made


def _numbered(comparison: Comparison, is_whole: bool) -> Iterator[tuple[PartChange | Entry, Row]]:
    """Each entry that is shown, with its row."""
    places = _places(comparison.entries)
    number = 0
    for entry in _in_order(comparison):
        if entry.kinds or (is_whole and _says_something(entry)):
            number += bool(entry.kinds)
            yield entry, _row(entry, number if entry.kinds else 0, places.get(id(entry)))


def _left(entries: Sequence[Entry], rows_of: Mapping[int, Row]) -> dict[int | None, list[Row]]:
    """What moved away, by the entry it stood after that is shown where it was; None: none."""
    staying = sorted(
        (entry.place, id(entry))
        for entry in entries
        if entry.before and Change.MOVED not in entry.kinds
    )
    left: dict[int | None, list[Row]] = defaultdict(list)
    away = [entry for entry in entries if Change.MOVED in entry.kinds]
    for entry in sorted(away, key=lambda entry: entry.place):
        at = bisect_left(staying, (entry.place, 0))
        left[staying[at - 1][1] if at else None].append(rows_of[id(entry)])
    return left


def _places(entries: Sequence[Entry]) -> dict[int, Places]:
    """After what each entry that moved stood and stands."""
    if not any(Change.MOVED in entry.kinds for entry in entries):
        return {}
    old = sorted((entry for entry in entries if entry.before), key=lambda entry: entry.place)
    stood = _followed([(id(entry), entry.before) for entry in old])
    stands = _followed([(id(entry), entry.after) for entry in entries if entry.after])
    return {
        id(entry): (stood[id(entry)], stands[id(entry)])
        for entry in entries
        if Change.MOVED in entry.kinds
    }


def _followed(contents: Iterable[tuple[int, Clause | Heading | None]]) -> dict[int, str]:
    """The name of what stands before each."""
    last, found = "", {}
    for key, content in contents:
        found[key] = last
        last = (
            f"{_label(content)}{content.title}" if isinstance(content, Heading) else _label(content)
        )
    return found


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
    """What stands above the clauses, they and their headings, what stands below."""
    yield from (part for part in comparison.parts if part.name in _ABOVE)
    yield from comparison.entries
    yield from (part for part in comparison.parts if part.name not in _ABOVE)


def _says_something(entry: PartChange | Entry) -> bool:
    return not isinstance(entry, PartChange) or bool(entry.spans)


def _row(entry: PartChange | Entry, number: int, places: Places | None = None) -> Row:
    if isinstance(entry, PartChange):
        return _part(entry, number)
    if isinstance(entry, HeadingChange):
        return _heading(entry, number, places)
    return row_of(entry, number, places)


def _part(part: PartChange, number: int) -> Row:
    name = str(PARTS[part.name])
    looks = _looks(part.before, part.after, part.kinds)
    return Row(number, "part", "", name, name, ("", ""), part, (part.spans,), looks)


def _heading(change: HeadingChange, number: int, places: Places | None) -> Row:
    leads = _side(change.before, "lead"), _side(change.after, "lead")
    return Row(
        number, "heading", _tone(change.kinds), _label(change.before), _label(change.after),
        (_side(change.before, "anchor"), _side(change.after, "anchor")),
        change, (change.title_spans, change.lead_spans), _looks(*leads, change.kinds),
        places=places,
    )  # fmt: skip


def row_of(change: ClauseChange, number: int, places: Places | None = None) -> Row:
    """One clause on its own."""
    bodies = _side(change.before, "body"), _side(change.after, "body")
    return Row(
        number, "clause", _tone(change.kinds), _label(change.before), _label(change.after),
        (_side(change.before, "anchor"), _side(change.after, "anchor")),
        change, (change.spans,), _looks(*bodies, change.kinds), _is_gone(change), places,
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
