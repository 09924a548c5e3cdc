import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from policies import jobs, workflow
from policies.exports import storing
from policies.exports.storing import store_pdf, stored_pdf, without_current_pdf
from policies.models import Rendition, Revision
from policies.models.rendition import RenditionKind
from policies.refusals import Refused
from regs_portal.jobs.worker import run_pending
from tests import cast as casting
from tests.cast import Cast


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[Revision]:
    """Stands in for WeasyPrint, which test_pdf drives; remembers what it was asked for."""
    printed: list[Revision] = []

    def make_pdf(revision: Revision, on: dt.date) -> bytes:
        printed.append(revision)
        return f"%PDF of {revision} on {on} {len(printed)}".encode()

    monkeypatch.setattr(storing, "make_pdf", make_pdf)
    return printed


def content(rendition: Rendition) -> bytes:
    with rendition.file.open("rb") as file:
        read: bytes = file.read()
    return read


def files(media: Path) -> list[str]:
    return sorted(path.name for path in media.rglob("*.pdf"))


def test_publication_leads_to_a_pdf(cast: Cast, media: Path) -> None:
    revision = casting.published_policy(cast)
    assert stored_pdf(revision) is None
    run_pending()
    rendition = stored_pdf(revision)
    assert rendition is not None
    assert content(rendition).startswith(b"%PDF-")
    assert rendition.size == len(content(rendition))
    assert files(media) == ["HR-003-1.0.pdf"]


def test_publication_undone_leaves_no_job(cast: Cast, printer: list[Revision]) -> None:
    approved = casting.approve(cast, casting.draft_of(cast))
    with pytest.raises(Refused):
        workflow.publish(approved, dt.date(2001, 1, 1), by=cast.editor)
    run_pending()
    assert printer == []


def test_made_once_however_often_it_is_asked_for(
    cast: Cast, printer: list[Revision], media: Path
) -> None:
    revision = casting.published_policy(cast)
    first = store_pdf(revision.pk)
    assert store_pdf(revision.pk) == first
    assert len(printer) == 1
    assert len(files(media)) == 1


def test_draft_has_no_pdf_in_storage(cast: Cast, printer: list[Revision]) -> None:
    draft = casting.draft_of(cast)
    assert store_pdf(draft.pk) is None
    assert store_pdf(0) is None
    assert printer == []


def test_sweep_finds_what_a_lost_announcement_left_out(
    cast: Cast, printer: list[Revision], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "make_pdf_of", _Deaf())
    revision = casting.published_policy(cast)
    run_pending()
    assert printer == []
    monkeypatch.undo()
    monkeypatch.setattr(storing, "make_pdf", lambda revision, on: b"%PDF")
    jobs.make_missing_pdfs.func()
    run_pending()
    assert stored_pdf(revision) is not None
    assert not without_current_pdf(timezone.localdate()).exists()


class _Deaf:
    """A queue that forgets."""

    def enqueue(self, *arguments: Any) -> None: ...


def test_loser_of_a_race_takes_its_file_away(
    cast: Cast, printer: list[Revision], media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = casting.published_policy(cast)

    def slow(revision: Revision, on: dt.date) -> bytes:
        monkeypatch.setattr(storing, "make_pdf", lambda *_: b"%PDF quick")
        store_pdf(revision.pk)
        return b"%PDF slow"

    monkeypatch.setattr(storing, "make_pdf", slow)
    kept = store_pdf(revision.pk)
    assert kept is not None
    assert content(kept) == b"%PDF quick"
    assert len(files(media)) == 1
    assert Rendition.objects.filter(kind=RenditionKind.PDF).count() == 1


def superseded(cast: Cast) -> tuple[Revision, dt.datetime]:
    """A revision with its PDF, and a moment of the day on which another takes its place."""
    first = casting.published_policy(cast)
    store_pdf(first.pk)
    day = timezone.localdate() + dt.timedelta(days=10)
    casting.next_revision(cast, first, effective_from=day)
    first.refresh_from_db()
    return first, timezone.now() + dt.timedelta(days=10)


def test_superseded_revision_gets_a_print_of_its_own_once(
    cast: Cast, printer: list[Revision]
) -> None:
    first, on_the_day = superseded(cast)
    original = store_pdf(first.pk, now=on_the_day - dt.timedelta(days=1))
    marked = store_pdf(first.pk, now=on_the_day)
    assert original is not None
    assert marked is not None
    assert (original.kind, marked.kind) == (RenditionKind.PDF, RenditionKind.SUPERSEDED_PDF)
    assert store_pdf(first.pk, now=on_the_day + dt.timedelta(days=30)) == marked
    assert len(printer) == 2


def test_original_stays_as_it_was_beside_the_superseded_print(
    cast: Cast, printer: list[Revision], media: Path
) -> None:
    first, on_the_day = superseded(cast)
    row = Rendition.objects.filter(revision=first, kind=RenditionKind.PDF)
    before = row.values().get()
    marked = store_pdf(first.pk, now=on_the_day)
    assert marked is not None
    assert row.values().get() == before
    assert files(media) == ["HR-003-1.0-superseded.pdf", "HR-003-1.0.pdf"]
    original = stored_pdf(first, as_published=True)
    assert original is not None
    for each in (original, marked):
        assert hashlib.sha256(content(each)).hexdigest() == each.digest
    assert content(original) != content(marked)
    assert stored_pdf(first) == marked


def test_sweep_asks_for_the_superseded_print_from_its_day_on(
    cast: Cast, printer: list[Revision]
) -> None:
    first, on_the_day = superseded(cast)
    day = timezone.localdate(on_the_day)
    assert first not in without_current_pdf(day - dt.timedelta(days=1))
    assert first in without_current_pdf(day)
    store_pdf(first.pk, now=on_the_day)
    assert first not in without_current_pdf(day)


def test_superseded_before_any_pdf_was_made_there_is_only_the_marked_one(
    cast: Cast, printer: list[Revision]
) -> None:
    first = casting.published_policy(cast)
    day = timezone.localdate() + dt.timedelta(days=10)
    casting.next_revision(cast, first, effective_from=day)
    marked = store_pdf(first.pk, now=timezone.now() + dt.timedelta(days=10))
    assert marked is not None
    assert stored_pdf(first, as_published=True) == stored_pdf(first) == marked
    assert first not in without_current_pdf(day)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_leave_one_file(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    revision = casting.published_policy(casting.assemble())
    together = threading.Barrier(2, timeout=10)

    def make_pdf(revision: Revision, on: dt.date) -> bytes:
        together.wait()
        return b"%PDF"

    monkeypatch.setattr(storing, "make_pdf", make_pdf)
    outcomes: list[Any] = []

    def work() -> None:
        try:
            outcomes.append(store_pdf(revision.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(outcomes) == 2
    assert len(files(media)) == 1
    assert Rendition.objects.filter(revision=revision, kind=RenditionKind.PDF).count() == 1


def job_of(revision: Revision) -> Any:
    return DBTaskResult.objects.filter(
        task_path="policies.jobs.make_pdf_of", args_kwargs__args=[revision.pk]
    )


@pytest.mark.parametrize("status", ["READY", "RUNNING", "FAILED"])
def test_sweep_does_not_ask_twice(cast: Cast, printer: list[Revision], status: str) -> None:
    revision = casting.published_policy(cast)
    assert job_of(revision).update(status=status, finished_at=timezone.now()) == 1
    jobs.make_missing_pdfs.func()
    assert job_of(revision).count() == 1


def test_sweep_tries_again_what_was_given_up_a_day_ago(cast: Cast, printer: list[Revision]) -> None:
    revision = casting.published_policy(cast)
    long_ago = timezone.now() - jobs.TRY_AGAIN_AFTER - dt.timedelta(minutes=1)
    job_of(revision).update(status="FAILED", finished_at=long_ago)
    jobs.make_missing_pdfs.func()
    assert job_of(revision).filter(status="READY").count() == 1
