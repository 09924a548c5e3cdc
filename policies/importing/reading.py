"""Understanding a text: what was found in it, and what is doubtful."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from django.utils.translation import gettext as _

from policies.importing.lacking import lacking_of
from policies.importing.paging import query_of
from policies.importing.sentences import SERIOUS, UnreadableError, sentence_of, why_unreadable
from policies.models import ImportSource
from policies.text.cleaning import Removal
from policies.text.correcting import Corrections, Treatment
from policies.text.decoding import Reason, Unreadable
from policies.text.opening import understand as understand_text
from policies.text.opening import with_warnings
from policies.text.outline import Outline, digest
from policies.text.parsing import Document, Parsed
from policies.text.script import language_of
from policies.text.warning import Warning

# So many regulations at once can still be looked through before they are saved.
MOST_DOCUMENTS = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at, as a sentence, with the line it is about."""

    line: int
    sentence: str
    is_serious: bool = False

    @property
    def query(self) -> str:
        return query_of(self.line)


@dataclass(frozen=True, slots=True)
class Found:
    """One regulation in the text, counted from 1."""

    number: int
    document: Document
    remarks: list[Remark] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def outline(self) -> Outline:
        return self.document.outline

    @property
    def line(self) -> int:
        """Where it begins: by this it is known between the steps."""
        return self.document.first_line

    @property
    def query(self) -> str:
        return query_of(self.line)

    @property
    def language(self) -> str:
        """As ``lang`` says it; empty when nothing tells."""
        return language_of(self.outline)

    @property
    def is_exact(self) -> bool:
        """Whether the file said itself what each part is."""
        return self.document.is_exact

    @property
    def digest(self) -> str:
        """Of the words as the draft will have them."""
        return digest(self.outline)

    @property
    def clause_count(self) -> int:
        return sum(1 for _clause in self.outline.all_clauses())


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was understood; ``cleaned`` is what its lines are numbered by."""

    cleaned: str
    found: list[Found]


def read(text: str, warnings: Sequence[Warning] = ()) -> Reading:
    """What a text holds that somebody gives; ``warnings`` as ``understand`` takes them.

    Raises UnreadableError with a sentence when there is nothing in it, or too much.
    """
    reading = understand(text, warnings=warnings)
    if not reading.found:
        raise UnreadableError(why_unreadable(Reason.EMPTY))
    if len(reading.found) > MOST_DOCUMENTS:
        raise UnreadableError(
            _(
                "It seems to hold %(count)s regulations; at most %(most)s can be imported at a "
                "time. Nothing was imported; split it into smaller files."
            )
            % {"count": len(reading.found), "most": MOST_DOCUMENTS}
        )
    return reading


def understand(
    text: str, corrections: Corrections = MappingProxyType({}), warnings: Sequence[Warning] = ()
) -> Reading:
    """What a text holds, the corrected lines taken as somebody said they are meant.

    ``warnings`` are what the reader of the file said; each is told with the regulation it is in.
    Raises UnreadableError where the text is a damaged file that says itself what it holds.
    """
    try:
        parsed = _parsed(text, frozenset(corrections.items()))
    except Unreadable as unreadable:
        raise UnreadableError(why_unreadable(unreadable.code)) from unreadable
    documents = with_warnings(parsed, warnings).documents if parsed.documents else ()
    found = [
        Found(number, document, _remarks(document), _removed(document, parsed.cleaned.removed))
        for number, document in enumerate(documents, start=1)
    ]
    return Reading(parsed.cleaned.text, found)


@lru_cache(maxsize=4)
def _parsed(text: str, corrections: frozenset[tuple[int, Treatment]]) -> Parsed:
    """Every page of the lines and of the outline asks for the same."""
    return understand_text(text, dict(corrections))


def read_kept(source: ImportSource) -> Reading:
    """What a kept text holds, with its corrections, and what of it the portal does not have."""
    reading = understand(source.text, source.treatments(), source.warnings())
    return replace(reading, found=[_with_lacking(found, source) for found in reading.found])


def _with_lacking(found: Found, source: ImportSource) -> Found:
    if not found.is_exact:
        return found
    lacking = [
        Remark(found.line, sentence_of(warning), is_serious=True)
        for warning in lacking_of(found.outline, source.by)
    ]
    return replace(found, remarks=[*lacking, *found.remarks])


def _remarks(document: Document) -> list[Remark]:
    return [
        Remark(warning.line, sentence_of(warning), warning.code in SERIOUS)
        for warning in document.warnings
    ]


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
