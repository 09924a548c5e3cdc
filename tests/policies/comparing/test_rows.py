"""A comparison as rows of a page."""

from dataclasses import replace

from policies.comparing import rows
from policies.comparing.rows import Departure, Row, in_lines, with_departures
from policies.text.diff import compare
from policies.text.outline import Clause, Heading, Kind, LegalBasis, Outline
from policies.text.spans import Span, spans

CLAUSE = Clause("第一條", "<p>員工應守時。</p><p>違反者議處。</p>", anchor="aa")
OUTLINE = Outline(
    "辦法",
    purpose="<p>健全管理。</p>",
    headings=(Heading(Kind.CHAPTER, "第一章", "總則", clauses=(CLAUSE,)),),
)


def with_clause(clause: Clause) -> Outline:
    return replace(OUTLINE, headings=(replace(OUTLINE.headings[0], clauses=(clause,)),))


def test_only_changes_unless_the_whole_is_asked_for() -> None:
    comparison = compare(OUTLINE, with_clause(replace(CLAUSE, body="<p>員工應準時。</p>")))
    [row] = rows(comparison)
    assert (row.number, row.name, row.what, row.anchors) == (1, "第一條", "clause", ("aa", "aa"))
    whole = rows(comparison, is_whole=True)
    assert [row.what for row in whole] == ["part", "part", "heading", "clause"]
    assert [row.number for row in whole] == [0, 0, 0, 1]


def test_each_side_alone() -> None:
    [row] = rows(compare(OUTLINE, with_clause(replace(CLAUSE, body="<p>員工應準時。</p>"))))
    before = ["".join(span.text for span in line) for line in row.before_lines]
    after = ["".join(span.text for span in line) for line in row.after_lines]
    assert (before, after) == (["員工應守時。", "違反者議處。"], ["員工應準時。"])


def test_lines_are_cut_where_the_text_is() -> None:
    assert in_lines(spans("甲事。\n乙事。", "甲事。\n丙事。\n乙事。")) == [
        (Span("equal", "甲事。"),), (Span("insert", "丙事。"),), (Span("equal", "乙事。"),),
    ]  # fmt: skip


def test_a_line_end_that_came_alone_is_shown() -> None:
    lines = in_lines(spans("員工應守時。違反者議處。", "員工應守時。\n違反者議處。"))
    assert lines == [
        (Span("equal", "員工應守時。"), Span("insert", "¶")), (Span("equal", "違反者議處。"),),
    ]  # fmt: skip


def test_another_number_is_another_name() -> None:
    [row] = rows(compare(OUTLINE, with_clause(replace(CLAUSE, label="第二條"))))
    assert (row.before, row.after, row.is_renamed) == ("第一條", "第二條", True)


def test_a_layout_is_shown_as_it_looks() -> None:
    bold = "<p>員工應<strong>守時</strong>。</p><p>違反者議處。</p>"
    [row] = rows(compare(OUTLINE, with_clause(replace(CLAUSE, body=bold))))
    assert row.looks == (CLAUSE.body, bold)


def test_a_clause_without_a_number_has_a_name_all_the_same() -> None:
    [row] = rows(compare(OUTLINE, with_clause(replace(CLAUSE, label=""))))
    assert (row.before, row.after) == ("第一條", "§")


def test_added_and_removed_have_one_side() -> None:
    heading = OUTLINE.headings[0]
    without = replace(OUTLINE, headings=(replace(heading, clauses=()),))
    [removed] = rows(compare(OUTLINE, without))
    assert (removed.tone, removed.after, removed.after_lines) == ("removed", "", [])
    [added] = rows(compare(without, OUTLINE))
    assert (added.tone, added.before, added.before_lines) == ("added", "", [])


def test_a_number_kept_without_words_is_gone() -> None:
    [row] = rows(compare(OUTLINE, with_clause(replace(CLAUSE, body="", deleted=True))))
    assert (row.is_gone, row.after, row.after_lines) == (True, "第一條", [])
    worded = replace(CLAUSE, body="<p>（刪除）</p>", deleted=True)
    [row] = rows(compare(OUTLINE, with_clause(worded)))
    assert not row.is_gone


def chapters(*clauses: tuple[Clause, ...]) -> Outline:
    headings = (
        Heading(Kind.CHAPTER, label, "", clauses=each)
        for label, each in zip(("第一章", "第二章"), clauses, strict=True)
    )
    return Outline("辦法", headings=tuple(headings))


A, B, C, D = (
    Clause(f"第{number}條", f"<p>{words}</p>", anchor=anchor)
    for number, words, anchor in (
        ("一", "員工應守時。", "aa"),
        ("二", "請假應事先申請。", "bb"),
        ("三", "出差應提出計畫。", "cc"),
        ("四", "加班應經核准。", "dd"),
    )
)


def test_what_moved_away_is_told_where_it_stood() -> None:
    comparison = compare(chapters((A, B), (C, D)), chapters((A,), (C, D, B)))
    told = with_departures(comparison)
    departure, row = told
    assert isinstance(departure, Departure)
    assert departure.rows == (row,)
    assert isinstance(row, Row)
    assert (row.number, row.places) == (1, ("第一條", "第四條"))
    assert "第四條" in row.moved
    assert row.moved in row.explanations


def test_what_left_the_beginning_is_told_there() -> None:
    comparison = compare(chapters((A, B), (C, D)), chapters((B,), (C, D, A)))
    whole = with_departures(comparison, is_whole=True)
    at = next(at for at, row in enumerate(whole) if isinstance(row, Departure))
    first_heading = next(at for at, row in enumerate(whole) if row.what == "heading")
    assert at == first_heading + 1  # under the heading it stood under


def test_nothing_departs_where_nothing_moved() -> None:
    changed = with_clause(replace(CLAUSE, body="<p>員工應準時。</p>"))
    assert with_departures(compare(OUTLINE, changed)) == rows(compare(OUTLINE, changed))


def test_what_is_enclosed_stands_below_the_closing() -> None:
    basis = LegalBasis("勞動基準法", "第七十條", "", "")
    after = replace(OUTLINE, supplementary="<p>自公布日施行。</p>", bases=(basis,))
    told = [row.change.name for row in rows(compare(OUTLINE, after)) if row.what == "part"]  # type: ignore[union-attr]
    assert told == ["supplementary", "legal_bases"]
    whole = rows(compare(OUTLINE, after), is_whole=True)
    assert [row.what for row in whole][-3:] == ["clause", "part", "part"]
