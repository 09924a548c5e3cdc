"""What is attached to a PDF for machines to read: the text as data, beside the text on paper."""

import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from policies.citing.showing import marks_of
from policies.exports.printed import Printed
from policies.exports.record import record_of
from policies.text.interchange.akoma_ntoso import write_akoma_ntoso
from policies.text.outline import Outline, canonical

LEVEL = 1


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within a PDF. ``relation`` is how it stands to the pages (ISO 19005-3, 6.8):
    ``Source``, what they were made from, or ``Alternative``, the same in another form. It is kept
    packed, for memory is short while the pages are laid out."""

    name: str
    packed: bytes
    description: str
    relation: str
    at: dt.datetime

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.packed)


def attached_to(document: Printed, outline: Outline, at: dt.datetime) -> list[Attached]:
    """All that goes with the PDF of a revision; ``at`` is when its words became what they are."""
    return [make(document, outline, at) for make in MAKERS]


def canonical_json(document: Printed, outline: Outline, at: dt.datetime) -> Attached:
    """The canonical form: its bytes are those that the digest of the text is computed from."""
    return Attached(
        f"{_name(document)}.json",
        zlib.compress(canonical(outline).encode(), LEVEL),
        "The text as canonical JSON; its SHA-256 is the digest of the text.",
        "Source",
        at,
    )


def akoma_ntoso(document: Printed, outline: Outline, at: dt.datetime) -> Attached:
    """With its citations as links, and what the portal knows of the text around it."""
    return Attached(
        f"{_name(document)}.akn.xml",
        zlib.compress(_akoma_ntoso(document, outline), LEVEL),
        "The text as Akoma Ntoso 3.0 (OASIS LegalDocML).",
        "Alternative",
        at,
    )


def _akoma_ntoso(document: Printed, outline: Outline) -> bytes:
    return write_akoma_ntoso(record_of(document.revision, outline), marks_of(document.cites))


def _name(document: Printed) -> str:
    return f"{document.revision.policy.code}-{document.revision.number}"


# Another form of the text is attached by naming its maker here.
MAKERS: list[Callable[[Printed, Outline, dt.datetime], Attached]] = [akoma_ntoso, canonical_json]
