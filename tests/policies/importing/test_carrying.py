"""Anchors carried from the words of a policy to those that revise them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.importing.carrying import TwiceError, carry, changed, lines, propose
from policies.text.outline import Clause, Heading, Kind, Outline
from policies.text.parsing import parse

BEFORE = """考勤辦法
第一章 總則
第一條 員工應守時，並於上班前完成打卡。
第二章 遲到
第二條 遲到者應向主管說明理由，並補辦手續。
第三條 每月遲到三次以上者，由主管約談。
"""
AFTER = """考勤辦法
第一章 通則
第一條 員工應守時，並於上班前十分鐘完成打卡。
第二條 本辦法由人力資源處解釋，必要時另訂細則補充。
第二章 遲到與早退
第三條 遲到者應向主管說明理由，並補辦手續。
"""


def outline_of(text: str) -> Outline:
    return parse(text).documents[0].outline


def anchored(text: str) -> Outline:
    """As it is stored: everything under an anchor, the clauses addressed to a role each."""

    def clause(old: Clause) -> Clause:
        return replace(old, anchor=f"clause {old.label}", roles=(old.label,))

    def heading(old: Heading) -> Heading:
        return replace(old, anchor=f"heading {old.label}", clauses=tuple(map(clause, old.clauses)))

    return replace(outline_of(text), headings=tuple(map(heading, outline_of(text).headings)))


BASE, IMPORTED = anchored(BEFORE), outline_of(AFTER)
PROPOSED = {0: "clause 第一條", 2: "clause 第二條"}


def test_words_and_numbers_propose() -> None:
    inserted = BEFORE.replace("第二條", "第二條 加班者應事先申請。\n第三條").replace(
        "第三條 每", "第四條 每"
    )
    assert propose(BASE, outline_of(inserted)) == {
        0: "clause 第一條", 2: "clause 第二條", 3: "clause 第三條",
    }  # fmt: skip


def test_clauses_and_headings_come_under_their_anchors() -> None:
    carried = carry(BASE, IMPORTED, PROPOSED)
    assert [clause.anchor for clause in carried.all_clauses()] == [
        "clause 第一條", "", "clause 第二條",
    ]  # fmt: skip
    assert [clause.roles for clause in carried.all_clauses()] == [("第一條",), (), ("第二條",)]
    assert [heading.anchor for heading in carried.all_headings()] == [
        "heading 第一章", "heading 第二章",
    ]  # fmt: skip


def test_words_are_those_of_the_import() -> None:
    bare = [
        replace(clause, anchor="", roles=()) for clause in _clauses(carry(BASE, IMPORTED, PROPOSED))
    ]
    assert bare == _clauses(IMPORTED)


def _clauses(outline: Outline) -> list[Clause]:
    return list(outline.all_clauses())


def test_lines_say_what_became_of_each_clause() -> None:
    told = {
        (line.before and line.before.label, line.after and line.after.label): (
            line.is_new, line.is_gone, line.is_reworded, line.is_renumbered, line.is_unchanged,
        )
        for line in lines(BASE, IMPORTED, PROPOSED)
    }  # fmt: skip
    assert told == {
        ("第一條", "第一條"): (False, False, True, False, False),
        (None, "第二條"): (True, False, False, False, False),
        ("第二條", "第三條"): (False, False, False, True, False),
        ("第三條", None): (False, True, False, False, False),
    }


def test_the_same_words_are_unchanged() -> None:
    pairing = propose(BASE, outline_of(BEFORE))
    assert all(line.is_unchanged for line in lines(BASE, outline_of(BEFORE), pairing))


def test_a_person_changes_what_is_wrong() -> None:
    assert changed(PROPOSED, {1: "clause 第三條"}) == PROPOSED | {1: "clause 第三條"}
    assert changed(PROPOSED, {0: ""}) == {2: "clause 第二條"}
    assert changed(PROPOSED, {1: "clause 第一條"}) == {1: "clause 第一條", 2: "clause 第二條"}
    assert changed(PROPOSED, {0: "clause 第二條", 2: "clause 第一條"}) == {
        0: "clause 第二條", 2: "clause 第一條",
    }  # fmt: skip


def test_one_clause_is_not_two() -> None:
    with pytest.raises(TwiceError) as twice:
        changed(PROPOSED, {0: "clause 第三條", 1: "clause 第三條"})
    assert twice.value.anchor == "clause 第三條"


ANCHORS = ["", *(clause.anchor for clause in BASE.all_clauses())]


@given(st.dictionaries(st.integers(0, 2), st.sampled_from(ANCHORS)))
def test_no_anchor_is_given_twice(said: dict[int, str]) -> None:
    try:
        pairing = changed(PROPOSED, said)
    except TwiceError:
        return
    carried = carry(BASE, IMPORTED, pairing)
    anchors = [node.anchor for node in carried.walk() if node.anchor]
    assert len(anchors) == len(set(anchors))
    given_to = {place: clause.anchor for place, clause in enumerate(carried.all_clauses())}
    assert {place: anchor for place, anchor in given_to.items() if anchor} == pairing
    told = lines(BASE, IMPORTED, pairing)
    assert sum(line.before is not None for line in told) == 3
    assert [line.place for line in told if line.place is not None] == [0, 1, 2]


def test_clauses_that_bring_their_identity_keep_it_and_whom_they_are_for() -> None:
    base = Outline(
        "", clauses=(Clause("第一條", "<p>甲。</p>", anchor="a", roles=("R1",)),),
        headings=(Heading(Kind.CHAPTER, "第一章", "總則", anchor="h"),),
    )  # fmt: skip
    imported = Outline(
        "",
        clauses=(
            Clause("第一條", "<p>甲。</p>", anchor="z"),
            Clause("第二條", "<p>乙丙丁。</p>", anchor="a", roles=("R2",)),
        ),
        headings=(Heading(Kind.CHAPTER, "第一章", "總則", anchor="h2"),),
    )
    pairing = propose(base, imported)
    assert pairing == {1: "a"}
    carried = carry(base, imported, pairing)
    assert carried == imported


def test_a_clause_said_to_be_new_loses_the_identity_of_another() -> None:
    base = Outline("", clauses=(Clause("第一條", "<p>甲。</p>", anchor="a"),))
    imported = Outline("", clauses=(Clause("第一條", "<p>甲。</p>", anchor="a"),))
    (clause,) = carry(base, imported, {}).clauses
    assert clause.anchor == ""
