"""HR's questions: who has, who has not, who is overdue, of a policy and of a department.

Figures come from the tallies; only the overdue are looked for in the rows, by the partial index
over what is open. ``on`` is the day asked about, "standing" means in force then or coming.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, models

from acknowledgements.models import Assignment, DepartmentTally
from policies.models import Revision
from regs_portal.people.models import Department


@dataclass(frozen=True, slots=True)
class Count:
    """How many were assigned, have settled it, and are overdue."""

    assigned: int = 0
    settled: int = 0
    overdue: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.assigned + other.assigned,
            self.settled + other.settled,
            self.overdue + other.overdue,
        )

    @property
    def open(self) -> int:
        return self.assigned - self.settled

    @property
    def in_time(self) -> int:
        """Still open, and their last day is not over."""
        return self.open - self.overdue

    @property
    def percent(self) -> int:
        """Whole percent settled, rounded down: 100 means everybody."""
        return self.settled * 100 // self.assigned if self.assigned else 0

    @property
    def tenths(self) -> int:
        return self.percent // 10


def standing(on: dt.date) -> "models.QuerySet[Revision]":
    """Published revisions somebody was asked to acknowledge, and not superseded on that day."""
    return Revision.objects.standing(on).filter(audience_assigned__assigned__gt=0)


def counts_by_revision(
    revisions: "models.QuerySet[Revision]", on: dt.date, root: Department | None = None
) -> dict[int, Count]:
    """For each revision its count, of the whole company or of one department's subtree."""
    tallies = DepartmentTally.objects.filter(revision__in=revisions.order_by().values("pk"))
    overdue = Assignment.objects.overdue(on).filter(revision__in=revisions.order_by().values("pk"))
    if root:
        tallies = tallies.filter(department__path__startswith=root.path)
        overdue = overdue.within(root)
    late = dict(overdue.order_by().values_list("revision").annotate(count=models.Count("*")))
    sums = tallies.values_list("revision").annotate(
        models.Sum("assigned"), models.Sum("settled")
    )  # fmt: skip
    return {
        revision: Count(assigned, settled, late.get(revision, 0))
        for revision, assigned, settled in sums.order_by()
    }


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


# One row a revision and department below the root, down to the level asked for: what lies deeper
# is added to its ancestor there. Overdue is looked up only where something is open.
GRID = """
SELECT tally.revision_id,
    array_to_string((string_to_array(department.path, '/'))[1:%s], '/') || '/' AS head,
    sum(tally.assigned), sum(tally.settled), sum(coalesce(late.overdue, 0))
FROM acknowledgements_departmenttally AS tally
JOIN people_department AS department ON department.id = tally.department_id
LEFT JOIN LATERAL (
    SELECT count(*) AS overdue FROM acknowledgements_assignment AS assignment
    WHERE tally.settled < tally.assigned AND assignment.revision_id = tally.revision_id
    AND assignment.department_id = tally.department_id
    AND assignment.settled_on IS NULL AND assignment.due_on < %s
) AS late ON true
WHERE tally.revision_id = ANY(%s) AND department.path LIKE %s
GROUP BY tally.revision_id, head
"""

Grid = Mapping[tuple[int, int], Count]


def grid(
    revision_ids: list[int], departments: list[Department], root: Department | None, on: dt.date
) -> Grid:
    """Counts by (department, revision), each department with all below it.

    ``departments`` are the rows wanted, ``root`` the department they all stand in.
    """
    level = max((department.depth for department in departments), default=0) + 1
    path = f"{root.path}%" if root else "%"
    with connection.cursor() as cursor:
        cursor.execute(GRID, [level, on, revision_ids, path])
        rows = cursor.fetchall()
    wanted = {department.pk for department in departments}
    counts: dict[tuple[int, int], Count] = {}
    for revision_id, head, assigned, settled, overdue in rows:
        for ancestor in wanted.intersection(map(int, head.rstrip("/").split("/"))):
            key = (ancestor, revision_id)
            counts[key] = counts.get(key, Count()) + Count(
                int(assigned), int(settled), int(overdue)
            )
    return counts


MOST_ROWS = 60


def root_of_the_tree() -> Department | None:
    """The department everybody stands in; None where the tree has several roots."""
    roots = list(Department.objects.filter(parent__isnull=True).order_by("pk")[:2])
    return roots[0] if len(roots) == 1 else None


def rows_below(root: Department | None) -> list[Department]:
    """The root and the two levels below it, or one where that makes too long a table."""
    if root:
        near = models.Q(pk=root.pk) | models.Q(parent=root) | models.Q(parent__parent=root)
    else:
        near = models.Q(parent__parent__isnull=True)
    top = root.depth if root else 0
    found = list(Department.objects.filter(near).order_by("pk"))
    if len(found) > MOST_ROWS:
        found = [department for department in found if department.depth <= top + 1]
    return sorted(found, key=lambda department: department.ancestor_ids)
