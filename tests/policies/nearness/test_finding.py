"""Which clauses in force say nearly the same: for whom, on which day, and apart from what."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from policies.access import today
from policies.models import AudienceRule, ClauseMark, Policy, SearchEntry
from policies.models.audience import Effect, RuleKind
from policies.models.policy import Classification
from policies.nearness import Nearness, candidates, finding, near_clauses, near_clauses_of_each
from policies.text.outline import Clause
from regs_portal.people.models import Employee
from tests.cast import Cast, next_revision
from tests.policies.nearness.resembling import (
    CARDS,
    IN_FORCE,
    LEAVE,
    REWORDED,
    in_force,
    outline,
)


def near(
    cast: Cast,
    *bodies: str,
    by: Employee | None = None,
    on: dt.date | None = None,
    apart_from: Policy | None = None,
) -> Nearness:
    clauses = outline(*bodies).all_clauses()
    return near_clauses(clauses, by or cast.editor, on or today(), apart_from)


def codes(nearness: Nearness) -> list[str]:
    return [each.code for found in nearness.near for each in found.near]


def test_a_reworded_clause_is_found_with_the_difference(cast: Cast) -> None:
    revision = in_force(cast, "HR-001", CARDS, LEAVE)
    found = near(cast, REWORDED)
    [resemblance] = found.near
    [nearest] = resemblance.near
    assert (nearest.code, nearest.number, nearest.label) == ("HR-001", revision.number, "第2條")
    assert resemblance.clause.label == "第1條"
    assert nearest.text == LEAVE
    assert 60 <= nearest.percent < 100
    assert {span.op for span in nearest.spans} == {"equal", "delete", "insert"}
    assert nearest.anchor in {clause.anchor for clause in revision.clauses.all()}


def test_another_script_says_the_same(cast: Cast) -> None:
    in_force(cast, "HR-001", LEAVE)
    simplified = "员工请假应于三日前填写请假单,叙明假别与起讫时间,经部门主管核准后送人力资源处备查"
    [resemblance] = near(cast, simplified).near
    assert resemblance.near[0].percent == 100


def test_other_matters_and_empty_clauses_are_not(cast: Cast) -> None:
    in_force(cast, "HR-001", LEAVE, CARDS)
    assert near(cast, "員工應保持工作場所整潔，個人物品不得占用走道與安全門。", "") == Nearness()


def test_a_repealed_clause_is_not_asked_about(cast: Cast) -> None:
    in_force(cast, "HR-001", LEAVE)
    repealed = Clause("第1條", f"<p>{LEAVE}</p>", deleted=True)
    assert near_clauses([repealed], cast.editor, today()) == Nearness()


def test_the_longer_clause_that_contains_it_says_so(cast: Cast) -> None:
    in_force(cast, "HR-001", LEAVE + CARDS)
    assert near(cast, LEAVE).near[0].near[0].contains
    in_force(cast, "HR-002", "出差旅費應於返回後七日內檢附憑證結報，逾期由薪資扣回預支款項。")
    [resemblance] = near(
        cast, "出差旅費應於返回後七日內檢附憑證結報，逾期由薪資扣回預支款項。" + LEAVE
    ).near
    assert resemblance.near[0].is_contained


def test_the_nearest_comes_first_and_only_some_are_shown(cast: Cast) -> None:
    in_force(cast, "HR-001", REWORDED)
    in_force(cast, "HR-002", LEAVE, LEAVE, LEAVE)
    [resemblance] = near(cast, LEAVE).near
    assert [each.code for each in resemblance.near] == ["HR-002"] * finding.SHOWN
    assert (resemblance.policies, resemblance.more) == (2, 1)


def test_what_many_policies_say_is_counted_and_set_aside(cast: Cast) -> None:
    for number in range(finding.USUAL):
        in_force(cast, f"HR-{number:03}", CARDS if number == 0 else "略", IN_FORCE)
    found = near(cast, CARDS, IN_FORCE.replace("辦法", "規程"))
    assert codes(found) == ["HR-000"]
    [usual] = found.usual
    assert (usual.clause.label, usual.policies) == ("第2條", finding.USUAL)


def test_never_the_same_policy(cast: Cast) -> None:
    policy = in_force(cast, "HR-001", LEAVE).policy
    in_force(cast, "HR-002", REWORDED)
    assert codes(near(cast, LEAVE, apart_from=policy)) == ["HR-002"]


class TestWhoSees:
    """A restricted policy that binds customer service: its words are for nobody else."""

    @pytest.fixture(autouse=True)
    def restricted(self, cast: Cast) -> None:
        revision = in_force(
            cast, "HR-009", LEAVE, classification=Classification.RESTRICTED, owner=cast.editor
        )
        AudienceRule.objects.filter(policy=revision.policy).delete()
        AudienceRule.objects.create(
            policy=revision.policy, effect=Effect.INCLUDE, kind=RuleKind.DEPARTMENT,
            department=cast.customer_service,
        )  # fmt: skip

    def test_only_those_it_is_open_to(self, cast: Cast) -> None:
        allowed = {cast.editor, cast.employee, cast.hr, cast.auditor, cast.legal_reviewer,
                   cast.fairness_reviewer, cast.approver}  # fmt: skip
        for person in cast.everybody:
            expected = ["HR-009"] if person in allowed else []
            assert codes(near(cast, REWORDED, by=person)) == expected, person

    def test_nor_is_it_counted(self, cast: Cast) -> None:
        for number in range(finding.USUAL - 1):
            in_force(cast, f"HR-{number:03}", LEAVE)
        assert near(cast, LEAVE, by=cast.neighbour).near[0].policies == finding.USUAL - 1
        assert near(cast, LEAVE, by=cast.editor).usual[0].policies == finding.USUAL

    def test_the_command_line_sees_all(self, cast: Cast) -> None:
        [resemblance] = near_clauses(outline(REWORDED).all_clauses(), None, today()).near
        assert resemblance.near[0].code == "HR-009"


class TestWhen:
    def test_only_from_the_first_day_in_force_on(self, cast: Cast) -> None:
        first = today() + dt.timedelta(days=10)
        in_force(cast, "HR-001", LEAVE, effective_from=first)
        assert codes(near(cast, LEAVE)) == []
        assert codes(near(cast, LEAVE, on=first)) == ["HR-001"]

    def test_no_longer_than_in_force(self, cast: Cast) -> None:
        long_ago = timezone.now() - dt.timedelta(days=60)
        old = in_force(cast, "HR-001", LEAVE, at=long_ago)
        next_revision(cast, old, outline(CARDS))
        assert codes(near(cast, LEAVE)) == []
        assert codes(near(cast, CARDS)) == ["HR-001"]
        assert codes(near(cast, LEAVE, on=today() - dt.timedelta(days=1))) == ["HR-001"]


def test_several_texts_at_once_share_one_answer(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(cast, "HR-001", LEAVE, CARDS)
    texts = [outline(CARDS, "略"), outline(), outline(REWORDED, CARDS)]
    with django_assert_num_queries(2):
        first, empty, last = near_clauses_of_each(texts, cast.editor, today())
    assert [found.clause.label for found in first.near] == ["第1條"]
    assert empty == Nearness()
    assert [found.clause.label for found in last.near] == ["第1條", "第2條"]
    monkeypatch.setattr(finding, "MOST_CLAUSES", 3)
    first, empty, last = near_clauses_of_each(texts, cast.editor, today())
    assert (first.unasked, empty.unasked, last.unasked) == (0, 0, 1)
    assert len(last.near) == 1


def test_of_a_long_text_fewer_marks_are_asked_for(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(cast, "HR-001", LEAVE)
    monkeypatch.setattr(candidates, "MOST_MARKS", 40)
    assert codes(near(cast, REWORDED, CARDS)) == ["HR-001"]


def test_marks_left_without_their_entry_find_nothing(cast: Cast) -> None:
    in_force(cast, "HR-001", LEAVE)
    SearchEntry.objects.all().delete()
    assert ClauseMark.objects.exists()
    assert near(cast, LEAVE) == Nearness()
