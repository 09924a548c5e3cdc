"""A revision as JSON: all that is known of it, and the digest anybody can compute again.

``regulation-1.schema.json`` beside this file says what it holds. The digest is SHA-256 of the
value of ``outline`` in the canonical form of RFC 8785, which is what ``outline.canonical`` writes.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from policies.text.outline import Outline, canonical

from .record import FORMAT, Record
from .shape import ShapeError, outline_of

SCHEMA = Path(__file__).with_name("regulation-1.schema.json")
HOW = "SHA-256 of the value of “outline” in the canonical form of RFC 8785, in UTF-8"
# Harmless also where somebody pastes the file into a page; a parser reads the same characters.
_ESCAPED = str.maketrans(
    {each: f"\\u{ord(each):04x}" for each in "<>&\u007f\u2028\u2029\ufeff\ufffe\uffff"}
)


def write_json(record: Record) -> bytes:
    """The file, in UTF-8."""
    policy, revision = _parted(asdict(record.facts))
    written = {
        "format": FORMAT,
        "policy": policy,
        "revision": revision,
        "digest": {"algorithm": "SHA-256", "value": record.digest, "of": HOW},
        "outline": json.loads(canonical(record.outline)),
        "roles": dict(record.roles),
        "approvals": [asdict(each) for each in record.approvals],
        "history": [asdict(each) for each in record.history],
    }
    text = json.dumps(written, ensure_ascii=False, indent=1)
    return f"{text.translate(_ESCAPED)}\n".encode()


def _parted(facts: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stays with the policy, and what is of this revision."""
    lasting = ("code", "level", "category", "jurisdiction", "classification")
    policy = {name: facts.pop(name) for name in lasting}
    return policy, facts


def read_json(text: str) -> tuple[Outline, str]:
    """The outline in such a file, and the digest that the file says it has.

    Raises ShapeError for whatever else the text is.
    """
    try:
        plain = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except ShapeError:
        raise
    except ValueError as error:
        raise ShapeError("no JSON") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ShapeError("JSON of another kind")
    told = plain.get("digest")
    value = told.get("value") if isinstance(told, dict) else ""
    return outline_of(plain.get("outline")), value if isinstance(value, str) else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two fields of one name, readers disagree which counts; so there may be none."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ShapeError("a field comes twice")
    return made


def _no_number(name: str) -> Any:
    raise ShapeError(f"{name} is no number")
