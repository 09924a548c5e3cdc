"""What two people made of the same words, as one text, where they changed different parts of it.

The way of diff3, in whole words: both sets of changes are laid over the common beginning. Where
they touch each other there is no telling what both would want, and there is no answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .blocks import write
from .html_reading import read
from .markup import from_text, is_plain, sanitise, to_text
from .spans import spans
from .word_matching import shared_blocks


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands between two places of the beginning is replaced."""

    start: int
    end: int
    by: str | tuple[str, ...]

    def touches(self, other: "_Edit") -> bool:
        """Neighbouring paragraphs may be rewritten apart; neighbouring words say one thing."""
        if isinstance(self.by, tuple) and self.start < self.end and other.start < other.end:
            return self.start < other.end and other.start < self.end
        return self.start <= other.end and other.start <= self.end


def reconcile(base: str, one: str, other: str) -> str | None:
    """Plain text that has the changes of both to ``base``; None where they touch."""
    if one == other or other == base:
        return one
    if one == base:
        return other
    merged = _together(list(_edits(base, one)), list(_edits(base, other)))
    if merged is None:
        return None
    return "".join(_applied(base, merged))


def reconcile_html(base: str, one: str, other: str) -> str | None:
    """The same of sanitised HTML: paragraphs of bare words are merged word by word, whatever
    carries markup as whole paragraphs, lists and tables."""
    if all(map(is_plain, (base, one, other))):
        words = reconcile(*map(to_text, (base, one, other)))
        return None if words is None else from_text(words)
    pieces = [_pieces(html) for html in (base, one, other)]
    mine, theirs = (list(_piece_edits(pieces[0], side)) for side in pieces[1:])
    merged = _together(mine, theirs, pieces[0])
    if merged is None:
        return None
    return sanitise("".join(_applied(pieces[0], merged)))


def _pieces(html: str) -> tuple[str, ...]:
    return tuple(write([block]) for block in read(html))


def _edits(base: str, after: str) -> Iterator[_Edit]:
    place, start, come = 0, 0, ""
    changing = False
    for span in spans(base, after):
        if span.op == "equal":
            if changing:
                yield _Edit(start, place, come)
            changing, come = False, ""
            place += len(span.text)
            continue
        if not changing:
            changing, start = True, place
        if span.op == "delete":
            place += len(span.text)
        else:
            come += span.text
    if changing:
        yield _Edit(start, place, come)


def _piece_edits(base: Sequence[str], after: Sequence[str]) -> Iterator[_Edit]:
    i = j = 0
    ends = [(each.before, each.after, each.size) for each in shared_blocks(base, after)]
    for before, theirs, size in [*ends, (len(base), len(after), 0)]:
        if before - i == theirs - j:
            for step in range(before - i):
                yield _Edit(i + step, i + step + 1, (after[j + step],))
        else:
            yield _Edit(i, before, tuple(after[j:theirs]))
        i, j = before + size, theirs + size


def _together(
    mine: list[_Edit], theirs: list[_Edit], pieces: Sequence[str] = ()
) -> list[_Edit] | None:
    """Both lists as one, in order; what both changed alike counts once."""
    merged = [each for each in theirs if each in mine]
    for one in (each for each in mine if each not in merged):
        touched = [each for each in theirs if each not in merged and one.touches(each)]
        clear = not any(one.touches(each) for each in merged)
        if touched and clear and (both := _in_one_piece(one, touched, pieces)):
            theirs = [each for each in theirs if each not in touched]
            merged.append(both)
        elif touched or not clear:
            return None
        else:
            merged.append(one)
    rest = [each for each in theirs if each not in merged]
    return sorted([*merged, *rest], key=lambda each: each.start)


def _in_one_piece(one: _Edit, touched: list[_Edit], pieces: Sequence[str]) -> _Edit | None:
    """Both rewrote the same paragraph, and nothing else there: its words are merged."""
    other = touched[0]
    alone = len(touched) == 1 and (one.start, one.end) == (other.start, other.end)
    if not alone or not pieces or not len(one.by) == len(other.by) == one.end - one.start == 1:
        return None
    base, mine, theirs = pieces[one.start], one.by[0], other.by[0]
    if not all(map(is_plain, (base, mine, theirs))):
        return None
    words = reconcile(*map(to_text, (base, mine, theirs)))
    return None if words is None else _Edit(one.start, one.end, (from_text(words),))


def _applied(base: Sequence[str], edits: list[_Edit]) -> Iterator[str]:
    place = 0
    for edit in edits:
        yield from base[place : edit.start]
        yield from edit.by
        place = edit.end
    yield from base[place:]
