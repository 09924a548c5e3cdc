"""The catalogue and what is said to my post."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from policies.models import AudienceRule, Category
from policies.models.audience import RuleKind
from policies.models.policy import Level
from tests.cast import Cast, draft_of, leave_outline, next_revision, published_policy
from tests.factories import AppointmentFactory, RoleFactory
from tests.fixtures import SignIn


def codes(page: object) -> list[str]:
    """The policies listed, in order."""
    words = page.content.decode()  # type: ignore[attr-defined]
    return re.findall(r'<a href="/policies/([A-Z0-9-]+)/">', words)


class TestCatalogue:
    def test_lists_what_is_in_force(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, "HR-002")
        published_policy(cast, "HR-001")
        draft_of(cast, "HR-004")
        soon = timezone.localdate() + dt.timedelta(days=3)
        published_policy(cast, "HR-005", effective_from=soon)
        assert codes(as_(cast.employee).get("/policies/")) == ["HR-001", "HR-002"]

    def test_narrows_by_each_condition(self, cast: Cast, as_: SignIn) -> None:
        conduct = Category.objects.get(slug="conduct")
        published_policy(cast, "HR-001", category=conduct)
        published_policy(cast, "HR-002", level=Level.GUIDE)
        published_policy(cast, "OP-001", by=cast.neighbour)
        published_policy(cast, "HR-003", outline=leave_outline(roles=("CS-01",)))
        client = as_(cast.employee)
        for query, found in (
            ("category=conduct", ["HR-001"]),
            ("level=guide", ["HR-002"]),
            ("department=OPS", ["OP-001"]),
            ("department=HQ", ["HR-001", "HR-002", "HR-003", "OP-001"]),
            ("role=CS-01", ["HR-003"]),
            ("category=working-time&department=HR&level=measures", ["HR-003"]),
            ("category=conduct&level=guide", []),
        ):
            assert codes(client.get(f"/policies/?{query}")) == found, query

    def test_a_rule_of_the_audience_counts_as_addressed(self, cast: Cast, as_: SignIn) -> None:
        policy = published_policy(cast, "HR-001").policy
        AudienceRule.objects.create(policy=policy, kind=RuleKind.ROLE, role=cast.agent)
        published_policy(cast, "HR-002")
        assert codes(as_(cast.employee).get("/policies/?role=CS-01")) == ["HR-001"]

    @pytest.mark.parametrize(
        "query",
        ["category=none", "department=%00", "role='--", "level=x", "page=x", "page=-1", "page=99"],
    )
    def test_bad_input_is_no_error(self, cast: Cast, as_: SignIn, query: str) -> None:
        published_policy(cast, "HR-001")
        page = as_(cast.employee).get(f"/policies/?{query}")
        assert page.status_code == 200
        assert codes(page) == ["HR-001"]

    def test_restricted_policies_are_listed_for_their_readers(
        self, cast: Cast, as_: SignIn
    ) -> None:
        published_policy(cast, classification="restricted", binds_everyone=False)
        assert codes(as_(cast.hr).get("/policies/")) == ["HR-003"]
        for person in (cast.employee, cast.neighbour, cast.outsider):
            assert codes(as_(person).get("/policies/")) == []

    def test_says_so_when_there_is_nothing(self, cast: Cast, as_: SignIn) -> None:
        client = as_(cast.employee)
        for url in ("/policies/", "/policies/?level=guide"):
            assert "empty-title" in client.get(url).content.decode()

    def test_by_pages(self, cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("policies.views.reading.PER_PAGE", 2)
        for number in range(1, 4):
            published_policy(cast, f"HR-00{number}")
        client = as_(cast.employee)
        assert codes(client.get("/policies/?level=measures")) == ["HR-001", "HR-002"]
        second = client.get("/policies/?level=measures&page=2")
        assert codes(second) == ["HR-003"]
        assert "?level=measures&amp;page=1" in second.content.decode()

    def test_strangers_sign_in_first(self, as_: SignIn) -> None:
        for url in ("/policies/", "/my-post/"):
            assert as_(None).get(url).status_code == 302


class TestMyPost:
    def test_shows_the_clauses_addressed_to_my_roles(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, outline=leave_outline(roles=("CS-01",)))
        words = as_(cast.employee).get("/my-post/").content.decode()
        assert "客戶服務專員" in words
        assert "客服人員輪班期間" in words
        assert "本辦法依勞動基準法訂定之" not in words

    def test_only_words_in_force(self, cast: Cast, as_: SignIn) -> None:
        long_ago = timezone.now() - dt.timedelta(days=90)
        first = published_policy(cast, outline=leave_outline(roles=("CS-01",)), at=long_ago)
        next_revision(cast, first, leave_outline())
        assert "客服人員輪班期間" not in as_(cast.employee).get("/my-post/").content.decode()

    def test_only_roles_held_today(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, outline=leave_outline(roles=("CS-01",)))
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        AppointmentFactory(employee=cast.outsider, role=cast.agent, ends_on=yesterday)
        words = as_(cast.outsider).get("/my-post/").content.decode()
        assert "客服人員輪班期間" not in words
        assert "empty-title" in words

    def test_not_what_i_may_not_read(self, cast: Cast, as_: SignIn) -> None:
        published_policy(
            cast, outline=leave_outline(roles=("CS-01",)), classification="restricted",
            binds_everyone=False,
        )  # fmt: skip
        assert "客服人員輪班期間" not in as_(cast.employee).get("/my-post/").content.decode()

    def test_a_post_no_rule_speaks_to(self, cast: Cast, as_: SignIn) -> None:
        AppointmentFactory(employee=cast.outsider, role=RoleFactory(name="研發工程師"))
        words = as_(cast.outsider).get("/my-post/").content.decode()
        assert "研發工程師" in words
        assert "empty-title" in words


def test_a_policy_with_several_rules_and_an_addressed_clause_is_listed_once(
    cast: Cast, as_: SignIn
) -> None:
    revision = published_policy(cast, outline=leave_outline(roles=(cast.agent.code,)))
    for role in (cast.agent, RoleFactory()):
        AudienceRule.objects.create(policy=revision.policy, kind=RuleKind.ROLE, role=role)

    page = as_(cast.employee).get("/policies/", {"role": cast.agent.code})

    assert page.context["page_obj"].paginator.count == 1
