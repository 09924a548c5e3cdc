"""Postponing and cancelling what is scheduled, and what of it is in force, found and owed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from acknowledgements.assigning import assign_audience, follow_the_day
from acknowledgements.models import Assignment
from policies import scheduling, workflow
from policies.models import Revision, Schedule, ScheduleVerb, SearchEntry, Status
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.cast import Cast, approve, next_revision, published_policy
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql
from tests.policies.standing import TODAY, Place, standing_at

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def scheduled(cast: Cast, days: int = 10) -> tuple[Revision, Revision]:
    """The text in force and the one that is to follow it."""
    first = published_policy(cast, at=timezone.now() - 20 * DAY)
    return first, next_revision(cast, first, effective_from=TODAY() + days * DAY)


def days_of(revision: Revision) -> tuple[dt.date | None, dt.date | None]:
    revision.refresh_from_db()
    return revision.effective_from, revision.effective_until


def test_postponing_moves_its_day_and_the_end_of_the_one_before(cast: Cast) -> None:
    first, second = scheduled(cast)
    scheduling.postpone(second, TODAY() + 30 * DAY, "主管機關函釋未到", cast.editor)
    assert days_of(second) == (TODAY() + 30 * DAY, None)
    assert days_of(first)[1] == TODAY() + 30 * DAY
    found = set(SearchEntry.objects.values_list("revision", "effective_from", "effective_until"))
    assert found == {
        (first.pk, first.effective_from, TODAY() + 30 * DAY),
        (second.pk, TODAY() + 30 * DAY, None),
    }
    row = Schedule.objects.filter(revision=second).latest("pk")
    assert (row.verb, row.reason) == (ScheduleVerb.POSTPONE, "主管機關函釋未到")
    event = AuditEvent.objects.get(verb="policies.postpone")
    assert event.payload["former"] == (TODAY() + 10 * DAY).isoformat()


def test_nobody_is_late_before_it_takes_effect(cast: Cast) -> None:
    _first, second = scheduled(cast)
    assign_audience(second)
    far = TODAY() + 60 * DAY
    scheduling.postpone(second, far, "延後", cast.editor)
    second.refresh_from_db()
    assert follow_the_day(second) == len(cast.everybody)
    assert follow_the_day(second) == 0
    assert set(Assignment.objects.filter(revision=second).values_list("due_on", flat=True)) == {far}
    with sql_refused("assignment_frozen"):
        sql("UPDATE acknowledgements_assignment SET due_on = due_on + 1")


def test_cancelling_leaves_the_words_in_force(cast: Cast) -> None:
    first, second = scheduled(cast)
    assign_audience(second)
    scheduling.cancel(second, "改採其他作法", cast.approver)
    assert days_of(first)[1] is None
    second.refresh_from_db()
    assert second.status == Status.CANCELLED
    assert set(SearchEntry.objects.values_list("revision", "effective_until")) == {(first.pk, None)}
    assert not Assignment.objects.owed_by(cast.employee, TODAY()).filter(revision=second).exists()
    assert Assignment.objects.filter(revision=second).exists()
    row = Schedule.objects.filter(revision=second).latest("pk")
    assert (row.verb, row.effective_from) == (ScheduleVerb.CANCEL, None)
    assert second.transitions.latest("pk").comment == "改採其他作法"


def test_after_cancelling_the_next_takes_a_higher_number(cast: Cast) -> None:
    first, second = scheduled(cast)
    scheduling.cancel(second, "改採其他作法", cast.editor)
    third = next_revision(cast, first, effective_from=TODAY() + DAY)
    assert third.number > second.number
    assert days_of(first)[1] == TODAY() + DAY


BAD: list[tuple[str, Callable[[Revision, Employee], Any]]] = [
    ("not_later", lambda it, by: scheduling.postpone(it, TODAY() + 10 * DAY, "同一天", by)),
    ("not_later", lambda it, by: scheduling.postpone(it, TODAY() + DAY, "提前", by)),
    ("date_far", lambda it, by: scheduling.postpone(it, TODAY() + 9999 * DAY, "年份錯", by)),
    ("no_reason", lambda it, by: scheduling.postpone(it, TODAY() + 20 * DAY, " \u200b", by)),
    ("no_reason", lambda it, by: scheduling.cancel(it, "", by)),
]


@pytest.mark.parametrize(("code", "verb"), BAD)
def test_what_is_refused_changes_nothing(
    cast: Cast, code: str, verb: Callable[[Revision, Employee], Any]
) -> None:
    _first, second = scheduled(cast)
    with refused(code):
        verb(second, cast.editor)
    assert days_of(second) == (TODAY() + 10 * DAY, None)
    assert Schedule.objects.filter(revision=second).count() == 1


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_what_is_in_force_stays(cast: Cast, verb: str) -> None:
    revision = published_policy(cast)
    with refused("in_force_already"):
        take(verb, revision, cast.editor)


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_what_is_followed_waits_for_the_later_one(cast: Cast, verb: str) -> None:
    first, second = scheduled(cast)
    third = next_revision(cast, first, effective_from=TODAY() + 15 * DAY)
    with refused("followed"):
        take(verb, second, cast.editor)
    take(verb, third, cast.editor)
    assert days_of(second)[0] == TODAY() + 10 * DAY


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
@pytest.mark.parametrize("place", [place for place in Place if place != Place.PUBLISHED])
def test_only_from_published(cast: Cast, place: Place, verb: str) -> None:
    with refused("wrong_state"):
        take(verb, standing_at(cast, place), cast.editor)


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_who_may(cast: Cast, verb: str) -> None:
    for person in cast.everybody:
        if person not in (cast.editor, cast.approver):
            revision = published_policy(
                cast, f"HR-{person.employee_number[1:]}", effective_from=TODAY() + DAY
            )
            with refused("not_yours"):
                take(verb, revision, person)


def take(verb: str, revision: Revision, by: Employee) -> Revision:
    if verb == "cancel":
        return scheduling.cancel(revision, "理由", by)
    return scheduling.postpone(revision, TODAY() + 40 * DAY, "理由", by)


def test_the_second_of_two_is_told(cast: Cast) -> None:
    _first, second = scheduled(cast)
    scheduling.cancel(second, "一", cast.editor)
    with refused("wrong_state"):
        scheduling.cancel(second, "二", cast.approver)
    with refused("wrong_state"):
        scheduling.postpone(second, TODAY() + 40 * DAY, "三", cast.approver)


def test_a_first_text_may_be_cancelled(cast: Cast) -> None:
    revision = published_policy(cast, effective_from=TODAY() + 3 * DAY)
    scheduling.cancel(revision, "不訂了", cast.editor)
    assert not Revision.objects.in_force(TODAY() + 3 * DAY).exists()
    assert not SearchEntry.objects.exists()


def test_the_day_does_not_move_without_its_record(cast: Cast) -> None:
    revision = published_policy(cast, effective_from=TODAY() + 3 * DAY)
    with sql_refused("schedule_recorded"):
        sql(
            "UPDATE policies_revision SET effective_from = effective_from + 1 WHERE id = %s",
            revision.pk,
        )


def test_publication_was_recorded(cast: Cast) -> None:
    draft = approve(cast, standing_at(cast, Place.DRAFT))
    workflow.publish(draft, TODAY() + 5 * DAY, cast.editor)
    row = Schedule.objects.get()
    assert (row.verb, row.effective_from) == (ScheduleVerb.PUBLISH, TODAY() + 5 * DAY)
