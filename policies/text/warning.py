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
    # Of Word files; each of these has a count, and its line is where it first happened.
    NUMBERED = "numbered"  # automatic numbers written out
    NUMBER_FORMAT_UNKNOWN = "number_format_unknown"  # written in Arabic digits instead
    CHANGES_ACCEPTED = "changes_accepted"  # insertions, deletions, moves, authors
    TABLE_TAKEN_APART = "table_taken_apart"  # the table was but layout
    TABLE_HOLDS_CLAUSES = "table_holds_clauses"  # beside other columns, so it stayed a table
    TABLE_FLATTENED = "table_flattened"  # a table inside another's cell
    TEXT_BOX_MOVED = "text_box_moved"
    NOTE_MOVED = "note_moved"
    COMMENT_LEFT_OUT = "comment_left_out"  # authors
    HEADER_LEFT_OUT = "header_left_out"  # words
    PICTURE_LEFT_OUT = "picture_left_out"
    OBJECT_LEFT_OUT = "object_left_out"
    EQUATION_FLATTENED = "equation_flattened"
    READING_LEFT_OUT = "reading_left_out"  # above characters, as in 規 with guī over it
    LINK_LEFT_OUT = "link_left_out"  # the address of a link, whose words stayed; words: addresses
    RAISED_FLATTENED = "raised_flattened"  # raised or lowered characters; words
    SYMBOL_UNKNOWN = "symbol_unknown"
    FIELD_LEFT_OUT = "field_left_out"  # a field that has no words of its own in the file
    RECORD_LEFT_OUT = "record_left_out"  # lines the portal put around the words
    CONTENTS_LEFT_OUT = "contents_left_out"  # lines of a table of contents
    HIDDEN_LEFT_OUT = "hidden_left_out"  # words
    STRUCK_KEPT = "struck_kept"  # words
    PART_LEFT_OUT = "part_left_out"  # another file inside this one
    MACROS_LEFT_OUT = "macros_left_out"
    CONVERTED = "converted"  # read by way of LibreOffice
    # Of files that say themselves what each of their parts is.
    DIGEST_DIFFERS = "digest_differs"  # somebody changed the words
    MADE_SAFE = "made_safe"  # some of it could not be kept as it is
    ROLE_UNKNOWN = "role_unknown"  # words: the codes
    TARGET_UNKNOWN = "target_unknown"  # whom clauses bind; words: the codes
    FILE_MISSING = "file_missing"  # an attachment whose file is not here; words: its title


@dataclass(frozen=True, slots=True)
class Warning:
    """One doubt: its code, the line of the cleaned text it is about (from 1), and its data."""

    code: WarningCode
    line: int
    message_data: Mapping[str, str | int] = field(default_factory=dict)
