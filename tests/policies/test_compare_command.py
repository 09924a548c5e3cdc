"""``manage.py compare``: two files side by side, as a redline or as JSON."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

BEFORE = """請假辦法
第一條　員工請假依本辦法。
第二條　病假應附證明。
第三條　事假每年七日。
"""
AFTER = """請假辦法
第一條　員工請假依本辦法。
第一條之一　遠距工作者亦同。
第二條　病假三日以上應附證明。
第三條　（刪除）
"""


def compared(*paths: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("compare", *map(str, paths), stdout=out, no_color=True, **options)
    return out.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "舊.txt", tmp_path / "新.txt"
    before.write_text(BEFORE, encoding="utf-8")
    after.write_text(AFTER, encoding="big5")
    return before, after


def test_json_lists_every_clause(files: tuple[Path, Path]) -> None:
    clauses = json.loads(compared(*files, json=True))["clauses"]
    assert [(clause["before"], clause["after"], clause["reworded"]) for clause in clauses] == [
        ("1", "1", False), (None, "1-1", False), ("2", "2", True), ("3", "3", True),
    ]  # fmt: skip
    assert clauses[2]["spans"] == [
        ["equal", "病假"], ["insert", "三日以上"], ["equal", "應附證明。"],
    ]  # fmt: skip


def test_the_redline_shows_what_changed_only(files: tuple[Path, Path]) -> None:
    shown = compared(*files)
    assert "病假{+三日以上+}應附證明。" in shown
    assert "[-事假每年七日。-]{+（刪除）+}" in shown
    assert "員工請假依本辦法" not in shown


def test_a_renumbered_clause_is_named_with_both_numbers(tmp_path: Path) -> None:
    before, after = tmp_path / "a.txt", tmp_path / "b.txt"
    before.write_text("守則\n一、守時。\n二、守信。\n", encoding="utf-8")
    after.write_text("守則\n一、禮貌。\n二、守時。\n三、守信。\n", encoding="utf-8")
    assert "一、 → 二、" in compared(before, after)


def test_of_several_regulations_the_first_is_compared_and_that_is_said(
    tmp_path: Path, files: tuple[Path, Path]
) -> None:
    both = tmp_path / "兩部.txt"
    both.write_text(
        f"第1篇 請假辦法\n{BEFORE}\n第2篇 出差辦法\n第一條 出差應核准。\n", encoding="utf-8"
    )
    err = io.StringIO()
    call_command("compare", str(both), str(files[0]), stdout=io.StringIO(), stderr=err)
    assert "兩部.txt" in err.getvalue()


def test_a_file_that_is_not_there_gets_a_sentence(files: tuple[Path, Path]) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        compared(files[0], files[0].parent / "nowhere.txt")


def test_a_file_that_is_no_text_gets_a_sentence(files: tuple[Path, Path]) -> None:
    files[1].write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(CommandError, match=r"新\.txt: .{8}"):
        compared(*files)
