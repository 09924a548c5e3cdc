"""From a policy's audience to the people who owe a reading, in one statement.

What is assigned stays: the rows are the population an auditor samples. Assigning is done once a
revision; it may be asked for any number of times, by any number of workers. Who joins, moves or
leaves afterwards is ``reconciling``'s.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements import grounds
from acknowledgements.dues import days_for, due_day
from acknowledgements.models import Acknowledgement, Assignment, AudienceAssigned, ChangeReason
from policies.audience import bound_employees
from policies.models import Revision, Status
from policies.refusals import Refused, named_constraints
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

NOBODY = "SELECT NULL::bigint AS id, NULL::bigint AS department_id, 0::bigint AS rule WHERE false"

IS_EXEMPT = """
EXISTS (SELECT FROM acknowledgements_exemption AS excused
    WHERE excused.policy_id = %(policy)s AND excused.employee_id = person.id
    AND %(on)s BETWEEN excused.starts_on AND excused.ends_on)
"""
# From the day one is told, or is back. Whoever is away without a day of return owes nothing yet.
DUE = """
CASE WHEN away.is_open THEN NULL ELSE
    greatest(%(effective_from)s, coalesce(away.until, %(on)s::date)
        + ceil(%(days)s * 100.0 / person.working_share)::integer)
END
"""
AWAY = """
LEFT JOIN LATERAL (
    SELECT max(leave.ends_on) AS until, bool_or(leave.ends_on IS NULL) AS is_open
    FROM people_leave AS leave WHERE leave.employee_id = person.id
    AND leave.starts_on <= %(on)s AND coalesce(leave.ends_on, %(on)s) >= %(on)s
) AS away ON true
"""


def tallied(rows: str) -> str:
    """Adds those of the rows (``department_id``, ``due_on``) that are owed to their tallies."""
    return f"""
    INSERT INTO acknowledgements_departmenttally AS tally
        (revision_id, department_id, assigned, settled)
    SELECT %(revision)s, department_id, count(due_on), 0 FROM {rows} GROUP BY department_id
    ON CONFLICT (revision_id, department_id)
        DO UPDATE SET assigned = tally.assigned + excluded.assigned
"""  # noqa: S608  (a name of our own)


# Rows are written in the order of the primary key, so that a revision's rows lie together. Of
# each rule that names somebody new a ground is kept, of each occasion one.
INSERT = f"""
WITH bound AS ({{bound}}), fresh AS MATERIALIZED (
    SELECT person.id, person.department_id, bound.rule,
        CASE WHEN %(is_late)s THEN
            CASE WHEN person.hired_on > %(told_on)s THEN 'joiner' ELSE 'mover' END
        ELSE 'publication' END AS occasion,
        CASE WHEN {IS_EXEMPT} THEN NULL ELSE {DUE} END AS due_on
    FROM bound JOIN people_employee AS person ON person.id = bound.id {AWAY}
    WHERE NOT EXISTS (SELECT FROM acknowledgements_assignment AS owed
        WHERE owed.revision_id = %(revision)s AND owed.employee_id = person.id)
), grounds AS (
    INSERT INTO acknowledgements_assignmentground
        (revision_id, occasion, at, rule_key, rule, audience)
    SELECT %(revision)s, heads.occasion, %(at)s, heads.rule,
        coalesce(rules.line, '{{{{}}}}'), %(audience)s::jsonb
    FROM (SELECT DISTINCT occasion, rule FROM fresh) AS heads
    LEFT JOIN jsonb_to_recordset(%(rules)s::jsonb) AS rules(key bigint, line jsonb)
        ON rules.key = heads.rule
    RETURNING id, occasion, rule_key
), assigned AS (
    INSERT INTO acknowledgements_assignment
        (revision_id, employee_id, department_id, due_on, ground_id)
    SELECT %(revision)s, fresh.id, fresh.department_id, fresh.due_on, grounds.id
    FROM fresh JOIN grounds ON grounds.occasion = fresh.occasion
        AND grounds.rule_key = fresh.rule
    ORDER BY fresh.id
    ON CONFLICT DO NOTHING
    RETURNING department_id, due_on
), tallied AS ({tallied("assigned")})
SELECT count(due_on) FROM assigned
"""  # noqa: S608  (parts of our own)


def assign_audience(revision: Revision, at: dt.datetime | None = None) -> int:
    """Everybody whom the published revision binds on that day owes it a reading.

    A minor change, a correction above all, asks nobody anew: it is owed only by those who have
    not acknowledged the text it changes, and owed that one. Returns how many were assigned; 0
    when that was done before, when the policy asks for no acknowledgement or has ended, or when
    the text was superseded before anybody was told. ``at`` is only given by the demo company,
    which has a past.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        revision = (
            Revision.objects.select_for_update(of=("self",), no_key=True)
            .select_related("policy")
            .get(pk=revision.pk)
        )
        if revision.status != Status.PUBLISHED:
            raise Refused(
                "not_published", _("Only a published revision is assigned to those it binds.")
            )
        if AudienceAssigned.objects.filter(revision=revision).exists():
            return 0
        on = timezone.localdate(at)
        is_owed = asks(revision) and not revision.is_superseded(on)
        assigned = insert(revision, at) if is_owed else 0
        AudienceAssigned.objects.create(revision=revision, at=at, assigned=assigned)
        record(
            "acknowledgements.assign", revision, None, assigned=assigned,
            due_on=due_day(revision, on), digest=revision.digest,
        )  # fmt: skip
    return assigned


def asks(revision: Revision) -> bool:
    return revision.policy.requires_acknowledgement and not revision.is_repeal


def owing(revision: Revision, on: dt.date) -> int:
    """How many would have to acknowledge the revision if it were published that day."""
    return bound(revision, on).count() if asks(revision) else 0


def follow_the_day(revision: Revision) -> int:
    """Nobody has to acknowledge a text before it takes effect: last days that lie before a day
    postponed move to it. How many did."""
    if revision.status != Status.PUBLISHED or revision.effective_from is None:
        return 0
    early = Assignment.objects.open().filter(revision=revision, due_on__lt=revision.effective_from)
    with transaction.atomic(), because(ChangeReason.POSTPONED, timezone.now()):
        return early.update(due_on=revision.effective_from)


@contextmanager
def because(reason: ChangeReason, at: dt.datetime) -> Iterator[None]:
    """While inside, assignments may change, and the trigger that keeps every change knows why."""
    _say_why(reason.value, at.isoformat())
    yield
    _say_why("", "")


def _say_why(reason: str, at: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('regs_portal.reason', %s, true),"
            " set_config('regs_portal.at', %s, true)",
            [reason, at],
        )


def unassigned() -> "models.QuerySet[Revision]":
    """Published revisions whose audience has still to be assigned, oldest first."""
    return (
        Revision.objects.published()
        .filter(audience_assigned__isnull=True)
        .order_by("published_at", "pk")
    )


def bound(revision: Revision, on: dt.date) -> "models.QuerySet[Employee]":
    """Whom it binds that day; of a minor change, without those who have acknowledged the same."""
    found = bound_employees(revision.policy, on).order_by()
    if revision.is_material:
        return found
    known = Acknowledgement.objects.filter(revision__in=_of_one_weight(revision))
    return found.exclude(pk__in=known.values("employee"))


def _of_one_weight(revision: Revision) -> "models.QuerySet[Revision]":
    """The texts that differ from this minor one in nothing material: back to the material one."""
    earlier = revision.policy.revisions.published().filter(sequence__lt=revision.sequence)
    newest_material = earlier.filter(is_material=True).newest_first().values("sequence")[:1]
    return earlier.filter(sequence__gte=models.Subquery(newest_material))


def insert(
    revision: Revision,
    at: dt.datetime,
    told_on: dt.date | None = None,
    among: Collection[int] | None = None,
) -> int:
    """Whoever is bound and was never assigned. ``told_on``, the day the audience was, is given
    for those who came under the rule later."""
    values = facts(revision, at, is_late=told_on is not None) | {
        "is_late": told_on is not None,
        "told_on": told_on,
        "audience": json.dumps(grounds.lines(revision.policy)),
        "rules": grounds.by_key(revision.policy),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT.format(bound=bound_sql(revision, timezone.localdate(at), among)), values
        )
        return int(cursor.fetchone()[0])


def facts(revision: Revision, at: dt.datetime, *, is_late: bool) -> dict[str, Any]:
    """What the statements about one revision name."""
    return {
        "revision": revision.pk,
        "policy": revision.policy_id,
        "at": at,
        "on": timezone.localdate(at),
        "days": days_for(revision, is_late=is_late),
        "effective_from": revision.effective_from,
    }


def bound_sql(revision: Revision, on: dt.date, among: Collection[int] | None = None) -> str:
    """Whom it binds, as a part of a statement: their keys, departments and the rule's key."""
    people = bound(revision, on) if asks(revision) else Employee.objects.none()
    if among is not None:
        people = people.filter(pk__in=among)
    people = people.annotate(rule=grounds.first_rule(revision.policy, on))
    try:
        sql, parameters = people.values("id", "department_id", "rule").query.sql_with_params()
    except EmptyResultSet:
        return NOBODY  # No rule includes anybody.
    with connection.cursor() as cursor:
        ready: bytes = cursor.mogrify(sql, parameters)
    return ready.decode().replace("%", "%%")
