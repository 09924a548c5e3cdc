"""What a person gives to be imported: a file's bytes or a paste, as text."""

import hashlib
import re
from dataclasses import dataclass

from policies.importing.sentences import UnreadableError, why_unreadable
from policies.text.cleaning import normal_newlines
from policies.text.decoding import LARGEST_FILE, Reason, Unreadable
from policies.text.opening import Opened, open_file
from policies.text.warning import Warning

# PostgreSQL stores neither. What stands for them is the control character made for that, which
# cleaning takes out and reports like any other.
_NOT_STORED = re.compile("[\x00\ud800-\udfff]")
_SUBSTITUTE = "\x1a"


@dataclass(frozen=True, slots=True)
class Given:
    """The text with ``\\n`` as its only line end, and the SHA-256 of the bytes it came in.

    ``warnings`` are what the reader of the file had to say, by lines of the text.
    """

    text: str
    digest: str
    encoding: str = ""
    warnings: tuple[Warning, ...] = ()


def given(source: bytes | str) -> Given:
    """The text of a file or a paste.

    Raises UnreadableError with a sentence when there is nothing to read.
    """
    if isinstance(source, str):
        content, opened = source.encode("utf-8", "replace"), Opened(source)
    else:
        content, opened = source, _opened(source)
    if len(opened.text.encode("utf-8", "replace")) > LARGEST_FILE:
        raise UnreadableError(why_unreadable(Reason.TOO_LARGE))
    return Given(storable(opened.text), digest_of(content), opened.encoding, opened.warnings)


def _opened(content: bytes) -> Opened:
    try:
        return open_file(content)
    except Unreadable as unreadable:
        raise UnreadableError(why_unreadable(unreadable.code)) from unreadable


def storable(text: str) -> str:
    return _NOT_STORED.sub(_SUBSTITUTE, normal_newlines(text))


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
