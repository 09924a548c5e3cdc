"""Beginning a policy, beginning a revision, filling a draft from an outline."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import revision_numbers
from policies.audience import targets_in
from policies.drafting.addressing import rows_of
from policies.drafting.enclosing import carry_over
from policies.drafting.keeping import create
from policies.drafting.locking import check_editor, check_issuer, locked_draft
from policies.drafting.removing import delete_chapters, delete_clauses, drop_lost_bases
from policies.drafting.words import as_kept, name_of
from policies.models import (
    AudienceRule,
    Chapter,
    Clause,
    ClauseRole,
    Policy,
    Revision,
    RevisionKind,
    Status,
)
from policies.models.audience import RuleKind
from policies.models.drafted import COVER_PARTS
from policies.models.outline import new_anchor
from policies.refusals import Refused, named_constraints
from policies.text import outline as text
from policies.text.cleaning import one_line
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee, Role


def start_policy(
    *,
    title: str,
    by: Employee,
    outline: text.Outline | None = None,
    at: dt.datetime | None = None,
    binds_everyone: bool = True,
    **facts: Any,
) -> Revision:
    """Creates the policy from its ``facts`` (fields of Policy) and its first draft, number 1.0.

    ``outline`` fills the draft; without one it is empty. The audience begins as everyone.
    """
    at = at or timezone.now()
    facts.setdefault("owner", by)
    with named_constraints(), transaction.atomic():
        policy = Policy(created_at=at, **facts)
        check_issuer(policy.issuing_department, by)
        policy._history_user = by
        policy.save(force_insert=True)
        if binds_everyone:
            rule = AudienceRule(policy=policy, kind=RuleKind.EVERYONE)
            rule._history_user = by
            rule.save(force_insert=True)
        revision = new_revision(policy, "1.0", one_line(title), by, at)
        if outline is not None:
            fill(revision, outline, by)
        record("policies.start_policy", policy, by, code=policy.code, title=title)
    return revision


def start_revision(
    policy: Policy,
    by: Employee,
    number: str | None = None,
    at: dt.datetime | None = None,
    *,
    outline: text.Outline | None = None,
    base: Revision | None = None,
    kind: RevisionKind = RevisionKind.TEXT,
    reason: str = "",
    **told: Any,
) -> Revision:
    """A draft that begins with the newest words published, every clause under its own anchor.

    A correction (更正) is begun the same way, with its ``reason`` as what changes; what it may
    change is asked when it is submitted.

    ``outline`` fills the draft instead; its anchors are those of the clauses it revises. With
    ``base``, refuses when meanwhile other words than those are the newest. ``told`` goes into the
    audit event.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        check_editor(policy, by)
        newest = policy.newest_words()
        if newest is None:
            raise Refused("no_base", _("This policy has no text yet to revise."))
        if base is not None and newest != base:
            raise Refused(
                "base_moved",
                _("Meanwhile there are newer words of this policy. Look at them, then save again."),
            )
        number = number or revision_numbers.following(policy, newest.number)
        revision_numbers.check(policy, number)
        if kind == RevisionKind.CORRECTION and newest.status != Status.PUBLISHED:
            raise Refused("nothing_to_correct", _("Only a published text can be corrected."))
        revision = new_revision(
            policy, number, newest.title, by, at, newest, kind, change_note=reason.strip()
        )
        fill(revision, newest.outline() if outline is None else outline, by)
        carry_over(newest, revision, by)
        drop_lost_bases(revision, by)
        if kind != RevisionKind.TEXT:
            told["kind"] = kind.value
        record(
            "policies.start_revision", revision, by,
            number=number, based_on=newest.number, **told,
        )  # fmt: skip
    return revision


def load(revision: Revision, outline: text.Outline, by: Employee) -> Revision:
    """Replaces the whole text of a draft by an outline; clauses without an anchor are given one."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        replace_text(draft, outline, by)
        record("policies.load", draft, by, clauses=draft.clauses.count())
    return draft


def replace_text(draft: Revision, outline: text.Outline, by: Employee) -> None:
    """Takes out every clause and heading of a locked draft and writes those of the outline."""
    delete_clauses(draft.clauses.filter(chapter=None), by)
    delete_chapters(draft.chapters.filter(parent=None), by)
    fill(draft, outline, by)
    drop_lost_bases(draft, by)


def new_revision(
    policy: Policy,
    number: str,
    title: str,
    by: Employee,
    at: dt.datetime,
    base: Revision | None = None,
    kind: RevisionKind = RevisionKind.TEXT,
    **facts: Any,
) -> Revision:
    """The row of a new draft, still without words; a correction begins as minor."""
    newest = policy.revisions.newest_first().first()
    revision = Revision(
        policy=policy,
        number=number,
        sequence=newest.sequence + 1 if newest else 1,
        title=title,
        kind=kind,
        is_material=kind != RevisionKind.CORRECTION,
        issuing_unit=policy.issuing_department.name,
        based_on=base,
        created_by=by,
        created_at=at,
        **facts,
    )
    revision._history_user = by
    revision.save(force_insert=True)
    return revision


def fill(revision: Revision, outline: text.Outline, by: Employee) -> None:
    """Writes cover, headings level by level, clauses and whom they are for, with history."""
    revision.title = one_line(outline.title) or revision.title
    revision.superscription = outline.superscription
    for part in COVER_PARTS:
        setattr(revision, part, as_kept(getattr(outline, part), name_of(revision, part)))
    revision._history_user = by
    revision.save()

    clauses = _clauses(revision, None, outline.clauses)
    level = [(None, position, heading) for position, heading in enumerate(outline.headings, 1)]
    while level:
        rows = [_chapter(revision, *entry) for entry in level]
        create(rows, by)
        below: list[Any] = []
        for row, (_parent, _position, heading) in zip(rows, level, strict=True):
            clauses += _clauses(revision, row, heading.clauses)
            below += [(row, number, child) for number, child in enumerate(heading.headings, 1)]
        level = below
    create([row for row, _clause in clauses], by)
    _address(clauses, by)


def _chapter(
    revision: Revision, parent: Chapter | None, position: int, heading: text.Heading
) -> Chapter:
    return Chapter(
        revision=revision,
        parent=parent,
        kind=heading.kind.value,
        label=heading.label,
        title=heading.title,
        lead=as_kept(heading.lead, f"{heading.label} {heading.title}".strip()),
        position=position,
        anchor=heading.anchor or new_anchor(),
    )


def _clauses(
    revision: Revision, chapter: Chapter | None, clauses: tuple[text.Clause, ...]
) -> list[tuple[Clause, text.Clause]]:
    return [
        (
            Clause(
                revision=revision,
                chapter=chapter,
                label=clause.label,
                caption=clause.caption,
                body=as_kept(clause.body, _name(clause)),
                is_deleted=clause.deleted,
                position=position,
                anchor=clause.anchor or new_anchor(),
            ),
            clause,
        )
        for position, clause in enumerate(clauses, 1)
    ]


def _name(clause: text.Clause) -> str:
    return clause.label or clause.caption or _("A clause without a number")


def _address(clauses: list[tuple[Clause, text.Clause]], by: Employee) -> None:
    codes = {code for _row, clause in clauses for code in clause.roles}
    roles = {role.code: role for role in Role.objects.filter(code__in=codes)} if codes else {}
    addressed = [
        ClauseRole(clause=row, role=roles[code])
        for row, clause in clauses
        for code in clause.roles
        if code in roles
    ]
    create(addressed, by)
    targets = targets_in(clause for _row, clause in clauses)
    create([rule for row, clause in clauses for rule in rows_of(row, clause.audience, targets)], by)
