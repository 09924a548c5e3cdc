from dataclasses import replace

import pytest

from policies.importing import UnreadableError, given, keeping, mend
from policies.importing.mending import Moved
from policies.models import ImportedRevision, ImportSource
from policies.text.correcting import Treatment
from policies.text.warning import Warning, WarningCode
from tests import cast as casting
from tests.cast import Cast

TWO = """第1篇 甲辦法
第一條 甲。
第二條 乙。
第2篇 丙辦法
第一條 丙。
第二條 丁。
"""


@pytest.fixture
def source(cast: Cast) -> ImportSource:
    source = keeping.keep(given(TWO), cast.editor, "甲.txt")
    keeping.correct(source, 3, Treatment.TEXT)
    keeping.choose(source, {1: {"title": "甲"}, 4: {"title": "丙"}})
    source.refresh_from_db()
    return source


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "abc", [1, 2, 3]),
        ("abc", "xabc", [2, 3, 4]),
        ("abc", "abxc", [1, 2, 4]),
        ("abc", "axc", [1, None, 3]),
        ("abc", "ac", [1, None, 2]),
        ("aaa", "aa", [1, 2, None]),
        ("abc", "", [None, None, None]),
    ],
)
def test_lines_are_followed_through_a_change(
    before: str, after: str, moved: list[int | None]
) -> None:
    follow = Moved.between(list(before), list(after))
    assert [follow.to(line) for line in range(1, len(before) + 1)] == moved


def test_decisions_go_with_lines_that_stay(source: ImportSource) -> None:
    mended = mend(source, TWO.replace("第一條 甲。\n", "第一條 甲甲。\n附帶說明。\n"))
    assert mended != source
    assert (mended.corrections, mended.name) == ([[4, "text"]], "甲.txt")
    assert mended.choices == {"1": {"title": "甲"}, "5": {"title": "丙"}}
    source.refresh_from_db()
    assert source.text == TWO


def test_drafts_of_regulations_that_stay_are_known(cast: Cast, source: ImportSource) -> None:
    for line, code in ((1, "HR-001"), (4, "HR-002")):
        draft = casting.draft_of(cast, code)
        ImportedRevision.objects.create(source=source, line=line, revision=draft)
    mended = mend(source, TWO.replace("第一條 甲。\n", "第一條 甲甲。\n說明。\n"))
    assert [(row.line, row.revision.policy.code) for row in mended.saved.all()] == [(5, "HR-002")]


def test_what_the_reader_of_the_file_said_goes_along(cast: Cast) -> None:
    warnings = tuple(Warning(WarningCode.PICTURE_LEFT_OUT, line, {"count": 1}) for line in (2, 6))
    source = keeping.keep(replace(given(TWO), warnings=warnings), cast.editor)
    mended = mend(source, TWO.replace("第一條 甲。\n", "第一條 甲甲。\n說明。\n"))
    assert [warning.line for warning in mended.warnings()] == [1, 7]


def test_mending_to_a_text_there_is_leads_to_it(cast: Cast, source: ImportSource) -> None:
    other = keeping.keep(given("別的辦法\n第一條 甲。\n"), cast.editor)
    keeping.correct(other, 2, Treatment.TEXT)
    mended = mend(source, other.text)
    assert mended == other
    assert ImportSource.objects.get(pk=other.pk).corrections == [[2, "text"]]


def test_nothing_is_no_text(source: ImportSource) -> None:
    with pytest.raises(UnreadableError):
        mend(source, " \n")
    assert ImportSource.objects.count() == 1
