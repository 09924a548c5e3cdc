"""What happens after the fact, in a worker: the PDFs of what was published, what is to be filed,
and tidying up."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from policies import (
    citing,
    comparing,
    follow_letters,
    questions,
    rendering,
    review_reminding,
    schedule_letters,
    searching,
    summarising,
)
from policies.exports import ordering
from policies.exports.storing import store_pdf, without_current_pdf
from policies.filing import making, reminding
from policies.importing import keeping
from policies.models import PrintOrder, Revision
from policies.searching import tallying
from regs_portal.jobs import Priority, enqueue_on_commit, every, given_up, job, unfinished

# So many at a time: a sweep is short, and the next one goes on.
SWEEP = 200

# Thirty times what a text of a hundred pages takes. Meanwhile the worker does nothing else.
PDF_SECONDS = 180
# A handbook may hold six times as much.
HANDBOOK_SECONDS = 600
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


# What a person waits for goes before what nobody asked for.
@job(seconds=HANDBOOK_SECONDS)
def make_print(order_id: int) -> None:
    """A PDF that somebody asked for; does nothing when it is already there."""
    ordering.make(order_id)


@every(seconds=300)
@job
def make_missing_prints() -> None:
    """Makes certain what asking makes prompt."""
    known = unfinished(make_print) | given_up(make_print, since=timezone.now() - TRY_AGAIN_AFTER)
    orders = ordering.unmade(timezone.now()).exclude(pk__in=[pk for (pk,) in known])
    for pk in orders.values_list("pk", flat=True)[:SWEEP]:
        enqueue_on_commit(make_print, pk)


@every(seconds=3600)
@job
def forget_old_prints() -> None:
    """Throws away PDFs that somebody asked for days ago."""
    ordering.forget_old(timezone.now())


def print_was_given_up(order: PrintOrder) -> bool:
    """Making it failed, and it is not tried again today."""
    return (order.pk,) in given_up(make_print, since=timezone.now() - TRY_AGAIN_AFTER)


def pdf_was_given_up(revision: Revision) -> bool:
    """Making it failed, and it is not tried again today."""
    return (revision.pk,) in _given_up()


def _given_up() -> set[tuple[int, ...]]:
    return given_up(make_pdf_of, since=timezone.now() - TRY_AGAIN_AFTER)


@every(seconds=300)
@job
def make_missing_conversions() -> None:
    """Pages that were published before pages were kept in both scripts."""
    for page in rendering.without_conversion()[:SWEEP]:
        words = rendering.Page(page.html, page.contents)
        rendering.store_conversion(page.revision_id, words, timezone.now())


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


@every(seconds=300)
@job
def read_bases() -> None:
    """Reads again the references written before it was asked what a text rests on."""
    for revision in citing.unread()[:SWEEP]:
        with transaction.atomic():
            citing.rebuild(revision)


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


@every(seconds=60)
@job
def tell_of_questions() -> None:
    """Makes certain that questions and answers come to those they are for."""
    waiting = unfinished(tell_of_question)
    for question, is_of_answer, employee in questions.letters_lacking(timezone.now()):
        if (question, is_of_answer, employee) not in waiting:
            enqueue_on_commit(tell_of_question, question, is_of_answer, employee)


@job
def tell_of_question(question_id: int, is_of_answer: bool, employee_id: int) -> None:
    questions.tell(question_id, is_of_answer, employee_id)


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


@job
def summarise_changes_of(revision_id: int) -> None:
    """What a published revision changes, in figures and as the page that most will ask for; does
    nothing when the figures are there."""
    if revision := summarising.without_summary().filter(pk=revision_id).first():
        made = summarising.summarise(revision)
        if made and made.before:
            comparing.draw_ahead(made.before, revision)


@every(seconds=300)
@job
def summarise_missing_changes() -> None:
    """Makes certain what the announcement makes prompt."""
    for revision in summarising.without_summary()[:SWEEP]:
        summarising.summarise(revision)


def enqueue_summary(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_published``."""
    enqueue_on_commit(summarise_changes_of, revision.pk)


@every(seconds=3600)
@job
def tell_followers() -> None:
    """Makes certain what the announcements make prompt. One job for each letter."""
    waiting = unfinished(tell_follower)
    for schedule in follow_letters.recent(timezone.now()):
        for employee in follow_letters.lacking(schedule).values_list("pk", flat=True):
            if (schedule.pk, employee) not in waiting:
                enqueue_on_commit(tell_follower, schedule.pk, employee)


@job
def tell_follower(schedule_id: int, employee_id: int) -> None:
    follow_letters.tell(schedule_id, employee_id)


def enqueue_following(sender: type[Revision], revision: Revision, **announced: Any) -> None:
    """Listens to ``revision_published`` and ``revision_rescheduled``."""
    enqueue_on_commit(tell_followers)
