"""Two clocks: what was in force on a day, as it was known at a moment; nothing rewrites history."""

import datetime as dt
import random
from collections.abc import Iterator

import pytest
from django.utils import timezone

from policies import clocks, drafting, scheduling
from policies.models import Policy, Revision
from policies.refusals import Refused
from tests.cast import Cast, next_revision, publish, published_policy
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def told(policy: Policy, day: dt.date, known_at: dt.datetime | None = None) -> str:
    found = clocks.in_force_on(policy, day, known_at)
    return found.revision.number if found else ""


def test_a_postponement_is_known_only_since(cast: Cast) -> None:
    first = published_policy(cast, at=timezone.now() - 20 * DAY)
    second = next_revision(cast, first, effective_from=TODAY() + 5 * DAY)
    before = timezone.now()
    scheduling.postpone(second, TODAY() + 9 * DAY, "延後", cast.editor)
    asked = TODAY() + 6 * DAY
    assert told(first.policy, asked, before) == "1.1"
    assert told(first.policy, asked) == "1.0"
    assert told(first.policy, asked, before - 1 * DAY) == "1.0"
    assert told(first.policy, TODAY() - 30 * DAY) == ""


def test_a_cancellation_and_a_repeal(cast: Cast) -> None:
    first = published_policy(cast, at=timezone.now() - 20 * DAY)
    second = next_revision(cast, first, effective_from=TODAY() + 5 * DAY)
    before = timezone.now()
    scheduling.cancel(second, "不改了", cast.editor)
    end = publish(cast, drafting.start_repeal(first.policy, cast.editor, "停辦"), TODAY() + 8 * DAY)
    assert told(first.policy, TODAY() + 6 * DAY, before) == "1.1"
    assert told(first.policy, TODAY() + 6 * DAY) == "1.0"
    found = clocks.in_force_on(first.policy, TODAY() + 8 * DAY)
    assert found is not None
    assert found.revision == end
    assert found.revision.is_repeal


def lives(cast: Cast, seed: int) -> Iterator[Policy]:
    """A policy after each step of a life drawn by lot: published, postponed, cancelled."""
    drawn = random.Random(seed)
    newest = published_policy(cast, at=timezone.now() - 20 * DAY)
    policy = newest.policy
    day = TODAY()
    for _step in range(7):
        yield policy
        day += drawn.randint(1, 9) * DAY
        coming = policy.revisions.published().newest_first()[0]
        try:
            match drawn.choice(("publish", "postpone", "cancel")):
                case "publish":
                    next_revision(cast, newest, effective_from=day)
                case "postpone":
                    scheduling.postpone(coming, day, "延後", cast.editor)
                case "cancel":
                    scheduling.cancel(coming, "不改了", cast.editor)
        except Refused:
            continue
    yield policy


@pytest.mark.parametrize("seed", range(6))
def test_no_later_step_changes_an_earlier_answer(cast: Cast, seed: int) -> None:
    days = [TODAY() + number * DAY for number in range(-25, 60, 4)]
    answers: dict[tuple[dt.date, dt.datetime], str] = {}
    for policy in lives(cast, seed):
        now = timezone.now()
        for day in days:
            answers[day, now] = told(policy, day)
            in_force = Revision.objects.in_force(day).filter(policy=policy).first()
            assert answers[day, now] == (in_force.number if in_force else "")
        for (day, known_at), answer in answers.items():
            assert told(policy, day, known_at) == answer
    assert len(set(answers.values())) > 1
