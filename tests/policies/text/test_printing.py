"""What is printed reads back: parse ∘ print is the identity on outlines as parse makes them."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.markup import from_text
from policies.text.numbering import Scheme, Variant, heading_label, label_for
from policies.text.outline import Clause, Heading, Kind, Outline, canonical, digest
from policies.text.parsing import joined, parse
from policies.text.printing import print_outline

TABLE = (
    "<table><tbody><tr><td>職級</td><td>津貼</td></tr>"
    "<tr><td>一</td><td>500</td></tr></tbody></table>"
)
SENTENCES = st.sampled_from(
    "員工應準時出勤。|主管應於三日內核定；逾期視為同意。|出差人員得申請津貼，但以實支為限。|"
    "違反規定者，依獎懲辦法處理。|夜間值勤者，次日得延後到班。|資料應保存五年。|"
    "依第二條規定申請者，免附證明。|人力資源部每季公告之。".split("|")
)
PARAGRAPH = st.lists(SENTENCES, min_size=1, max_size=3).map("".join)
CAPTIONS = st.sampled_from(["", "（目的）", "（申請）", "（附件）"])
TITLES = st.sampled_from("總則 申請 核定 罰責 出勤與休假 獎懲".split())
ITEMS = {
    Scheme.ARTICLES_TW: ("一、{}", "二、{}", "（一）{}"),
    Scheme.ARTICLES_PRC: ("（一）{}", "（二）{}", "1.{}"),
    Scheme.LIST_CHINESE: ("（一）{}", "（二）{}"),
}


@st.composite
def bodies(draw: st.DrawFn, scheme: Scheme) -> str:
    """A paragraph or two, perhaps with items below the first, perhaps a table."""
    lines = [draw(PARAGRAPH)]
    if draw(st.booleans()):
        lines[0] = lines[0].removesuffix("。") + "，規定如下："
        lines += [form.format(draw(SENTENCES)) for form in ITEMS[scheme]]
    elif draw(st.booleans()):
        return from_text(lines[0]) + TABLE
    if draw(st.booleans()) and scheme is not Scheme.LIST_CHINESE:
        lines.append(draw(PARAGRAPH))
    return from_text("\n".join(lines))


@st.composite
def clauses(draw: st.DrawFn, scheme: Scheme, many: int) -> list[Clause]:
    """Clauses numbered from one, some inserted (第三條之一), some deleted."""
    made: list[Clause] = []
    for number in range(1, many + 1):
        suffixes: list[tuple[int, ...]] = [()]
        if scheme is Scheme.ARTICLES_TW and draw(st.integers(0, 5)) == 0:
            suffixes.append((1,))
        made += [draw(_clause(scheme, number, suffix)) for suffix in suffixes]
    return made


@st.composite
def _clause(draw: st.DrawFn, scheme: Scheme, number: int, suffix: tuple[int, ...]) -> Clause:
    label = label_for(scheme, number, suffix)
    if scheme is Scheme.ARTICLES_TW and draw(st.integers(0, 9)) == 0:
        return Clause(label, from_text("（刪除）"), deleted=True)
    caption = "" if scheme is Scheme.LIST_CHINESE else draw(CAPTIONS)
    return Clause(label, draw(bodies(scheme)), caption)


@st.composite
def regulations(draw: st.DrawFn) -> Outline:
    scheme = draw(st.sampled_from([Scheme.ARTICLES_TW, Scheme.ARTICLES_PRC, Scheme.LIST_CHINESE]))
    made = draw(clauses(scheme, draw(st.integers(2, 9))))
    outline = Outline(
        draw(st.sampled_from(["出勤管理辦法", "差旅費支給規則", "资讯安全制度"])),
        purpose=draw(st.sampled_from(["", from_text("為規範出勤，特訂定本辦法。")])),
        supplementary=draw(st.sampled_from(["", from_text("附則\n本辦法經總經理核定後施行。")])),
    )
    if scheme is Scheme.LIST_CHINESE or draw(st.booleans()):
        return replace(outline, clauses=tuple(made))
    simplified = scheme is Scheme.ARTICLES_PRC
    variant = Variant.SIMPLIFIED if simplified else Variant.TRADITIONAL
    return replace(outline, headings=tuple(draw(_chapters(made, variant))))


@st.composite
def _chapters(draw: st.DrawFn, made: list[Clause], variant: Variant) -> list[Heading]:
    """The clauses under one to three chapters, the last of which may have sections."""
    cuts = sorted(draw(st.sets(st.integers(1, len(made) - 1), max_size=2)))
    edges = [0, *cuts, len(made)]
    chapters = [
        Heading(
            Kind.CHAPTER,
            heading_label(Kind.CHAPTER, number, variant),
            draw(TITLES),
            clauses=tuple(made[start:end]),
        )
        for number, (start, end) in enumerate(pairwise(edges), 1)
    ]
    if draw(st.booleans()):
        last = chapters[-1]
        section = Heading(
            Kind.SECTION,
            heading_label(Kind.SECTION, 1, variant),
            draw(TITLES),
            clauses=last.clauses,
        )
        chapters[-1] = replace(last, clauses=(), headings=(section,))
    return chapters


@given(regulations())
@settings(max_examples=300, deadline=None)
def test_what_is_printed_reads_back(outline: Outline) -> None:
    (document,) = parse(print_outline(outline)).documents
    assert canonical(document.outline) == canonical(outline)
    assert digest(document.outline) == digest(outline)
    assert document.warnings == ()


@given(regulations())
@settings(max_examples=100, deadline=None)
def test_printing_what_was_read_prints_the_same(outline: Outline) -> None:
    once = print_outline(outline)
    assert print_outline(parse(once).documents[0].outline) == once


@given(regulations())
@settings(max_examples=100, deadline=None)
def test_nothing_is_printed_that_is_not_in_the_outline(outline: Outline) -> None:
    words = joined(parse(print_outline(outline)).documents[0].outline)
    assert "".join(words.split()) == "".join(joined(outline).split())


def test_a_clause_without_a_label_is_its_words() -> None:
    outline = Outline("守則", clauses=(Clause("", from_text("守時。\n守密。")),))
    assert print_outline(outline) == "守則\n守時。\n守密。"


def test_a_lead_stands_between_a_heading_and_its_clauses() -> None:
    chapter = Heading(
        Kind.CHAPTER, "第一章", "總則", from_text("以下為通則。"),
        clauses=(Clause("第一條", from_text("守時。"), "（出勤）"),),
    )  # fmt: skip
    printed = print_outline(Outline("守則", headings=(chapter,)))
    assert printed == "守則\n第一章　總則\n以下為通則。\n第一條　（出勤）守時。"
    assert parse(printed).documents[0].outline == Outline("守則", headings=(chapter,))
