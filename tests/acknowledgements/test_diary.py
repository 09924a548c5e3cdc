"""The last days to acknowledge in one's calendar."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acknowledgements.assigning import assign_audience, follow_the_day
from acknowledgements.diary import due_days
from policies import feed_addresses, scheduling
from policies.exports.icalendar import Event
from policies.models import AudienceRule
from policies.models.audience import RuleKind
from regs_portal.people.models import Employee
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, next_revision, published_policy
from tests.policies.telling import SHUT, TODAY, ago, ahead

pytestmark = pytest.mark.django_db


def due(employee: Employee) -> list[Event]:
    return list(due_days(employee, TODAY(), lambda page: f"https://regs.example{page}"))


def test_what_one_owes_and_nobody_else(cast: Cast) -> None:
    made = published_policy(cast, **SHUT)
    AudienceRule.objects.create(policy=made.policy, kind=RuleKind.ROLE, role=cast.agent)
    assign_audience(made)
    (event,) = due(cast.employee)
    assert event.day == TODAY() + dt.timedelta(days=made.policy.acknowledge_within_days)
    assert event.link == "https://regs.example/policies/HR-003/v1.0/"
    assert made.title in event.title
    assert due(cast.neighbour) == due(cast.outsider) == []


def test_acknowledged_it_is_gone(cast: Cast) -> None:
    made = published_policy(cast)
    assign_audience(made)
    accept(made, cast.employee)
    assert due(cast.employee) == []
    assert len(due(cast.neighbour)) == 1


def test_a_last_day_that_moves_is_the_same_event(cast: Cast) -> None:
    first = published_policy(cast, at=ago(90))
    coming = next_revision(cast, first, effective_from=ahead(3))
    assign_audience(coming)
    (before,) = due(cast.employee)
    scheduling.postpone(coming, ahead(40), "函釋未到", cast.editor)
    coming.refresh_from_db()
    follow_the_day(coming)
    (after,) = due(cast.employee)
    assert after.uid == before.uid
    assert after.day == ahead(40)
    assert after.sequence > before.sequence


def test_two_people_have_two_events(cast: Cast) -> None:
    assign_audience(published_policy(cast))
    assert due(cast.employee)[0].uid != due(cast.neighbour)[0].uid


def test_it_stands_in_the_calendar(cast: Cast) -> None:
    made = published_policy(cast)
    assign_audience(made)
    key = feed_addresses.key_of(feed_addresses.renew(cast.employee))
    answer = Client().get(reverse("browsing:private_calendar", args=[key]))
    day = timezone.localdate() + dt.timedelta(days=made.policy.acknowledge_within_days)
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in answer.content.decode()
