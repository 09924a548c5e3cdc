"""References in a draft: put in by picking a place, reworded when it has another name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.citing import Cite, Problem, cites_of
from policies.citing.finding import anchor_of
from policies.citing.picking import choice_of
from policies.drafting.editing import (
    CLAUSE_FIELDS,
    COVER_FIELDS,
    HEADING_FIELDS,
    write,
)
from policies.drafting.locking import chapter_of, clause_of, locked_draft
from policies.models import Chapter, Clause, Revision
from policies.models.drafted import COVER_PARTS
from policies.refusals import Refused, named_constraints
from policies.text.inserted import insert, lines_of, reword
from policies.text.outline import Outline
from policies.text.pointer import Pointer
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def insert_reference(
    revision: Revision,
    version: int,
    by: Employee,
    pointer: Pointer,
    *,
    clause: str = "",
    heading: str = "",
    part: str = "supplementary",
    line: int | None = None,
) -> Clause | Chapter | Revision:
    """Puts a reference to the place at the end of a line of the clause or heading of that anchor,
    else of that part of the cover; ``line`` counts from 0, None means the very end.

    Saves if nobody saved since ``version`` was read (see ``edit_clause``). Refused if the place is
    not there, or belongs to a policy that is not in force or not open to the employee.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        choice = choice_of(pointer, draft.outline(), draft.policy, by, timezone.localdate())
        if choice is None:
            raise Refused(
                "no_such_place",
                _("What you picked is no longer there. Nothing was inserted; pick again."),
            )
        row: Clause | Chapter | Revision
        if clause:
            row, field, allowed = clause_of(draft, clause), "body", CLAUSE_FIELDS
        elif heading:
            row, field, allowed = chapter_of(draft, heading), "lead", HEADING_FIELDS
        elif part in COVER_PARTS:
            row, field, allowed = draft, part, COVER_FIELDS
        else:
            raise TypeError(f"not a part of the cover that holds references: {part}")
        html: str = getattr(row, field)
        chosen = line if line is not None and line < len(lines_of(html)) else None
        typed = {field: insert(html, choice.words, choice.pointer, chosen)}
        write(row, version, by, allowed, typed)
        record(
            "policies.insert_reference", draft, by, anchor=clause or heading, field=field,
            target=pointer.address,
        )  # fmt: skip
    return row


def reword_references(revision: Revision, by: Employee, anchor: str = "") -> int:
    """Gives inserted references the words their targets are called by now, in the clause, heading
    or cover part of that anchor (none: everywhere); how many there were."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        outline = draft.outline()
        cites = [
            cite
            for cite in cites_of(outline, draft.policy, timezone.localdate())
            if cite.problem is Problem.OTHER_WORDS and anchor in ("", _anchor(cite, outline))
        ]
        for row, fields in _rows(draft, outline, cites):
            typed = {
                field: _reworded(getattr(row, field), those) for field, those in fields.items()
            }
            write(row, row.lock_version, by, frozenset(typed), typed)
        if cites:
            record("policies.reword_references", draft, by, anchor=anchor, count=len(cites))
    return len(cites)


def _rows(
    draft: Revision, outline: Outline, cites: Iterable[Cite]
) -> Iterator[tuple[Clause | Chapter | Revision, dict[str, list[Cite]]]]:
    """The rows that hold the references, each with those in each of its fields."""
    held: dict[str, dict[str, list[Cite]]] = defaultdict(lambda: defaultdict(list))
    for cite in cites:
        held["" if cite.node is None else _anchor(cite, outline)][cite.field].append(cite)
    if "" in held:
        yield draft, held[""]
    for clause in draft.clauses.filter(anchor__in=held):
        yield clause, held[clause.anchor]
    for chapter in draft.chapters.filter(anchor__in=held):
        yield chapter, held[chapter.anchor]


def _reworded(html: str, cites: Iterable[Cite]) -> str:
    return reword(html, [(cite.inserted, cite.proposed) for cite in cites if cite.inserted])


def _anchor(cite: Cite, outline: Outline) -> str:
    nodes = tuple(outline.walk())
    return anchor_of(None if cite.node is None else nodes[cite.node], cite.field)
