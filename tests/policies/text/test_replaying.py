"""Nothing is lost between two texts: a comparison leads back to either, whatever they are."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.changes import Comparison
from policies.text.diff import compare
from policies.text.outline import Outline
from policies.text.replaying import accept, reject
from policies.text.spans import after_of, before_of
from policies.text.wording import wording
from tests.policies.text.outlines import CLAUSES, OUTLINES


def check(before: Outline, after: Outline) -> Comparison:
    comparison = compare(before, after)
    assert accept(comparison) == after
    assert reject(comparison) == before
    for change in comparison.clauses:
        assert before_of(change.spans) == (wording(change.before) if change.before else "")
        assert after_of(change.spans) == (wording(change.after) if change.after else "")
    old = Counter(change.before for change in comparison.clauses if change.before)
    new = Counter(change.after for change in comparison.clauses if change.after)
    assert (old, new) == (Counter(before.all_clauses()), Counter(after.all_clauses()))
    return comparison


@given(OUTLINES, OUTLINES)
@settings(max_examples=200)
def test_any_two_texts(before: Outline, after: Outline) -> None:
    check(before, after)


@given(OUTLINES)
def test_a_text_beside_itself(outline: Outline) -> None:
    assert check(outline, outline).is_same


@given(st.lists(CLAUSES, max_size=12), st.data())
@settings(max_examples=200)
def test_a_text_and_its_revision(clauses: list, data: st.DataObject) -> None:
    """Some clauses kept, in any order, some left out, some put in."""
    order = data.draw(st.permutations(clauses))
    kept = order[: data.draw(st.integers(0, len(order)))]
    new = data.draw(st.lists(CLAUSES, max_size=3))
    mixed = data.draw(st.permutations([*kept, *new]))
    check(Outline("舊", clauses=tuple(clauses)), Outline("新", clauses=tuple(mixed)))
