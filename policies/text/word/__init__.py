"""Word files as text the parser reads: numbers written out, tracked changes taken as accepted."""

from .document import LARGEST_WORD_FILE, read_docx
from .result import WordText

__all__ = ["LARGEST_WORD_FILE", "WordText", "read_docx"]
