import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from regs_portal.jobs import enqueue_on_commit
from regs_portal.jobs.worker import run_pending
from tests.regs_portal.jobs.sample_jobs import fail, leave_trace


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
