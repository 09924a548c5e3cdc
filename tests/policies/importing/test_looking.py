from policies.importing import given, keeping
from policies.importing.looking import LONGEST_SHOWN, NAMES, TREATMENTS, Looked, look_at
from policies.importing.paging import LINES_A_PAGE, page_of
from policies.importing.tree import MOST_HEADINGS, Node
from policies.text.correcting import Treatment
from policies.text.marks import Part
from tests.cast import Cast

TEXT = """甲公司
考勤辦法
本辦法適用於全體員工。

第一章 總則
第一條 員工應守時。
遲到者扣薪。
附則
本辦法自發布日施行。
"""


def looked(cast: Cast, text: str, page: int | None = None, **said: Treatment) -> Looked:
    source = keeping.keep(given(text), cast.editor)
    for line, treatment in said.items():
        keeping.correct(source, int(line[1:]), treatment)
    source.refresh_from_db()
    return look_at(source, page)


def nodes(tree: list[Node]) -> list[Node]:
    return [each for node in tree for each in (node, *nodes(node.children))]


def test_every_line_says_what_it_was_understood_as(cast: Cast) -> None:
    [section] = looked(cast, TEXT).sections
    assert [(row.line, row.part) for row in section.rows] == [
        (1, Part.ABOVE), (2, Part.TITLE), (3, Part.INTRODUCTION), (5, Part.HEADING),
        (6, Part.CLAUSE), (7, Part.TEXT), (8, Part.CLOSING), (9, Part.CLOSING),
    ]  # fmt: skip
    assert all(str(row.name) for row in section.rows)


def test_lines_and_nodes_know_each_other(cast: Cast) -> None:
    [section] = looked(cast, TEXT).sections
    keys = {node.key: node.line for node in nodes(section.tree) if node.key}
    assert keys == {"1-0": 5, "1-1": 6}
    assert [row.node for row in section.rows if row.line in (6, 7)] == ["1-1", "1-1"]
    assert {node.line for node in nodes(section.tree)} == {None, 1, 3, 5, 6, 8}


def test_a_line_that_was_taken_apart_comes_in_pieces(cast: Cast) -> None:
    text = "守則\n一.員工應守時並打卡。二.遲到者應說明理由。三.早退者應事先申請。\n"
    [section] = looked(cast, text).sections
    pieces = [row for row in section.rows if row.line == 2]
    assert [row.piece for row in pieces] == [0, 1, 2]
    assert all(row.is_split for row in pieces)
    assert [row.is_first for row in pieces] == [True, False, False]
    [section] = looked(cast, text, _2=Treatment.WHOLE).sections
    assert [row.treatment for row in section.rows] == [None, Treatment.WHOLE]


def test_a_long_line_is_shown_in_part(cast: Cast) -> None:
    [section] = looked(cast, "守則\n第一條 " + "甲" * LONGEST_SHOWN * 2).sections
    assert len(section.rows[1].words) == LONGEST_SHOWN
    assert section.rows[1].cut == LONGEST_SHOWN + 4


def test_a_page_shows_its_lines_and_the_way_to_the_others(cast: Cast) -> None:
    chapters = "".join(
        f"第{number}章 甲{number}\n第{number}條 乙。\n丙。\n" for number in range(1, 201)
    )
    page = looked(cast, f"大辦法\n{chapters}", page=2)
    [section] = page.sections
    lines = range(LINES_A_PAGE + 1, 601 + 1)
    assert [row.line for row in section.rows] == list(lines)
    shown = nodes(section.tree)
    assert sum(node.is_heading for node in shown) == 200
    assert all(node.line in lines for node in shown if not node.is_heading)
    assert page.page_obj.paginator.num_pages == page_of(601) == 2


def test_of_very_many_headings_those_in_sight_are_shown(cast: Cast) -> None:
    many = MOST_HEADINGS + 200
    parts = "".join(f"第{number}節 甲{number}\n第{number}條 乙。\n" for number in range(1, many))
    [section] = looked(cast, f"大辦法\n第一章 總則\n{parts}", page=2).sections
    shown = nodes(section.tree)
    assert shown[0].words == "總則"
    assert len(shown) < 2 * LINES_A_PAGE


def test_everything_has_a_name() -> None:
    assert set(NAMES) == set(Part)
    assert set(TREATMENTS) == set(Treatment)
