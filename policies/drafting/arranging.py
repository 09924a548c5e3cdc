"""Adding, moving and removing headings and clauses. Positions count from 1 without gaps."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.drafting.addressing import address, roles_of
from policies.drafting.locking import chapter_of, clause_of, locked_draft
from policies.drafting.nesting import check_below
from policies.drafting.removing import delete_chapters, delete_clauses
from policies.drafting.words import as_kept
from policies.models import Chapter, Clause, Revision
from policies.refusals import Refused, named_constraints
from policies.text import numbering
from policies.text import outline as text
from policies.text.cleaning import one_line
from policies.text.outline import Kind
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# The code of the refusal to remove what the person has not seen.
CHANGED = "changed"


def add_clause(
    revision: Revision,
    by: Employee,
    *,
    chapter: str = "",
    after: str = "",
    label: str | None = None,
    caption: str = "",
    body: str = "",
    is_deleted: bool = False,
    roles: Iterable[str] = (),
) -> Clause:
    """A new clause in the chapter of that anchor (none: before the first), after the clause
    of that anchor (none: at the end). Without ``label`` one is proposed by the policy's scheme;
    ``roles`` are the codes of those it is addressed to."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        predecessor = clause_of(draft, after) if after else None
        if predecessor:
            parent = predecessor.chapter
        else:
            parent = chapter_of(draft, chapter) if chapter else None
        siblings = list(draft.clauses.filter(chapter=parent).order_by("position"))
        place = siblings.index(predecessor) + 1 if predecessor else len(siblings)
        clause = Clause(
            revision=draft,
            chapter=parent,
            label=_proposed(draft, parent, siblings, place) if label is None else one_line(label),
            caption=one_line(caption),
            body=as_kept(body, label or caption or _("The new clause")),
            is_deleted=is_deleted,
            position=len(siblings) + 1,
        )
        _save(clause, by)
        if wanted := roles_of(roles):
            address(clause, wanted)
        _renumber([*siblings[:place], clause, *siblings[place:]])
        record("policies.add_clause", draft, by, anchor=clause.anchor, label=clause.label)
    return clause


def add_heading(
    revision: Revision,
    by: Employee,
    *,
    kind: Kind = Kind.CHAPTER,
    parent: str = "",
    label: str | None = None,
    title: str = "",
    lead: str = "",
) -> Chapter:
    """A new heading at the end of its parent's; without ``label`` one is proposed."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        above = chapter_of(draft, parent) if parent else None
        check_below(kind, above)
        siblings = list(draft.chapters.filter(parent=above).order_by("position"))
        if label is None:
            same_kind = sum(sibling.kind == kind.value for sibling in siblings)
            label = numbering.heading_label(kind, same_kind + 1)
        chapter = Chapter(
            revision=draft,
            parent=above,
            kind=kind.value,
            label=one_line(label),
            title=one_line(title),
            lead=as_kept(lead, title or label),
            position=len(siblings) + 1,
        )
        _save(chapter, by)
        record("policies.add_heading", draft, by, anchor=chapter.anchor, label=label)
    return chapter


def move_clause(
    revision: Revision, anchor: str, by: Employee, *, chapter: str = "", position: int = 1
) -> Clause:
    """Puts the clause at ``position`` (from 1) of the chapter of that anchor. Its label stays."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        clause = clause_of(draft, anchor)
        target = chapter_of(draft, chapter) if chapter else None
        left = list(draft.clauses.filter(chapter=clause.chapter).exclude(pk=clause.pk))
        joined = list(draft.clauses.filter(chapter=target).exclude(pk=clause.pk))
        clause.chapter = target
        _insert(clause, joined, position, by)
        if clause.chapter_id != (left[0].chapter_id if left else clause.chapter_id):
            _renumber(left)
        record("policies.move_clause", draft, by, anchor=anchor, position=clause.position)
    return clause


def move_heading(
    revision: Revision, anchor: str, by: Employee, *, parent: str = "", position: int = 1
) -> Chapter:
    """Puts the heading, with all it holds, at ``position`` of the parent of that anchor."""
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        chapter = chapter_of(draft, anchor)
        target = chapter_of(draft, parent) if parent else None
        above = target
        while above is not None:
            if above.pk == chapter.pk:
                raise Refused("own_parent", _("A heading cannot be moved below itself."))
            above = above.parent
        check_below(Kind(chapter.kind), target)
        left = list(draft.chapters.filter(parent=chapter.parent).exclude(pk=chapter.pk))
        joined = list(draft.chapters.filter(parent=target).exclude(pk=chapter.pk))
        chapter.parent = target
        _insert(chapter, joined, position, by)
        if chapter.parent_id != (left[0].parent_id if left else chapter.parent_id):
            _renumber(left)
        record("policies.move_heading", draft, by, anchor=anchor, position=chapter.position)
    return chapter


def remove_clause(
    revision: Revision, anchor: str, by: Employee, *, seen: str | None = None
) -> Clause:
    """Takes the clause out of the draft; its history stays.

    ``seen`` is the digest of what the person saw; words written since are not removed unseen.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        clause = clause_of(draft, anchor)
        _check_seen(draft, anchor, seen)
        label, chapter = clause.label, clause.chapter
        delete_clauses([clause], by)
        _renumber(list(draft.clauses.filter(chapter=chapter)))
        record("policies.remove_clause", draft, by, anchor=anchor, label=label)
    return clause


def remove_heading(
    revision: Revision,
    anchor: str,
    by: Employee,
    *,
    with_contents: bool = False,
    seen: str | None = None,
) -> Chapter:
    """Takes a heading out; refuses one that holds something unless told to take that out too.

    ``seen`` is the digest of the heading with all it holds, as for a clause.
    """
    with named_constraints(), transaction.atomic():
        draft = locked_draft(revision, by)
        chapter = chapter_of(draft, anchor)
        _check_seen(draft, anchor, seen)
        if not with_contents and (chapter.clauses.exists() or chapter.children.exists()):
            raise Refused(
                "not_empty",
                _("This heading still holds clauses. Move them first, or remove all of it."),
            )
        label, parent = str(chapter), chapter.parent
        delete_chapters([chapter], by)
        _renumber(list(draft.chapters.filter(parent=parent)))
        record("policies.remove_heading", draft, by, anchor=anchor, label=label)
    return chapter


def _check_seen(draft: Revision, anchor: str, seen: str | None) -> None:
    if seen is None:
        return
    found = next(piece for piece in draft.outline().walk() if piece.anchor == anchor)
    if text.digest(found) != seen:
        raise Refused(
            CHANGED,
            _(
                "Somebody has changed it since you opened this page, so nothing was removed. "
                "Below is what it says now."
            ),
        )


def _insert(row: Any, siblings: Sequence[Any], position: int, by: Employee) -> None:
    place = min(max(position, 1), len(siblings) + 1) - 1
    row.position = len(siblings) + 1
    _save(row, by)
    _renumber([*siblings[:place], row, *siblings[place:]])


def _renumber(rows: Sequence[Any]) -> None:
    """Gives the rows positions 1, 2, 3 …; a change of place alone is no history."""
    moved = []
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"])


def _save(row: Any, by: Employee) -> None:
    row._history_user = by
    row.save()


def _proposed(
    draft: Revision, parent: Chapter | None, siblings: Sequence[Clause], place: int
) -> str:
    """第十三條 at the end of the text, 第十二條之一 between two that have their numbers."""
    scheme = numbering.Scheme(draft.policy.scheme)
    labels = [clause.label for clause in draft.outline().all_clauses()]
    if place < len(siblings):
        before = siblings[place - 1].label if place else ""
        return numbering.inserted_label(before, siblings[place].label, scheme)
    own = [clause.label for clause in siblings]
    following = labels[labels.index(own[-1]) + 1 :] if own and own[-1] in labels else []
    if own and following:
        return numbering.inserted_label(own[-1], following[0], scheme)
    return numbering.next_label(labels, scheme)
