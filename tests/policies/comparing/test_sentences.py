"""Changes in words, for the summary, the chips and the table."""

from dataclasses import replace

import pytest
from django.utils import translation

from policies.comparing import explanations, summary
from policies.comparing.sentences import kinds_in_words
from policies.text.changes import Change
from policies.text.diff import compare
from policies.text.outline import Clause, Heading, Kind, Outline

ONE = Clause("一、", "<p>員工每日工作八小時，每週工作四十小時。</p>")
TWO = Clause("二、", "<p>請假應填寫假單，經主管核准後始得離開。</p>")
THREE = Clause("三、", "<p>出差應於七日前提出計畫，並覈實報銷旅費。</p>")
BEFORE = Outline("辦法", clauses=(ONE, TWO))


@pytest.fixture(autouse=True)
def in_english() -> object:
    with translation.override("en"):
        yield


def of(*clauses: Clause, **parts: object) -> str:
    return summary(compare(BEFORE, replace(BEFORE, clauses=clauses, **parts)))  # type: ignore[arg-type]


def test_nothing() -> None:
    assert of(ONE, TWO) == "Nothing changes."


def test_one_of_each() -> None:
    reworded = replace(ONE, body=ONE.body.replace("八", "七"))
    assert of(reworded, TWO, THREE) == "1 clause reworded, 1 clause added."


def test_a_deleted_clause_is_counted_once() -> None:
    assert of(ONE, replace(TWO, body="<p>（刪除）</p>", deleted=True)) == "1 clause deleted."


def test_renumbering_and_plural() -> None:
    shifted = replace(ONE, label="二、"), replace(TWO, label="三、")
    assert of(replace(THREE, label="一、"), *shifted) == "1 clause added, 2 clauses renumbered."


def test_parts_and_headings() -> None:
    heading = Heading(Kind.CHAPTER, "第一章", "總則")
    assert of(ONE, TWO, title="新辦法", headings=(heading,)) == "1 heading changed, title changed."


def test_in_chinese() -> None:
    with translation.override("zh-hant"):
        assert of(ONE, TWO, THREE) == "新增 1 條。"


def test_an_explanation_for_each_thing() -> None:
    after = replace(BEFORE, clauses=(replace(THREE, label="一、"), replace(ONE, label="二、")))
    said = [explanations(change) for change in compare(BEFORE, after).clauses]
    assert ["This clause is new."] in said
    assert ["Renumbered from 一、 to 二、."] in said
    assert ["This clause is removed."] in said
    assert explanations(next(compare(BEFORE, BEFORE).clauses)) == ["Not amended."]


def test_what_a_split_came_out_of_is_named() -> None:
    whole = replace(BEFORE, clauses=(ONE, replace(TWO, body=TWO.body + THREE.body)))
    parts = replace(BEFORE, clauses=(ONE, TWO, THREE))
    [*_, split] = compare(whole, parts).clauses
    assert explanations(split) == ["This clause is new; its words come from former 二、."]
    assert kinds_in_words(split.kinds) == ["Split off"]


def test_every_kind_has_a_word() -> None:
    for kind in Change:
        assert kinds_in_words(frozenset((kind,)))
