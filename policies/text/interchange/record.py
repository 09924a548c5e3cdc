"""What a file of a revision says: its words, and around them facts, approvals and the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policies.text.outline import Outline, digest

FORMAT = "urn:regs-portal:regulation:1"  # what the files call themselves


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the policy and of the revision; days and times as ISO 8601 writes them, "" for none.

    ``level``, ``category``, ``jurisdiction``, ``classification`` and ``kind`` are the portal's
    codes for them, in ASCII; ``effective_until`` is the first day no longer in force.
    """

    code: str
    number: str = "1.0"
    kind: str = "text"
    level: str = "regulation"
    category: str = ""
    jurisdiction: str = "TW"
    classification: str = "internal"
    issuing_unit: str = ""
    language: str = "zh-Hant"
    effective_from: str = ""
    effective_until: str = ""
    published_at: str = ""
    change_note: str = ""
    is_material: bool = True


@dataclass(frozen=True, slots=True)
class Approval:
    """One signed decision, as it is printed; ``digest`` is that of the words it was given on."""

    step: str
    signature: str
    meaning: str
    verdict: str
    at: str
    digest: str


@dataclass(frozen=True, slots=True)
class Event:
    """A revision of the policy that was published; ``kind`` is text, correction or repeal."""

    number: str
    kind: str
    effective_from: str
    published_at: str
    change_note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """``roles`` are the names of roles by their codes; ``history`` are the revisions published up
    to this one, the oldest first."""

    outline: Outline
    facts: Facts
    approvals: tuple[Approval, ...] = ()
    history: tuple[Event, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return digest(self.outline)
