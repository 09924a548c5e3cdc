"""Where a piece comes with one step, and when two texts are arranged alike."""

from dataclasses import replace

import pytest

from policies.text.arrangement import Place, Step, arrangement, end_of, place_of, step
from policies.text.outline import Clause, Heading, Kind, Outline


def clause(anchor: str) -> Clause:
    return Clause("", "", anchor=anchor)


# a, then chapter A with b, c and section S with d, then chapter B without a clause.
TEXT = Outline(
    "辦法",
    clauses=(clause("a"),),
    headings=(
        Heading(
            Kind.CHAPTER, "第一章", "甲", anchor="A", clauses=(clause("b"), clause("c")),
            headings=(Heading(Kind.SECTION, "第一節", "丙", anchor="S", clauses=(clause("d"),)),),
        ),
        Heading(Kind.CHAPTER, "第二章", "乙", anchor="B"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("anchor", "towards", "place"),
    [
        ("c", Step.UP, Place("A")),
        ("b", Step.DOWN, Place("A", "c")),
        ("b", Step.UP, Place("", "a")),  # beyond the beginning of its chapter
        ("c", Step.DOWN, Place("S")),  # beyond the end of it
        ("d", Step.DOWN, Place("B")),
        ("a", Step.UP, None),
        ("a", Step.IN, Place("A")),
        ("d", Step.IN, None),
        ("d", Step.OUT, Place("A", "c")),
        ("b", Step.OUT, Place("", "a")),
        ("a", Step.OUT, None),
        ("B", Step.UP, Place("")),
        ("A", Step.DOWN, Place("", "B")),
        ("A", Step.UP, None),
        ("B", Step.DOWN, None),
        ("B", Step.IN, Place("A", "S")),
        ("A", Step.IN, None),
        ("S", Step.OUT, Place("", "A")),
        ("S", Step.UP, None),
        ("x", Step.UP, None),
    ],
)
def test_one_step(anchor: str, towards: Step, place: Place | None) -> None:
    assert step(TEXT, anchor, towards) == place


def test_where_a_piece_stands() -> None:
    assert place_of(TEXT, "c") == Place("A", "b")
    assert place_of(TEXT, "B") == Place("", "A")
    assert place_of(TEXT, "x") is None


def test_the_end_of_a_heading() -> None:
    assert end_of(TEXT, "A", of_clauses=True) == Place("A", "c")
    assert end_of(TEXT, "A", of_clauses=False) == Place("A", "S")
    assert end_of(TEXT, "", of_clauses=True) == Place("", "a")
    assert end_of(TEXT, "B", of_clauses=True) == Place("B")


def test_words_do_not_count_for_the_arrangement_and_places_do() -> None:
    reworded = replace(TEXT, title="規則", clauses=(replace(TEXT.clauses[0], body="<p>新</p>"),))
    turned = replace(TEXT, headings=TEXT.headings[::-1])

    assert arrangement(reworded) == arrangement(TEXT)
    assert arrangement(turned) != arrangement(TEXT)
