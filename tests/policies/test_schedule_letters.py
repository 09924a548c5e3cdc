"""Letters to those bound when a day moved or was called off: whom, what, and each once."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from acknowledgements.models import AudienceAssigned
from policies import jobs, schedule_letters, scheduling
from policies.models import Revision, Schedule, ScheduleLetter
from regs_portal.jobs.worker import run_pending
from tests.cast import Cast, next_revision, published_policy
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def only_our_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF takes seconds."""
    monkeypatch.setattr("policies.jobs.store_pdf", lambda revision_id: None)


def coming(cast: Cast) -> Revision:
    first = published_policy(cast, at=timezone.now() - 20 * DAY)
    return next_revision(cast, first, effective_from=TODAY() + 10 * DAY)


def newest() -> Schedule:
    return Schedule.objects.latest("pk")


def test_publishing_writes_none(cast: Cast) -> None:
    coming(cast)
    run_pending()
    assert mail.outbox == []


def test_everybody_bound_is_told_once(cast: Cast) -> None:
    scheduling.postpone(coming(cast), TODAY() + 30 * DAY, "函釋未到", cast.editor)
    run_pending()
    told = sorted(address for letter in mail.outbox for address in letter.to)
    assert told == sorted(person.email for person in cast.everybody if person.email)
    assert "HR-003" in mail.outbox[0].subject
    assert "函釋未到" in mail.outbox[0].body
    assert (TODAY() + 30 * DAY).isoformat() in mail.outbox[0].body
    jobs.tell_of_new_days.func()
    run_pending()
    assert len(mail.outbox) == len(told)
    assert ScheduleLetter.objects.count() == len(cast.everybody)


def test_a_cancellation_is_told(cast: Cast) -> None:
    scheduling.cancel(coming(cast), "改採其他作法", cast.editor)
    run_pending()
    assert len(mail.outbox) == len([person for person in cast.everybody if person.email])
    assert "改採其他作法" in mail.outbox[0].body


def test_cancelled_before_the_worker_came(cast: Cast) -> None:
    """Nobody is assigned what was called off, and no job fails for it."""
    revision = coming(cast)
    scheduling.cancel(revision, "不改了", cast.editor)
    run_pending()
    assert not AudienceAssigned.objects.filter(revision=revision).exists()


def test_what_a_later_day_overtook_is_not_told(cast: Cast) -> None:
    revision = coming(cast)
    scheduling.postpone(revision, TODAY() + 30 * DAY, "一", cast.editor)
    overtaken = newest()
    scheduling.cancel(revision, "二", cast.editor)
    assert not schedule_letters.tell(overtaken.pk, cast.employee.pk)
    assert list(schedule_letters.recent(timezone.now())) == [newest()]


def test_old_news_is_not_told(cast: Cast) -> None:
    scheduling.cancel(coming(cast), "不改了", cast.editor)
    assert schedule_letters.recent(timezone.now()).exists()
    assert not schedule_letters.recent(timezone.now() + 8 * DAY).exists()


def test_without_an_address_it_is_on_record(cast: Cast) -> None:
    scheduling.cancel(coming(cast), "不改了", cast.editor)
    cast.employee.email = ""
    cast.employee.save()
    assert not schedule_letters.tell(newest().pk, cast.employee.pk)
    assert not ScheduleLetter.objects.get().was_mailed


def test_who_was_told_stays(cast: Cast) -> None:
    scheduling.cancel(coming(cast), "不改了", cast.editor)
    schedule_letters.tell(newest().pk, cast.employee.pk)
    with sql_refused("evidence_append_only"):
        sql("DELETE FROM policies_scheduleletter")
