"""Every clause shows who cites it: in the same text, and in other policies the reader may read."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from policies.models import AudienceRule, Revision
from policies.models.audience import RuleKind
from tests.cast import Cast, draft_of, next_revision, published_policy
from tests.fixtures import SignIn
from tests.policies.citing.texts import ANCHORS, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

SIGN_IN_QUERIES = 2  # the session and the employee
BEGUN = timezone.now() - dt.timedelta(days=30)


@pytest.fixture
def cited(cast: Cast) -> Revision:
    return published_policy(
        cast, "HR-002", text_of("甲", "依第一條。", "依第一條。", title="獎懲辦法"), at=BEGUN
    )


def citing(cast: Cast, code: str, body: str = "依《獎懲辦法》第一條。", **facts) -> Revision:
    title = f"{code} 管理辦法"
    return published_policy(cast, code, text_of("甲", body, title=title), **facts)


def cited_by(as_: SignIn, person, page: str = "/policies/HR-002/") -> dict[str, list[str]]:
    """By the anchor of each clause, what its foot says cites it."""
    words = as_(person).get(page).content.decode()
    assert "<!--" not in words
    found = {}
    for anchor, clause in re.findall(
        r'<section class="clause" id="(\w+)">(.*?)</section>', words, re.S
    ):
        feet = re.findall(r'<p class="cited">(.*?)</p>', clause, re.S)
        links = [each for foot in feet for each in re.findall(r'href="([^"]+)">([^<]+)</a>', foot)]
        if links:
            found[anchor] = [" ".join(link) for link in links]
    return found


class TestInTheSameText:
    def test_each_place_once(self, cast: Cast, as_: SignIn, cited: Revision) -> None:
        assert cited_by(as_, cast.outsider) == {
            ANCHORS[0]: [f"#{ANCHORS[1]} 第二條", f"#{ANCHORS[2]} 第三條"]
        }

    def test_not_by_itself(self, cast: Cast, as_: SignIn) -> None:
        outline = text_of("<p>甲</p><p>依前項及本條。</p>", "依前條、第一條及前條。")
        published_policy(cast, "HR-002", outline)
        assert cited_by(as_, cast.outsider) == {ANCHORS[0]: [f"#{ANCHORS[1]} 第二條"]}

    def test_by_the_introduction_and_the_closing(self, cast: Cast, as_: SignIn) -> None:
        outline = text_of("甲", supplementary="<p>第一條先行實施。</p>")
        published_policy(cast, "HR-002", outline)
        client = as_(cast.outsider)
        client.cookies["django_language"] = "en"
        words = client.get("/policies/HR-002/").content.decode()
        assert '<a href="#closing"><span lang="en">Supplementary provisions</span></a>' in words

    def test_paper_leaves_it_out(self, cast: Cast, as_: SignIn, cited: Revision) -> None:
        page = as_(cast.outsider).get("/policies/HR-002/v1.0/print/").content.decode()
        assert 'class="policy printed"' in page  # where the style sheet hides it


class TestInOtherPolicies:
    def test_each_place_with_its_title(self, cast: Cast, as_: SignIn, cited: Revision) -> None:
        citing(cast, "HR-005")
        assert cited_by(as_, cast.outsider)[ANCHORS[0]][2:] == [
            f"/policies/HR-005/#{ANCHORS[1]} 《HR-005 管理辦法》第二條"
        ]

    def test_as_a_whole_in_the_margin(self, cast: Cast, as_: SignIn, cited: Revision) -> None:
        citing(cast, "HR-005", "依《獎懲辦法》訂定，並依《獎懲辦法》辦理。")
        words = as_(cast.outsider).get("/policies/HR-002/").content.decode()
        margin = words.partition('id="facts"')[2]
        assert margin.count('<a href="/policies/HR-005/">HR-005 管理辦法</a>') == 1

    def test_restricted_ones_are_told_to_their_readers_only(
        self, cast: Cast, as_: SignIn, cited: Revision
    ) -> None:
        revision = citing(cast, "HR-005", classification="restricted")
        AudienceRule.objects.filter(policy=revision.policy).delete()
        AudienceRule.objects.create(
            policy=revision.policy, kind=RuleKind.PERSON, employee=cast.employee
        )
        for person in (cast.employee, cast.hr, cast.editor):
            assert len(cited_by(as_, person)[ANCHORS[0]]) == 3
        for person in (cast.outsider, cast.neighbour):
            assert len(cited_by(as_, person)[ANCHORS[0]]) == 2
            words = as_(person).get("/policies/HR-002/").content.decode()
            assert "HR-005" not in words

    def test_only_what_is_in_force(self, cast: Cast, as_: SignIn, cited: Revision) -> None:
        old = citing(cast, "HR-005", at=BEGUN)
        next_revision(cast, old, text_of("甲", title="HR-005 管理辦法"))
        citing(cast, "HR-006", effective_from=TODAY() + dt.timedelta(days=9))
        draft_of(cast, "HR-007", text_of("依《獎懲辦法》第一條。"))
        assert len(cited_by(as_, cast.outsider)[ANCHORS[0]]) == 2

    def test_below_the_words_in_force_only(self, cast: Cast, as_: SignIn, cited: Revision) -> None:
        citing(cast, "HR-005")
        next_revision(cast, cited, text_of("甲", title="獎懲辦法"))
        assert cited_by(as_, cast.outsider) == {
            ANCHORS[0]: [f"/policies/HR-005/#{ANCHORS[1]} 《HR-005 管理辦法》第二條"]
        }
        old = cited_by(as_, cast.outsider, "/policies/HR-002/v1.0/")
        assert all("HR-005" not in link for links in old.values() for link in links)

    def test_titles_are_words_not_markup(self, cast: Cast, as_: SignIn, cited: Revision) -> None:
        published_policy(
            cast, "HR-005", text_of("甲", "依《獎懲辦法》第一條。", title="<b>辦法</b>")
        )
        words = as_(cast.outsider).get("/policies/HR-002/").content.decode()
        assert "《&lt;b&gt;辦法&lt;/b&gt;》第二條" in words

    @pytest.mark.parametrize(("classification", "queries"), [("internal", 2), ("restricted", 3)])
    def test_costs_a_query_only_to_ask_who_may_read(
        self,
        cast: Cast,
        as_: SignIn,
        cited: Revision,
        django_assert_num_queries: DjangoAssertNumQueries,
        classification: str,
        queries: int,
    ) -> None:
        citing(cast, "HR-005", classification=classification)
        citing(cast, "HR-006", classification=classification)
        client = as_(cast.outsider)
        with django_assert_num_queries(SIGN_IN_QUERIES + queries):
            client.get("/policies/HR-002/")
