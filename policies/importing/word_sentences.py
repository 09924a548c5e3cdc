"""What the reading of a Word file has to say: what is not in the text, or not as on the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from policies.text.warning import WarningCode

WORD_WARNINGS: dict[WarningCode, Promise] = {
    WarningCode.NUMBERED: gettext_lazy(
        "Automatic numbers of Word, written out as text: %(count)s."
    ),
    WarningCode.NUMBER_FORMAT_UNKNOWN: gettext_lazy(
        "Automatic numbers in a format not known here, which became Arabic digits: %(count)s. "
        "Compare them with the file."
    ),
    WarningCode.CHANGES_ACCEPTED: gettext_lazy(
        "The file has tracked changes, which were taken as accepted. Insertions: "
        "%(insertions)s, deletions: %(deletions)s, moves: %(moves)s. Made by: %(authors)s."
    ),
    WarningCode.TABLE_TAKEN_APART: gettext_lazy(
        "Tables that only laid out the text, whose cells became lines: %(count)s."
    ),
    WarningCode.TABLE_HOLDS_CLAUSES: gettext_lazy(
        "Tables with clauses beside other columns, which stayed tables: %(count)s. To import "
        "those clauses, copy their column into a file of its own."
    ),
    WarningCode.TABLE_FLATTENED: gettext_lazy(
        "Tables inside a table, which became words of its cells: %(count)s."
    ),
    WarningCode.TEXT_BOX_MOVED: gettext_lazy(
        "Text boxes, whose words were put after the paragraph they belong to: %(count)s."
    ),
    WarningCode.NOTE_MOVED: gettext_lazy(
        "Footnotes and endnotes, put after their paragraph and marked ［※1］ and so on: %(count)s."
    ),
    WarningCode.COMMENT_LEFT_OUT: gettext_lazy(
        "Comments that were left out: %(count)s. Written by: %(authors)s."
    ),
    WarningCode.HEADER_LEFT_OUT: gettext_lazy(
        "Page headers and footers that were left out: %(count)s. They say: “%(words)s”."
    ),
    WarningCode.PICTURE_LEFT_OUT: gettext_lazy(
        "Pictures, drawings and charts that were left out, with any words in them: %(count)s."
    ),
    WarningCode.OBJECT_LEFT_OUT: gettext_lazy(
        "Embedded files and controls that were left out: %(count)s."
    ),
    WarningCode.EQUATION_FLATTENED: gettext_lazy(
        "Equations that were written on one line: %(count)s. Compare them with the file."
    ),
    WarningCode.READING_LEFT_OUT: gettext_lazy(
        "Readings above characters that were left out: %(count)s. The characters stayed."
    ),
    WarningCode.LINK_LEFT_OUT: gettext_lazy(
        "Links whose words stayed and whose address was left out: %(count)s. They lead to: "
        "“%(words)s”."
    ),
    WarningCode.RAISED_FLATTENED: gettext_lazy(
        "Paragraphs with raised or lowered characters, which became ordinary ones: %(count)s. "
        "They are: “%(words)s”. Compare them with the file."
    ),
    WarningCode.SYMBOL_UNKNOWN: gettext_lazy(
        "Signs of a symbol font that are not known here: %(count)s. Compare them with the file."
    ),
    WarningCode.FIELD_LEFT_OUT: gettext_lazy(
        "Fields that show something the file does not hold, such as a page number, and were left "
        "out: %(count)s."
    ),
    WarningCode.CONTENTS_LEFT_OUT: gettext_lazy(
        "The table of contents was left out, for the headings say the same. Its lines: %(count)s."
    ),
    WarningCode.RECORD_LEFT_OUT: gettext_lazy(
        "What the portal itself had put around the words, such as approvals and revisions, was "
        "left out. Its lines: %(count)s."
    ),
    WarningCode.HIDDEN_LEFT_OUT: gettext_lazy(
        "Paragraphs with hidden text, which was left out: %(count)s. It says: “%(words)s”."
    ),
    WarningCode.STRUCK_KEPT: gettext_lazy(
        "Paragraphs with words struck through, which were kept: %(count)s. They are: "
        "“%(words)s”. Take them out if they no longer hold."
    ),
    WarningCode.PART_LEFT_OUT: gettext_lazy(
        "Other documents inserted into this one, which were left out: %(count)s. Import them too."
    ),
    WarningCode.MACROS_LEFT_OUT: gettext_lazy(
        "The file holds macros. They were neither read nor run."
    ),
    WarningCode.CONVERTED: gettext_lazy(
        "The file was converted by LibreOffice first. Compare numbers and tables with the original."
    ),
}

# What a reader should look at before saving.
SERIOUS_WORD_WARNINGS = frozenset(
    {
        WarningCode.NUMBER_FORMAT_UNKNOWN,
        WarningCode.CHANGES_ACCEPTED,
        WarningCode.TABLE_HOLDS_CLAUSES,
        WarningCode.PICTURE_LEFT_OUT,
        WarningCode.OBJECT_LEFT_OUT,
        WarningCode.RAISED_FLATTENED,
        WarningCode.SYMBOL_UNKNOWN,
        WarningCode.FIELD_LEFT_OUT,
        WarningCode.HIDDEN_LEFT_OUT,
        WarningCode.STRUCK_KEPT,
        WarningCode.PART_LEFT_OUT,
    }
)
