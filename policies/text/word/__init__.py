"""Word files as text the parser reads: numbers written out, tracked changes taken as accepted."""

from dataclasses import replace

from policies.text.decoding import Reason, Unreadable
from policies.text.warning import Warning, WarningCode

from .converting import converted
from .document import read_docx
from .kinds import Kind, kind_of
from .result import WordText

__all__ = ["LARGEST_WORD_FILE", "Kind", "WordText", "kind_of", "read_word"]

LARGEST_WORD_FILE = 20 * 1024 * 1024  # bytes on disk; pictures are most of a large one


def read_word(data: bytes, kind: Kind = Kind.WORD) -> WordText:
    """The text of a .docx, or by way of LibreOffice of another office file. Raises Unreadable."""
    if len(data) > LARGEST_WORD_FILE:
        raise Unreadable(Reason.OFFICE_TOO_LARGE)
    if kind is Kind.WORD:
        return read_docx(data)
    word = read_docx(converted(data, kind))
    note = Warning(WarningCode.CONVERTED, 1, {"count": 1})
    return replace(word, warnings=(note, *word.warnings))
