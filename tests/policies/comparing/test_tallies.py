"""How much changed, without the words."""

from dataclasses import replace

from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from policies.comparing import draw_ahead, drawn, said, tallies, tally, unchanged
from policies.models import Status
from policies.text.changes import Change
from policies.text.diff import compare
from tests.cast import Cast, draft_of, leave_outline
from tests.policies.comparing.texts import first_text, second_text, three_texts


def test_counts_each_thing_and_what_stayed() -> None:
    before = first_text()
    told = tally(compare(before, second_text(before)))
    assert told.clauses == ((Change.REWORDED, 1), (Change.ADDED, 1))
    assert (told.headings, told.parts, told.unchanged) == (0, (), 4)
    with translation.override("en"):
        assert said(told) == "1 clause reworded, 1 clause added."
        assert unchanged(told) == "4 clauses are unchanged."


def test_nothing_is_nothing() -> None:
    told = tally(compare(first_text(), first_text()))
    assert told.is_nothing
    assert unchanged(told) == ""
    assert not tally(compare(first_text(), replace(first_text(), title="甲"))).is_nothing


def test_are_fetched_together_once(cast: Cast, django_assert_num_queries: object) -> None:
    first, second, third = three_texts(cast)
    pairs = [(first, second), (second, third)]
    with django_assert_num_queries(4):  # type: ignore[operator]
        counted = tallies(pairs)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert tallies(pairs) == counted
    assert tallies([]) == []


def test_a_drawn_comparison_is_kept_for_its_language(
    cast: Cast, django_assert_num_queries: object
) -> None:
    first, second, _third = three_texts(cast)
    made = drawn(first, second)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert drawn(first, second) == made
    with translation.override("en"):
        assert drawn(first, second).html != made.html
    assert drawn(first, second, in_columns=True).html != made.html


def test_what_most_ask_for_is_drawn_ahead(cast: Cast, django_assert_num_queries: object) -> None:
    first, second, _third = three_texts(cast)
    draw_ahead(first, second)
    with django_assert_num_queries(0):  # type: ignore[operator]
        for language in ("zh-hant", "zh-hans", "en"):
            with translation.override(language):
                drawn(first, second)
                drawn(first, second, in_columns=True)


def test_submitted_words_are_kept_until_they_are_returned(cast: Cast) -> None:
    """Reviewers ask for the same page again and again; what was returned is written anew."""
    first, second, _third = three_texts(cast)
    second.status = Status.IN_REVIEW
    submitted = drawn(first, second).html
    assert reverse("deciding:road", args=[second.pk]) in submitted
    second.status = Status.PUBLISHED
    assert reverse("deciding:road", args=[second.pk]) not in drawn(first, second).html
    second.digest, second.title = "", "乙"
    assert "乙" in drawn(first, second).html


def test_words_on_their_way_are_never_kept(cast: Cast) -> None:
    one, other = draft_of(cast, "HR-003"), draft_of(cast, "HR-004", leave_outline(title="甲"))
    cache.clear()
    html = drawn(one, other).html
    other.title = "乙"
    assert drawn(one, other).html != html
