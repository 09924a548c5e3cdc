"""Joiners, movers, leavers, those excused or away: what is owed follows the directory.

One statement a kind of change and revision, however many people; nothing is deleted. Whoever
reconciles a revision holds the row that says its audience was assigned, so that of two one waits.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection, models, transaction
from django.utils import timezone

from acknowledgements.assigning import (
    AWAY,
    DUE,
    IS_EXEMPT,
    asks,
    because,
    bound_sql,
    facts,
    insert,
    tallied,
)
from acknowledgements.models import AudienceAssigned, ChangeReason, Reconciliation
from policies.models import Revision
from regs_portal.people import touching

OPEN = """
owed.revision_id = %(revision)s AND owed.settled_on IS NULL AND owed.due_on IS NOT NULL {among}
"""
# Somebody goes: they owe nothing any more.
RELEASE = f"""
WITH bound AS ({{bound}}), gone AS (
    UPDATE acknowledgements_assignment AS owed SET due_on = NULL
    FROM people_employee AS person {AWAY}
    WHERE person.id = owed.employee_id AND {OPEN} AND {{why}}
    RETURNING owed.department_id
), tallied AS (
    UPDATE acknowledgements_departmenttally AS tally SET assigned = tally.assigned - sums.count
    FROM (SELECT department_id, count(*) FROM gone GROUP BY department_id) AS sums
    WHERE tally.revision_id = %(revision)s AND tally.department_id = sums.department_id
)
SELECT count(*) FROM gone
"""  # noqa: S608  (parts of our own)
IS_BOUND = "EXISTS (SELECT FROM bound WHERE bound.id = owed.employee_id)"
IS_EMPLOYED = """
(person.is_active AND person.hired_on <= %(on)s AND coalesce(person.left_on, %(on)s) >= %(on)s)
"""
WHY = {
    ChangeReason.LEFT: f"NOT {IS_EMPLOYED}",
    ChangeReason.MOVED_OUT: f"NOT {IS_BOUND}",
    ChangeReason.EXEMPTED: IS_EXEMPT,
    ChangeReason.ON_LEAVE: "away.is_open",
}
# Somebody is back, or no longer excused.
REOPEN = f"""
WITH bound AS ({{bound}}), back AS (
    UPDATE acknowledgements_assignment AS owed
    SET due_on = {DUE}, department_id = person.department_id
    FROM bound JOIN people_employee AS person ON person.id = bound.id {AWAY}
    WHERE owed.revision_id = %(revision)s AND owed.employee_id = person.id
    AND owed.due_on IS NULL AND NOT {IS_EXEMPT} AND away.is_open IS NOT TRUE
    RETURNING owed.department_id, owed.due_on
), tallied AS ({tallied("back")})
SELECT count(*) FROM back
"""  # noqa: S608  (parts of our own)
# Whoever is away on the last day has theirs after the return.
PUT_OFF = f"""
WITH put_off AS (
    UPDATE acknowledgements_assignment AS owed SET due_on = {DUE}
    FROM people_employee AS person {AWAY}
    WHERE person.id = owed.employee_id AND {OPEN} AND owed.due_on <= away.until
    RETURNING owed.department_id
)
SELECT count(*) FROM put_off
"""  # noqa: S608  (parts of our own)
# What is still open goes with the person to their department.
TRANSFER = f"""
WITH moved AS (
    SELECT owed.employee_id, owed.department_id AS old, person.department_id AS new
    FROM acknowledgements_assignment AS owed
    JOIN people_employee AS person ON person.id = owed.employee_id
    WHERE {OPEN} AND owed.department_id <> person.department_id
    FOR UPDATE OF owed
), updated AS (
    UPDATE acknowledgements_assignment AS owed SET department_id = moved.new
    FROM moved WHERE owed.revision_id = %(revision)s AND owed.employee_id = moved.employee_id
    RETURNING moved.old, moved.new
), sums AS (
    SELECT department, sum(one) AS change FROM (
        SELECT old AS department, -1 AS one FROM updated
        UNION ALL SELECT new, 1 FROM updated
    ) AS ones GROUP BY department HAVING sum(one) <> 0
), tallied AS (
    INSERT INTO acknowledgements_departmenttally AS tally
        (revision_id, department_id, assigned, settled)
    SELECT %(revision)s, department, greatest(change, 0), 0 FROM sums
    ON CONFLICT (revision_id, department_id) DO UPDATE SET assigned = tally.assigned
        + (SELECT change FROM sums WHERE sums.department = excluded.department_id)
)
SELECT count(*) FROM updated
"""  # noqa: S608  (parts of our own)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many were asked anew, and how many assignments changed for which reason."""

    assigned: int = 0
    changed: dict[ChangeReason, int] = field(default_factory=dict)


def reconcile(
    revision: Revision, at: dt.datetime | None = None, among: Collection[int] | None = None
) -> Reconciled:
    """Holds what is owed of a published revision against the directory of that day.

    ``among`` are the keys of those whose facts changed; None holds everybody's. Does nothing
    before the audience was assigned, and of a text no longer in force.
    """
    at = at or timezone.now()
    with transaction.atomic():
        told = AudienceAssigned.objects.select_for_update().filter(revision=revision).first()
        if told is None or revision.is_superseded(timezone.localdate(at)):
            return Reconciled()
        return _Revision(revision, at, among).reconciled(timezone.localdate(told.at))


def standing(on: dt.date) -> "models.QuerySet[Revision]":
    """The published revisions in force or coming whose audience was assigned."""
    found = Revision.objects.standing(on).words().filter(audience_assigned__isnull=False)
    return found.select_related("policy").order_by("pk")


def reconcile_touched(limit: int, at: dt.datetime | None = None) -> int:
    """Those whose facts changed since the last time, at most so many; how many they were.

    In one transaction with taking them from the queue: killed, it starts again.
    """
    at = at or timezone.now()
    with transaction.atomic():
        people = touching.take(limit)
        if people:
            for revision in standing(timezone.localdate(at)).iterator():
                reconcile(revision, at, people)
    return len(people)


def reconcile_whole(revision: Revision, at: dt.datetime) -> None:
    """Everybody's, once a day, for days pass without anybody touching the directory."""
    with transaction.atomic():
        reconcile(revision, at)
        Reconciliation.objects.get_or_create(
            revision=revision, day=timezone.localdate(at), defaults={"at": at}
        )


def not_reconciled(on: dt.date) -> list[int]:
    """Keys of the standing revisions that were not held against the directory on that day."""
    done = set(Reconciliation.objects.filter(day=on).values_list("revision", flat=True))
    found = standing(on).exclude(pk__in=done)
    return [revision.pk for revision in found.iterator() if asks(revision)]


class _Revision:
    """The statements about one revision at one moment."""

    def __init__(self, revision: Revision, at: dt.datetime, among: Collection[int] | None) -> None:
        self.revision, self.at, self.among = revision, at, among
        self.bound = bound_sql(revision, timezone.localdate(at), among)
        self.facts = facts(revision, at, is_late=True) | {"among": list(among or ())}

    def reconciled(self, told_on: dt.date) -> Reconciled:
        changed = {reason: self._run(reason, RELEASE, why=why) for reason, why in WHY.items()}
        changed[ChangeReason.CAME_BACK] = self._run(ChangeReason.CAME_BACK, REOPEN)
        changed[ChangeReason.ON_LEAVE] += self._run(ChangeReason.ON_LEAVE, PUT_OFF)
        changed[ChangeReason.TRANSFERRED] = self._run(ChangeReason.TRANSFERRED, TRANSFER)
        assigned = insert(self.revision, self.at, told_on, self.among)
        return Reconciled(assigned, changed)

    def _run(self, reason: ChangeReason, statement: str, why: str = "") -> int:
        among = "" if self.among is None else "AND owed.employee_id = ANY(%(among)s)"
        sql = statement.replace("{bound}", self.bound).replace("{why}", why)
        with because(reason, self.at), connection.cursor() as cursor:
            cursor.execute(sql.replace("{among}", among), self.facts)
            return int(cursor.fetchone()[0])
