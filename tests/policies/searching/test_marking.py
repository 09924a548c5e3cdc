"""The marks of clauses: written at publication, swept out with the rest, made up for old texts."""

import datetime as dt
from importlib import import_module

from django.apps import apps
from django.utils import timezone

from policies import searching
from policies.models import ClauseMark, SearchEntry
from policies.text.likeness import Phrasing, marks
from tests.cast import Cast, next_revision, published_policy
from tests.policies.standing import TODAY

backfill = import_module("policies.migrations.0007_marks_of_clauses_in_force")


def kept() -> set[tuple[int, int]]:
    return set(ClauseMark.objects.values_list("entry_id", "mark"))


def test_clauses_are_marked_and_nothing_else_is(cast: Cast) -> None:
    revision = published_policy(cast)
    clauses = revision.clauses.filter(is_deleted=False).values("anchor")
    entries = SearchEntry.objects.filter(anchor__in=clauses)
    expected = {(each.pk, mark) for each in entries for mark in marks(Phrasing.of(each.text))}
    assert kept() == expected != set()


def test_marks_are_swept_out_with_their_entries(cast: Cast) -> None:
    old = published_policy(cast, at=timezone.now() - dt.timedelta(days=30))
    before = kept()
    next_revision(cast, old)
    assert before < kept()
    searching.sweep(TODAY())
    assert before.isdisjoint(kept())
    assert set(ClauseMark.objects.values_list("entry_id", flat=True)) <= set(
        SearchEntry.objects.values_list("pk", flat=True)
    )


def test_texts_published_before_there_were_marks_get_the_same(cast: Cast) -> None:
    published_policy(cast)
    before = kept()
    ClauseMark.objects.all().delete()
    backfill.mark(apps, None)
    assert kept() == before
    backfill.mark(apps, None)
    assert kept() == before
