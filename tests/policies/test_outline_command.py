"""``manage.py outline``: what is understood of a file, as a tree or as JSON."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.policies.text.word import making

TEXT = """差旅費管理辦法
本辦法於董事會通過後施行。
第一章　總則
第一條　（目的）
為規範出差，特訂定本辦法。
第二章　申請
第一節　事前
第二條　出差依下列規定申請：
一、國內：
（一）主管核准。
二、國外：總經理核准。
前項申請應於三日前提出。
第二條之一　（刪除）
第五條　本辦法自公布日施行。
"""


def outline_of(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("outline", str(path), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "差旅費.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_says_all_that_was_understood(file: Path) -> None:
    (document,) = json.loads(outline_of(file, json=True))["documents"]
    assert document["title"] == "差旅費管理辦法"
    assert document["introduction"] == "本辦法於董事會通過後施行。"
    assert [
        (each["kind"], each["number"], each["title"], each["level"], each["before_clause"])
        for each in document["headings"]
    ] == [
        ("chapter", "1", "總則", 2, "1"),
        ("chapter", "2", "申請", 2, "2"),
        ("section", "1", "事前", 3, "2"),
    ]
    first, second, gone, last = document["clauses"]
    assert (first["number"], first["caption"], first["path"]) == ("1", "（目的）", ["第一章"])
    assert second["path"] == ["第二章", "第一節"]
    assert second["items"] == [
        {
            "label": "",
            "text": "出差依下列規定申請：",
            "children": [
                {
                    "label": "一、",
                    "text": "國內：",
                    "children": [{"label": "（一）", "text": "主管核准。", "children": []}],
                },
                {"label": "二、", "text": "國外：總經理核准。", "children": []},
            ],
        },
        {"label": "", "text": "前項申請應於三日前提出。", "children": []},
    ]
    assert second["text"].split("\n")[1:3] == ["一、國內：", "（一）主管核准。"]
    assert (gone["number"], gone["deleted"], last["number"]) == ("2-1", True, "5")
    (warning,) = document["warnings"]
    assert (warning["code"], warning["line"]) == ("number_skipped", 14)
    assert "第五條" in warning["message"]


def test_the_tree_shows_headings_clauses_items_and_doubts(file: Path) -> None:
    shown = [line.strip() for line in outline_of(file).splitlines()]
    for line in ("第二章 申請", "第二條", "（一） 主管核准。", "第二條之一"):
        assert line in shown
    assert shown.index("第一節 事前") < shown.index("第二條") < shown.index("（一） 主管核准。")
    assert any(line.startswith("!") and "第五條" in line for line in shown)


def test_a_heading_without_clauses_has_none_after_it(tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    path.write_text("守則\n第一章　總則\n第一條　守時。\n第二章　附件\n", encoding="utf-8")
    (document,) = json.loads(outline_of(path, json=True))["documents"]
    assert [each["before_clause"] for each in document["headings"]] == ["1", None]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50])
def test_what_is_no_text_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"wrong\.txt: .{8}"):
        outline_of(path)


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["outline"], ["compare", "FILE"]])
def test_it_needs_no_site(file: Path, arguments: list[str]) -> None:
    """No mode, no secret and no database in the environment."""
    words = [str(file) if each == "FILE" else each for each in arguments]
    ran = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *words, str(file), "--json"],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout)


def test_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt"):
        outline_of(tmp_path / "nowhere.txt")


def test_word_file_says_what_is_not_in_it(tmp_path: Path) -> None:
    path = tmp_path / "rules.docx"
    picture = making.r("<w:drawing><pic:pic/></w:drawing>")
    path.write_bytes(making.docx(making.p("出勤辦法"), making.p("第一條　準時。", picture)))
    (document,) = json.loads(outline_of(path, json=True))["documents"]
    assert [clause["label"] for clause in document["clauses"]] == ["第一條"]
    assert [(each["code"], each["line"]) for each in document["warnings"]] == [
        ("picture_left_out", 2)
    ]
