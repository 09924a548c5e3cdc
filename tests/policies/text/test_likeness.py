import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.folding import fold
from policies.text.likeness import (
    LEAST_MARKS,
    LONGEST,
    Likeness,
    Phrasing,
    difference,
    likeness,
    marks,
    probes,
)
from policies.text.spans import after_of, before_of

LEAVE = (
    "員工請假應於三日前填寫請假單，敘明假別、起訖時間與職務代理人，"
    "經部門主管核准後送人力資源處備查。"
)
REWORDED = (
    "同仁請假應於三日前填寫請假單，載明假別、起訖日期及職務代理人，"
    "經部門主管同意後送人力資源處備查。"
)
OTHER = "機房門禁卡遺失時，保管人應立即通報資訊部停用，並於二日內辦理補發，所需費用由保管人負擔。"
THIRD = "出差人員返回後七日內，檢附原始憑證向財務部結報旅費；逾期未結報者，由薪資中扣回預支款項。"
ENGLISH = (
    "Employees shall submit leave requests three days ahead and name whoever stands in for them."
)
WORDS = st.lists(
    st.sampled_from(
        [*"員工應於三日前提出申請主管核准後始得休假不請，。、", "HR-003", "shall ", "12"]
    )
).map("".join)


def near(a: str, b: str) -> Likeness:
    return likeness(Phrasing.of(a), Phrasing.of(b))


@pytest.mark.parametrize(
    "written",
    [
        "员工请假应于三日前填写请假单，叙明假别、起讫时间与职务代理人，经部门主管核准后送人力资源处备查。",
        LEAVE.replace("，", ", ").replace("、", " ") + "\n",
        LEAVE.replace("請假單", "請\u200b假單"),
    ],
    ids=["simplified", "signs and white space", "invisible"],
)
def test_the_way_of_writing_makes_no_difference(written: str) -> None:
    assert near(LEAVE, written).share == 1.0


def test_width_and_capitals_make_no_difference() -> None:
    assert near("依 HR-003 第 12 條辦理請假手續", "依ｈｒ－００３第１２條辦理請假手續").share == 1.0


def test_by_which_name_a_regulation_calls_itself_makes_no_difference() -> None:
    assert near("本辦法自發布日施行。", "本规程自发布日施行").share == 1.0


def test_a_few_other_words_are_near_and_other_matters_are_not() -> None:
    assert near(LEAVE, REWORDED).is_near
    assert near(LEAVE, REWORDED).share < 0.9
    assert near(LEAVE, OTHER).share < 0.1
    assert not near(LEAVE, OTHER).is_near


def test_words_in_letters_weigh_as_much_as_words_in_characters() -> None:
    changed = ENGLISH.replace("leave", "absence").replace("three", "two")
    assert near(ENGLISH, changed).is_near
    assert not near(ENGLISH, "Whoever loses an access card shall report it to the desk.").is_near


def test_a_short_clause_is_another_when_one_word_is() -> None:
    assert near("員工不得兼職", "員工不得兼职。").is_near
    assert not near("培訓經費按有關規定列支。", "保險經費按有關規定繳納。").is_near


def test_a_long_clause_that_contains_a_short_one_is_near() -> None:
    whole = LEAVE + OTHER + THIRD
    found = near(LEAVE, whole)
    assert found.is_near and found.is_part and found.share < 0.6
    assert not near("員工請假應填寫請假單。", whole).is_near  # too short to be more than a phrase


@pytest.mark.parametrize("nothing", ["", "。，\n", "\u200b"])
def test_nothing_is_near_to_no_words(nothing: str) -> None:
    assert near(nothing, nothing) == Likeness(0.0)
    assert marks(Phrasing.of(nothing)) == probes(Phrasing.of(nothing)) == []


@given(WORDS, WORDS)
def test_the_order_makes_no_difference(one: str, other: str) -> None:
    assert near(one, other) == near(other, one)
    assert 0 <= near(one, other).share <= 1


@given(WORDS)
def test_a_text_is_near_to_itself_however_it_is_written(text: str) -> None:
    itself = near(text, fold(text))
    assert itself.is_near == bool(Phrasing.of(text).units)
    assert itself.share == float(itself.is_near)


@given(WORDS)
def test_a_text_finds_its_own_marks(text: str) -> None:
    phrasing = Phrasing.of(text)
    assert set(marks(phrasing)) <= set(probes(phrasing))
    assert len(marks(phrasing)) <= max(LEAST_MARKS, len(phrasing.units) // 10)
    assert all(-(2**31) <= mark < 2**31 for mark in marks(phrasing))


def test_a_clause_without_end_is_compared_by_its_beginning() -> None:
    endless = Phrasing.of(LEAVE + "甲乙丙丁戊己庚辛壬癸" * 100_000)
    assert len(endless.units) == LONGEST
    assert len(marks(endless)) <= LONGEST // 10
    assert likeness(Phrasing.of(LEAVE), endless).is_part


def test_reworded_clauses_have_marks_in_common_and_others_have_not() -> None:
    asked = set(probes(Phrasing.of(REWORDED)))
    assert asked & set(marks(Phrasing.of(LEAVE)))
    assert not asked & set(marks(Phrasing.of(OTHER)))


def test_a_part_finds_the_whole() -> None:
    whole = OTHER * 3 + LEAVE + OTHER * 3
    assert set(probes(Phrasing.of(LEAVE))) & set(marks(Phrasing.of(whole)))


def test_the_difference_leaves_out_how_it_is_written() -> None:
    theirs = "員工請假，應事先填寫請假單。"
    mine = "员工请假, 应于三日前填写请假单。"
    shown = difference(theirs, mine)
    assert "".join(span.text for span in shown if span.op == "delete") in theirs
    assert after_of(shown) == mine
    assert {span.op for span in shown} == {"equal", "delete", "insert"}
    assert shown[0].op == "equal" and shown[0].text.startswith("员工请假")


@given(WORDS, WORDS)
def test_the_difference_shows_all_of_mine(theirs: str, mine: str) -> None:
    shown = difference(theirs, mine)
    assert after_of(shown) == mine
    assert fold(before_of(shown)) == fold(theirs)
