"""Following a policy: once, on record, and only of what one may read."""

import pytest
from django.http import Http404

from policies import access, following
from policies.models import AudienceRule, Follow
from policies.models.audience import RuleKind
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, next_revision, published_policy
from tests.policies.telling import DAY, SHUT, TODAY, ago, ahead, repealed

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    events = AuditEvent.objects.filter(verb__contains="follow").order_by("pk")
    return list(events.values_list("verb", flat=True))


def test_following_is_on_record_once(cast: Cast) -> None:
    policy = published_policy(cast).policy
    assert following.follow(policy, cast.employee)
    assert not following.follow(policy, cast.employee)
    assert following.follows(policy, cast.employee)
    assert not following.follows(policy, cast.neighbour)
    assert following.unfollow(policy, cast.employee)
    assert not following.unfollow(policy, cast.employee)
    assert verbs() == ["policies.follow", "policies.unfollow"]


def test_nobody_follows_what_is_shut_to_them_or_after_their_last_day(cast: Cast) -> None:
    policy = published_policy(cast, **SHUT).policy
    for person in (cast.employee, cast.neighbour, cast.outsider):
        with pytest.raises(Refused):
            following.follow(policy, person)
    cast.hr.left_on = TODAY() - DAY
    for verb in (following.follow, following.unfollow):
        with pytest.raises(Refused):
            verb(policy, cast.hr)
    assert verbs() == []


def test_taking_ones_own_back_leaves_that_of_others(cast: Cast) -> None:
    policy = published_policy(cast).policy
    for person in (cast.employee, cast.neighbour):
        following.follow(policy, person)
    following.unfollow(policy, cast.employee)
    assert Follow.objects.get().employee == cast.neighbour


def test_the_list_has_the_newest_of_each(cast: Cast) -> None:
    first = published_policy(cast, "HR-001", at=ago(40))
    second = next_revision(cast, first, at=ago(10))
    next_revision(cast, second, effective_from=ahead(9))
    coming = published_policy(cast, "HR-002", effective_from=ahead(5))
    ended = repealed(cast, published_policy(cast, "HR-003", at=ago(40)).policy)
    published_policy(cast, "HR-004")
    for revision in (first, coming, ended):
        following.follow(revision.policy, cast.employee)
    listed = following.newest_of_followed(cast.employee, TODAY())
    assert [(item.revision, item.state) for item in listed] == [
        (second, "in-force"), (coming, "coming"), (ended, "repealed"),
    ]  # fmt: skip
    assert following.newest_of_followed(cast.neighbour, TODAY()) == []


def test_what_was_shut_since_shows_its_code_and_can_be_let_go(cast: Cast) -> None:
    policy = published_policy(cast, **SHUT).policy
    rule = AudienceRule.objects.create(policy=policy, kind=RuleKind.ROLE, role=cast.agent)
    following.follow(policy, cast.employee)
    rule.delete()
    assert following.newest_of_followed(cast.employee, TODAY()) == []
    assert list(following.shut(cast.employee, TODAY())) == [policy]
    assert following.followed_policy(cast.employee, "HR-003") == policy
    following.unfollow(policy, cast.employee)
    with pytest.raises(Http404):
        following.followed_policy(cast.employee, "HR-003")


def test_the_reading_page_knows(cast: Cast) -> None:
    policy = published_policy(cast).policy
    following.follow(policy, cast.employee)
    for person, follows in ((cast.employee, True), (cast.neighbour, False)):
        assert access.words_to_read(person, "HR-003", TODAY()).follows is follows
