"""What a citation points at, as data: the steps that lead from a regulation to one of its parts.

The same character names different depths in Taiwan and in mainland China (項 and 款 change places,
see ``Level``), so an address speaks of neutral levels and only reading and writing know the words.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Level(StrEnum):
    """The levels of a regulation, outermost first; the headings' are those of ``Kind``.

    PARAGRAPH is the paragraph without a label inside a clause (Taiwan 項, mainland 款),
    SUBPARAGRAPH the first labelled level (Taiwan 款, mainland 项), ITEM the next (目), SUBITEM
    the last.
    """

    PART = "part"  # 編
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 節
    SUBSECTION = "subsection"  # 款 as a heading
    SUBSUBSECTION = "subsubsection"  # 目 as a heading
    ARTICLE = "article"  # 條: the clause
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"
    ITEM = "item"
    SUBITEM = "subitem"

    @property
    def depth(self) -> int:
        return list(Level).index(self)

    @property
    def is_heading(self) -> bool:
        return self.depth < Level.ARTICLE.depth


class Relative(StrEnum):
    """Where a step counts from, if it names no number."""

    THIS = "this"  # 本條, 本項
    SAME = "same"  # 同條: the one cited just before
    PREVIOUS = "previous"  # 前條, 前二項
    NEXT = "next"  # 次條


class Unit(StrEnum):
    """What the regulation calls its clauses where it is cited."""

    ARTICLE = "article"  # 第三條, Article 3
    POINT = "point"  # 第三點
    SECTION = "section"  # 3.2, Section 3.2, clause 4


class Sentence(StrEnum):
    """The part of a paragraph that is meant."""

    FIRST = "first"  # 前段
    MIDDLE = "middle"  # 中段
    LAST = "last"  # 後段
    MAIN = "main"  # 本文
    PROVISO = "proviso"  # 但書


@dataclass(frozen=True, slots=True)
class Step:
    """One level of an address: its numbers, (12, 1) for 第十二條之一 and (3, 2) for 3.2, or where
    it counts from. ``count`` is how many 前二項 takes in, ``sentence`` the part of it: 但書."""

    level: Level
    numbers: tuple[int, ...] = ()
    relative: Relative | None = None
    count: int = 1
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a regulation.

    ``policy`` is the name of the other regulation that is cited, without 《》; empty for the
    regulation that the words stand in. ``steps`` run from the outermost level in; only other
    regulations may be cited without any.
    """

    steps: tuple[Step, ...] = ()
    policy: str = ""
    unit: Unit = Unit.ARTICLE

    @property
    def is_own(self) -> bool:
        return not self.policy

    @property
    def article(self) -> tuple[int, ...]:
        """The numbers of the clause, empty if none is named by number."""
        step = self.step(Level.ARTICLE)
        return step.numbers if step else ()

    @property
    def headings(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.level.is_heading)

    @property
    def inside(self) -> tuple[Step, ...]:
        """The steps below the clause."""
        return tuple(step for step in self.steps if step.level.depth > Level.ARTICLE.depth)

    def step(self, level: Level) -> Step | None:
        return next((step for step in self.steps if step.level is level), None)

    def of(self, policy: str) -> "Address":
        """The same place in another regulation."""
        return replace(self, policy=policy)
