"""What changed between two texts of a regulation, as data."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .outline import Clause, Heading
from .spans import Span

# The fields of an outline that are neither headings nor clauses, in reading order; the first two
# are plain text, the others HTML.
PARTS = ("superscription", "title", "background", "purpose", "scope", "supplementary")
# What stands beside the text, as plain lines.
ENCLOSED_PARTS = ("legal_bases", "attachment_list")
PLAIN_PARTS = (*PARTS[:2], *ENCLOSED_PARTS)
ALL_PARTS = (*PARTS, *ENCLOSED_PARTS)


class Change(StrEnum):
    """What can happen to a clause, a heading or another part; several may at once."""

    ADDED = "added"
    REMOVED = "removed"
    REPEALED = "repealed"  # the number stays, the words became （刪除）
    RESTORED = "restored"  # a number that was （刪除） has words again
    REWORDED = "reworded"
    RETITLED = "retitled"  # of headings, whose words between them and a clause are reworded
    RENUMBERED = "renumbered"
    MOVED = "moved"  # to another place in the order, or under another heading
    SPLIT = "split"  # an added clause, out of one that is still there
    MERGED = "merged"  # a removed clause, into one that was there already
    READDRESSED = "readdressed"  # to other roles, or it binds others
    RESTYLED = "restyled"  # the same words look otherwise: markup, lines, the way of numbering


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of the text that is neither heading nor clause; ``name`` is its field of Outline.

    ``before`` and ``after`` are as the outline holds them, ``spans`` are of their words.
    """

    name: str
    before: str
    after: str
    kinds: frozenset[Change]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """A heading before and after, without what stands under it; unchanged ones too.

    ``place`` is where it stood in the old reading order, ``depths`` how many headings stand above
    it before and after; -1 where it does not exist.
    """

    before: Heading | None
    after: Heading | None
    kinds: frozenset[Change]
    title_spans: tuple[Span, ...]
    lead_spans: tuple[Span, ...]
    place: int
    depths: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause before and after; unchanged ones too.

    ``spans`` are of the wording (see ``wording.wording``), so the label is apart from them.
    ``related`` is the other clause of a split (the old one it came out of) or of a merger (the
    new one it went into), ``parts`` are the new clauses that a clause still there was divided
    into, ``taken`` the old ones it took in. ``place`` is as for headings.
    """

    before: Clause | None
    after: Clause | None
    kinds: frozenset[Change]
    spans: tuple[Span, ...]
    place: int
    related: Clause | None = None
    parts: tuple[Clause, ...] = ()
    taken: tuple[Clause, ...] = ()


Entry = HeadingChange | ClauseChange


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of two texts, in the reading order of the new one, what was removed in its old place."""

    parts: tuple[PartChange, ...]
    entries: tuple[Entry, ...]

    @property
    def clauses(self) -> Iterator[ClauseChange]:
        return (entry for entry in self.entries if isinstance(entry, ClauseChange))

    @property
    def headings(self) -> Iterator[HeadingChange]:
        return (entry for entry in self.entries if isinstance(entry, HeadingChange))

    @property
    def is_same(self) -> bool:
        """Whether the texts are equal, markup and all; anchors do not count."""
        return not any(part.kinds for part in (*self.parts, *self.entries))

    @property
    def counts(self) -> "Counts":
        return Counts(
            _counted(self.clauses),
            _counted(self.headings),
            tuple(part.name for part in self.parts if part.kinds),
            sum(1 for clause in self.clauses if not clause.kinds),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many clauses and headings each thing happened to, and which other parts changed."""

    clauses: Counter[Change]
    headings: Counter[Change]
    parts: tuple[str, ...]
    unchanged: int


def _counted(entries: Iterable[Entry]) -> Counter[Change]:
    return Counter(kind for entry in entries for kind in entry.kinds)
