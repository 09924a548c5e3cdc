"""What came from elsewhere is made fit to be kept, and what the portal wrote stays as it is."""

from hypothesis import given
from hypothesis import strategies as st

from policies.text.interchange.keepable import keepable
from policies.text.outline import Clause, Heading, Kind, Outline
from tests.policies.text.interchange.records import check_kept
from tests.policies.text.outlines import BODIES


@given(st.lists(BODIES, max_size=3))
def test_words_that_are_kept_already_stay(bodies: list[str]) -> None:
    check_kept(Outline("規則", clauses=tuple(Clause("第一條　", body) for body in bodies)))


def test_scripts_controls_and_half_characters_go() -> None:
    clause = Clause(
        "第\x00一條", "<p>甲<script>x</script><b onclick=x>乙</b>\x00</p>", "目\ud800的"
    )
    (kept,) = keepable(Outline("規\x00則", clauses=(clause,))).clauses
    assert (kept.label, kept.caption) == ("第一條", "目的")
    assert kept.body == "<p>甲<strong>乙</strong></p>"


def test_an_anchor_counts_once_and_only_where_it_is_one() -> None:
    clauses = (
        Clause("", "", anchor="a1"),
        Clause("", "", anchor="a1"),
        Clause("", "", anchor="甲"),
    )
    heading = Heading(Kind.CHAPTER, "", "", anchor="a1")
    kept = keepable(Outline("", clauses=clauses, headings=(heading,)))
    assert [node.anchor for node in kept.walk()] == ["a1", "", "", ""]
