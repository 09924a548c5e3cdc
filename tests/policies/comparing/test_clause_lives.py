"""One clause through all revisions."""

import pytest

from policies.comparing.clause_lives import Life, Places, lives, number_of
from policies.models import Revision
from tests.cast import Cast
from tests.policies.comparing.texts import three_texts


@pytest.fixture
def texts(cast: Cast) -> list[Revision]:
    return list(three_texts(cast))


def of(label: str, texts: list[Revision], at: int = 0) -> list[Life]:
    anchor = texts[at].clauses.get(label=label).anchor
    return lives(anchor, Places(texts))


def told(life: Life) -> tuple[str, set[str], list[str]]:
    kinds = {kind.value for kind in life.row.change.kinds}
    return life.revision.number, kinds, [each.number for each in life.still_in]


def test_what_nothing_happened_to_has_one_life(texts: list[Revision]) -> None:
    [only] = of("第一條", texts)
    assert (only.is_origin, only.above) == (True, "第一章總則")
    assert told(only) == ("1.0", set(), ["1.1", "1.2"])


def test_rewording_is_told_against_the_text_before(texts: list[Revision]) -> None:
    first, second = of("第二條", texts)
    assert told(second) == ("1.1", {"reworded"}, ["1.2"])
    words = [(span.op, span.text) for line in second.row.lines for span in line]
    assert ("delete", "七日前") in words
    assert ("insert", "三日前") in words
    assert not first.row.has_other_words


def test_moving_and_renumbering(texts: list[Revision]) -> None:
    _origin, moved = of("第三條", texts)
    assert told(moved) == ("1.2", {"moved", "renumbered"}, [])
    assert (moved.row.before, moved.row.after, moved.above) == ("第三條", "第四條", "第二章費用")
    assert moved.row.places == ("第二條", "第三條")


def test_a_clause_that_only_lost_its_neighbours_has_not_moved(texts: list[Revision]) -> None:
    _origin, renumbered = of("第四條", texts)
    assert told(renumbered) == ("1.2", {"renumbered"}, [])


def test_an_end_and_a_late_beginning(texts: list[Revision]) -> None:
    *_, gone = of("第五條", texts)
    assert (told(gone), gone.is_gone) == (("1.2", {"removed"}, []), True)
    [added] = of("第五條之一", texts, at=1)
    assert (added.is_origin, told(added)) == (True, ("1.1", set(), ["1.2"]))


@pytest.mark.parametrize(
    ("which", "label"),
    [
        ("2", "第二條"),
        ("5-1", "第五條之一"),
        ("5.1", "第五條之一"),
        ("第五條之一", "第五條之一"),
        ("第5條之1", "第五條之一"),
        # The number that 第四條 has in the newest text: what the reader has before them.
        ("3", "第三條"),
        ("5", "第五條"),  # only earlier texts have it
    ],
)
def test_a_clause_is_found_by_its_number(texts: list[Revision], which: str, label: str) -> None:
    anchor = Places(texts).anchor_of(which, texts[-1])
    owner = texts[0] if label == "第五條" else texts[-1]
    assert anchor == owner.clauses.get(label=label).anchor


def test_by_its_anchor_too_in_whatever_text(texts: list[Revision]) -> None:
    gone = texts[0].clauses.get(label="第五條").anchor
    assert Places(texts).anchor_of(gone, texts[-1]) == gone


@pytest.mark.parametrize(
    "which", ["99", "0", "", "\x00", "' OR 1=1 --", "第", "9" * 5000, "chapter-1"]
)
def test_what_is_no_clause_is_none(texts: list[Revision], which: str) -> None:
    assert Places(texts).anchor_of(which, texts[-1]) is None


def test_a_heading_is_no_clause(texts: list[Revision]) -> None:
    heading = texts[0].chapters.get(label="第一章").anchor
    assert Places(texts).anchor_of(heading, texts[-1]) is None


def test_numbers_are_read_as_people_write_them() -> None:
    assert [number_of(each) for each in ("12-1", " 12.1 ", "第十二條之一", "條", "")] == [
        "12-1", "12-1", "12-1", "", "",
    ]  # fmt: skip


def test_everything_comes_in_a_few_queries(
    texts: list[Revision], django_assert_num_queries: object
) -> None:
    anchor = texts[0].clauses.get(label="第二條").anchor
    with django_assert_num_queries(3):  # type: ignore[operator]
        lives(anchor, Places(texts))
