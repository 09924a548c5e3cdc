"""Making the PDF of a table of amended clauses, in a worker."""

import datetime as dt

from django.utils import timezone

from policies.exports.amendments_pdf import store_table
from policies.models import Revision
from regs_portal.jobs import Priority, enqueue_on_commit, given_up, job, unfinished

# A table in which every clause of five hundred changes takes a tenth of it.
SECONDS = 180
TRY_AGAIN_AFTER = dt.timedelta(hours=1)


@job(priority=Priority.USUAL, seconds=SECONDS)
def make_table_of(before_id: int, after_id: int) -> None:
    """Does nothing when it is already there."""
    store_table(before_id, after_id)


def ask_for_table(before: Revision, after: Revision) -> None:
    """Once, however often it is asked for until it is there."""
    if not is_being_made(before, after):
        enqueue_on_commit(make_table_of, before.pk, after.pk)


def is_being_made(before: Revision, after: Revision) -> bool:
    return (before.pk, after.pk) in unfinished(make_table_of)


def was_given_up(before: Revision, after: Revision) -> bool:
    """Making it failed a short while ago."""
    return (before.pk, after.pk) in given_up(make_table_of, timezone.now() - TRY_AGAIN_AFTER)
