"""The table of heads and clauses: what counts, what is only proposed, where gaps are."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from policies import drafting
from policies.filing import heads, matrix
from policies.models import AudienceRule, Head
from policies.models.audience import RuleKind
from tests.cast import Cast, draft_of, published_policy
from tests.factories import SiteFactory
from tests.policies.filing.filed import DAY, HOURS, OTHER, WAGES, rules, work_rule
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


def row(rows: list[matrix.Row], head: Head) -> matrix.Row:
    return next(one for one in rows if one.head == head)


def names(places: list[matrix.Place]) -> list[str]:
    return [place.name for place in places]


def test_a_row_for_each_head_in_the_laws_order(cast: Cast) -> None:
    rows = matrix.of_revision(work_rule(cast))
    assert [one.head for one in rows] == list(Head)
    assert matrix.gaps(rows) == rows


def test_a_proposal_counts_for_nothing(cast: Cast) -> None:
    rows = matrix.of_revision(work_rule(cast))
    assert names(row(rows, Head.HOURS).proposals) == ["第一條 工作時間"]
    assert row(rows, Head.HOURS).is_gap


def test_what_is_confirmed_counts_and_is_proposed_no_more(cast: Cast) -> None:
    revision = work_rule(cast)
    heads.cover(revision.policy, [(HOURS, Head.HOURS), (OTHER, Head.HOURS)], cast.hr)
    found = row(matrix.of_revision(revision), Head.HOURS)
    assert (names(found.clauses), found.proposals) == (["第一條 工作時間", "第三條 施行"], [])
    assert not found.is_gap
    assert found.clauses[0].address == f"/policies/HR-001/v1.0/#{HOURS}"


def test_a_head_left_out_for_a_reason_is_no_gap(cast: Cast) -> None:
    revision = work_rule(cast)
    heads.omit(revision.policy, Head.WELFARE, "另訂。", cast.hr)
    found = row(matrix.of_revision(revision), Head.WELFARE)
    assert (found.is_gap, found.is_omitted) == (False, True)


def test_a_clause_keeps_its_heads_in_the_next_revision(cast: Cast) -> None:
    first = work_rule(cast)
    heads.cover(first.policy, [(WAGES, Head.WAGES)], cast.hr)
    draft = drafting.start_revision(first.policy, cast.editor)
    assert names(row(matrix.of_revision(draft), Head.WAGES).clauses) == ["第二條 工資"]


def test_a_clause_that_vanishes_leaves_a_gap(cast: Cast) -> None:
    first = work_rule(cast)
    heads.cover(first.policy, [(WAGES, Head.WAGES), (HOURS, Head.HOURS)], cast.hr)
    draft = drafting.start_revision(first.policy, cast.editor)
    drafting.load(draft, rules(gone=(WAGES,)), cast.editor)
    found = row(matrix.of_revision(draft), Head.WAGES)
    assert (found.clauses, names(found.gone), found.is_gap) == ([], ["第二條 工資"], True)
    assert found.gone[0].number == "1.0"
    assert not row(matrix.of_revision(draft), Head.HOURS).is_gap
    assert not row(matrix.of_revision(first), Head.WAGES).is_gap


def test_a_clause_whose_number_alone_is_kept_treats_nothing(cast: Cast) -> None:
    first = work_rule(cast)
    heads.cover(first.policy, [(WAGES, Head.WAGES)], cast.hr)
    draft = drafting.start_revision(first.policy, cast.editor)
    clause = draft.clauses.get(anchor=WAGES)
    drafting.edit_clause(draft, WAGES, clause.lock_version, cast.editor, body="", is_deleted=True)
    found = row(matrix.of_revision(draft), Head.WAGES)
    assert (found.is_gap, names(found.gone)) == (True, ["第二條 工資"])


def test_over_all_work_rules_of_a_site(cast: Cast) -> None:
    first, second = work_rule(cast), work_rule(cast, "HR-002")
    heads.cover(first.policy, [(HOURS, Head.HOURS)], cast.hr)
    heads.cover(second.policy, [(HOURS, Head.HOURS), (WAGES, Head.WAGES)], cast.hr)
    south = SiteFactory(code="KHH")
    drafting.set_audience(
        second.policy, [AudienceRule(kind=RuleKind.SITE, site=cast.taiwan)], cast.editor
    )
    published_policy(cast, "HR-003")
    here = matrix.work_rules(cast.hr, TODAY(), cast.taiwan)
    assert [revision.policy.code for revision in here] == ["HR-001", "HR-002"]
    assert matrix.work_rules(cast.hr, TODAY(), south) == []
    rows = matrix.of_company(here)
    assert [place.code for place in row(rows, Head.HOURS).clauses] == ["HR-001", "HR-002"]
    assert len(matrix.gaps(rows)) == 10


def test_only_what_was_in_force_on_the_day(cast: Cast) -> None:
    work_rule(cast)
    draft_of(cast, "HR-002", rules(), is_work_rule=True)
    assert matrix.work_rules(cast.hr, TODAY() - DAY) == []
    assert [one.policy.code for one in matrix.work_rules(cast.hr, TODAY())] == ["HR-001"]


def test_a_restricted_work_rule_is_shown_to_those_who_may_read_it(cast: Cast) -> None:
    work_rule(cast)
    restricted = published_policy(
        cast, "HR-002", rules(), is_work_rule=True, classification="restricted"
    )
    rule = AudienceRule(kind=RuleKind.PERSON, employee=cast.outsider)
    drafting.set_audience(restricted.policy, [rule], cast.editor)
    assert len(matrix.work_rules(cast.auditor, TODAY())) == 2
    assert [one.policy.code for one in matrix.work_rules(cast.neighbour, TODAY())] == ["HR-001"]


def test_as_many_queries_for_ten_work_rules_as_for_one(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 4):
        revision = work_rule(cast, f"HR-00{number}")
        heads.cover(revision.policy, [(HOURS, Head.HOURS)], cast.hr)
        with django_assert_num_queries(7):
            matrix.of_company(matrix.work_rules(cast.hr, TODAY(), cast.taiwan))
