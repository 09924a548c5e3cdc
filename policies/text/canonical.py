"""Canonical JSON back to the outline it was made from."""

import json
from typing import Any

from .outline import Attachment, AudienceLine, Clause, Heading, Kind, LegalBasis, Outline


def read(canonical: str) -> Outline:
    """The outline that ``outline.canonical`` wrote; ``canonical(read(it)) == it``."""
    plain = json.loads(canonical)
    enclosed = {
        "bases": tuple(LegalBasis(**each) for each in plain.get("bases", ())),
        "attachments": tuple(Attachment(**each) for each in plain.get("attachments", ())),
    }
    return Outline(**_parts(plain) | enclosed)


def _parts(plain: dict[str, Any]) -> dict[str, Any]:
    """The fields of an outline or a heading, with what they hold."""
    return plain | {
        "clauses": tuple(map(_clause, plain["clauses"])),
        "headings": tuple(map(_heading, plain["headings"])),
    }


def _clause(plain: dict[str, Any]) -> Clause:
    lines = {
        "roles": tuple(plain["roles"]),
        "audience": tuple(AudienceLine(**each) for each in plain.get("audience", ())),
    }
    return Clause(**plain | lines)


def _heading(plain: dict[str, Any]) -> Heading:
    return Heading(**_parts(plain) | {"kind": Kind(plain["kind"])})
