import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from policies.models import Policy, Revision
from policies.nearness.finding import USUAL
from policies.text.parsing import parse
from tests import cast as casting
from tests.cast import Cast
from tests.policies.nearness.resembling import CARDS, IN_FORCE, LEAVE, REWORDED, in_force
from tests.policies.text.word import making

RULES = "門市考勤辦法\n第一條 員工應按時出勤。\n第三條 遲到者應說明理由。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rules.txt"
    path.write_text(RULES, "utf-8")
    return path


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command("import_policy", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_prints_what_was_found_and_saves_nothing(cast: Cast, file: Path) -> None:
    said = run(file)
    for words in ("門市考勤辦法", "第一條 員工應按時出勤。", "第三條", "! "):
        assert words in said
    assert not Policy.objects.exists()


def test_says_which_clauses_are_near_to_those_in_force(cast: Cast, file: Path) -> None:
    in_force(cast, "HR-001", CARDS, LEAVE)
    for number in range(USUAL):
        in_force(cast, f"OPS-{number:03}", IN_FORCE)
    file.write_text(f"請假辦法\n第一條 {REWORDED}\n第二條 {IN_FORCE}\n", "utf-8")
    said = run(file)
    assert re.search(r"~ 第一條: HR-001 1\.0 第2條 \d\d %", said)
    assert "~ 第二條" not in said
    assert re.search(r"~ .+[:：] ?1", said)


def test_saves_and_prints_the_address(cast: Cast, file: Path) -> None:
    said = run(file, "--save", "--by", "a002", "--category", "leave")
    revision = Revision.objects.get()
    assert reverse("drafting:draft", args=[revision.pk]) in said
    assert revision.created_by == cast.editor
    assert revision.policy.category.slug == "leave"
    assert [clause.label for clause in revision.outline().all_clauses()] == ["第一條", "第三條"]


def test_word_file_is_read_with_its_warnings(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "rules.docx"
    body = [making.p("門市考勤辦法"), making.p("第一條　員工應", making.deleted("得"), "出勤。")]
    file.write_bytes(making.docx(*body))
    said = run(file, "--save", "--by", "A002")
    assert "第一條 員工應出勤。" in said
    assert "王小明" in said
    assert Revision.objects.get().title == "門市考勤辦法"


def test_word_file_that_cannot_be_read_is_refused_with_a_sentence(
    cast: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "rules.docx"
    file.write_bytes(making.docx(making.p("第一條"))[:-40])
    with pytest.raises(CommandError, match=r"rules\.docx: "):
        run(file)


def test_title_for_a_text_without_one(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "無題.txt"
    file.write_text("一、員工應按時出勤。\n二、遲到者應說明理由。\n", "utf-8")
    run(file, "--save", "--by", "A002", "--title", "出勤約定")
    assert Revision.objects.get().title == "出勤約定"


def test_file_name_serves_where_there_is_no_title(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "約定.txt"
    file.write_text("一、員工應按時出勤。\n二、遲到者應說明理由。\n", "utf-8")
    run(file, "--save", "--by", "A002")
    assert Revision.objects.get().title == "約定"


def test_code_is_the_next_free_one_of_the_category(cast: Cast, file: Path) -> None:
    casting.draft_of(cast, code="HR-003")
    run(file, "--save", "--by", "A002", "--category", "working-time")
    assert Policy.objects.filter(code="HR-004").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--save"], "--by"),
        (["--save", "--by", "Z999"], "Z999"),
        (["--category", "cooking"], "cooking"),
        (["--department", "MOON"], "MOON"),
        (["--save", "--by", "A001"], "1"),
        (["--save", "--by", "A002", "--department", "OPS"], "所屬部門"),
    ],
    ids=["nobody", "unknown person", "category", "department", "no editor", "other branch"],
)
def test_wrong_wish_gets_a_sentence(
    cast: Cast, file: Path, options: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(file, *options)
    assert not Policy.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b" \n", b"PK\x03\x04" + bytes(100), bytes(range(256)) * 20, b"a" * 6 * 1024 * 1024],
    ids=["empty", "blank", "word", "binary", "large"],
)
def test_unreadable_file_gets_a_sentence(cast: Cast, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"a\.txt: .+"):
        run(file, "--save", "--by", "A002")


def test_missing_file_and_folder_get_a_sentence(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="missing"):
        run(tmp_path / "missing.txt")
    with pytest.raises(CommandError):
        run(tmp_path)


def test_several_regulations_are_saved_all_or_none(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policies import drafting
    from policies.refusals import Refused

    file = tmp_path / "two.txt"
    file.write_text("第1篇 甲辦法\n第一條 甲。\n第2篇 乙辦法\n第一條 乙。\n", "utf-8")
    start = drafting.start_policy

    def refuse_the_second(**facts: Any) -> Revision:
        if facts["title"] == "乙辦法":
            raise Refused("no", "乙不行")
        return start(**facts)

    monkeypatch.setattr(drafting, "start_policy", refuse_the_second)
    with pytest.raises(CommandError, match="乙不行"):
        run(file, "--save", "--by", "A002")
    assert not Policy.objects.exists()


REVISED = (
    "門市考勤辦法\n第一條 員工應按時出勤。\n第二條 請假者應先申請。\n第四條 遲到者應說明理由。\n"
)


@pytest.fixture
def revised(cast: Cast, file: Path, tmp_path: Path) -> Path:
    """A file with a revision of HR-003, which says what the other file says."""
    outline = parse(RULES).documents[0].outline
    casting.published_policy(cast, outline=outline)
    path = tmp_path / "revised.txt"
    path.write_text(REVISED, "utf-8")
    return path


def test_prints_which_clause_is_which(cast: Cast, revised: Path) -> None:
    with translation.override("en"):
        said = run(revised, "--revises", "HR-003")
    assert "第一條 → 第一條 (unchanged)" in said
    assert "– → 第二條 (new)" in said
    assert "第三條 → 第四條 (renumbered)" in said
    assert Revision.objects.count() == 1


def test_saves_a_revision_under_the_anchors_of_its_clauses(cast: Cast, revised: Path) -> None:
    said = run(revised, "--revises", "hr-003", "--save", "--by", "A002")
    first, second = Revision.objects.order_by("sequence")
    assert reverse("drafting:draft", args=[second.pk]) in said
    old = {clause.label: clause.anchor for clause in first.outline().all_clauses()}
    new = {clause.label: clause.anchor for clause in second.outline().all_clauses()}
    assert (new["第一條"], new["第四條"]) == (old["第一條"], old["第三條"])
    assert new["第二條"] not in old.values()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--revises", "HR-404"], "HR-404"),
        (["--revises", "HR-003", "--save", "--by", "A003"], "1"),
    ],
    ids=["unknown", "foreign"],
)
def test_wrong_policy_gets_a_sentence(
    cast: Cast, revised: Path, options: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(revised, *options)
    assert Revision.objects.count() == 1


def test_only_one_regulation_is_a_revision(cast: Cast, revised: Path) -> None:
    revised.write_text("第1篇 甲辦法\n第一條 甲。\n第2篇 乙辦法\n第一條 乙。\n", "utf-8")
    with pytest.raises(CommandError, match="2"):
        run(revised, "--revises", "HR-003")
