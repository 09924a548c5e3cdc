"""A question is answered by what says some of it, the likeliest first."""

import pytest

from policies import searching
from policies.models import SearchTerm
from policies.searching import counting
from policies.searching.answering import Answer
from policies.text.outline import Clause, Outline
from regs_portal.people.models import Employee
from tests.cast import Cast, published_policy
from tests.policies.standing import TODAY

BODIES = (
    "特別休假之日數，依年資計算，公司不得拒絕給予。",
    "加班應事先申請，經主管核准後為之。",
    "員工離職時應辦理移交，並返還識別證。",
    "出差之交通費，檢據核實報支。",
    "Regulations on overtime apply to every employee.",
)


def rules(*bodies: str) -> Outline:
    return Outline(
        "綜合規則",
        clauses=tuple(Clause(f"第{n}條", f"<p>{body}</p>") for n, body in enumerate(bodies, 1)),
    )


def answer(cast: Cast, query: str, who: Employee | None = None) -> Answer:
    return searching.answer(query, who or cast.employee, TODAY())


@pytest.fixture
def published(cast: Cast) -> None:
    published_policy(cast, outline=rules(*BODIES))
    searching.count_terms()


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("公司可以不給特別休假嗎？", "第1條"), ("公司可以不给特别休假吗", "第1條"),
        ("加班要怎麼申請", "第2條"), ("離職的時候識別證要不要還", "第3條"),
        ("搭車的交通費怎麼報", "第4條"), ("regulation applied to overtimes", "第5條"),
    ],
)  # fmt: skip
def test_a_question_finds_the_clause(
    cast: Cast, published: None, question: str, label: str
) -> None:
    found = answer(cast, question)
    assert found.results.hits == []
    assert found.likely[0].label == label
    assert any(is_hit for _words, is_hit in found.likely[0].snippet)


def test_works_before_anything_was_counted(cast: Cast) -> None:
    published_policy(cast, outline=rules(*BODIES))
    assert not SearchTerm.objects.exists()
    assert answer(cast, "公司可以不給特別休假嗎").likely[0].label == "第1條"


def test_what_says_all_of_the_words_stands_apart(cast: Cast, published: None) -> None:
    found = answer(cast, "識別證")
    assert [hit.label for hit in found.results.hits] == ["第3條"]
    assert "第3條" not in [hit.label for hit in found.likely]


@pytest.mark.parametrize("query", ["「沒有這種加班」", '"加班費如何"', "『離職證明』"])
def test_quotation_marks_are_meant(cast: Cast, published: None, query: str) -> None:
    assert answer(cast, query).hits == []


def test_what_is_not_said_at_all_is_not_found(cast: Cast, published: None) -> None:
    assert answer(cast, "宇宙飛船").hits == []


def test_nobody_is_answered_from_what_they_may_not_read(cast: Cast) -> None:
    published_policy(
        cast, outline=rules(*BODIES), classification="restricted", binds_everyone=False
    )
    assert answer(cast, "公司可以不給特別休假嗎", cast.hr).likely
    assert not answer(cast, "公司可以不給特別休假嗎", cast.outsider).hits


def test_a_sample_is_counted_where_there_is_much(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "SAMPLED", 10)
    published_policy(cast, outline=rules(*(f"共同之詞{n}" for n in range(45))))
    assert 5 <= searching.count_terms() <= 10
    common = counting.commonness(["共同", "沒有"])
    assert common.counts["共同"] >= common.texts - 1  # but for the title
    assert common.weight("共同") < common.weight("沒有")


@pytest.mark.parametrize("query", ["嗎", "？", "可以嗎", "的" * 400, "a " * 300, "甲乙丙丁" * 100])
def test_hostile_questions_are_answered(cast: Cast, published: None, query: str) -> None:
    assert isinstance(answer(cast, query), Answer)
