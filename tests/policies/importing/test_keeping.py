import datetime as dt
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone

from policies import jobs
from policies.importing import given, keeping
from policies.models import ImportedRevision, ImportSource
from policies.refusals import Refused
from policies.text.correcting import Treatment
from policies.text.warning import Warning, WarningCode
from tests import cast as casting
from tests.cast import Cast

TEXT = "考勤辦法\n第一條 員工應守時。\n第二條 遲到者應說明。\n"
DAY = dt.timedelta(days=1)


@pytest.fixture
def source(cast: Cast) -> ImportSource:
    return keeping.keep(given(TEXT), cast.editor)


def corrections() -> list[list[object]]:
    return list(ImportSource.objects.get().corrections)


def test_what_is_kept(cast: Cast) -> None:
    warning = Warning(WarningCode.RUN_TOGETHER, 2, {"count": 3})
    what = replace(given(TEXT.encode()), warnings=(warning,))
    source = keeping.keep(what, cast.editor, "甲\n乙.txt")
    kept = ImportSource.objects.get()
    assert (kept.by, kept.text, kept.name, kept.encoding) == (
        cast.editor, TEXT, "甲 乙.txt", "utf-8",
    )  # fmt: skip
    assert kept.warnings() == (warning,)
    assert kept.key == source.key
    assert len(kept.key) == 16


def test_a_paste_is_called_by_its_beginning(source: ImportSource) -> None:
    assert source.name.startswith("考勤辦法")


def test_the_same_text_of_the_same_person_is_taken_up_again(
    cast: Cast, source: ImportSource
) -> None:
    assert keeping.keep(given(TEXT), cast.editor) == source
    assert keeping.keep(given(TEXT), cast.neighbour) != source
    assert keeping.keep(given(TEXT + "甲"), cast.editor) != source


def test_a_person_keeps_so_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_KEPT", 3)
    now = timezone.now()
    for number in range(5):
        keeping.keep(given(f"辦法{number}"), cast.editor, at=now + number * DAY)
    keeping.keep(given("辦法0"), cast.neighbour, at=now - DAY)
    assert sorted(cast.editor.import_sources.values_list("text", flat=True)) == [
        "辦法2", "辦法3", "辦法4",
    ]  # fmt: skip
    assert cast.neighbour.import_sources.count() == 1


def test_what_is_left_alone_is_forgotten(cast: Cast) -> None:
    now = timezone.now()
    keeping.keep(given("舊"), cast.editor, at=now - keeping.KEPT_FOR - DAY)
    keeping.keep(given("新"), cast.editor, at=now - keeping.KEPT_FOR + DAY)
    jobs.forget_old_imports.func()
    assert ImportSource.objects.get().text == "新"


def test_the_last_word_about_a_line_counts(source: ImportSource) -> None:
    keeping.correct(source, 2, Treatment.TEXT)
    keeping.correct(source, 3, Treatment.CHAPTER)
    keeping.correct(source, 2, Treatment.CLAUSE)
    assert corrections() == [[3, "chapter"], [2, "clause"]]
    keeping.correct(source, 3, None)
    assert ImportSource.objects.get().treatments() == {2: Treatment.CLAUSE}


def test_a_correction_changes_the_state_and_undoing_it_brings_it_back(source: ImportSource) -> None:
    before = source.state
    keeping.correct(source, 2, Treatment.TEXT)
    assert ImportSource.objects.get().state != before
    assert keeping.undo(source) == 2
    assert ImportSource.objects.get().state == before
    assert keeping.undo(source) is None


def test_what_became_a_draft_keeps_its_lines(cast: Cast, source: ImportSource) -> None:
    keeping.correct(source, 3, Treatment.TEXT)
    ImportedRevision.objects.create(source=source, line=1, revision=casting.draft_of(cast))
    for change in (
        lambda: keeping.correct(source, 2, Treatment.TEXT),
        lambda: keeping.undo(source),
        lambda: keeping.undo_all(source),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "already_saved"
    assert corrections() == [[3, "text"]]


def test_a_text_holds_no_more_regulations_than_can_be_looked_through(
    source: ImportSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_DOCUMENTS", 1)
    with pytest.raises(Refused) as refused:
        keeping.correct(source, 3, Treatment.DOCUMENT)
    assert refused.value.code == "too_many"
    assert corrections() == []


def test_choices_add_up(source: ImportSource) -> None:
    keeping.choose(source, {1: {"title": "甲"}, 5: {"code": "A"}})
    keeping.choose(source, {1: {"level": "guide"}, 5: {"code": "B\x00\ud800"}})
    keeping.choose(source, {})
    kept = ImportSource.objects.get().choices
    assert kept == {"1": {"title": "甲", "level": "guide"}, "5": {"code": "B\x1a\x1a"}}


def test_no_choice_grows_without_end(source: ImportSource) -> None:
    keeping.choose(source, {1: {"title": "甲" * 1_000_000}})
    assert len(ImportSource.objects.get().choices["1"]["title"]) == keeping.LONGEST_TYPED


def test_what_was_thrown_away_is_not_there(source: ImportSource) -> None:
    keeping.forget(ImportSource.objects.get())
    with pytest.raises(Http404):
        keeping.correct(source, 2, Treatment.TEXT)


def test_a_regulation_becomes_one_draft(cast: Cast, source: ImportSource) -> None:
    draft = casting.draft_of(cast)
    ImportedRevision.objects.create(source=source, line=1, revision=draft)
    with pytest.raises(IntegrityError, match="import_saved_once"), transaction.atomic():
        ImportedRevision.objects.create(source=source, line=1, revision=draft)
    keeping.forget(source)
    draft.refresh_from_db()


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_lose_no_correction(source: ImportSource) -> None:
    start = Barrier(2)

    def say(line: int) -> None:
        start.wait()
        keeping.correct(source, line, Treatment.TEXT)
        connection.close()

    threads = [Thread(target=say, args=(line,)) for line in (2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ImportSource.objects.get().treatments().keys() == {2, 3}
