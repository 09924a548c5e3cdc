"""Canonical JSON back to the outline it was made from."""

import json
from typing import Any

from .outline import Clause, Heading, Kind, Outline


def read(canonical: str) -> Outline:
    """The outline that ``outline.canonical`` wrote; ``canonical(read(it)) == it``."""
    plain = json.loads(canonical)
    return Outline(**_parts(plain))


def _parts(plain: dict[str, Any]) -> dict[str, Any]:
    """The fields of an outline or a heading, with what they hold."""
    return plain | {
        "clauses": tuple(
            Clause(**each | {"roles": tuple(each["roles"])}) for each in plain["clauses"]
        ),
        "headings": tuple(map(_heading, plain["headings"])),
    }


def _heading(plain: dict[str, Any]) -> Heading:
    return Heading(**_parts(plain) | {"kind": Kind(plain["kind"])})
