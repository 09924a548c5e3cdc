"""What the reading of a text was unsure of, as codes; whoever shows them finds the words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class WarningCode(StrEnum):
    """The doubts there are, and the data each carries beside its line."""

    NO_TITLE = "no_title"
    NO_STRUCTURE = "no_structure"  # neither headings nor numbers: one clause per paragraph
    UNNUMBERED_PARAGRAPH = "unnumbered_paragraph"  # label: of the clause it was added to
    NUMBER_SKIPPED = "number_skipped"  # label, after: the label before it
    NUMBER_REPEATED = "number_repeated"  # label, after
    NUMBER_BACKWARDS = "number_backwards"  # label, after
    NUMBERS_BEGIN_LATE = "numbers_begin_late"  # label: the first one, which is not number one
    HEADING_OUT_OF_ORDER = "heading_out_of_order"  # label, after: the one beside it before
    RUN_TOGETHER = "run_together"  # count: of labels on the one line; label, last: of them
    LINES_JOINED = "lines_joined"  # count: of lines that only went on from the line before
    PINYIN_REMOVED = "pinyin_removed"  # count
    INVISIBLE_REMOVED = "invisible_removed"  # count: of runs of controls and zero width marks
    DUPLICATE_TITLE = "duplicate_title"  # title, other_line: where the other regulation begins


@dataclass(frozen=True, slots=True)
class Warning:
    """One doubt: its code, the line of the cleaned text it is about (from 1), and its data."""

    code: WarningCode
    line: int
    message_data: Mapping[str, str | int] = field(default_factory=dict)
