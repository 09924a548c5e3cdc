import pytest

from policies.text.inside import item_lines, items_of
from policies.text.markup import from_text, sanitise
from policies.text.outline import Item


def shape(items: tuple[Item, ...]) -> list[object]:
    """Each item as its label and text, followed by a list of those below it."""
    return [
        part
        for item in items
        for part in (f"{item.label}|{item.text}", shape(item.children))
        if part != []
    ]


def of(*lines: str) -> list[object]:
    return shape(items_of(from_text("\n".join(lines))))


def test_items_stand_below_the_paragraph_that_leads_on_to_them() -> None:
    assert of("出差分為：", "一、國內出差。", "二、國外出差。", "前項由主管核定。") == [
        "|出差分為：", ["一、|國內出差。", "二、|國外出差。"],
        "|前項由主管核定。",
    ]  # fmt: skip


def test_each_new_style_of_label_is_one_level_deeper_until_an_earlier_one_returns() -> None:
    lines = ["一、甲類：", "（一）常日班。", "1. 早班。", "2. 晚班。", "（二）輪班。", "二、乙類。"]
    assert of("分為：", *lines) == [
        "|分為：",
        [
            "一、|甲類：",
            ["（一）|常日班。", ["1.|早班。", "2.|晚班。"], "（二）|輪班。"],
            "二、|乙類。",
        ],
    ]  # fmt: skip


def test_the_mainlands_items_are_in_brackets_first() -> None:
    assert of("有下列情形之一的：", "（一）旷工；", "（二）迟到。", "前款规定适用于试用期。") == [
        "|有下列情形之一的：", ["（一）|旷工；", "（二）|迟到。"],
        "|前款规定适用于试用期。",
    ]  # fmt: skip


def test_a_list_that_nothing_leads_on_to_stands_at_the_top() -> None:
    assert of("一、準時出勤。", "（一）含遠距。", "二、確實打卡。") == [
        "一、|準時出勤。", ["（一）|含遠距。"],
        "二、|確實打卡。",
    ]  # fmt: skip


def test_a_numeral_and_a_space_are_a_label_where_a_list_is_announced() -> None:
    assert of("職權如左：", "一　召集會議。", "二　核定預算。", "三月底前提出。") == [
        "|職權如左：", ["一|召集會議。", "二|核定預算。"],
        "|三月底前提出。",
    ]  # fmt: skip
    assert of("工時依規定。", "一 般員工除外。") == ["|工時依規定。", "|一 般員工除外。"]


@pytest.mark.parametrize(
    "line", ["第三條所定事項，由人資辦理。", "1.5 倍計給加班費。", "第一章規定準用之。"]
)
def test_references_and_sums_are_no_items(line: str) -> None:
    assert of("規定如下：", line) == ["|規定如下：", f"|{line}"]


def test_lists_and_tables_of_the_editor_are_items() -> None:
    body = sanitise(
        "<p>應備：</p><ul><li>證件<ul><li>影本</li></ul></li><li>照片</li></ul>"
        "<table><tr><td>假別</td><td>日數</td></tr><tr><td>婚假</td><td>8</td></tr></table>"
    )
    assert shape(items_of(body)) == [
        "|應備：", ["|證件", ["|影本"], "|照片"],
        "|假別\t日數\n婚假\t8",
    ]  # fmt: skip


def test_an_empty_body_has_none() -> None:
    assert items_of("") == ()


def test_the_lines_come_back_with_their_labels() -> None:
    body = from_text("分為：\n一、甲：\n（一）子。\n二、乙。")
    assert list(item_lines(items_of(body))) == ["分為：", "一、甲：", "（一）子。", "二、乙。"]


def test_what_stands_after_a_break_goes_on_in_its_item() -> None:
    items = items_of(
        "<p>免計如下：</p><p>一、值班。<br>另計。<br>（一）夜間。</p><p>二、待命。</p><p>甲<br>乙</p>"
    )
    assert [(item.label, item.text) for item in items] == [
        ("", "免計如下："),
        ("", "甲"),
        ("", "乙"),
    ]
    first, second = items[0].children
    assert (first.text, second.text) == ("值班。\n另計。", "待命。")
    assert [(child.label, child.text) for child in first.children] == [("（一）", "夜間。")]
