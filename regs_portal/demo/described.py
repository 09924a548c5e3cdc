"""The demonstration company as its author wrote it down: the TOML files of ``content`` as data.

Every ``…_days`` counts days before the day of loading; a step happened only if its days are there.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
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
class OpinionFacts:
    """``clause`` is the label of one, empty: the whole; answered where there is a ``verdict``."""

    by: str
    days: int
    words: str
    clause: str = ""
    proposal: str = ""
    supported_by: tuple[str, ...] = ()
    verdict: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """``closes_days`` is negative while the last day is to come."""

    opened_days: int
    closes_days: int
    words: str
    opinions: tuple[OpinionFacts, ...]
    meetings: tuple[Mapping[str, Any], ...] = ()
    settlement: Mapping[str, Any] | None = None
    concluded_days: int | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    number: str
    change_note: str
    material: bool
    state: str
    author: str
    legal_reviewer: str
    approver: str
    started_days: int
    file: str = ""
    kind: str = "text"
    replaced_by: str = ""
    adverse_reason: str = ""
    vital_interests: tuple[str, ...] = ()
    consultation: ConsultationFacts | None = None
    comments: tuple[Mapping[str, Any], ...] = ()
    filing: Mapping[str, Any] | None = None
    heads: Mapping[str, list[str]] = field(default_factory=dict)
    attachments: tuple[Mapping[str, str], ...] = ()
    postponed_days: int | None = None
    postponed_to_days: int = 0
    postponed_reason: str = ""
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
    is_work_rule: bool = False
    legal_bases: tuple[Mapping[str, str], ...] = ()
    clause_roles: tuple[Mapping[str, Any], ...] = ()
    clause_audiences: tuple[Mapping[str, Any], ...] = ()


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


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """What somebody asked about a place of the text in force, so many days ago, and the answer."""

    policy: str
    place: str
    by: str
    days: int
    words: str
    answered_by: str = ""
    answered_days: int = 0
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """``follows`` are employee numbers, each with the codes of policies."""

    synonyms: tuple[str, ...]
    questions: tuple[QuestionFacts, ...]
    follows: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def living() -> Life:
    written = _read("living.toml")
    return Life(
        synonyms=tuple(written["synonyms"]),
        questions=_rows(QuestionFacts, written["questions"]),
        follows=tuple((each["by"], tuple(each["policies"])) for each in written["follows"]),
    )


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
            {**policy, "revisions": tuple(map(_revision, policy["revisions"]))}
            for policy in _read("policies.toml")["policies"]
        ],
    )


def _revision(written: Mapping[str, Any]) -> RevisionFacts:
    consultation = written.get("consultation")
    if consultation:
        opinions = _rows(OpinionFacts, consultation["opinions"])
        (consultation,) = _rows(ConsultationFacts, [{**consultation, "opinions": opinions}])
    (revision,) = _rows(RevisionFacts, [{**written, "consultation": consultation}])
    return revision


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def _rows(row: type[Row], written: list[dict[str, Any]]) -> tuple[Row, ...]:
    """What the portal has no place for (English names) is left in the file."""
    known = {each.name for each in fields(row)}  # type: ignore[arg-type]
    return tuple(
        row(**{name: value for name, value in entry.items() if name in known}) for entry in written
    )
