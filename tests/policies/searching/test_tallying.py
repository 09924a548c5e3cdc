"""What is sought is counted by the day, of nobody in particular."""

import datetime as dt

from policies.models import SearchTally
from policies.searching import tallying
from policies.searching.tallying import Sought
from tests.cast import Cast
from tests.policies.standing import TODAY


def test_counts_what_is_sought_and_what_in_vain(db: None) -> None:
    tallying.count(tallying.note("特休", True), TODAY())
    tallying.count(tallying.note("婚假", False), TODAY())
    assert tallying.totals(TODAY(), TODAY()) == Sought("", 2, 1)


def test_a_note_counts_once(db: None) -> None:
    note = tallying.note("婚假", False)
    assert tallying.count(note, TODAY())
    assert not tallying.count(note, TODAY())
    assert SearchTally.objects.get().asked == 1


def test_only_our_notes_count(db: None) -> None:
    for forged in ("", "x", "婚假", tallying.note("婚假", False) + "x", "a" * 5000, "\x00"):
        assert not tallying.count(forged, TODAY())
    assert not SearchTally.objects.exists()


def test_what_few_have_sought_is_not_shown(db: None) -> None:
    SearchTally.objects.create(day=TODAY(), query="王小明 懲戒", asked=2, in_vain=2)
    SearchTally.objects.create(day=TODAY(), query="婚假", asked=2, in_vain=1)
    SearchTally.objects.create(day=TODAY() - dt.timedelta(days=1), query="婚假", asked=1, in_vain=1)
    week = TODAY() - dt.timedelta(days=6), TODAY()
    assert tallying.missed(*week) == [Sought("婚假", 3, 2)]
    assert tallying.sought(*week) == [Sought("婚假", 3, 2)]


def test_old_counts_are_forgotten(db: None) -> None:
    SearchTally.objects.create(day=TODAY() - tallying.KEPT, query="今年", asked=1)
    SearchTally.objects.create(
        day=TODAY() - tallying.KEPT - dt.timedelta(days=1), query="去年", asked=1
    )
    assert tallying.forget(TODAY()) == 1
    assert SearchTally.objects.get().query == "今年"


def test_empty_and_hostile_queries(cast: Cast) -> None:
    assert tallying.note("", False) == tallying.note(" \u200b", False) == ""
    for query in ("\x00甲", "\ud800", "ﷺ" * 200, "'; DROP TABLE x"):
        note = tallying.note(query, False)
        assert not note or tallying.count(note, TODAY())
