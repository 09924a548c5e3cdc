"""Publishing announces, a job assigns; the sweep finds what the announcement lost."""

import pytest
from django_tasks_db.models import DBTaskResult

from acknowledgements import jobs
from acknowledgements.assigning import unassigned
from acknowledgements.models import Assignment, AudienceAssigned
from regs_portal.jobs.worker import run_next, run_pending
from tests.cast import Cast, published_policy


@pytest.fixture(autouse=True)
def only_our_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF is another app's business and takes seconds."""
    monkeypatch.setattr("policies.jobs.store_pdf", lambda revision_id: None)


def test_publishing_only_enqueues(cast: Cast) -> None:
    revision = published_policy(cast)
    assert not AudienceAssigned.objects.filter(revision=revision).exists()
    assert list(unassigned()) == [revision]


def test_the_worker_assigns_everybody_bound(cast: Cast) -> None:
    revision = published_policy(cast)

    run_pending()

    assert Assignment.objects.filter(revision=revision).count() == len(cast.everybody)
    assert not unassigned().exists()


def test_the_job_run_again_does_nothing(cast: Cast) -> None:
    revision = published_policy(cast)
    run_pending()

    jobs.assign_audience_of.func(revision.pk)

    assert Assignment.objects.filter(revision=revision).count() == len(cast.everybody)


def test_the_sweep_finds_what_the_announcement_lost(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as lost:
        lost.setattr("acknowledgements.announcements.enqueue_on_commit", lambda *lost: None)
        revision = published_policy(cast)
        run_pending()
    assert list(unassigned()) == [revision]

    jobs.assign_unassigned.func()
    run_pending()

    assert AudienceAssigned.objects.get(revision=revision).assigned == len(cast.everybody)


def test_drift_is_reported(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("acknowledgements.jobs.drifts", lambda: ["revision 1 is off"])
    jobs.report_drift.func()
    assert "revision 1 is off" in caplog.text


def test_assigning_does_not_wait_for_any_pdf(cast: Cast) -> None:
    for code in ("HR-003", "HR-004"):
        revision = published_policy(cast, code)

    assert run_next("a worker")
    assert run_next("a worker")

    assert not unassigned().exists()
    assert Assignment.objects.filter(revision=revision).exists()


def test_the_sweep_leaves_alone_what_is_queued(cast: Cast) -> None:
    revision = published_policy(cast)

    jobs.assign_unassigned.func()

    queued = DBTaskResult.objects.filter(task_path=jobs.assign_audience_of.module_path)
    assert [task.args_kwargs["args"] for task in queued] == [[revision.pk]]
