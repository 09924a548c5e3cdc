"""Taking rows out of a draft so that their history says who did it."""

from policies.models import Chapter, Clause, Revision
from regs_portal.people.models import Employee


def former_heading(revision: Revision, anchor: str) -> str:
    """The anchor of the heading below which a removed clause or heading stood; empty when it
    stood below none, or that one is gone too."""
    above = Clause.history.filter(revision_id=revision.pk, anchor=anchor).values_list(
        "chapter_id"
    ) or Chapter.history.filter(revision_id=revision.pk, anchor=anchor).values_list("parent_id")
    found = revision.chapters.filter(pk__in=[key for (key,) in above[:1]]).first()
    return found.anchor if found else ""


def delete_chapter(chapter: Chapter, by: Employee) -> None:
    """The heading with all it holds, from the innermost out."""
    for clause in chapter.clauses.all():
        delete_clause(clause, by)
    for child in chapter.children.all():
        delete_chapter(child, by)
    chapter._history_user = by
    chapter.delete()


def delete_clause(clause: Clause, by: Employee) -> None:
    clause.clause_roles.all().delete()
    clause._history_user = by
    clause.delete()
