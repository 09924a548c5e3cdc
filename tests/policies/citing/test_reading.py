"""What a text cites, and where each reference leads."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from policies.citing import Cite, Problem, cites_of
from policies.models import Policy
from policies.text.citation import Field
from policies.text.outline import Heading, Kind, Outline
from tests.cast import Cast, draft_of, next_revision, published_policy
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(cast: Cast) -> Policy:
    return draft_of(cast, "HR-009").policy


def read(outline: Outline, policy: Policy, on: dt.date | None = None) -> list[Cite]:
    return list(cites_of(outline, policy, on or TODAY()))


def led(outline: Outline, policy: Policy) -> dict[str, str]:
    return {cite.words: cite.address for cite in read(outline, policy)}


class TestTyped:
    def test_a_clause_of_the_same_text(self, policy: Policy) -> None:
        (cite,) = read(text_of("總則。", "依第一條辦理。"), policy)
        assert (cite.words, cite.address, cite.targets) == ("第一條", f"#{ANCHORS[0]}", (0,))
        assert (cite.node, cite.field, cite.start, cite.end) == (1, Field.BODY, 1, 4)
        assert cite.problem is None

    def test_by_the_policys_own_title(self, policy: Policy) -> None:
        outline = text_of("總則。", "依《加班管理辦法》第一條辦理。")
        assert led(outline, policy) == {"《加班管理辦法》第一條": f"#{ANCHORS[0]}"}

    def test_an_item_leads_to_its_clause(self, policy: Policy) -> None:
        outline = text_of("<p>甲</p><p>乙：</p><p>一、丙</p>", "依第一條第二項第一款。")
        assert led(outline, policy) == {"第一條第二項第一款": f"#{ANCHORS[0]}"}

    def test_a_range_leads_to_both_ends_and_cites_all_between(self, policy: Policy) -> None:
        first, last = read(text_of("甲", "乙", "丙", "依第一條至第三條。"), policy)
        assert (first.address, last.address) == (f"#{ANCHORS[0]}", f"#{ANCHORS[2]}")
        assert first.targets + last.targets == (0, 1, 2)

    def test_a_heading(self, policy: Policy) -> None:
        chapter = Heading(Kind.CHAPTER, "第一章", "總則", anchor="c" * 12)
        outline = Outline("辦法", headings=(chapter,), supplementary="<p>第一章先行實施。</p>")
        assert led(outline, policy) == {"第一章": f"#{'c' * 12}"}

    def test_every_part_of_a_text_may_cite(self, policy: Policy) -> None:
        chapter = Heading(Kind.CHAPTER, "第一章", "總則", lead="<p>依第一條。</p>", anchor="c" * 12)
        outline = Outline(
            "辦法", background="<p>依第一條。</p>", purpose="<p>依第一條。</p>",
            scope="<p>依第一條。</p>", clauses=text_of("甲").clauses, headings=(chapter,),
            supplementary="<p>依第一條。</p>",
        )  # fmt: skip
        assert [(cite.node, cite.field) for cite in read(outline, policy)] == [
            (None, Field.BACKGROUND), (None, Field.PURPOSE), (None, Field.SCOPE), (1, Field.LEAD),
            (None, Field.SUPPLEMENTARY),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("words", "problem"),
        [
            ("第九條", Problem.NO_CLAUSE),
            ("第三章", Problem.NO_CLAUSE),
            ("第一條第九項", Problem.NO_ITEM),
            ("第二條", Problem.DELETED),
        ],
    )
    def test_what_is_wrong(self, policy: Policy, words: str, problem: Problem) -> None:
        (cite,) = read(text_of("甲", "", f"依{words}辦理。"), policy)
        assert (cite.words, cite.problem) == (words, problem)
        assert cite.points_nowhere == (problem is not Problem.DELETED)

    def test_a_range_may_reach_over_a_deleted_clause(self, policy: Policy) -> None:
        found = read(text_of("甲", "", "丙", "依第一條至第三條。"), policy)
        assert [cite.problem for cite in found] == [None, None]

    @pytest.mark.parametrize(
        "words",
        ["勞動基準法第九十九條", "《中華人民共和國勞動法》第九十九條", "「無此辦法」第九十九條",
         "《無此辦法》", "勞動基準法第二十四條、第三十二條至第三十六條"],
    )  # fmt: skip
    def test_laws_and_unknown_titles_are_no_references(self, policy: Policy, words: str) -> None:
        assert read(text_of(f"依{words}辦理。"), policy) == []


class TestOtherPolicies:
    def test_by_title_and_number(self, cast: Cast, policy: Policy) -> None:
        published = published_policy(cast, "HR-002")
        (cite,) = read(text_of("依《出勤與休假管理辦法》第三條之一辦理。"), policy)
        assert cite.address == "/policies/HR-002/#article-3-1"
        assert cite.policy == published.policy
        assert cite.cited == published.clauses.get(label="第三條之一").anchor
        assert cite.problem is None

    def test_as_a_whole(self, cast: Cast, policy: Policy) -> None:
        published_policy(cast, "HR-002")
        outline = text_of("依「出勤與休假管理辦法」及《出勤與休假管理辦法》訂定。")
        assert [(cite.address, cite.cited) for cite in read(outline, policy)] == [
            ("/policies/HR-002/", ""), ("/policies/HR-002/", ""),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("words", "problem"),
        [("第九十九條", Problem.NOT_THERE), ("第一條第九項", Problem.NO_ITEM)],
    )
    def test_what_it_does_not_have(
        self, cast: Cast, policy: Policy, words: str, problem: Problem
    ) -> None:
        published_policy(cast, "HR-002")
        (cite,) = read(text_of(f"依《出勤與休假管理辦法》{words}。"), policy)
        assert cite.problem is problem

    def test_only_what_is_in_force_on_the_day(self, cast: Cast, policy: Policy) -> None:
        begins = TODAY() + dt.timedelta(days=9)
        published_policy(cast, "HR-002", effective_from=begins)
        draft_of(cast, "HR-005")
        outline = text_of("依《出勤與休假管理辦法》第一條。")
        assert read(outline, policy) == []
        assert len(read(outline, policy, begins)) == 1

    def test_two_of_one_title_are_neither(self, cast: Cast, policy: Policy) -> None:
        published_policy(cast, "HR-002")
        published_policy(cast, "HR-003")
        assert read(text_of("依《出勤與休假管理辦法》第一條。"), policy) == []

    def test_one_that_not_everybody_may_read_is_not_linked(
        self, cast: Cast, policy: Policy
    ) -> None:
        published_policy(cast, "HR-002", classification="restricted")
        (cite,) = read(text_of("依《出勤與休假管理辦法》第一條。"), policy)
        assert cite.address == ""
        assert cite.problem is None
        assert cite.cited

    def test_its_own_words_in_force_are_not_another_policy(self, cast: Cast) -> None:
        policy = published_policy(cast, "HR-002").policy
        outline = text_of("依《出勤與休假管理辦法》第二條。", "甲")
        assert led(outline, policy) == {"《出勤與休假管理辦法》第二條": f"#{ANCHORS[1]}"}

    def test_three_queries_however_many(
        self, cast: Cast, policy: Policy, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(1, 4):
            published_policy(cast, f"HR-00{number}", text_of("甲", title=f"第{number}號辦法"))
        outline = text_of("依《第1號辦法》第一條、《第2號辦法》第一條及《第3號辦法》第一條。")
        with django_assert_num_queries(3):
            assert len(read(outline, policy)) == 3
        with django_assert_num_queries(0):
            read(text_of("甲", "依第一條。"), policy)


class TestInserted:
    def test_a_clause_of_the_same_text(self, policy: Policy) -> None:
        (cite,) = read(text_of("甲", f"<p>依{link(ANCHORS[0], '第一條')}。</p>"), policy)
        assert (cite.words, cite.address, cite.targets) == ("第一條", f"#{ANCHORS[0]}", (0,))
        assert cite.inserted
        assert cite.problem is None

    @pytest.mark.parametrize(
        ("words", "proposed"),
        [("第二條", "第一條"), ("第二條第一項", "第一條第一項"), ("本條", "第一條")],
    )
    def test_its_words_follow_the_label(self, policy: Policy, words: str, proposed: str) -> None:
        (cite,) = read(text_of("甲", f"<p>依{link(ANCHORS[0], words)}。</p>"), policy)
        assert (cite.problem, cite.proposed) == (Problem.OTHER_WORDS, proposed)
        assert not cite.points_nowhere

    @pytest.mark.parametrize("words", ["請假之規定", "前條", "第一條第一項"])
    def test_words_that_are_right_or_say_no_number_stay(self, policy: Policy, words: str) -> None:
        (cite,) = read(text_of("甲", f"<p>依{link(ANCHORS[0], words)}。</p>"), policy)
        assert cite.problem is None

    def test_its_target_is_gone(self, policy: Policy) -> None:
        (cite,) = read(text_of(f"<p>依{link('f' * 12, '第一條')}。</p>"), policy)
        assert (cite.problem, cite.address) == (Problem.GONE, "")

    def test_what_is_typed_after_it_is_looked_up_too(self, policy: Policy) -> None:
        first, rest = read(text_of("甲", f"<p>依{link(ANCHORS[0], '第一條')}第九項。</p>"), policy)
        assert first.problem is None
        assert (rest.words, rest.problem) == ("第一條第九項", Problem.NO_ITEM)

    def test_a_clause_of_another_policy(self, cast: Cast, policy: Policy) -> None:
        other = published_policy(cast, "HR-002")
        anchor = other.clauses.get(label="第三條").anchor
        words = link(anchor, "《出勤與休假管理辦法》第三條", "HR-002")
        (cite,) = read(text_of(f"<p>依{words}。</p>"), policy)
        assert (cite.address, cite.cited) == (f"/policies/HR-002/#{anchor}", anchor)
        assert (cite.policy, cite.problem) == (other.policy, None)

    def test_the_other_policy_has_another_title_and_number(
        self, cast: Cast, policy: Policy
    ) -> None:
        begun = timezone.now() - dt.timedelta(days=9)
        other = published_policy(cast, "HR-002", text_of("甲", "乙"), at=begun)
        first, second = text_of("甲", "乙", title="延長工時辦法").clauses
        inserted = replace(second, anchor="f" * 12)
        renumbered = replace(second, label="第三條")
        next_revision(cast, other, Outline("延長工時辦法", clauses=(first, inserted, renumbered)))
        words = link(second.anchor, "《加班管理辦法》第二條", "HR-002")
        (cite,) = read(text_of(f"<p>依{words}。</p>", title="獎懲辦法"), policy)
        assert (cite.problem, cite.proposed) == (Problem.OTHER_WORDS, "《延長工時辦法》第三條")

    def test_another_policy_that_is_not_in_force(self, cast: Cast, policy: Policy) -> None:
        draft = draft_of(cast, "HR-002")
        anchor = draft.clauses.get(label="第三條").anchor
        words = link(anchor, "《出勤與休假管理辦法》第三條", "HR-002")
        (cite,) = read(text_of(f"<p>依{words}。</p>"), policy)
        assert (cite.problem, cite.address) == (Problem.NOT_IN_FORCE, "")

    def test_a_clause_another_policy_no_longer_has(self, cast: Cast, policy: Policy) -> None:
        published_policy(cast, "HR-002")
        (cite,) = read(text_of(f"<p>依{link('f' * 12, '第三條', 'HR-002')}。</p>"), policy)
        assert cite.problem is Problem.NOT_THERE

    def test_its_own_code_means_its_own_text(self, policy: Policy) -> None:
        (cite,) = read(text_of("甲", f"<p>{link(ANCHORS[0], '第一條', 'HR-009')}</p>"), policy)
        assert (cite.targets, cite.policy) == ((0,), None)


def test_a_text_that_is_scheduled_sees_the_day_it_begins(cast: Cast, policy: Policy) -> None:
    first = published_policy(cast, "HR-002", text_of("甲", title="獎懲辦法"))
    begins = timezone.localdate() + dt.timedelta(days=30)
    next_revision(cast, first, text_of("甲", "乙", title="獎懲辦法"), effective_from=begins)
    outline = text_of("依《獎懲辦法》第二條。")
    assert [cite.problem for cite in read(outline, policy)] == [Problem.NOT_THERE]
    assert [cite.problem for cite in read(outline, policy, begins)] == [None]
