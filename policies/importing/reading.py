"""Reading a file or a paste: what was found, what is doubtful, what is proposed."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from policies.access import today
from policies.importing.nearness import near_policies
from policies.importing.proposing import Proposal, propose
from policies.importing.sentences import (
    SERIOUS,
    UnreadableError,
    near_sentence,
    sentence_of,
    why_unreadable,
)
from policies.text.cleaning import Removal, normal_newlines, without_noise
from policies.text.decoding import LARGEST_FILE, Reason, Unreadable
from policies.text.opening import Opened, open_file, with_warnings
from policies.text.outline import Outline
from policies.text.parsing import Document, Parsed, parse
from policies.text.similarity import near_duplicates
from regs_portal.people.models import Employee

# So many regulations at once can still be looked through before they are saved.
MOST_DOCUMENTS = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at, as a sentence, with the line it is about."""

    line: int
    sentence: str
    is_serious: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One regulation in the text, counted from 1."""

    number: int
    document: Document
    proposal: Proposal
    remarks: list[Remark] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def outline(self) -> Outline:
        return self.document.outline


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was understood. ``near_pairs`` count the regulations from 1.

    ``text`` is the source without what a form would not carry: it can be sent to a browser and
    read again when it comes back.
    """

    text: str
    cleaned: str
    encoding: str
    found: list[Found]
    near_pairs: list[tuple[int, int, float]]

    @property
    def digest(self) -> str:
        """Names the text this reading is of, whatever line ends a browser sends it back with."""
        return digest_of(self.text)


def carried(text: str) -> str:
    return without_noise(normal_newlines(text)).strip("\n")


def digest_of(text: str) -> str:
    return hashlib.sha256(carried(text).encode()).hexdigest()


def read(source: bytes | str, by: Employee | None = None) -> Reading:
    """What a file's bytes or a pasted text hold; saves nothing.

    Raises UnreadableError with a sentence when there is nothing to read.
    """
    opened = _opened(source)
    parsed = with_warnings(parse(opened.text), opened.warnings)
    if not parsed.documents:
        raise UnreadableError(why_unreadable(Reason.EMPTY))
    if len(parsed.documents) > MOST_DOCUMENTS:
        raise UnreadableError(
            _(
                "It seems to hold %(count)s regulations; at most %(most)s can be imported at a "
                "time. Nothing was imported; split it into smaller files."
            )
            % {"count": len(parsed.documents), "most": MOST_DOCUMENTS}
        )
    pairs = [
        (first + 1, second + 1, share)
        for first, second, share in near_duplicates([each.outline for each in parsed.documents])
    ]
    found = _found(parsed, pairs, by)
    return Reading(carried(opened.text), parsed.cleaned.text, opened.encoding, found, pairs)


def _opened(source: bytes | str) -> Opened:
    if isinstance(source, str):
        if len(source.encode("utf-8", "replace")) > LARGEST_FILE:
            raise UnreadableError(why_unreadable(Reason.TOO_LARGE))
        return Opened(source)
    try:
        return open_file(source)
    except Unreadable as unreadable:
        raise UnreadableError(why_unreadable(unreadable.code)) from unreadable


def _found(parsed: Parsed, pairs: list[tuple[int, int, float]], by: Employee | None) -> list[Found]:
    found: list[Found] = []
    for number, document in enumerate(parsed.documents, start=1):
        taken = [each.proposal.code for each in found]
        found.append(
            Found(
                number,
                document,
                propose(document, by, taken),
                [
                    Remark(warning.line, sentence_of(warning), warning.code in SERIOUS)
                    for warning in document.warnings
                ],
                _near(number, parsed, pairs, by),
                _removed(document, parsed.cleaned.removed),
            )
        )
    return found


def _near(
    number: int, parsed: Parsed, pairs: list[tuple[int, int, float]], by: Employee | None
) -> list[str]:
    """Sentences about what says nearly the same: in this text, and among the policies in force."""
    sentences = []
    for first, second, share in pairs:
        if number in (first, second):
            other = second if number == first else first
            title = parsed.documents[other - 1].outline.title or _("without a title")
            where = _("regulation %(number)s of this text") % {"number": other}
            sentences.append(near_sentence(share, title, where))
    for near in near_policies(parsed.documents[number - 1].outline, by, today()):
        where = f"{near.revision.policy.code} {near.revision.number}"
        sentences.append(near_sentence(near.share, near.revision.title, where))
    return sentences


def _removed(document: Document, removed: tuple[Removal, ...]) -> list[tuple[str, str]]:
    """What was taken out, each with the lines it stood in: ``[("(guī)", "4, 7")]``."""
    lines: dict[str, list[int]] = defaultdict(list)
    for removal in removed:
        if document.first_line <= removal.line <= document.last_line and removal.text.strip():
            shown = removal.text if removal.text.isprintable() else _codes(removal.text)
            if removal.line not in lines[shown]:
                lines[shown].append(removal.line)
    return [(text, ", ".join(map(str, numbers))) for text, numbers in lines.items()]


def _codes(text: str) -> str:
    """Invisible characters by name: U+200B."""
    return " ".join(f"U+{ord(character):04X}" for character in text[:8])
