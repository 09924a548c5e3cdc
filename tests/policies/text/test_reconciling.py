"""Both changes in one text, where they are apart; no answer where they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.text.reconciling import reconcile, reconcile_html

BASE = "員工請假，應事先申請，並載明假別。\n主管應於三日內核定。"
TABLE = "<table><tbody><tr><td>甲</td></tr></tbody></table>"


def test_changes_in_different_places_are_both_made() -> None:
    one = BASE.replace("事先", "於三日前")
    other = BASE.replace("三日內", "二日內")

    assert reconcile(BASE, one, other) == (
        "員工請假，應於三日前申請，並載明假別。\n主管應於二日內核定。"
    )


def test_the_same_word_changed_twice_has_no_answer() -> None:
    one, other = BASE.replace("事先", "書面"), BASE.replace("事先", "口頭")
    assert reconcile(BASE, one, other) is None


def test_two_different_ends_have_no_answer() -> None:
    assert reconcile(BASE, f"{BASE}甲。", f"{BASE}乙。") is None


def test_the_same_change_counts_once() -> None:
    both = BASE.replace("事先", "書面")
    other = both.replace("三日內", "二日內")
    assert reconcile(BASE, both, other) == other


@given(st.text("甲乙丙，。\n", max_size=12), st.text("甲乙丙，。\n", max_size=12))
def test_what_only_one_changed_is_theirs(base: str, changed: str) -> None:
    assert reconcile(base, changed, base) == changed
    assert reconcile(base, base, changed) == changed
    assert reconcile(base, changed, changed) == changed


@given(*[st.text("甲乙丙丁，。\n", max_size=12) for _ in range(3)])
def test_who_comes_first_makes_no_difference(base: str, one: str, other: str) -> None:
    assert reconcile(base, one, other) == reconcile(base, other, one)


def test_paragraphs_of_bare_words_are_merged_by_words() -> None:
    merged = reconcile_html("<p>甲，乙。</p>", "<p>甲一，乙。</p>", "<p>甲，乙二。</p>")
    assert merged == "<p>甲一，乙二。</p>"


@pytest.mark.parametrize(
    ("one", "other", "merged"),
    [
        ("<p>應申請者。</p>", "<p>應報備。</p>", None),
        ("<p>一。</p><p>甲，乙。</p>", "<p>甲，乙。</p>", "<p>一。</p><p>甲，乙。</p>"),
    ],
)
def test_beside_a_table_paragraphs_are_merged_whole(
    one: str, other: str, merged: str | None
) -> None:
    base = "<p>甲，乙。</p>"
    changed = TABLE.replace("甲", "丙")

    answer = reconcile_html(base + TABLE, one + TABLE, other + changed)

    assert answer == (None if merged is None else merged + changed)


def test_one_paragraph_both_rewrote_is_merged_by_words_beside_a_table() -> None:
    answer = reconcile_html(
        f"<p>甲，乙。</p>{TABLE}", f"<p>甲一，乙。</p>{TABLE}", f"<p>甲，乙二。</p>{TABLE}"
    )
    assert answer == f"<p>甲一，乙二。</p>{TABLE}"


def test_a_table_both_changed_has_no_answer() -> None:
    sides = (TABLE.replace("甲", word) for word in "乙丙")
    assert reconcile_html(TABLE, *sides) is None
