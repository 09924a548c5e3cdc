"""Two texts of a regulation compared: what became of every clause, heading and other part.

``compare`` feeds the page with the changes, the table of amended articles (修正條文對照表), the
summary and the command line alike; ``replaying`` takes a comparison back to either text.
"""

from collections.abc import Callable, Iterator, Sequence

from .aligning import match_clauses
from .changes import (
    ALL_PARTS,
    PARTS,
    PLAIN_PARTS,
    Change,
    ClauseChange,
    Comparison,
    Entry,
    HeadingChange,
    PartChange,
)
from .descent import with_descent
from .heading_matching import match_headings
from .markup import to_text
from .matching import key_of
from .ordering import backbone, merged
from .outline import Clause, Heading, Outline
from .placing import ROOT, Node, bare, clauses_in, row_of
from .spans import Span, after_of, before_of, spans
from .wording import wording

_Moved = Callable[[int, int], bool]


def compare(before: Outline, after: Outline) -> Comparison:
    """Everything of both texts, with what happened to it."""
    sides = ((name, getattr(before, name), getattr(after, name)) for name in ALL_PARTS)
    parts = tuple(_part(name, old, new) for name, old, new in sides if name in PARTS or old != new)
    entries = _entries(row_of(before), row_of(after))
    return Comparison(parts, tuple(with_descent(list(entries))))


def compare_clauses(old: Clause | None, new: Clause | None, *, moved: bool = False) -> ClauseChange:
    """What became of one clause that is known to be the same; ``moved`` is for the caller to say,
    who knows what stands around it. One of both must be there."""
    return _clause(old, new, moved, -1)


def _entries(before: Sequence[Node], after: Sequence[Node]) -> Iterator[Entry]:
    partners = _partners(before, after)
    is_moved = _moved(before, after, partners)
    for mine, theirs in merged(len(before), len(after), partners):
        one = None if mine is None else before[mine]
        other = None if theirs is None else after[theirs]
        moved = mine is not None and theirs is not None and is_moved(mine, theirs)
        yield _entry(one, other, moved, -1 if mine is None else mine)


def _partners(before: Sequence[Node], after: Sequence[Node]) -> dict[int, int]:
    """The nodes that are the same, by their places in both rows."""
    mine, theirs = list(clauses_in(before)), list(clauses_in(after))
    matched = match_clauses([clause for _, clause in mine], [clause for _, clause in theirs])
    clauses = {mine[one][0]: theirs[other][0] for one, other in matched.items()}
    return clauses | match_headings(before, after, clauses)


def _moved(before: Sequence[Node], after: Sequence[Node], partners: dict[int, int]) -> _Moved:
    """Tells whether a node left the order of the others, or one heading for another.

    A heading that is put above clauses which stay where they are moves none of them.
    """
    kept = {mine for mine, _ in backbone(partners)}
    headings = {ROOT: ROOT, **partners}
    still_there = set(headings.values())

    def moved(mine: int, theirs: int) -> bool:
        old, new = before[mine].parent, after[theirs].parent
        changed = old in headings and new in still_there and headings[old] != new
        return mine not in kept or changed

    return moved


def _entry(before: Node | None, after: Node | None, moved: bool, place: int) -> Entry:
    depths = (before.depth if before else -1, after.depth if after else -1)
    old, new = before.content if before else None, after.content if after else None
    if isinstance(old, Clause) or isinstance(new, Clause):
        return _clause(_as_clause(old), _as_clause(new), moved, place)
    return _heading(old, new, moved, place, depths)


def _as_clause(content: Heading | Clause | None) -> Clause | None:
    """Clauses have only clauses for partners."""
    return content if isinstance(content, Clause) else None


def _clause(old: Clause | None, new: Clause | None, moved: bool, place: int) -> ClauseChange:
    if old is None or new is None:
        kind, words = (Change.REMOVED, wording(old)) if old else (Change.ADDED, "")
        return ClauseChange(
            old, new, frozenset((kind,)), spans(words, wording(new) if new else ""), place
        )
    words = wording(new)
    is_same = (old.caption, old.body) == (new.caption, new.body)
    worded = spans(words if is_same else wording(old), words)
    kinds = {Change.MOVED} if moved else set()
    if not is_same:
        kinds.add(Change.REWORDED if _is_reworded(worded) else Change.RESTYLED)
    if old.label != new.label:
        kinds.add(_relabelled(old.label, new.label))
    if old.deleted != new.deleted:
        kinds.add(Change.REPEALED if new.deleted else Change.RESTORED)
    if (old.roles, old.audience) != (new.roles, new.audience):
        kinds.add(Change.READDRESSED)
    return ClauseChange(old, new, frozenset(kinds), worded, place)


def _relabelled(old: str, new: str) -> Change:
    """第12條 for 第十二條 is only another way to write the same number."""
    return Change.RESTYLED if key_of(old) == key_of(new) else Change.RENUMBERED


def _heading(
    old: Heading | None, new: Heading | None, moved: bool, place: int, depths: tuple[int, int]
) -> HeadingChange:
    old, new = old and bare(old), new and bare(new)
    titles = spans(old.title if old else "", new.title if new else "")
    leads = spans(to_text(old.lead) if old else "", to_text(new.lead) if new else "")
    if old is None or new is None:
        kinds = {Change.ADDED if old is None else Change.REMOVED}
        return HeadingChange(old, new, frozenset(kinds), titles, leads, place, depths)
    kinds = {Change.MOVED} if moved else set()
    if old.label != new.label:
        kinds.add(_relabelled(old.label, new.label))
    if old.title != new.title:
        kinds.add(Change.RETITLED if _is_reworded(titles) else Change.RESTYLED)
    if old.lead != new.lead:
        kinds.add(Change.REWORDED if _is_reworded(leads) else Change.RESTYLED)
    if old.kind != new.kind:
        kinds.add(Change.RESTYLED)
    return HeadingChange(old, new, frozenset(kinds), titles, leads, place, depths)


def _part(name: str, before: str, after: str) -> PartChange:
    plain = name in PLAIN_PARTS
    worded = spans(before if plain else to_text(before), after if plain else to_text(after))
    kinds = set()
    if before != after:
        kinds.add(Change.REWORDED if _is_reworded(worded) else Change.RESTYLED)
    return PartChange(name, before, after, frozenset(kinds), worded)


def _is_reworded(worded: tuple[Span, ...]) -> bool:
    """Whether more than white space changed."""
    return "".join(before_of(worded).split()) != "".join(after_of(worded).split())
