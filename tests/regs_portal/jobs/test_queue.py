import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from regs_portal.jobs import enqueue_on_commit, given_up, unfinished
from regs_portal.jobs.worker import run_next, run_pending
from tests.regs_portal.jobs.sample_jobs import fail, leave_trace, leave_trace_urgently, never_end


@pytest.mark.django_db
def test_a_queued_job_runs_once() -> None:
    enqueue_on_commit(leave_trace, "done")
    assert not Group.objects.filter(name="done").exists()
    assert run_pending() == 1
    assert Group.objects.filter(name="done").exists()
    assert run_pending() == 0


@pytest.mark.django_db
def test_a_job_of_a_rolled_back_transaction_never_was() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue_on_commit(leave_trace, "never")
        raise RuntimeError
    assert run_pending() == 0


@pytest.mark.django_db
def test_running_here_lets_the_error_through() -> None:
    enqueue_on_commit(fail, "a reason")
    with pytest.raises(ValueError, match="a reason"):
        run_pending()


@pytest.mark.django_db
def test_what_is_urgent_is_done_first() -> None:
    enqueue_on_commit(never_end)
    enqueue_on_commit(leave_trace, "usual")
    enqueue_on_commit(leave_trace_urgently, "urgent")
    # Tried before, and due again: it comes before its like, not before what is urgent.
    DBTaskResult.objects.filter(priority=0).update(run_after=timezone.now())

    for name in ("urgent", "usual"):
        run_next("a worker")
        assert Group.objects.latest("pk").name == name
    assert unfinished(never_end) == {()}


@pytest.mark.django_db
def test_the_queue_says_what_it_still_has_to_do_and_what_it_gave_up() -> None:
    for name in ("waiting", "running", "failed", "failed long ago", "done"):
        enqueue_on_commit(leave_trace, name)
    enqueue_on_commit(fail, "waiting too")
    now = timezone.now()
    for name, status, finished in (
        ("running", "RUNNING", None),
        ("failed", "FAILED", now),
        ("failed long ago", "FAILED", now - dt.timedelta(days=9)),
        ("done", "SUCCESSFUL", now),
    ):
        mine = DBTaskResult.objects.filter(args_kwargs__args=[name])
        assert mine.update(status=status, finished_at=finished) == 1

    assert unfinished(leave_trace) == {("waiting",), ("running",)}
    assert given_up(leave_trace, since=now - dt.timedelta(days=1)) == {("failed",)}
