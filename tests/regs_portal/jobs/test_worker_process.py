"""Real worker processes, killed as machines kill them."""

import signal
import subprocess
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django_tasks_db.models import DBTaskResult

from regs_portal.jobs import enqueue_on_commit
from tests.regs_portal.jobs.sample_jobs import kill_own_worker, leave_trace, leave_trace_slowly

StartWorker = Callable[[], "subprocess.Popen[bytes]"]
Eventually = Callable[[Callable[[], object]], None]

pytestmark = pytest.mark.slow


def exists(name: str) -> Callable[[], bool]:
    return Group.objects.filter(name=name).exists


def test_a_killed_workers_job_is_finished_by_another(
    start_worker: StartWorker, eventually: Eventually
) -> None:
    enqueue_on_commit(leave_trace_slowly, "slow")
    victim = start_worker()
    eventually(exists("slow begun"))
    victim.kill()
    victim.wait()
    assert not exists("slow")()
    start_worker()
    eventually(exists("slow"))


def test_a_worker_asked_to_stop_finishes_its_job(
    start_worker: StartWorker, eventually: Eventually
) -> None:
    enqueue_on_commit(leave_trace_slowly, "slow")
    worker = start_worker()
    eventually(exists("slow begun"))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=90) == 0
    assert exists("slow")()


def test_a_worker_outlives_its_database_connections(
    start_worker: StartWorker, eventually: Eventually
) -> None:
    enqueue_on_commit(leave_trace, "before")
    worker = start_worker()
    eventually(exists("before"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # The worker's own connection always; the queue's only while it looks for a job.
        assert cursor.fetchall()
    enqueue_on_commit(leave_trace, "after")
    eventually(exists("after"))
    assert worker.poll() is None


def test_a_job_that_kills_its_worker_does_not_stop_the_others(
    start_worker: StartWorker, eventually: Eventually
) -> None:
    enqueue_on_commit(kill_own_worker)
    DBTaskResult.objects.update(worker_ids=["first victim", "second victim"])
    assert start_worker().wait(timeout=90) == -signal.SIGKILL
    enqueue_on_commit(leave_trace, "still working")
    start_worker()
    eventually(exists("still working"))
    eventually(DBTaskResult.objects.filter(status="FAILED").exists)


def test_two_workers_share_the_queue(start_worker: StartWorker, eventually: Eventually) -> None:
    for number in range(20):
        enqueue_on_commit(leave_trace, f"share {number}")
    start_worker()
    start_worker()
    ours = DBTaskResult.objects.filter(task_path=leave_trace.module_path)
    eventually(lambda: ours.filter(status="SUCCESSFUL").count() == 20)
    assert all(len(task.worker_ids) == 1 for task in ours)
