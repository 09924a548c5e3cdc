"""Changing words in a draft, so that nobody overwrites anybody."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from policies.drafting.locking import chapter_of, clause_of, locked_draft
from policies.models import Chapter, Clause, ClauseRole, Revision
from policies.refusals import Refused, named_constraints
from policies.text.markup import sanitise
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee, Role

CLAUSE_FIELDS = frozenset({"label", "caption", "body", "is_deleted"})
HEADING_FIELDS = frozenset({"kind", "label", "title", "lead"})
COVER_FIELDS = frozenset(
    {
        "number", "title", "superscription", "issuing_unit", "background", "purpose", "scope",
        "supplementary", "change_note", "is_material",
    }
)  # fmt: skip
HTML_FIELDS = frozenset({"body", "lead", "background", "purpose", "scope", "supplementary"})


class Conflict(Refused):
    """Somebody saved the same piece first. Carries what is stored now and what was typed."""

    def __init__(self, current: Clause | Chapter | Revision, typed: dict[str, Any]) -> None:
        super().__init__(
            "conflict",
            _(
                "Somebody else changed this while you were writing. "
                "Nothing of yours is lost: both texts are shown below."
            ),
        )
        self.current = current
        self.typed = typed


def edit_clause(
    revision: Revision, anchor: str, version: int, by: Employee, **typed: Any
) -> Clause:
    """Saves fields of one clause (``CLAUSE_FIELDS``) if nobody saved since ``version`` was read."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        clause = clause_of(draft, anchor)
        if _apply(clause, version, by, CLAUSE_FIELDS, typed):
            record("policies.edit_clause", draft, by, anchor=anchor, fields=sorted(typed))
    return clause


def edit_heading(
    revision: Revision, anchor: str, version: int, by: Employee, **typed: Any
) -> Chapter:
    """Saves fields of one heading (``HEADING_FIELDS``) under the same condition."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        chapter = chapter_of(draft, anchor)
        if _apply(chapter, version, by, HEADING_FIELDS, typed):
            record("policies.edit_heading", draft, by, anchor=anchor, fields=sorted(typed))
    return chapter


def edit_cover(revision: Revision, version: int, by: Employee, **typed: Any) -> Revision:
    """Saves the cover, introduction and supplementary provisions (``COVER_FIELDS``)."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        if _apply(draft, version, by, COVER_FIELDS, typed):
            record("policies.edit_cover", draft, by, fields=sorted(typed))
    return draft


def set_roles(revision: Revision, anchor: str, codes: Iterable[str], by: Employee) -> Clause:
    """Addresses a clause to the roles of these codes, and to no others."""
    wanted = set(codes)
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        clause = clause_of(draft, anchor)
        roles = list(Role.objects.filter(code__in=wanted))
        if unknown := wanted - {role.code for role in roles}:
            raise Refused(
                "unknown_role",
                _("There is no role with the code %(code)s.") % {"code": sorted(unknown)[0]},
            )
        before = set(clause.clause_roles.values_list("role__code", flat=True))
        if before == wanted:
            return clause
        clause.clause_roles.exclude(role__in=roles).delete()
        ClauseRole.objects.bulk_create(
            ClauseRole(clause=clause, role=role) for role in roles if role.code not in before
        )
        _save(clause, by)
        record("policies.set_roles", draft, by, anchor=anchor, roles=sorted(wanted))
    return clause


def _apply(
    row: Any, version: int, by: Employee, allowed: frozenset[str], typed: dict[str, Any]
) -> bool:
    """Writes ``typed`` into the row unless it already says so; True when something changed."""
    if unknown := typed.keys() - allowed:
        raise TypeError(f"not a field to edit: {sorted(unknown)}")
    cleaned = {name: _cleaned(name, value) for name, value in typed.items()}
    changed = {name: value for name, value in cleaned.items() if getattr(row, name) != value}
    if not changed:
        return False
    if row.lock_version != version:
        raise Conflict(row, cleaned)
    for name, value in changed.items():
        setattr(row, name, value)
    _save(row, by)
    return True


def _cleaned(name: str, value: Any) -> Any:
    if name in HTML_FIELDS:
        return sanitise(value)
    return value.strip() if isinstance(value, str) else value


def _save(row: Any, by: Employee) -> None:
    row.lock_version += 1
    row._history_user = by
    row.save()
