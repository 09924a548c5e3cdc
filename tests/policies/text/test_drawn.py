"""Tables drawn with lines are shown as tables, and nothing in them is lost."""

import re
from html import unescape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policies.text.drawn import Drawing, gathered, with_tables
from policies.text.html_reading import read
from policies.text.items import as_lists
from policies.text.marking import Mark
from policies.text.markup import from_text, to_text
from policies.text.widths import width

LEAVE = """\
┌──┬────────┐
│假別│日數            │
│    ├──┬─────┤
│    │最多│薪資      │
├──┼──┼─────┤
│事假│14  │無        │
├──┼──┴─────┤
│病假│三十日須檢附證明│
│    │文件。          │
├──┴────────┤
│備註：特別休假另計。  │
└───────────┘"""


def draw(widths: list[int], rows: list[list[tuple[str, int]]], stroke: int) -> str:
    """A table without cells that reach down: each row is cells with how many columns they take."""
    strokes = [0]
    for wide in widths:
        strokes.append(strokes[-1] + stroke + wide)
    bars = [bars_of(row) for row in rows]
    lines = [border(widths, set(), bars[0], stroke)]
    for row, here, below in zip(rows, bars, [*bars[1:], set()], strict=True):
        line = ""
        column = 0
        for text, span in row:
            room = strokes[column + span] - strokes[column] - stroke
            line += "│" + text + " " * (room - cells_of(text, stroke))
            column += span
        lines += [line + "│", border(widths, here, below, stroke)]
    return "\n".join(lines)


def bars_of(row: list[tuple[str, int]]) -> set[int]:
    at, found = 0, {0}
    for _, span in row:
        at += span
        found.add(at)
    return found


def border(widths: list[int], above: set[int], below: set[int], stroke: int) -> str:
    line = ""
    for column, wide in enumerate([*widths, 0]):
        up, down = column in above, column in below
        first, last = column == 0, column == len(widths)
        row = ("└┌├" if first else "┘┐┤" if last else "┴┬┼") if up or down else "───"
        line += row[2 if up and down else 1 if down else 0] + "─" * (wide // stroke)
    return line


def cells_of(text: str, stroke: int) -> int:
    return sum(stroke if character in "○—" else width(character) for character in text)


TEXTS = st.text(alphabet="假別事病日數AB12 ○", max_size=5).map(str.strip)


@st.composite
def tables(draw_: st.DrawFn) -> tuple[list[int], list[list[tuple[str, int]]]]:
    columns = draw_(st.integers(1, 4))
    rows = []
    for _ in range(draw_(st.integers(1, 4))):
        row, left = [], columns
        while left:
            span = draw_(st.integers(1, left))
            row.append((draw_(TEXTS), span))
            left -= span
        rows.append(row)
    return [12] * columns, rows


@given(tables(), st.sampled_from([1, 2]))
@settings(max_examples=300, deadline=None)
def test_what_is_drawn_is_read(
    table: tuple[list[int], list[list[tuple[str, int]]]], stroke: int
) -> None:
    widths, rows = table
    assume(any(text for row in rows for text, _ in row))
    html = as_lists(from_text(draw(widths, rows, stroke)))
    known = sorted({at for row in rows for at in bars_of(row)})
    spans = re.findall(r"<td(?: colspan=\"(\d+)\")?>([^<]*)</td>|(<tr>)", html)
    found: list[list[tuple[str, int]]] = []
    for span, text, begins in spans:
        if begins:
            found.append([])
        else:
            found[-1].append((unescape(text), int(span or 1)))
    assert found == [seen(row, known) for row in rows]


def seen(row: list[tuple[str, int]], known: list[int]) -> list[tuple[str, int]]:
    """The row on a grid that has only the columns that are drawn somewhere."""
    at, cells = 0, []
    for text, span in row:
        cells.append((text, known.index(at + span) - known.index(at)))
        at += span
    return cells


def test_cells_reach_over_columns_and_rows() -> None:
    assert as_lists(from_text(LEAVE)) == (
        '<table><tbody><tr><td rowspan="2">假別</td><td colspan="2">日數</td></tr>'
        "<tr><td>最多</td><td>薪資</td></tr><tr><td>事假</td><td>14</td><td>無</td></tr>"
        '<tr><td>病假</td><td colspan="2">三十日須檢附證明文件。</td></tr>'
        '<tr><td colspan="3">備註：特別休假另計。</td></tr></tbody></table>'
    )


def test_a_table_stands_between_paragraphs_and_items() -> None:
    html = as_lists(from_text(f"一、如下表：\n{LEAVE}\n二、另訂之。"))
    assert html.index("如下表") < html.index("<table>") < html.index("另訂之")
    assert html.count("<ol") == html.count("</ol>")


def test_lines_of_a_cell_that_stop_early_stay_lines() -> None:
    drawing = "┌──────┐\n│一、國內    │\n│二、國外    │\n│主管        │\n│員工        │\n└──────┘"
    assert "<td>一、國內<br>二、國外<br>主管<br>員工</td>" in as_lists(from_text(drawing))


@pytest.mark.parametrize(
    "drawing",
    [
        "┌──┐\n│甲　乙丙│\n└──┘",
        "┌──┬──┐\n│    │    │\n└──┴──┘",
        "┌──┬──┐\n│甲  │乙  │",
        "│甲  │乙  │\n├──┼──┤",
        "┌──┬──┐\n│甲  │乙  │\n│丙      │\n└──┴──┘",
        "┌──┬──┐\n│甲  │乙  │\n├──┼──┤\n│丙│丁    │\n└──┴──┘",
    ],
)
def test_what_is_not_closely_drawn_stays_a_drawing(drawing: str) -> None:
    html = as_lists(from_text(drawing))
    assert html == f'<pre class="drawn" tabindex="0">{drawing}</pre>'


def test_a_rule_is_but_a_paragraph() -> None:
    assert as_lists("<p>────────</p>") == "<p>────────</p>"


def test_marks_stay_on_their_words() -> None:
    body = from_text(LEAVE)
    start = to_text(body).index("證明")
    html = as_lists(body, [Mark(start, start + 2, "a", "/x")])
    assert '須檢附<a href="/x">證明</a>文件。' in html


@given(st.lists(st.text(alphabet="┌┬┐├┼┤└┴┘─│甲<& ", min_size=1, max_size=9), max_size=8))
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_however_it_is_drawn(lines: list[str]) -> None:
    body = from_text("\n".join(lines))
    html = as_lists(body)
    words = unescape(re.sub("<[^>]+>", "", html))
    assert sorted(re.sub(r"[\s┌┬┐├┼┤└┴┘─│]", "", words)) == sorted(
        re.sub(r"[\s┌┬┐├┼┤└┴┘─│]", "", to_text(body))
    )
    kept = [block for block in gathered(read(body)) if isinstance(block, Drawing)]
    assert html.count("<pre") == len(kept)


def test_only_drawings_change_for_print() -> None:
    plain = "<p>甲<strong>乙</strong></p><ul><li>丙</li></ul>"
    assert with_tables(plain) == plain
    body = f"<p>第一條</p>{from_text(LEAVE)}"
    html = with_tables(body, [Mark(0, 3, "a", "#c1")])
    assert html.startswith('<p><a href="#c1">第一條</a></p><table><tbody>')
