"""The JSON that scripts read: its form is fixed."""

from policies.text.describing_changes import describe_changes
from policies.text.diff import compare
from tests.policies.text.reading import one

BEFORE = """請假辦法
第一章　總則
第一條　員工請假依本辦法。
第二條　病假應附證明。
第三條　事假每年七日。
"""
AFTER = """請假辦法
第一章　通則
第一條　員工請假依本辦法。
第一條之一　遠距工作者亦同。
第二條　病假三日以上應附證明。
第三條　（刪除）
"""


def described() -> dict:
    return describe_changes(compare(one(BEFORE).outline, one(AFTER).outline))


def test_every_clause_is_listed_with_what_happened_to_it() -> None:
    clauses = described()["clauses"]
    keys = ("before", "after", "reworded", "renumbered", "moved")
    assert [tuple(clause[key] for key in keys) for clause in clauses] == [
        ("1", "1", False, False, False),
        (None, "1-1", False, False, False),
        ("2", "2", True, False, False),
        ("3", "3", True, False, False),
    ]
    assert clauses[0]["spans"] == [["equal", "員工請假依本辦法。"]]
    assert clauses[1]["spans"] == [["insert", "遠距工作者亦同。"]]
    assert clauses[2]["spans"] == [
        ["equal", "病假"], ["insert", "三日以上"], ["equal", "應附證明。"],
    ]  # fmt: skip
    assert clauses[3]["kinds"] == ["repealed", "reworded"]


def test_a_removed_clause_has_no_number_after() -> None:
    changed = AFTER.replace("第三條　（刪除）\n", "")
    last = describe_changes(compare(one(BEFORE).outline, one(changed).outline))["clauses"][-1]
    assert (last["before"], last["after"], last["spans"]) == (
        "3",
        None,
        [["delete", "事假每年七日。"]],
    )


def test_headings_parts_and_counts_are_there() -> None:
    [heading] = described()["headings"]
    assert heading["before"] == {"kind": "chapter", "label": "第一章", "title": "總則"}
    assert (heading["retitled"], heading["renumbered"]) == (True, False)
    assert heading["title_spans"] == [["delete", "總則"], ["insert", "通則"]]
    names = [part["name"] for part in described()["parts"]]
    assert names == ["superscription", "title", "background", "purpose", "scope", "supplementary"]
    assert described()["counts"] == {
        "clauses": {"added": 1, "repealed": 1, "reworded": 2},
        "headings": {"retitled": 1},
        "parts": [],
        "unchanged": 1,
    }


def test_a_clause_without_a_number_is_named_by_its_label() -> None:
    plain = one("守則\n守時。\n守信。\n").outline
    assert [clause["before"] for clause in describe_changes(compare(plain, plain))["clauses"]] == [
        "",
        "",
    ]
