"""Changing words in a draft, so that nobody overwrites anybody."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from policies import revision_numbers
from policies.drafting.addressing import address, audience_of, bind, codes_of, in_code, roles_of
from policies.drafting.facts import STALE
from policies.drafting.keeping import saved
from policies.drafting.locking import chapter_of, clause_of, locked_draft
from policies.drafting.nesting import check_above, check_below
from policies.drafting.words import as_kept, name_of
from policies.histories.savings import Happening
from policies.models import Chapter, Clause, Revision
from policies.models.drafted import HTML_FIELDS
from policies.refusals import Refused, named_constraints
from policies.text.cleaning import one_line, without_noise
from policies.text.outline import AudienceLine, Kind
from regs_portal.audit.recording import Statement, record, record_and_run, run
from regs_portal.people.models import Employee

CLAUSE_FIELDS = frozenset({"label", "caption", "body", "is_deleted"})
HEADING_FIELDS = frozenset({"kind", "label", "title", "lead"})
COVER_FIELDS = frozenset(
    {
        "number", "title", "superscription", "issuing_unit", "background", "purpose", "scope",
        "supplementary", "change_note", "is_material",
    }
)  # fmt: skip
PARAGRAPHS = frozenset({"superscription", "change_note"})


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
    revision: Revision,
    anchor: str,
    version: int,
    by: Employee,
    *,
    roles: Iterable[str] | None = None,
    **typed: Any,
) -> Clause:
    """Saves fields of one clause (``CLAUSE_FIELDS``) if nobody saved since ``version`` was read.

    ``roles``, when given, are the codes of the roles the clause is addressed to from now on.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        clause = clause_of(draft, anchor)
        wanted = None if roles is None else roles_of(roles)
        readdressed = wanted is not None and wanted.keys() != codes_of([clause])[clause.pk]
        if readdressed and clause.lock_version != version:
            raise Conflict(clause, _cleaned(clause, typed))
        if wanted is not None and readdressed:
            address(clause, wanted, by)
        kept = changed(clause, version, by, CLAUSE_FIELDS, typed, readdressed)
        if kept:
            told: dict[str, Any] = {}
            if wanted is not None and readdressed:
                told["roles"] = sorted(wanted)
            record_and_run(
                kept, "policies.edit_clause", draft, by, anchor=anchor, fields=sorted(typed), **told
            )
    return clause


def bind_clause(
    revision: Revision, anchor: str, version: int, by: Employee, audience: Iterable[AudienceLine]
) -> Clause:
    """Says whom the clause binds of those its policy binds; without an including line, all.

    Refuses when somebody has saved the clause since ``version`` and it binds others by now.
    """
    audience = frozenset(audience)
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        clause = clause_of(draft, anchor)
        if audience != audience_of(clause):
            if clause.lock_version != version:
                raise Refused(STALE)
            bind(clause, audience, by)
            clause._change_reason = Happening.BOUND.value
            write(clause, version, by, CLAUSE_FIELDS, {}, touched=True)
            told = in_code(audience)
            record("policies.bind_clause", draft, by, anchor=anchor, audience=told)
    return clause


def edit_heading(
    revision: Revision, anchor: str, version: int, by: Employee, **typed: Any
) -> Chapter:
    """Saves fields of one heading (``HEADING_FIELDS``) under the same condition."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        chapter = chapter_of(draft, anchor)
        if typed.get("kind", chapter.kind) != chapter.kind:
            check_below(Kind(typed["kind"]), chapter.parent)
            check_above(chapter, Kind(typed["kind"]))
        if kept := changed(chapter, version, by, HEADING_FIELDS, typed):
            record_and_run(
                kept, "policies.edit_heading", draft, by, anchor=anchor, fields=sorted(typed)
            )
    return chapter


def edit_cover(revision: Revision, version: int, by: Employee, **typed: Any) -> Revision:
    """Saves the cover, introduction and supplementary provisions (``COVER_FIELDS``)."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        if "number" in typed:
            typed["number"] = revision_numbers.as_kept(typed["number"])
            if typed["number"] != draft.number:
                revision_numbers.check(draft.policy, typed["number"])
        if kept := changed(draft, version, by, COVER_FIELDS, typed):
            record_and_run(kept, "policies.edit_cover", draft, by, fields=sorted(typed))
    return draft


def write(
    row: Any,
    version: int,
    by: Employee,
    allowed: frozenset[str],
    typed: dict[str, Any],
    touched: bool = False,
) -> bool:
    """Writes ``typed`` into the row unless it already says so; True when something changed.
    Conflict when somebody has saved since ``version``. The draft is locked by whoever calls.

    ``touched`` says that something beside the row has changed and counts as a change of it.
    """
    kept = changed(row, version, by, allowed, typed, touched)
    if kept:
        run(kept)
    return bool(kept)


def changed(
    row: Any,
    version: int,
    by: Employee,
    allowed: frozenset[str],
    typed: dict[str, Any],
    touched: bool = False,
) -> Statement | None:
    """The same without the history of the row: that is the statement, to be run with the event;
    None when nothing changed."""
    if unknown := typed.keys() - allowed:
        raise TypeError(f"not a field to edit: {sorted(unknown)}")
    cleaned = _cleaned(row, typed)
    changes = {name: value for name, value in cleaned.items() if getattr(row, name) != value}
    if not changes and not touched:
        return None
    if row.lock_version != version:
        raise Conflict(row, cleaned)
    for name, value in changes.items():
        setattr(row, name, value)
    row.lock_version += 1
    row._history_user = by
    return saved(row)


def _cleaned(row: Any, typed: dict[str, Any]) -> dict[str, Any]:
    def cleaned(name: str, value: Any) -> Any:
        if name in HTML_FIELDS:
            return as_kept(value, name_of(row, name))
        if not isinstance(value, str):
            return value
        return without_noise(value).strip() if name in PARAGRAPHS else one_line(value)

    return {name: cleaned(name, value) for name, value in typed.items()}
