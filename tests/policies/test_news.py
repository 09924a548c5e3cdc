"""What is new: of which days, in which order, and for whom."""

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from policies import news, scheduling, summarising
from policies.models import Revision, Schedule
from tests.cast import Cast, next_revision, published_policy
from tests.policies.telling import SHUT, TODAY, ago, ahead, amended, repealed

pytestmark = pytest.mark.django_db


def test_latest_first_superseded_and_repealed_too(cast: Cast) -> None:
    first = published_policy(cast, "HR-001", at=ago(80))
    second = next_revision(cast, first, amended(), at=ago(40))
    coming = next_revision(cast, second, effective_from=ahead(9))
    ended = published_policy(cast, "HR-002", at=ago(60))
    repeal = repealed(cast, ended.policy)
    took = news.told(news.took_effect(cast.employee, TODAY()), TODAY())
    assert [(item.revision, item.state) for item in took] == [
        (repeal, "repealed"), (second, "in-force"), (ended, "superseded"), (first, "superseded"),
    ]  # fmt: skip
    assert list(news.coming(cast.employee, TODAY())) == [coming]


def test_within_days_both_included(cast: Cast) -> None:
    made = {days: published_policy(cast, f"HR-0{days}", at=ago(days)) for days in (10, 20, 30)}
    found = news.took_effect(cast.employee, TODAY(), ahead(-30), ahead(-20))
    assert list(found) == [made[20], made[30]]
    assert list(news.took_effect(cast.employee, TODAY(), ahead(-10))) == [made[10]]
    assert not news.took_effect(cast.employee, TODAY(), ahead(-9), ahead(50)).exists()


def test_of_a_shut_policy_only_its_readers_hear(cast: Cast) -> None:
    shut = published_policy(cast, at=ago(10), **SHUT)
    coming = next_revision(cast, shut, effective_from=ahead(9))
    for person in (cast.employee, cast.neighbour, cast.outsider):
        assert not news.took_effect(person, TODAY()).exists()
        assert not news.coming(person, TODAY()).exists()
        assert not news.decided(person, TODAY()).exists()
    assert list(news.took_effect(cast.hr, TODAY())) == [shut]
    assert list(news.coming(cast.editor, TODAY())) == [coming]


def test_a_list_is_one_query(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(1, 4):
        first = published_policy(cast, f"HR-00{number}", at=ago(30))
        summarising.summarise(next_revision(cast, first, amended(), at=ago(3)))
        repealed(cast, published_policy(cast, f"HR-01{number}", at=ago(30)).policy, first.policy)
    with django_assert_num_queries(1):
        assert len(news.told(news.took_effect(cast.employee, TODAY()), TODAY())) == 12


def headlines(revision: Revision) -> list[str]:
    rows = Schedule.objects.filter(revision=revision).select_related("revision").order_by("pk")
    with translation.override("en"):
        return [news.headline(schedule) for schedule in rows]


def test_a_headline_for_each_thing_that_was_decided(cast: Cast) -> None:
    first = published_policy(cast, at=ago(30))
    coming = next_revision(cast, first, effective_from=ahead(9))
    scheduling.postpone(coming, ahead(20), "函釋未到", cast.editor)
    scheduling.cancel(coming, "改採其他作法", cast.editor)
    title = first.title
    assert headlines(first) == [f"{title} 1.0: in force from {ahead(-30)}"]
    assert headlines(coming) == [
        f"{title} 1.1: in force from {ahead(9)}",
        f"{title} 1.1: postponed to {ahead(20)}",
        f"{title} 1.1: called off",
    ]
    assert headlines(repealed(cast, first.policy)) == [f"{title}: repealed from {TODAY()} on"]


def test_why_it_was_moved_or_else_what_it_changes(cast: Cast) -> None:
    first = published_policy(cast, at=ago(30))
    coming = next_revision(
        cast, first, amended(), effective_from=ahead(9), change_note="請假改為三日前。"
    )
    summarising.summarise(coming)
    scheduling.postpone(coming, ahead(20), "函釋未到", cast.editor)
    rows = Schedule.objects.filter(revision=coming).order_by("pk")
    with translation.override("en"):
        said = [news.in_short(schedule) for schedule in rows]
    assert said == ["1 clause reworded, 1 clause added.\n請假改為三日前。", "函釋未到"]
