"""Taking rows out of a draft so that their history says who did it."""

from collections.abc import Iterable

from policies.models import Chapter, Clause, ClauseAudienceRule, ClauseRole, LegalBasis, Revision
from regs_portal.people.models import Employee


def former_heading(revision: Revision, anchor: str) -> str:
    """The anchor of the heading below which a removed clause or heading stood; empty when it
    stood below none, or that one is gone too. One that was removed and put back is still it."""
    above = Clause.history.filter(revision_id=revision.pk, anchor=anchor).values_list(
        "chapter_id"
    ) or Chapter.history.filter(revision_id=revision.pk, anchor=anchor).values_list("parent_id")
    known = Chapter.history.filter(id__in=[key for (key,) in above[:1]]).values("anchor")
    found = revision.chapters.filter(anchor__in=known).first()
    return found.anchor if found else ""


def delete_clauses(clauses: Iterable[Clause], by: Employee) -> None:
    """With the roles they are addressed to, and the rules saying whom they bind."""
    clauses = list(clauses)
    ClauseAudienceRule.objects.filter(clause__in=clauses).delete()
    ClauseRole.objects.filter(clause__in=clauses).delete()
    for clause in clauses:
        _delete(clause, by)


def delete_chapters(chapters: Iterable[Chapter], by: Employee) -> None:
    """The headings with all they hold, from the innermost out; all are of one revision."""
    inside_out = _with_those_below(list(chapters))[::-1]
    delete_clauses(Clause.objects.filter(chapter__in=inside_out), by)
    for chapter in inside_out:
        _delete(chapter, by)


def drop_lost_bases(draft: Revision, by: Employee) -> None:
    """Takes out the legal bases of clauses that no longer stand in the draft.

    Called once the clauses stand as they are to be, for a text that replaces another may bring the
    same ones back.
    """
    of_clauses = draft.legal_bases.exclude(anchor="")
    for basis in of_clauses.exclude(anchor__in=draft.clauses.values("anchor")):
        _delete(basis, by)


def _with_those_below(chapters: list[Chapter]) -> list[Chapter]:
    """Every heading before those below it."""
    found = chapters
    while chapters:
        chapters = list(Chapter.objects.filter(parent__in=chapters))
        found = [*found, *chapters]
    return found


def _delete(row: Chapter | Clause | LegalBasis, by: Employee) -> None:
    row._history_user = by
    row.delete()
