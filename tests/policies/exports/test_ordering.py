"""PDFs that one person asks for: who may, what becomes of them, and when they go."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from policies import jobs
from policies.exports import ordering
from policies.exports.ordering import forget_old, make, order_draft, order_handbook
from policies.models import PrintOrder, Revision
from policies.models.policy import Classification
from policies.models.print_order import KEPT_FOR
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.jobs.worker import run_pending
from regs_portal.people.models import Employee
from tests import cast as casting
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stands in for WeasyPrint, which test_handbook drives: the codes of each print."""
    made: list[list[str]] = []

    def make_handbook(cover, revisions) -> bytes:
        made.append([revision.policy.code for revision in revisions])
        return f"%PDF {cover.title}".encode()

    def make_pdf(revision: Revision, on: dt.date, made_at: dt.datetime) -> bytes:
        made.append([revision.policy.code])
        return b"%PDF draft"

    monkeypatch.setattr(ordering, "make_handbook", make_handbook)
    monkeypatch.setattr(ordering, "make_pdf", make_pdf)
    return made


def asked(by: Employee, *codes: str, title: str = "手冊") -> PrintOrder:
    return order_handbook(by, codes, title, jobs.make_print)


def test_a_handbook_is_made_by_a_job_in_the_order_of_the_catalogue(
    cast: Cast, printed: list[list[str]]
) -> None:
    for code in ("HR-004", "HR-002"):
        casting.published_policy(cast, code)
    order = asked(cast.employee, "HR-004", "HR-002")
    assert not order.size
    run_pending()
    order.refresh_from_db()
    assert ["HR-002", "HR-004"] in printed
    assert order.made_at is not None
    with order.file.open("rb") as file:
        assert file.read() == "%PDF 手冊".encode()


def test_asking_is_in_the_trail(cast: Cast, printed: list[list[str]]) -> None:
    revision = casting.published_policy(cast)
    asked(cast.employee, "HR-003")
    event = AuditEvent.objects.get(verb="policies.order_print")
    assert event.actor_id == cast.employee.pk
    assert event.payload["revisions"] == [revision.pk]


def test_a_handbook_of_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        asked(cast.employee)
    assert refused.value.code == "nothing_chosen"


@pytest.mark.parametrize("code", ["HR-009", "HR-404", "<b>", "A" * 5000])
def test_only_what_is_in_force_can_be_chosen(cast: Cast, code: str) -> None:
    casting.draft_of(cast, "HR-009")
    with pytest.raises(Refused) as refused:
        asked(cast.employee, code)
    assert refused.value.code == "not_to_be_had"
    assert not PrintOrder.objects.exists()


def test_restricted_policy_is_for_those_it_binds(cast: Cast) -> None:
    casting.published_policy(cast, classification=Classification.RESTRICTED, binds_everyone=False)
    for outsider in (cast.employee, cast.outsider, cast.neighbour):
        with pytest.raises(Refused):
            asked(outsider, "HR-003")
    assert asked(cast.hr, "HR-003").pk


def test_too_many_clauses_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    casting.published_policy(cast)
    monkeypatch.setattr(ordering, "MOST_CLAUSES", 3)
    with pytest.raises(Refused, match="4") as refused:
        asked(cast.employee, "HR-003")
    assert refused.value.code == "too_thick"


def test_pressing_twice_orders_once(cast: Cast) -> None:
    casting.published_policy(cast)
    assert asked(cast.employee, "HR-003") == asked(cast.employee, "HR-003")
    assert asked(cast.employee, "HR-003", title="另一本") != asked(cast.employee, "HR-003")
    assert asked(cast.hr, "HR-003").by == cast.hr


def test_nobody_fills_the_queue(cast: Cast, printed: list[list[str]]) -> None:
    casting.published_policy(cast)
    for number in range(ordering.MOST_WAITING):
        asked(cast.employee, "HR-003", title=str(number))
    with pytest.raises(Refused) as refused:
        asked(cast.employee, "HR-003", title="one more")
    assert refused.value.code == "too_many_waiting"
    run_pending()
    assert asked(cast.employee, "HR-003", title="one more").pk


def test_what_failed_long_ago_keeps_nobody_waiting(cast: Cast) -> None:
    casting.published_policy(cast)
    for number in range(ordering.MOST_WAITING):
        asked(cast.employee, "HR-003", title=str(number))
    later = timezone.now() + ordering.WORTH_WAITING + dt.timedelta(minutes=1)
    assert order_handbook(cast.employee, ["HR-003"], "手冊", jobs.make_print, later).pk


def test_a_draft_is_printed_as_it_stands(cast: Cast, printed: list[list[str]]) -> None:
    draft = casting.draft_of(cast)
    order = order_draft(cast.editor, draft, jobs.make_print)
    run_pending()
    order.refresh_from_db()
    assert printed == [["HR-003"]]
    assert order.title == "HR-003 出勤與休假管理辦法 1.0"
    assert order.size


def test_a_published_text_has_its_pdf_already(cast: Cast) -> None:
    revision = casting.published_policy(cast)
    with pytest.raises(Refused):
        order_draft(cast.editor, revision, jobs.make_print)


def test_nothing_is_made_for_who_may_no_longer_read_it(
    cast: Cast, printed: list[list[str]]
) -> None:
    policy = casting.published_policy(cast, binds_everyone=False).policy
    order = asked(cast.employee, "HR-003")
    policy.classification = Classification.RESTRICTED
    policy.save(update_fields=["classification"])
    assert make(order.pk) is None
    assert printed == []
    assert not ordering.is_readable(order)


def test_made_once_however_often_the_job_runs(
    cast: Cast, printed: list[list[str]], media: Path
) -> None:
    casting.published_policy(cast)
    order = asked(cast.employee, "HR-003")
    assert make(order.pk) == make(order.pk)
    assert printed == [["HR-003"]]
    assert len(list(media.rglob("*.pdf"))) == 1
    assert make(0) is None


def test_loser_of_a_race_takes_its_file_away(
    cast: Cast, printed: list[list[str]], media: Path
) -> None:
    casting.published_policy(cast)
    order = asked(cast.employee, "HR-003")
    stale = PrintOrder.objects.get(pk=order.pk)
    make(order.pk)
    kept = ordering._keep(stale, b"%PDF late", timezone.now())
    assert kept is not None
    assert kept.size == len("%PDF 手冊".encode())
    assert len(list(media.rglob("*.pdf"))) == 1


def test_sweep_asks_again_for_what_a_lost_job_left_out(
    cast: Cast, printed: list[list[str]]
) -> None:
    casting.published_policy(cast)
    order = asked(cast.employee, "HR-003")
    waiting = DBTaskResult.objects.filter(task_path="policies.jobs.make_print")
    jobs.make_missing_prints.func()
    assert waiting.count() == 1
    waiting.delete()
    jobs.make_missing_prints.func()
    run_pending()
    order.refresh_from_db()
    assert order.made_at is not None


def test_old_ones_are_forgotten_with_their_files(
    cast: Cast, printed: list[list[str]], media: Path
) -> None:
    casting.published_policy(cast)
    order = asked(cast.employee, "HR-003")
    make(order.pk)
    assert forget_old(timezone.now()) == 0
    assert forget_old(timezone.now() + KEPT_FOR + dt.timedelta(minutes=1)) == 1
    assert not PrintOrder.objects.exists()
    assert list(media.rglob("*.pdf")) == []


def test_files_without_an_order_are_swept(cast: Cast) -> None:
    stray = default_storage.save(f"{ordering.FOLDER}/7.pdf", ContentFile(b"%PDF"))
    elsewhere = default_storage.save("renditions/7.pdf", ContentFile(b"%PDF"))
    assert forget_old(timezone.now()) == 0
    assert forget_old(timezone.now() + ordering.BEING_MADE * 2) == 1
    assert not default_storage.exists(stray)
    assert default_storage.exists(elsewhere)
