"""Whether the tallies say what the rows say. Reads every assignment: a job for the night."""

from dataclasses import dataclass

from django.db import connection, transaction

from policies.models import Revision
from regs_portal.audit.recording import record

# Both sides in one statement, so in one snapshot: what is acknowledged meanwhile is no drift.
DRIFTS = """
SELECT revision_id, department_id, coalesce(tally.assigned, 0), coalesce(tally.settled, 0),
    coalesce(counted.assigned, 0), coalesce(counted.settled, 0)
FROM acknowledgements_departmenttally AS tally
FULL JOIN (
    SELECT revision_id, department_id, count(due_on) AS assigned, count(settled_on) AS settled
    FROM acknowledgements_assignment GROUP BY revision_id, department_id
) AS counted USING (revision_id, department_id)
WHERE (coalesce(tally.assigned, 0), coalesce(tally.settled, 0))
    <> (coalesce(counted.assigned, 0), coalesce(counted.settled, 0))
ORDER BY revision_id, department_id
"""

MEND = """
INSERT INTO acknowledgements_departmenttally (revision_id, department_id, assigned, settled)
VALUES (%s, %s, %s, %s)
ON CONFLICT (revision_id, department_id)
    DO UPDATE SET assigned = excluded.assigned, settled = excluded.settled
"""


@dataclass(frozen=True, slots=True)
class Drift:
    """A department's tally of one revision, and what its rows come to."""

    revision_id: int
    department_id: int
    tallied_assigned: int
    tallied_settled: int
    counted_assigned: int
    counted_settled: int

    def __str__(self) -> str:
        return (
            f"revision {self.revision_id}, department {self.department_id}: the tally says "
            f"{self.tallied_settled} of {self.tallied_assigned}, "
            f"the rows say {self.counted_settled} of {self.counted_assigned}"
        )


def drifts() -> list[Drift]:
    """Every tally that is out of step with its rows; normally none."""
    with connection.cursor() as cursor:
        cursor.execute(DRIFTS)
        return [Drift(*row) for row in cursor.fetchall()]


def mend() -> list[Drift]:
    """Sets the tallies right while nobody acknowledges; returns what was wrong."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "LOCK TABLE acknowledgements_departmenttally IN SHARE ROW EXCLUSIVE MODE"
            )
            wrong = drifts()
            for drift in wrong:
                cursor.execute(
                    MEND,
                    [
                        drift.revision_id, drift.department_id,
                        drift.counted_assigned, drift.counted_settled,
                    ],
                )  # fmt: skip
        for revision in Revision.objects.filter(pk__in={drift.revision_id for drift in wrong}):
            found = [str(drift) for drift in wrong if drift.revision_id == revision.pk]
            record("acknowledgements.recount", revision, None, found=found)
    return wrong
