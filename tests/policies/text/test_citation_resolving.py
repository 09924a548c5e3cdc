"""What citations point at in one outline."""

import pytest

from policies.text.citation import Field, Index, Place, Reference, find, references, resolve
from policies.text.markup import from_text
from policies.text.outline import Clause, Heading, Kind, Outline

LEAVE = Outline(
    title="請假辦法",
    purpose=from_text("依勞動基準法第四十三條及本辦法第三條訂定。"),
    headings=(
        Heading(
            Kind.CHAPTER,
            "第一章",
            "總則",
            clauses=(
                Clause("第一條", from_text("本辦法自公布日施行。"), anchor="a1"),
                Clause(
                    "第二條",
                    from_text(
                        "假別如下：\n一、事假。\n二、病假：\n（一）住院。\n（二）未住院。\n"
                        "前項第二款以證明為準。\n員工依第一項請假者，準用前二項。"
                    ),
                    anchor="a2",
                ),
                Clause("第三條", "", deleted=True, anchor="a3"),
                Clause("第三條之一", from_text("依前條及第九條。\n一、甲。"), anchor="a31"),
            ),
        ),
        Heading(
            Kind.CHAPTER,
            "第二章",
            "程序",
            anchor="c2",
            clauses=(Clause("第四條", from_text("準用第二條至第三條之一、前章。"), anchor="a4"),),
            headings=(
                Heading(Kind.SECTION, "第一節", "申請", anchor="s1"),
                Heading(Kind.SECTION, "第二節", "核准", anchor="s2"),
            ),
        ),
    ),
    supplementary=from_text("第四條自明年起施行。"),
)


def where(outline: Outline, words: str, node: int | None = None, path: tuple[int, ...] = ()) -> str:
    """Labels and paths of what the first citation means: 「第二條 0.1」, 「?」 where not exact."""
    address = find(words, "TW", outline.title)[0].address
    index = Index(outline)
    return "、".join(
        f"{index.nodes[target.node].label}{' ' if target.path else ''}"
        f"{'.'.join(map(str, target.path))}{'' if target.exact else '?'}"
        for target in resolve(address, index, Place(node, path))
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("第二條", "第二條"),
        ("本辦法第二條第一項", "第二條 0"),
        ("第二條第一項第二款第一目", "第二條 0.1.0"),
        ("第二條第二款", "第二條 0.1"),
        ("第二條第二項", "第二條 1"),
        ("第二條第九項", "第二條?"),
        ("第二條第一項第九款", "第二條 0?"),
        ("第三條", "第三條"),
        ("第三條之一第一款", "第三條之一 0.0"),
        ("第九條", ""),
        ("第二章", "第二章"),
        ("第二章第一節", "第一節"),
        ("第一章第四條", ""),
        ("勞動基準法第二條", ""),
        ("第二點", ""),
    ],
)
def test_a_number_leads_to_its_place(words: str, expected: str) -> None:
    assert where(LEAVE, words) == expected


@pytest.mark.parametrize(
    ("words", "node", "path", "expected"),
    [
        ("前條", 4, (), "第三條"),
        ("前二條", 4, (), "第二條、第三條"),
        ("前條", 1, (), ""),
        ("次條第二項", 1, (), "第二條 1"),
        ("次條", 6, (), ""),
        ("本條第二項", 2, (0,), "第二條 1"),
        ("前項", 2, (1,), "第二條 0"),
        ("前項第二款", 2, (1,), "第二條 0.1"),
        ("前二項", 2, (2,), "第二條 0、第二條 1"),
        ("前三項", 2, (2,), "第二條?"),
        ("前項", 2, (0,), "第二條?"),
        ("前款", 2, (0, 1), "第二條 0.0"),
        ("前款", 2, (0, 1, 0), "第二條 0.0"),
        ("前目", 2, (0, 1, 1), "第二條 0.1.0"),
        ("次項", 2, (0,), "第二條 1"),
        ("第二款", 2, (0, 0), "第二條 0.1"),
        ("第一項", 2, (2,), "第二條 0"),
        ("本項", 2, (1,), "第二條 1"),
        ("本款", 2, (0, 1, 1), "第二條 0.1"),
        ("前章", 6, (), "第一章"),
        ("本章", 6, (), "第二章"),
        ("本節", 6, (), ""),
        ("第一節", 6, (), "第一節"),
        ("前節", 8, (), "第一節"),
        ("前項", None, (), ""),
        ("同條", 2, (), ""),
    ],
)
def test_a_place_is_counted_from_the_words(
    words: str, node: int | None, path: tuple[int, ...], expected: str
) -> None:
    assert where(LEAVE, words, node, path) == expected


def told(found: tuple[Reference, ...]) -> list[str]:
    return [
        f"{reference.citation.words}={','.join(target.anchor for target in reference.targets)}"
        f"{'!' if reference.dangles else ''}"
        for reference in found
    ]


def test_an_outline_says_all_its_references() -> None:
    found = references(LEAVE, "TW")
    assert told(found) == [
        "勞動基準法第四十三條=",
        "本辦法第三條=a3",
        "前項第二款=a2",
        "第一項=a2",
        "前二項=a2,a2",
        "前條=a3",
        "第九條=!",
        "第二條=a2",
        "第三條之一=a3,a31",
        "前章=",
        "第四條=a4",
    ]
    assert [found[0].field, found[2].place, found[-1].field] == [
        Field.PURPOSE,
        Place(2, (1,)),
        Field.SUPPLEMENTARY,
    ]
    assert [target.path for target in found[4].targets] == [(0,), (1,)]


def test_a_range_of_items_takes_in_those_between() -> None:
    body = from_text("依下列辦理：\n一、甲。\n二、乙。\n三、丙。\n前項第一款至第三款均適用。")
    found = references(Outline("辦法", clauses=(Clause("第一條", body),)), "TW")
    assert [[target.path for target in one.targets] for one in found] == [
        [(0, 0)],
        [(0, 1), (0, 2)],
    ]


def test_a_bare_paragraph_belongs_to_the_article_cited_before_if_the_clause_has_none() -> None:
    clauses = (
        Clause("第一條", from_text("甲。\n乙。")),
        Clause("第二條", from_text("依第一條第一項辦理，或依第二項規定辦理。")),
    )
    found = references(Outline("辦法", clauses=clauses), "TW")
    assert [target.path for one in found for target in one.targets] == [(0,), (1,)]
    assert found[1].citation.address.article == (1,)
    assert found[1].citation.words == "第二項"


RESTARTING = Outline(
    title="手冊",
    headings=tuple(
        Heading(
            Kind.CHAPTER,
            label,
            "",
            clauses=(
                Clause("第一條", from_text("依第二條。"), anchor=f"{anchor}1"),
                Clause("第二條", from_text("依第一章第一條。"), anchor=f"{anchor}2"),
            ),
        )
        for label, anchor in (("第一章", "x"), ("第二章", "y"))
    ),
)


def test_where_numbers_begin_anew_the_nearest_is_meant() -> None:
    assert told(references(RESTARTING, "TW")) == [
        "第二條=x2",
        "第一章第一條=x1",
        "第二條=y2",
        "第一章第一條=x1",
    ]
    assert where(RESTARTING, "第一條") == ""


POINTS = Outline(
    title="差旅須知",
    clauses=(
        Clause("一、", from_text("目的。"), anchor="p1"),
        Clause("二、", from_text("依第一點及第三條；（一）甲。\n（一）乙。"), anchor="p2"),
        Clause("三、", from_text("依第二點第一款，餘依前點。"), anchor="p3"),
    ),
)


def test_points_are_cited_as_points_or_as_articles() -> None:
    found = references(POINTS, "TW")
    assert told(found) == ["第一點=p1", "第三條=p3", "第二點第一款=p2", "前點=p2"]
    assert found[2].targets[0].path == (0, 0)


def test_the_third_point_of_an_argument_is_no_citation() -> None:
    clauses = (Clause("第一條", from_text("理由有三，第三點最重要，占3.2項。")),)
    assert references(Outline("辦法", clauses=clauses), "TW") == ()


DECIMALS = Outline(
    title="Travel Policy",
    headings=(
        Heading(
            Kind.CHAPTER,
            "3.",
            "Booking",
            anchor="h3",
            clauses=(
                Clause("3.1", from_text("See Section 3.2(b) and Section 3."), anchor="d1"),
                Clause("3.2", from_text("One of:\n(1) air\n(2) rail"), anchor="d2"),
            ),
        ),
    ),
)


def test_decimal_sections_are_clauses_or_headings() -> None:
    found = references(DECIMALS, "XX")
    assert told(found) == ["Section 3.2(b)=d2", "Section 3=h3"]
    assert found[0].targets[0].path == (0, 1)


def test_a_list_in_a_heading_leads_on_to_its_clause() -> None:
    outline = Outline(
        "須知",
        headings=(
            Heading(Kind.CHAPTER, "一、", "總則", clauses=(Clause("（一）", "", anchor="q1"),)),
        ),
    )
    assert where(outline, "第一點第一款") == "（一）"
    assert where(outline, "第一點第四款") == "一、?"


def test_headings_called_like_items_are_meant_by_this() -> None:
    clause = Clause("第一條", from_text("本款適用於本目。"), anchor="k")
    innermost = Heading(Kind.SUBSUBSECTION, "第一目", "", anchor="i", clauses=(clause,))
    inner = Heading(Kind.SUBSECTION, "第一款", "", anchor="s", headings=(innermost,))
    outline = Outline("法", headings=(Heading(Kind.SECTION, "第一節", "", headings=(inner,)),))
    assert told(references(outline, "TW")) == ["本款=s", "本目=i"]


def test_the_mainland_counts_its_own_way() -> None:
    body = from_text("有下列情形的：\n（一）甲；\n（二）乙。\n前款第（二）项除外。")
    found = references(Outline("办法", clauses=(Clause("第一条", body),)), "CN")
    assert [target.path for target in found[0].targets] == [(0, 1)]


def test_the_entries_of_an_html_list_are_counted() -> None:
    body = "<p>下列：</p><ol><li>甲</li><li>乙</li></ol><p>依前項第二款。</p>"
    found = references(Outline("辦法", clauses=(Clause("第一條", body),)), "TW")
    assert [target.path for target in found[0].targets] == [(0, 1)]


def test_a_table_is_no_paragraph() -> None:
    table = "<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"
    body = f"<p>如下表：</p>{table}<p>前項以外。</p>"
    found = references(Outline("辦法", clauses=(Clause("第一條", body),)), "TW")
    assert [target.path for target in found[0].targets] == [(0,)]


def test_a_clause_of_items_only_is_its_first_paragraph() -> None:
    body = from_text("一、甲。\n二、乙，依前款。")
    outline = Outline("辦法", clauses=(Clause("第一條", body),))
    assert where(outline, "第一條第一項第二款") == "第一條 1"
    assert [target.path for target in references(outline, "TW")[0].targets] == [(0,)]


def test_an_anchor_is_found() -> None:
    index = Index(LEAVE)
    assert index.place_of("a31") == Place(4)
    assert index.place_of("zz") is None


def test_english_articles_and_sections_are_told_apart() -> None:
    clauses = (
        Clause("Article 1", from_text("See Article 2 and Section 2."), anchor="e1"),
        Clause("Article 2", from_text("See Article 2A."), anchor="e2"),
        Clause("Article 2A", "", anchor="e2a"),
    )
    articles = Outline("Policy", clauses=clauses)
    assert told(references(articles, "XX")) == ["Article 2=e2", "Article 2A=e2a"]
    sections = Outline(
        "Policy",
        clauses=(
            Clause("Section 1", from_text("See Section 2 and clause 1."), anchor="f1"),
            Clause("Section 2", "", anchor="f2"),
        ),
    )
    assert told(references(sections, "XX")) == ["Section 2=f2", "clause 1=f1"]
