"""What happens after publication, in a worker: assigning the audience, checking the tallies."""

import logging

from django.utils import timezone

from acknowledgements import reconciling
from acknowledgements.assigning import assign_audience, follow_the_day, unassigned
from acknowledgements.recounting import drifts
from policies.models import Revision
from regs_portal.jobs import Priority, enqueue_on_commit, every, job, unfinished

logger = logging.getLogger(__name__)

# So many at a time: a sweep is short, and the next one goes on.
SWEEP = 200
# So many employees whose facts changed are looked at in one transaction.
TOUCHED = 5000
TOUCHED_SECONDS = 600


@job(priority=Priority.URGENT)
def assign_audience_of(revision_id: int) -> None:
    """Does nothing when it is already done, or when the publication was cancelled meanwhile."""
    revision = Revision.objects.published().filter(pk=revision_id).first()
    if revision is not None:
        assign_audience(revision)


@job(priority=Priority.URGENT)
def follow_the_day_of(revision_id: int) -> None:
    """Moves last days that lie before the day the revision now takes effect."""
    follow_the_day(Revision.objects.get(pk=revision_id))


@every(seconds=60)
@job(priority=Priority.URGENT)
def assign_unassigned() -> None:
    """Makes certain what the announcement makes prompt."""
    known = [pk for (pk,) in unfinished(assign_audience_of)]
    for pk in unassigned().exclude(pk__in=known).values_list("pk", flat=True)[:SWEEP]:
        enqueue_on_commit(assign_audience_of, pk)


@every(seconds=30)
@job(priority=Priority.URGENT, seconds=TOUCHED_SECONDS)
def follow_the_directory() -> None:
    """Joiners, movers and leavers within a minute; of a whole directory in a few batches."""
    while reconciling.reconcile_touched(TOUCHED):
        pass


@every(seconds=1800)
@job
def reconcile_everybody() -> None:
    """Once a company's day: an appointment may begin, a leave end, and nobody touches anything."""
    known = [pk for (pk,) in unfinished(reconcile_whole_of)]
    for pk in reconciling.not_reconciled(timezone.localdate()):
        if pk not in known:
            enqueue_on_commit(reconcile_whole_of, pk)


@job
def reconcile_whole_of(revision_id: int) -> None:
    revision = Revision.objects.select_related("policy").get(pk=revision_id)
    reconciling.reconcile_whole(revision, timezone.now())


@every(seconds=24 * 3600)
@job
def report_drift() -> None:
    """A tally that does not say what the rows say is a defect: it is reported, never hidden."""
    for drift in drifts():
        logger.error("Tally out of step, run `manage.py recount_tallies --mend`: %s", drift)
