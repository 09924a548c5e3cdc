"""Adding and removing headings and clauses."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from policies.drafting.addressing import address, roles_of
from policies.drafting.locking import chapter_of, clause_of, locked_draft
from policies.drafting.nesting import check_below
from policies.drafting.positions import in_sequence, save
from policies.drafting.removing import delete_chapters, delete_clauses, drop_lost_bases
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
            label=one_line(label) if label is not None else proposed_label(draft, siblings, place),
            caption=one_line(caption),
            body=as_kept(body, label or caption or _("The new clause")),
            is_deleted=is_deleted,
            position=len(siblings) + 1,
        )
        save(clause, by)
        if wanted := roles_of(roles):
            address(clause, wanted, by)
        in_sequence([*siblings[:place], clause, *siblings[place:]])
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
        save(chapter, by)
        record("policies.add_heading", draft, by, anchor=chapter.anchor, label=label)
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
        drop_lost_bases(draft, by)
        in_sequence(list(draft.clauses.filter(chapter=chapter)))
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
        drop_lost_bases(draft, by)
        in_sequence(list(draft.chapters.filter(parent=parent)))
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


def proposed_label(draft: Revision, siblings: Sequence[Clause], place: int) -> str:
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
