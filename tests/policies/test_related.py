"""How policies stand to each other, as their texts and repeals say; nobody learns of one shut to
them."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from policies import drafting
from policies.models import AudienceRule, LegalBasis, Level, Revision
from policies.models.audience import RuleKind
from policies.related import Relations, related_to
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, next_revision, publish, published_policy
from tests.policies.telling import SHUT, TODAY, ago, ahead, repealed, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules(cast: Cast) -> Revision:
    return published_policy(
        cast, "HR-001", text("工作規則", "<p>甲。</p>"), at=ago(90), level=Level.REGULATION
    )


def leave(cast: Cast, *clauses: str, code: str = "HR-002", **facts: Any) -> Revision:
    facts.setdefault("level", Level.MEASURES)
    return published_policy(cast, code, text("請假辦法", *clauses), at=ago(60), **facts)


def of(revision: Revision, employee: Employee) -> dict[str, list[str]]:
    found = related_to(revision.policy, employee, TODAY())
    return {
        name: [each.code for each in getattr(found, name)]
        for name in Relations.__dataclass_fields__
        if getattr(found, name)
    }


def test_the_first_article_says_what_it_is_based_on(cast: Cast, rules: Revision) -> None:
    measures = leave(cast, "<p>本辦法依「工作規則」訂定之。</p>", "<p>乙。</p>")
    assert of(measures, cast.employee) == {"based_on": ["HR-001"]}
    assert of(rules, cast.employee) == {"basis_of": ["HR-002"]}


def test_so_does_the_introduction(cast: Cast, rules: Revision) -> None:
    outline = text("請假辦法", "<p>甲。</p>", purpose="<p>依「工作規則」訂定本辦法。</p>")
    measures = published_policy(cast, "HR-002", outline, at=ago(60))
    assert of(measures, cast.employee) == {"based_on": ["HR-001"]}


def test_a_later_article_only_refers(cast: Cast, rules: Revision) -> None:
    measures = leave(cast, "<p>甲。</p>", "<p>獎懲依「工作規則」第一條辦理。</p>")
    assert of(measures, cast.employee) == {"see_also": ["HR-001"]}
    assert of(rules, cast.employee) == {"see_also": ["HR-002"]}


def test_nothing_rests_on_what_is_narrower(cast: Cast) -> None:
    form = text("請假單", "<p>甲。</p>")
    published_policy(cast, "HR-009", form, at=ago(90), level=Level.FORM)
    measures = leave(cast, "<p>依「請假單」辦理。</p>")
    assert of(measures, cast.employee) == {"see_also": ["HR-009"]}


@pytest.mark.parametrize("law", ["工作規則", "《工作規則》", "「工作規則」"])
def test_a_legal_basis_may_be_a_policy(cast: Cast, rules: Revision, law: str) -> None:
    draft = draft_of(cast, "HR-002", text("請假辦法", "<p>甲。</p>"), level=Level.MEASURES)
    drafting.add_basis(draft, cast.editor, law=law)
    measures = publish(cast, draft)
    assert LegalBasis.objects.filter(revision=measures, law=law).exists()
    assert of(measures, cast.employee) == {"based_on": ["HR-001"]}
    assert of(rules, cast.employee) == {"basis_of": ["HR-002"]}


def test_repealed_in_favour_of_another(cast: Cast, rules: Revision) -> None:
    old = leave(cast, "<p>甲。</p>", code="HR-004")
    repealed(cast, old.policy, rules.policy)
    assert of(rules, cast.employee) == {"replaces": ["HR-004"]}
    assert of(old, cast.employee) == {"replaced_by": ["HR-001"]}


def test_not_before_the_day_of_the_repeal(cast: Cast, rules: Revision) -> None:
    old = leave(cast, "<p>甲。</p>", code="HR-004")
    repealed(cast, old.policy, rules.policy, on=ahead(9))
    assert of(rules, cast.employee) == {}
    found = related_to(rules.policy, cast.employee, ahead(9))
    assert [each.title for each in found.replaces] == ["請假辦法"]


def test_words_no_longer_in_force_say_nothing(cast: Cast, rules: Revision) -> None:
    measures = leave(cast, "<p>本辦法依「工作規則」訂定之。</p>")
    next_revision(cast, measures, text("請假辦法", "<p>甲。</p>"), at=ago(10))
    assert of(measures, cast.employee) == {}
    assert of(rules, cast.employee) == {}


def test_each_stands_in_one_place_only(cast: Cast, rules: Revision) -> None:
    measures = leave(cast, "<p>依「工作規則」訂定之。</p>", "<p>依「工作規則」第一條。</p>")
    assert of(measures, cast.employee) == {"based_on": ["HR-001"]}


def test_a_shut_policy_is_related_to_nobody_but_its_readers(cast: Cast, rules: Revision) -> None:
    secret = leave(cast, "<p>本辦法依「工作規則」訂定之。</p>", **SHUT)
    for person in (cast.employee, cast.neighbour, cast.outsider):
        assert of(rules, person) == {}
    assert of(rules, cast.hr) == {"basis_of": ["HR-002"]}
    assert of(rules, cast.editor) == {"basis_of": ["HR-002"]}
    AudienceRule.objects.create(policy=secret.policy, kind=RuleKind.ROLE, role=cast.agent)
    assert of(rules, cast.employee) == {"basis_of": ["HR-002"]}
    assert of(rules, cast.outsider) == {}


def test_it_is_one_query(
    cast: Cast, rules: Revision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, 6):
        leave(cast, "<p>本辦法依「工作規則」訂定之。</p>", code=f"HR-00{number}")
    policy = rules.policy
    for person in (cast.employee, cast.hr, cast.neighbour):
        with django_assert_num_queries(1):
            found = related_to(policy, person, TODAY())
        assert [each.code for each in found.basis_of] == ["HR-002", "HR-003", "HR-004", "HR-005"]
        assert found.basis_of[0].title == "請假辦法"
        assert found.basis_of[0].level == Level.MEASURES


def test_two_where_some_are_shut(
    cast: Cast, rules: Revision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, 5):
        leave(cast, "<p>本辦法依「工作規則」訂定之。</p>", code=f"HR-00{number}", **SHUT)
    policy = rules.policy
    with django_assert_num_queries(2):
        assert not related_to(policy, cast.outsider, TODAY())


def test_a_policy_by_itself(cast: Cast) -> None:
    assert not related_to(published_policy(cast).policy, cast.employee, TODAY())
