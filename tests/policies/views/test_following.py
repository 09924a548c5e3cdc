"""The pages and buttons of following, and of the private address."""

import re

import pytest

from policies import following
from policies.models import AudienceRule, FeedAddress, Follow
from policies.models.audience import RuleKind
from tests.cast import Cast, published_policy
from tests.fixtures import SignIn
from tests.policies.telling import SHUT

pytestmark = pytest.mark.django_db


def test_the_button_beside_the_text(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    client = as_(cast.employee)
    page = client.get("/policies/HR-003/")
    assert 'action="/policies/HR-003/follow/"' in page.content.decode()
    answer = client.post("/policies/HR-003/follow/")
    assert answer.headers["Location"] == "/policies/HR-003/"
    assert Follow.objects.get().employee == cast.employee
    assert 'action="/policies/HR-003/unfollow/"' in client.get("/policies/HR-003/").content.decode()
    client.post("/policies/HR-003/unfollow/")
    assert not Follow.objects.exists()


def test_from_the_list_it_leads_back_to_the_list(cast: Cast, as_: SignIn) -> None:
    following.follow(published_policy(cast).policy, cast.employee)
    client = as_(cast.employee)
    words = client.get("/following/").content.decode()
    assert "/policies/HR-003/" in words
    answer = client.post("/policies/HR-003/unfollow/", {"back": "list"})
    assert answer.headers["Location"] == "/following/"
    assert "empty-title" in client.get("/following/").content.decode()


@pytest.mark.parametrize("verb", ["follow", "unfollow"])
def test_not_what_one_may_not_read_or_what_is_not_there(cast: Cast, as_: SignIn, verb: str) -> None:
    published_policy(cast, **SHUT)
    for person in (cast.employee, cast.neighbour, cast.outsider):
        for code in ("HR-003", "XX-999"):
            assert as_(person).post(f"/policies/{code}/{verb}/").status_code == 404
    assert as_(cast.hr).get(f"/policies/HR-003/{verb}/").status_code == 405
    assert not Follow.objects.exists()


def test_what_was_shut_since_shows_no_title(cast: Cast, as_: SignIn) -> None:
    made = published_policy(cast, **SHUT)
    rule = AudienceRule.objects.create(policy=made.policy, kind=RuleKind.ROLE, role=cast.agent)
    following.follow(made.policy, cast.employee)
    rule.delete()
    words = as_(cast.employee).get("/following/").content.decode()
    assert "HR-003" in words
    assert made.title not in words
    as_(cast.employee).post("/policies/HR-003/unfollow/", {"back": "list"})
    assert not Follow.objects.exists()


def test_a_private_address_is_made_shown_renewed_and_revoked(cast: Cast, as_: SignIn) -> None:
    client = as_(cast.employee)

    def shown() -> list[str]:
        words = client.get("/feeds/").content.decode()
        return re.findall(r'value="http://testserver(/feeds/[^"]+)"', words)

    assert shown() == []
    client.post("/feeds/renew/")
    feed, calendar = shown()
    assert as_(None).get(feed).status_code == as_(None).get(calendar).status_code == 200
    client.post("/feeds/renew/")
    assert as_(None).get(feed).status_code == 404
    feed, _calendar = shown()
    assert as_(None).get(feed).status_code == 200
    client.post("/feeds/revoke/")
    assert shown() == []
    assert as_(None).get(feed).status_code == 404
    assert not FeedAddress.objects.exists()


def test_nobody_sees_or_makes_that_of_another(cast: Cast, as_: SignIn) -> None:
    as_(cast.employee).post("/feeds/renew/")
    for person in (cast.neighbour, cast.administrator, cast.hr):
        assert "testserver/feeds/" not in as_(person).get("/feeds/").content.decode()
        as_(person).post("/feeds/revoke/")
    assert FeedAddress.objects.get().employee == cast.employee


def test_looking_makes_none(cast: Cast, as_: SignIn) -> None:
    as_(cast.employee).get("/feeds/")
    for verb in ("renew", "revoke"):
        assert as_(cast.employee).get(f"/feeds/{verb}/").status_code == 405
    assert not FeedAddress.objects.exists()
