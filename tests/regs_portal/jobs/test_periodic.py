import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from regs_portal.jobs import every, periodic
from regs_portal.jobs.models import PeriodicSlot
from tests.regs_portal.jobs.sample_jobs import leave_trace

NOON = dt.datetime(2026, 3, 1, 12, 0, 7, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def one_job_a_minute(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    jobs = {leave_trace.module_path: (leave_trace, MINUTE)}
    monkeypatch.setattr(periodic, "PERIODIC", jobs)


def finish_what_is_queued() -> None:
    DBTaskResult.objects.update(status="SUCCESSFUL")


def test_a_slot_is_queued_once() -> None:
    assert periodic.enqueue_due(NOON) == 1
    finish_what_is_queued()
    assert periodic.enqueue_due(NOON + dt.timedelta(seconds=30)) == 0
    assert periodic.enqueue_due(NOON + MINUTE) == 1


def test_missed_slots_are_caught_up_by_one_run() -> None:
    periodic.enqueue_due(NOON)
    finish_what_is_queued()
    assert periodic.enqueue_due(NOON + 10 * MINUTE) == 1
    assert periodic.enqueue_due(NOON + 10 * MINUTE) == 0


def test_a_slow_job_is_not_queued_behind_itself() -> None:
    periodic.enqueue_due(NOON)
    assert periodic.enqueue_due(NOON + MINUTE) == 0
    assert DBTaskResult.objects.count() == 1


def test_a_clock_that_goes_back_repeats_nothing() -> None:
    periodic.enqueue_due(NOON)
    finish_what_is_queued()
    assert periodic.enqueue_due(NOON - MINUTE) == 0


def test_old_slots_are_forgotten() -> None:
    periodic.enqueue_due(NOON)
    finish_what_is_queued()
    periodic.enqueue_due(NOON + dt.timedelta(days=30))
    assert PeriodicSlot.objects.count() == 1


def test_every_registers_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, object] = {}
    monkeypatch.setattr("regs_portal.jobs.queue.PERIODIC", known)
    assert every(seconds=60)(leave_trace) is leave_trace
    assert known == {leave_trace.module_path: (leave_trace, MINUTE)}
