"""What a person says about single lines of a text; a correction always wins."""

from collections.abc import Mapping
from enum import StrEnum

from .outline import Kind


class Treatment(StrEnum):
    """What a line is, said by a person who looked at what was recognised."""

    DOCUMENT = "document"  # a regulation begins here, and this line is its title
    PART = "part"  # the line is a heading: 編
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 節
    SUBSECTION = "subsection"  # 款 (as a heading)
    SUBSUBSECTION = "subsubsection"  # 目 (as a heading)
    CLAUSE = "clause"  # the line opens a clause, with or without a label
    TEXT = "text"  # the line belongs to what stands above it
    CLOSING = "closing"  # supplementary provisions begin here
    WHOLE = "whole"  # the line is one, however many labels stand on it
    JOINED = "joined"  # the line goes on from the line before it

    @property
    def kind(self) -> Kind | None:
        """The kind of heading the line is made, if any."""
        return Kind(self.value) if self.value in _KINDS else None

    @property
    def keeps_whole(self) -> bool:
        """Whether the line is not taken apart, whatever labels stand on it."""
        return self in (Treatment.CLAUSE, Treatment.TEXT, Treatment.WHOLE)

    @property
    def is_structure(self) -> bool:
        """Whether the line begins something: what follows can stand in nothing before it."""
        return self is Treatment.CLAUSE or self.kind is not None


_KINDS = frozenset(Kind)

# Keyed by the line of the cleaned text, counted from 1.
Corrections = Mapping[int, Treatment]
