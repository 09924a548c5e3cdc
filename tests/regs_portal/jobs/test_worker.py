import datetime as dt
import signal

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from regs_portal.jobs import enqueue_on_commit
from regs_portal.jobs.jobs import forget_finished_jobs
from regs_portal.jobs.liveness import Liveness
from regs_portal.jobs.worker import MAX_ATTEMPTS, requeue_orphans, run_next
from tests.regs_portal.jobs.sample_jobs import fail, leave_trace, never_end


def running(worker_names: list[str]) -> DBTaskResult:
    enqueue_on_commit(leave_trace, "again")
    task = DBTaskResult.objects.get()
    task.status, task.worker_ids = "RUNNING", worker_names
    task.save()
    return task


@pytest.mark.django_db
def test_a_failing_job_is_tried_later_and_at_last_given_up() -> None:
    enqueue_on_commit(fail, "it does")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert run_next("a worker")
        task = DBTaskResult.objects.get()
        assert len(task.worker_ids) == attempt
        if attempt < MAX_ATTEMPTS:
            assert task.status == "READY"
            assert task.run_after > timezone.now()
            assert not run_next("a worker"), "it is not due yet"
            DBTaskResult.objects.update(run_after=timezone.now())
    assert task.status == "FAILED"
    assert task.exception_class_path == "builtins.ValueError"


@pytest.mark.django_db
def test_a_dead_workers_job_is_run_again() -> None:
    task = running(["somebody who died"])
    assert requeue_orphans() == 1
    assert run_next("another worker")
    task.refresh_from_db()
    assert task.status == "SUCCESSFUL"
    assert Group.objects.filter(name="again").exists()


@pytest.mark.django_db
def test_a_living_workers_job_is_left_alone() -> None:
    alive = Liveness()
    running([alive.name])
    assert requeue_orphans() == 0
    alive.release()
    assert requeue_orphans() == 1


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up() -> None:
    task = running(["first", "second", "third"])
    requeue_orphans()
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "WorkerDiedError" in task.exception_class_path


@pytest.mark.django_db
def test_a_month_of_finished_jobs_is_kept() -> None:
    for days in (1, 40):
        enqueue_on_commit(leave_trace, str(days))
        finished = timezone.now() - dt.timedelta(days=days)
        DBTaskResult.objects.filter(status="READY").update(
            status="SUCCESSFUL", finished_at=finished
        )
    forget_finished_jobs.func()
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [["1"]]


@pytest.mark.django_db
def test_a_job_that_never_ends_is_stopped_and_given_up() -> None:
    enqueue_on_commit(never_end)
    assert run_next("a worker")
    task = DBTaskResult.objects.get()
    assert task.status == "FAILED"
    assert "JobTookTooLong" in task.exception_class_path
    # The worker's clock is stopped with it.
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    enqueue_on_commit(leave_trace, "next")
    assert run_next("a worker")
    assert Group.objects.filter(name="next").exists()
