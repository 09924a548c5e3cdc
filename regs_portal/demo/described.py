"""The demonstration company as its author wrote it down: the TOML files of ``content`` as data.

Every ``…_days`` counts days before the day of loading; a step happened only if its days are there.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

CONTENT = Path(__file__).resolve().parent / "content"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    code: str
    name: str
    jurisdiction: str
    timezone: str
    generated_number_prefix: str
    generated_number_start: int


@dataclass(frozen=True, slots=True)
class DepartmentFacts:
    """``headcount`` counts direct members, the named accounts among them."""

    code: str
    name: str
    site: str
    headcount: int
    head: str
    staff_roles: list[str]
    parent: str = ""


@dataclass(frozen=True, slots=True)
class RoleFacts:
    code: str
    name: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """A person with a name and a part; ``demo_note`` says why to sign in as them."""

    employee_number: str
    name: str
    department: str
    role: str
    site: str
    groups: list[str]
    hired_days: int
    demo_note: str = ""


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    number: str
    file: str
    change_note: str
    material: bool
    state: str
    author: str
    legal_reviewer: str
    approver: str
    started_days: int
    fairness_reviewer: str = "T0008"  # the company has only this one
    submitted_days: int | None = None
    reviewed_days: int | None = None
    returned_days: int | None = None
    withdrawn_days: int | None = None
    approved_days: int | None = None
    published_days: int | None = None
    effective_in_days: int = 0
    comment: str = ""
    new_clauses: tuple[str, ...] = ()
    renumbered: tuple[Mapping[str, str], ...] = ()
    acknowledged_fraction: float = 0.0
    overdue: bool = False

    @property
    def text(self) -> str:
        return (CONTENT / "texts" / self.file).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    code: str
    title: str
    category: str
    level: str
    department: str
    owner: str
    review_interval_months: int
    jurisdiction: str
    numbering: str
    classification: str
    requires_acknowledgement: bool
    acknowledge_within_days: int
    audience: tuple[Mapping[str, str], ...]
    revisions: tuple[RevisionFacts, ...]
    clause_roles: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    email_domain: str
    sites: tuple[SiteFacts, ...]
    departments: tuple[DepartmentFacts, ...]
    roles: tuple[RoleFacts, ...]
    accounts: tuple[Account, ...]
    surnames: tuple[str, ...]
    given_names: tuple[str, ...]


@cache
def company() -> Company:
    written = _read("company.toml")
    return Company(
        name=written["company"]["name"],
        email_domain=written["company"]["email_domain"],
        sites=_rows(SiteFacts, written["sites"]),
        departments=_rows(DepartmentFacts, written["departments"]),
        roles=_rows(RoleFacts, written["roles"]),
        accounts=_rows(Account, written["accounts"]),
        surnames=tuple(written["names"]["surnames"]),
        given_names=tuple(written["names"]["given_names"]),
    )


@cache
def policies() -> tuple[PolicyFacts, ...]:
    return _rows(
        PolicyFacts,
        [
            {**policy, "revisions": _rows(RevisionFacts, policy["revisions"])}
            for policy in _read("policies.toml")["policies"]
        ],
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def _rows(row: type[Row], written: list[dict[str, Any]]) -> tuple[Row, ...]:
    """What the portal has no place for (English names) is left in the file."""
    known = {field.name for field in fields(row)}  # type: ignore[arg-type]
    return tuple(
        row(**{name: value for name, value in entry.items() if name in known}) for entry in written
    )
