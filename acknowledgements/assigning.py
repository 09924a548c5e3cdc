"""From a policy's audience to the people who owe a reading, in one statement.

What is assigned is frozen: the rows are the population an auditor samples. Assigning is done
once a revision; it may be asked for any number of times, by any number of workers.
"""

import datetime as dt

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.models import Acknowledgement, Assignment, AudienceAssigned
from policies.audience import bound_employees
from policies.models import Revision, Status
from policies.refusals import Refused, named_constraints
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# Rows are written in the order of the primary key, so that a revision's rows lie together.
INSERT = """
WITH assigned AS (
    INSERT INTO acknowledgements_assignment
        (revision_id, employee_id, department_id, due_on, assigned_at, settled_at)
    SELECT %s, bound.id, bound.department_id, %s, %s, NULL FROM ({bound}) AS bound
    ORDER BY bound.id
    ON CONFLICT DO NOTHING
    RETURNING department_id
), tallied AS (
    INSERT INTO acknowledgements_departmenttally AS tally
        (revision_id, department_id, assigned, settled)
    SELECT %s, department_id, count(*), 0 FROM assigned GROUP BY department_id
    ON CONFLICT (revision_id, department_id)
        DO UPDATE SET assigned = tally.assigned + excluded.assigned
)
SELECT count(*) FROM assigned
"""


def due_day(revision: Revision, on: dt.date) -> dt.date:
    """The last day to acknowledge: counted from the day people are told, ``on``, but never
    before the text takes effect."""
    last = on + dt.timedelta(days=revision.policy.acknowledge_within_days)
    return max(last, revision.effective_from or last)


def assign_audience(revision: Revision, at: dt.datetime | None = None) -> int:
    """Everybody whom the published revision binds on that day owes it a reading.

    A minor change, a correction above all, is owed only by those who have not acknowledged the
    text it changes. Returns how many were assigned; 0 when that was done before, when the policy
    asks for no acknowledgement or has ended, or when the text was superseded before anybody was
    told. ``at`` is only given
    by the demo company, which has a past.
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
        is_owed = (
            revision.policy.requires_acknowledgement
            and not revision.is_repeal
            and not revision.is_superseded(on)
        )
        due_on = due_day(revision, on)
        assigned = _insert(revision, due_on, at) if is_owed else 0
        AudienceAssigned.objects.create(revision=revision, at=at, assigned=assigned)
        record(
            "acknowledgements.assign", revision, None, assigned=assigned, due_on=due_on,
            digest=revision.digest,
        )  # fmt: skip
    return assigned


def owing(revision: Revision, on: dt.date) -> int:
    """How many would have to acknowledge the revision if it were published that day."""
    if not revision.policy.requires_acknowledgement or revision.is_repeal:
        return 0
    return _bound(revision, on).count()


def follow_the_day(revision: Revision) -> int:
    """Nobody has to acknowledge a text before it takes effect: last days that lie before a day
    postponed move to it. How many did."""
    if revision.status != Status.PUBLISHED or revision.effective_from is None:
        return 0
    early = Assignment.objects.open().filter(revision=revision, due_on__lt=revision.effective_from)
    return early.update(due_on=revision.effective_from)


def unassigned() -> "models.QuerySet[Revision]":
    """Published revisions whose audience has still to be assigned, oldest first."""
    return (
        Revision.objects.published()
        .filter(audience_assigned__isnull=True)
        .order_by("published_at", "pk")
    )


def _bound(revision: Revision, on: dt.date) -> "models.QuerySet[Employee]":
    """Whom it binds that day; of a minor change, without those who have acknowledged the same."""
    bound = bound_employees(revision.policy, on).order_by()
    if revision.is_material:
        return bound
    known = Acknowledgement.objects.filter(revision__in=_of_one_weight(revision))
    return bound.exclude(pk__in=known.values("employee"))


def _of_one_weight(revision: Revision) -> "models.QuerySet[Revision]":
    """The texts that differ from this minor one in nothing material: back to the material one."""
    earlier = revision.policy.revisions.published().filter(sequence__lt=revision.sequence)
    newest_material = earlier.filter(is_material=True).newest_first().values("sequence")[:1]
    return earlier.filter(sequence__gte=models.Subquery(newest_material))


def _insert(revision: Revision, due_on: dt.date, at: dt.datetime) -> int:
    bound = _bound(revision, timezone.localdate(at))
    try:
        sql, parameters = bound.values("id", "department_id").query.sql_with_params()
    except EmptyResultSet:
        return 0  # No rule includes anybody.
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT.format(bound=sql), [revision.pk, due_on, at, *parameters, revision.pk]
        )
        return int(cursor.fetchone()[0])
