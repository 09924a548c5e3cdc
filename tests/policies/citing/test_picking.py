"""What a reference can be inserted for."""

import pytest

from policies.citing.picking import MOST, Choices, choice_of, choices
from policies.models import AudienceRule, Revision
from policies.models.audience import RuleKind
from policies.text.outline import Clause, Outline
from policies.text.pointer import Pointer
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, leave_outline, published_policy
from tests.policies.citing.texts import ANCHORS, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast, "HR-009", leave_outline(title="請假辦法"))


def asked(draft: Revision, query: str, person: Employee) -> Choices:
    return choices(draft.outline(), draft.policy, query, person, TODAY())


def own(draft: Revision, query: str, person: Employee) -> list[str]:
    return [choice.words for choice in asked(draft, query, person).own]


def test_without_a_query_the_text_itself(cast: Cast, draft: Revision) -> None:
    published_policy(cast, "HR-002")
    found = asked(draft, "", cast.editor)
    assert [choice.words for choice in found.own] == [
        "第一章", "第一條", "第二條", "第二章", "第三條", "第三條之一",
    ]  # fmt: skip
    assert [choice.glimpse for choice in found.own][:2] == ["總則", "依據"]
    assert found.others == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("第三條", ["第三條"]),
        ("第3條之1", ["第三條之一"]),
        ("3-1", ["第三條之一"]),
        ("3", ["第三條"]),
        ("特別休假", ["第三條"]),
        ("请假程序", ["第三條"]),
        ("離席 客服", ["第三條之一"]),
        ("天文", []),
    ],
)
def test_numbers_and_words_narrow_it(
    cast: Cast, draft: Revision, query: str, words: list[str]
) -> None:
    assert own(draft, query, cast.editor) == words


def test_other_policies_in_force_are_searched(cast: Cast, draft: Revision) -> None:
    other = published_policy(cast, "HR-002", leave_outline(title="出勤辦法"))
    draft_of(cast, "HR-005", leave_outline(title="加班辦法"))
    (choice,) = asked(draft, "HR-002 第三條之一", cast.editor).others
    assert choice.words == "《出勤辦法》第三條之一"
    assert choice.policy == "出勤辦法"
    anchor = other.clauses.get(label="第三條之一").anchor
    assert choice.pointer == Pointer(anchor, "HR-002")


def test_its_own_words_in_force_are_no_other_policy(cast: Cast) -> None:
    published = published_policy(cast, "HR-002")
    assert asked(published, "特別休假", cast.editor).others == []


def test_only_policies_open_to_the_employee(cast: Cast, draft: Revision) -> None:
    other = published_policy(
        cast, "HR-002", leave_outline(title="出勤辦法"), classification="restricted"
    )
    AudienceRule.objects.filter(policy=other.policy).delete()
    AudienceRule.objects.create(policy=other.policy, kind=RuleKind.PERSON, employee=cast.employee)
    anchor = other.clauses.get(label="第三條").anchor
    pointer = Pointer(anchor, "HR-002")
    for person, is_open in ((cast.editor, True), (cast.neighbour, False)):
        assert bool(asked(draft, "特別休假", person).others) == is_open
        found = choice_of(pointer, draft.outline(), draft.policy, person, TODAY())
        assert (found is not None) == is_open


def test_a_long_text_is_shown_in_part(cast: Cast, draft: Revision) -> None:
    clauses = tuple(Clause(f"第{n}條", "<p>甲</p>", anchor=f"{n:012x}") for n in range(1, 90))
    found = choices(Outline("辦法", clauses=clauses), draft.policy, "", cast.editor, TODAY())
    assert len(found.own) == MOST
    assert found.is_more


@pytest.mark.parametrize(
    "pointer", [Pointer("f" * 12), Pointer(ANCHORS[0], "HR-404"), Pointer("f" * 12, "HR-002")]
)
def test_a_place_that_is_not_there_is_none(cast: Cast, pointer: Pointer) -> None:
    published_policy(cast, "HR-002")
    draft = draft_of(cast, "HR-009", text_of("甲"))
    assert choice_of(pointer, draft.outline(), draft.policy, cast.editor, TODAY()) is None
