"""Taking rows out of a draft so that their history says who did it."""

from policies.models import Chapter, Clause
from regs_portal.people.models import Employee


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
