"""Any file that holds a regulation, as text: plain text in any encoding, Word and its like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from .correcting import Corrections
from .decoding import Reason, Unreadable, decode
from .interchange.carried import is_carried, read_carried
from .parsing import Parsed, parse
from .warning import Warning
from .word import LARGEST_WORD_FILE, kind_of, read_word

LARGEST_OPENED = LARGEST_WORD_FILE  # bytes; a plain text may be no larger than LARGEST_FILE


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a file. ``encoding`` is empty if it was no plain text; ``warnings`` say what
    of the file is not in the text, with lines counted from 1 in it."""

    text: str
    encoding: str = ""
    warnings: tuple[Warning, ...] = ()


def open_file(data: bytes) -> Opened:
    """The text of a file, whatever its name says it is. Raises Unreadable."""
    if len(data) > LARGEST_OPENED:
        raise Unreadable(Reason.OFFICE_TOO_LARGE)
    kind = kind_of(data)
    if kind is not None:
        word = read_word(data, kind)
        return Opened(word.text, warnings=word.warnings)
    decoded = decode(data)
    return Opened(decoded.text, decoded.encoding)


def understand(text: str, corrections: Corrections = MappingProxyType({})) -> Parsed:
    """The regulations in the text of a file, whatever it is: read as it is written, or taken as
    they are from a file that says itself what each part is. Raises Unreadable for a damaged one."""
    return read_carried(text) if is_carried(text) else parse(text, corrections)


def with_warnings(parsed: Parsed, warnings: Sequence[Warning]) -> Parsed:
    """The regulations, each with those warnings of the file that stand among its lines too."""
    if not parsed.documents:
        return parsed
    if not parsed.documents:
        return parsed
    starts = [0, *(document.first_line for document in parsed.documents[1:]), float("inf")]
    documents = tuple(
        replace(
            document,
            warnings=(
                *(each for each in warnings if first <= each.line < following),
                *document.warnings,
            ),
        )
        for document, (first, following) in zip(parsed.documents, pairwise(starts), strict=True)
    )
    return replace(parsed, documents=documents)
