"""What is printed reads back, in every shape a regulation may have: deep, by lists, by decimals."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.markup import from_text
from policies.text.numbering import Scheme, Variant, heading_label, label_for, next_label
from policies.text.outline import Clause, Heading, Kind, Outline, canonical
from policies.text.parsing import Part, parse
from policies.text.printing import print_outline

SENTENCES = st.sampled_from(
    "員工應準時出勤。|主管應於三日內核定；逾期視為同意。|出差人員得申請津貼，但以實支為限。|"
    "違反規定者，依獎懲辦法處理。|依第二條規定申請者，免附證明。|第三條及第四條之人員亦同。".split(
        "|"
    )
)
TITLES = st.sampled_from("總則 申請 核定 罰責 出勤與休假 獎懲 第三人 一般規定".split())
INTRODUCTIONS = st.sampled_from(["", "為規範出勤，特訂定本辦法。", "適用範圍：全體員工。"])
CLOSINGS = st.sampled_from(["", "附則\n本辦法經核定後施行。", "某某有限公司\n二〇二四年五月一日"])


def plain_body(draw: st.DrawFn) -> str:
    return from_text("\n".join(draw(st.lists(SENTENCES, min_size=1, max_size=2))))


def body_with_items(draw: st.DrawFn) -> str:
    """Items, of which one may go on in a paragraph of its own."""
    further = draw(st.sampled_from(["", "<br>其細節另訂之。"]))
    items = ["一、", "十一、", "（一）", "1.", "(2)", "①", "甲、"]
    chosen = draw(st.lists(st.sampled_from(items), min_size=1, max_size=3, unique=True))
    paragraphs = [f"<p>{label}{draw(SENTENCES)}</p>" for label in chosen]
    paragraphs[-1] = paragraphs[-1].replace("</p>", f"{further}</p>")
    return "<p>下列情形從其規定：</p>" + "".join(paragraphs)


def framed(draw: st.DrawFn, outline: Outline) -> Outline:
    """With an introduction and supplementary provisions, or without."""
    words = from_text(draw(INTRODUCTIONS))
    is_scope = "適用" in words
    return replace(
        outline,
        purpose="" if is_scope else words,
        scope=words if is_scope else "",
        supplementary=from_text(draw(CLOSINGS)),
    )


@st.composite
def deep(draw: st.DrawFn) -> Outline:
    """Articles under parts, chapters, sections, 款 and 目, as deep as it gets, some inserted."""
    numbers = iter(range(1, 100))

    def clauses() -> tuple[Clause, ...]:
        made = []
        for _ in range(draw(st.integers(1, 3))):
            label = label_for(Scheme.ARTICLES_TW, next(numbers))
            body = draw(st.sampled_from([plain_body, body_with_items]))(draw)
            caption = draw(st.sampled_from(["", "（請假）"]))
            made.append(Clause(label, body, caption))
        return tuple(made)

    def headings(kinds: list[Kind]) -> tuple[Heading, ...]:
        made = []
        for number in range(1, draw(st.integers(1, 2)) + 1):
            inner = kinds[1:] if len(kinds) > 1 and draw(st.booleans()) else []
            label = heading_label(kinds[0], number, Variant.TRADITIONAL)
            own = clauses() if not inner or draw(st.booleans()) else ()
            below = headings(inner) if inner else ()
            made.append(Heading(kinds[0], label, draw(TITLES), clauses=own, headings=below))
        return tuple(made)

    outer = draw(st.integers(0, 3))
    return framed(draw, Outline("出勤管理辦法", headings=headings(list(Kind)[outer:])))


@st.composite
def tombstones(draw: st.DrawFn) -> Outline:
    """Articles of which whole ranges were deleted."""
    made: list[Clause] = []
    number = 1
    while number < 12:
        span = draw(st.integers(0, 3))
        label = label_for(Scheme.ARTICLES_TW, number)
        if span and made:
            last = label_for(Scheme.ARTICLES_TW, number + span)
            made.append(Clause(f"{label}至{last}", from_text("（刪除）"), deleted=True))
        else:
            span = 0
            made.append(Clause(label, plain_body(draw)))
        number += span + 1
    return framed(draw, Outline("出勤管理辦法", clauses=tuple(made)))


@st.composite
def captioned(draw: st.DrawFn) -> Outline:
    """Articles of which most have a caption without brackets."""
    made = []
    for number in range(1, draw(st.integers(2, 6)) + 1):
        label = label_for(Scheme.ARTICLES_TW, number)
        made.append(Clause(label, plain_body(draw), draw(TITLES) if number % 3 else ""))
    return framed(draw, Outline("出勤管理辦法", clauses=tuple(made)))


@st.composite
def lists(draw: st.DrawFn) -> Outline:
    """Clauses that a list counts, in any of its styles."""
    label = draw(st.sampled_from("1. 1、 （一） (1) ① 甲、 壹、 ㈠ ⒈ A.".split()))
    made: list[Clause] = []
    for _ in range(draw(st.integers(2, 6))):
        made.append(Clause(label, plain_body(draw).replace("</p><p>", "")))
        label = next_label([label], Scheme.AS_WRITTEN)
    return framed(draw, Outline("值班須知", clauses=tuple(made)))


@st.composite
def titled_lists(draw: st.DrawFn) -> Outline:
    """Lists under a list of titles: 壹、 over 一、, 一、 over 1., 1. over 1.1."""
    outer, inner = draw(
        st.sampled_from([("壹、", "一、"), ("一、", "1."), ("1.", ""), ("A.", "1.")])
    )
    made: list[Heading] = []
    for number in range(1, draw(st.integers(2, 4)) + 1):
        label, clauses = inner or f"{number}.1", []
        for _ in range(draw(st.integers(1, 3))):
            clauses.append(Clause(label, from_text(draw(SENTENCES))))
            label = next_label([label], Scheme.AS_WRITTEN)
        title = draw(TITLES.filter(lambda title: not title.startswith(("第", "一"))))
        made.append(Heading(Kind.CHAPTER, outer, title, clauses=tuple(clauses)))
        outer = next_label([outer], Scheme.AS_WRITTEN)
    return framed(draw, Outline("值班須知", headings=tuple(made)))


@given(deep() | tombstones() | captioned() | lists() | titled_lists())
@settings(max_examples=400, deadline=None)
def test_every_shape_reads_back(outline: Outline) -> None:
    (document,) = parse(print_outline(outline)).documents
    assert canonical(document.outline) == canonical(outline)
    assert document.warnings == ()


@given(deep() | titled_lists())
@settings(max_examples=100, deadline=None)
def test_places_point_at_the_lines_that_were_printed(outline: Outline) -> None:
    printed = print_outline(outline).split("\n")
    (document,) = parse("\n".join(printed)).documents
    for node, line in zip(outline.walk(), document.places, strict=True):
        assert printed[line - 1].startswith(node.label)
    assert all(mark.part is not Part.JOINED for mark in document.marks)


@pytest.mark.parametrize(
    "label",
    ["第一條", "第十二條之一", "第 30-1 條", "第１條", "第1條", "第一百零二条", "第一○三條"],
)
def test_labels_of_every_writing_read_back(label: str) -> None:
    following = next_label([label], Scheme.AS_WRITTEN)
    made = tuple(Clause(each, from_text("守時。")) for each in (label, following))
    outline = Outline("守則", clauses=made)
    assert parse(print_outline(outline)).documents[0].outline == outline
