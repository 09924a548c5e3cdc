"""Letters to those who follow: of what, to whom, and each exactly once."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from policies import follow_letters, following, jobs, scheduling
from policies.models import AudienceRule, Follow, Policy, Revision, Schedule, ScheduleLetter
from policies.models.audience import RuleKind
from regs_portal.jobs.worker import run_pending
from regs_portal.people.models import Employee
from tests.cast import Cast, next_revision, published_policy
from tests.policies.telling import DAY, SHUT, TODAY, ago, ahead, amended, repealed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_our_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF takes seconds."""
    monkeypatch.setattr("policies.jobs.store_pdf", lambda revision_id: None)


@pytest.fixture
def first(cast: Cast) -> Revision:
    """Binds nobody but the people of the post; everybody may read it."""
    made = published_policy(cast, at=ago(40), binds_everyone=False)
    AudienceRule.objects.create(policy=made.policy, kind=RuleKind.ROLE, role=cast.agent)
    return made


def follow(policy: Policy, *people: Employee) -> None:
    for person in people:
        following.follow(policy, person, at=ago(30))


def told() -> list[str]:
    return sorted(address for letter in mail.outbox for address in letter.to)


def newest() -> Schedule:
    return Schedule.objects.latest("pk")


def test_a_revision_published_is_told_to_followers_only(cast: Cast, first: Revision) -> None:
    follow(first.policy, cast.outsider, cast.neighbour)
    next_revision(cast, first, amended(), change_note="請假改為三日前。")
    run_pending()
    assert told() == sorted([cast.outsider.email, cast.neighbour.email])
    letter = mail.outbox[0]
    assert "HR-003" in letter.subject
    assert TODAY().isoformat() in letter.body
    assert "請假改為三日前。" in letter.body
    # What it changes, in figures, though the worker had not made them before.
    assert Revision.objects.filter(number="1.1", change_summary__isnull=False).exists()


def test_again_and_again_is_once(cast: Cast, first: Revision) -> None:
    follow(first.policy, cast.outsider)
    next_revision(cast, first, amended())
    for _again in range(3):
        jobs.tell_followers.func()
        run_pending()
    assert not follow_letters.tell(newest().pk, cast.outsider.pk)
    assert told() == [cast.outsider.email]


def test_what_moves_or_is_called_off_is_told_once_to_whoever_is_bound_too(
    cast: Cast, first: Revision
) -> None:
    coming = next_revision(cast, first, amended(), effective_from=ahead(9))
    follow(first.policy, cast.outsider, cast.employee)
    scheduling.postpone(coming, ahead(20), "函釋未到", cast.editor)
    run_pending()
    assert told() == sorted([cast.outsider.email, cast.employee.email])
    mail.outbox.clear()
    scheduling.cancel(coming, "改採其他作法", cast.editor)
    run_pending()
    assert told() == sorted([cast.outsider.email, cast.employee.email])
    assert all("改採其他作法" in letter.body for letter in mail.outbox)


def test_a_coming_revision_and_a_repeal_are_told(cast: Cast, first: Revision) -> None:
    follow(first.policy, cast.outsider)
    next_revision(cast, first, amended(), effective_from=ahead(9))
    run_pending()
    assert ahead(9).isoformat() in mail.outbox[0].body
    mail.outbox.clear()
    repealed(cast, first.policy, on=ahead(30))
    run_pending()
    assert told() == [cast.outsider.email]
    assert ahead(30).isoformat() in mail.outbox[0].body


def test_overtaken_before_the_worker_came_only_the_last_is_told(
    cast: Cast, first: Revision
) -> None:
    follow(first.policy, cast.outsider)
    coming = next_revision(cast, first, amended(), effective_from=ahead(9))
    scheduling.cancel(coming, "改採其他作法", cast.editor)
    run_pending()
    assert told().count(cast.outsider.email) == 1
    assert all("改採其他作法" in letter.body for letter in mail.outbox)


def test_not_whoever_follows_since_then_only(cast: Cast, first: Revision) -> None:
    next_revision(cast, first, amended())
    following.follow(first.policy, cast.outsider)
    jobs.tell_followers.func()
    run_pending()
    assert told() == []


def test_not_whoever_stopped_or_left_meanwhile(cast: Cast, first: Revision) -> None:
    follow(first.policy, cast.outsider, cast.neighbour)
    next_revision(cast, first, amended())
    Follow.objects.filter(employee=cast.neighbour).delete()
    cast.outsider.left_on = TODAY() - DAY
    cast.outsider.save()
    run_pending()
    assert told() == []
    assert not ScheduleLetter.objects.exists()


def test_nobody_hears_of_what_is_shut_to_them_now(cast: Cast) -> None:
    made = published_policy(cast, at=ago(40), **SHUT)
    rule = AudienceRule.objects.create(policy=made.policy, kind=RuleKind.ROLE, role=cast.agent)
    follow(made.policy, cast.employee, cast.hr)
    rule.delete()
    next_revision(cast, made, amended())
    run_pending()
    assert told() == [cast.hr.email]


def test_old_news_is_not_told(cast: Cast, first: Revision) -> None:
    follow(first.policy, cast.outsider)
    next_revision(cast, first, amended())
    assert follow_letters.recent(timezone.now()).exists()
    assert not follow_letters.recent(timezone.now() + dt.timedelta(days=8)).exists()


def test_without_an_address_it_is_on_record(cast: Cast, first: Revision) -> None:
    follow(first.policy, cast.outsider)
    cast.outsider.email = ""
    cast.outsider.save()
    next_revision(cast, first, amended())
    run_pending()
    assert mail.outbox == []
    assert not ScheduleLetter.objects.get().was_mailed
