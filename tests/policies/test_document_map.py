"""The map: who stands under whom, how many there are of what, and what is left off it."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from policies import document_map as maps
from policies.document_map import DocumentMap, Entry, document_map
from policies.models import AudienceRule, Category, Level, Revision
from policies.models.audience import RuleKind
from regs_portal.people.models import Employee
from tests.cast import Cast, next_revision, published_policy
from tests.policies.telling import SHUT, TODAY, ago, ahead, text

pytestmark = pytest.mark.django_db


def policy(cast: Cast, code: str, title: str, level: Level, *above: str, **facts: Any) -> Revision:
    words = "".join(f"「{name}」、" for name in above)
    clause = f"<p>依{words}訂定之。</p>" if above else "<p>甲。</p>"
    return published_policy(cast, code, text(title, clause), at=ago(50), level=level, **facts)


@pytest.fixture
def family(cast: Cast) -> None:
    policy(cast, "GM-001", "公司章程", Level.CHARTER)
    policy(cast, "HR-001", "工作規則", Level.REGULATION, "公司章程")
    policy(cast, "HR-002", "請假辦法", Level.MEASURES, "工作規則")
    policy(cast, "HR-003", "請假作業程序", Level.SOP, "請假辦法", "工作規則")
    policy(cast, "HR-004", "加班辦法", Level.MEASURES, "工作規則")
    policy(cast, "IT-001", "資訊守則", Level.CODE_OF_CONDUCT)


def tree(entries: list[Entry]) -> dict[str, Any]:
    return {entry.revision.policy.code: tree(entry.children) for entry in entries}


def drawn(found: DocumentMap) -> dict[str, dict[str, Any]]:
    return {tier.level: tree(tier.entries) for tier in found.tiers if tier.entries}


def of(employee: Employee, **narrowed: Any) -> DocumentMap:
    return document_map(employee, TODAY(), **narrowed)


@pytest.mark.usefixtures("family")
def test_what_stands_under_what(cast: Cast) -> None:
    found = of(cast.employee)
    assert drawn(found) == {
        "charter": {"GM-001": {"HR-001": {"HR-002": {"HR-003": {}}, "HR-004": {}}}},
        "code": {"IT-001": {}},
    }
    assert found.tiers[0].entries[0].below == 4


@pytest.mark.usefixtures("family")
def test_the_pyramid_counts_every_level_most_general_first(cast: Cast) -> None:
    found = of(cast.employee)
    assert [(tier.level, tier.count) for tier in found.tiers] == [
        ("charter", 1), ("regulation", 1), ("code", 1), ("measures", 2), ("sop", 1),
    ]  # fmt: skip
    assert found.count == 6


@pytest.mark.usefixtures("family")
def test_of_several_bases_the_nearest_is_above_and_the_others_are_named(cast: Cast) -> None:
    charter = of(cast.employee).tiers[0].entries[0]
    procedure = charter.children[0].children[0].children[0]
    assert procedure.bases == [("HR-001", "工作規則")]


@pytest.mark.usefixtures("family")
def test_narrowed_to_a_level_the_bases_are_named(cast: Cast) -> None:
    found = of(cast.employee, level=Level.MEASURES)
    (tier,) = found.tiers
    assert [(entry.revision.policy.code, entry.bases) for entry in tier.entries] == [
        ("HR-002", [("HR-001", "工作規則")]), ("HR-004", [("HR-001", "工作規則")]),
    ]  # fmt: skip


def test_narrowed_by_category_department_and_role(cast: Cast) -> None:
    conduct = Category.objects.get(slug="conduct")
    policy(cast, "HR-001", "甲辦法", Level.MEASURES, category=conduct)
    made = policy(cast, "HR-002", "乙辦法", Level.MEASURES)
    AudienceRule.objects.create(policy=made.policy, kind=RuleKind.ROLE, role=cast.agent)
    policy(cast, "OP-001", "丙辦法", Level.MEASURES, by=cast.neighbour)
    for narrowed, codes in (
        ({"category": conduct}, {"HR-001": {}}),
        ({"role": cast.agent}, {"HR-002": {}}),
        ({"department": cast.operations}, {"OP-001": {}}),
        ({"department": cast.company}, {"HR-001": {}, "HR-002": {}, "OP-001": {}}),
    ):
        assert drawn(of(cast.employee, **narrowed)) == {"measures": codes}, narrowed
    assert of(cast.employee, category=conduct, role=cast.agent).tiers == []


def test_two_of_one_level_that_cite_each_other_are_both_there(cast: Cast) -> None:
    policy(cast, "HR-001", "甲辦法", Level.MEASURES)
    policy(cast, "HR-002", "乙辦法", Level.MEASURES, "甲辦法")
    first = Revision.objects.get(policy__code="HR-001")
    next_revision(cast, first, text("甲辦法", "<p>依「乙辦法」訂定之。</p>"), at=ago(9))
    assert drawn(of(cast.employee)) == {"measures": {"HR-002": {"HR-001": {}}}}


def test_only_what_is_in_force(cast: Cast) -> None:
    published_policy(cast, "HR-005", effective_from=ahead(5))
    assert of(cast.employee).tiers == []


def test_a_shut_policy_is_on_nobodys_map_but_its_readers(cast: Cast) -> None:
    policy(cast, "HR-001", "工作規則", Level.REGULATION, **SHUT)
    policy(cast, "HR-002", "請假辦法", Level.MEASURES, "工作規則")
    for person in (cast.employee, cast.neighbour, cast.outsider):
        found = of(person)
        assert drawn(found) == {"measures": {"HR-002": {}}}
        assert found.tiers[0].entries[0].bases == []
        assert found.count == 1
    assert drawn(of(cast.hr)) == {"regulation": {"HR-001": {"HR-002": {}}}}


def test_more_than_a_page_holds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "MOST", 2)
    for number in (1, 2, 3):
        policy(cast, f"HR-00{number}", f"辦法{number}", Level.MEASURES)
    policy(cast, "HR-009", "章程", Level.CHARTER)
    found = of(cast.employee)
    assert found.is_cut
    assert (found.count, found.tiers[1].count) == (4, 3)
    assert drawn(found) == {"charter": {"HR-009": {}}, "measures": {"HR-001": {}}}


@pytest.mark.usefixtures("family")
def test_no_more_queries_for_more_policies(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        of(cast.employee)
    with django_assert_num_queries(4):  # and the names of bases off the map
        of(cast.employee, level=Level.MEASURES)
