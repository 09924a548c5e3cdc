"""What happens after the fact, in a worker: the PDFs of what was published, what is to be filed,
and tidying up."""

import datetime as dt
from typing import Any

from django.utils import timezone

from policies import citing, review_reminding, schedule_letters, searching
from policies.exports.storing import store_pdf, without_current_pdf
from policies.filing import making, reminding
from policies.importing import keeping
from policies.models import Revision
from policies.searching import tallying
from regs_portal.jobs import Priority, enqueue_on_commit, every, given_up, job, unfinished

# So many at a time: a sweep is short, and the next one goes on.
SWEEP = 200

# Thirty times what a text of a hundred pages takes. Meanwhile the worker does nothing else.
PDF_SECONDS = 180
# Six times what the largest sample takes.
COUNT_SECONDS = 120
# What could not be made is tried again so much later: by then somebody has mended the cause.
TRY_AGAIN_AFTER = dt.timedelta(days=1)


@job(priority=Priority.PATIENT, seconds=PDF_SECONDS)
def make_pdf_of(revision_id: int) -> None:
    """The PDF a published revision needs today; does nothing when it is already there."""
    store_pdf(revision_id)


@every(seconds=300)
@job
def make_missing_pdfs() -> None:
    """Makes certain what the announcement makes prompt, and marks what has been superseded."""
    known = unfinished(make_pdf_of) | _given_up()
    lacking = without_current_pdf(timezone.localdate()).exclude(pk__in=[pk for (pk,) in known])
    for pk in lacking.values_list("pk", flat=True)[:SWEEP]:
        enqueue_on_commit(make_pdf_of, pk)


def pdf_was_given_up(revision: Revision) -> bool:
    """Making it failed, and it is not tried again today."""
    return (revision.pk,) in _given_up()


def _given_up() -> set[tuple[int, ...]]:
    return given_up(make_pdf_of, since=timezone.now() - TRY_AGAIN_AFTER)


@every(seconds=24 * 3600)
@job
def sweep_search() -> None:
    """Takes what is no longer in force out of the index."""
    searching.sweep(timezone.localdate())
    tallying.forget(timezone.localdate())


@every(seconds=6 * 3600)
@job(priority=Priority.PATIENT, seconds=COUNT_SECONDS)
def count_search_terms() -> None:
    """Tells telling words from usual ones; what is published since is a rare one."""
    searching.count_terms()


@every(seconds=24 * 3600)
@job
def forget_old_imports() -> None:
    """Throws away texts that were kept for an import and left alone."""
    keeping.forget_old(timezone.now())


@every(seconds=24 * 3600)
@job
def sweep_references() -> None:
    """Takes out what is no longer in force of who cites whom."""
    citing.sweep(timezone.localdate())


@job
def make_filings_of(revision_id: int) -> None:
    """The filings that a published work rule needs; does nothing when they are there."""
    revision = Revision.objects.published().select_related("policy").filter(pk=revision_id).first()
    if revision is not None and revision.policy.is_work_rule:
        making.make_for(revision)


@every(seconds=3600)
@job
def make_missing_filings() -> None:
    """Makes certain what the announcement makes prompt, and finds what has to be filed since more
    people work for the company, or since a policy is a work rule."""
    for revision in making.unfiled(timezone.localdate())[:SWEEP]:
        making.make_for(revision)


@every(seconds=3600)
@job
def remind_of_filings() -> None:
    """One job for each letter that should have gone by today: one failing delays no other."""
    waiting = unfinished(remind_of_filing)
    for filing, _mark, employee in reminding.lacking(timezone.localdate()):
        if (filing.pk, employee.pk) not in waiting:
            enqueue_on_commit(remind_of_filing, filing.pk, employee.pk)


@job
def remind_of_filing(filing_id: int, employee_id: int) -> None:
    reminding.remind(filing_id, employee_id)


def enqueue_filings(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_published``."""
    if revision.policy.is_work_rule:
        enqueue_on_commit(make_filings_of, revision.pk)


@every(seconds=3600)
@job
def remind_of_reviews() -> None:
    """One job for each letter that should have gone by today: one failing delays no other."""
    waiting = unfinished(remind_of_review)
    for policy, employee in review_reminding.lacking(timezone.localdate()):
        if (policy, employee) not in waiting:
            enqueue_on_commit(remind_of_review, policy, employee)


@job
def remind_of_review(policy_id: int, employee_id: int) -> None:
    review_reminding.remind(policy_id, employee_id)


def enqueue_pdf(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_published``."""
    enqueue_on_commit(make_pdf_of, revision.pk)


@every(seconds=3600)
@job
def tell_of_new_days() -> None:
    """Makes certain what the announcement makes prompt. One job for each letter: one failing
    delays no other."""
    waiting = unfinished(tell_of_new_day)
    for schedule in schedule_letters.recent(timezone.now()):
        for employee in schedule_letters.lacking(schedule).values_list("pk", flat=True):
            if (schedule.pk, employee) not in waiting:
                enqueue_on_commit(tell_of_new_day, schedule.pk, employee)


@job
def tell_of_new_day(schedule_id: int, employee_id: int) -> None:
    schedule_letters.tell(schedule_id, employee_id)


def enqueue_letters(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_rescheduled``."""
    enqueue_on_commit(tell_of_new_days)
