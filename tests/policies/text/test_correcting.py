"""What a person says of a line wins, changes no other line, and loses nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.markup import to_text
from policies.text.outline import Heading, Kind
from policies.text.parsing import Document, Part, Treatment, joined, parse
from tests.policies.text.reading import shape, source_words
from tests.policies.text.test_nothing_lost import SIGNS, TEXTS

TEXT = """甲公司
考勤辦法
第一章　總則
第一條　員工應守時。
第二條　遲到者：
一、扣薪。
第九條、第十條之情形，不在此限。
附則
本辦法自發布日施行。"""


def corrected(corrections: dict[int, Treatment], text: str = TEXT) -> Document:
    documents = parse(text, corrections).documents
    assert len(documents) == 1
    return documents[0]


def test_a_line_becomes_a_clause_and_no_other_changes() -> None:
    plain, said = shape(corrected({}).outline), corrected({7: Treatment.CLAUSE})
    assert plain[-1] == "第二條||遲到者：\n一、扣薪。\n第九條、第十條之情形，不在此限。"
    assert shape(said.outline) == [
        *plain[:-1],
        "第二條||遲到者：\n一、扣薪。",
        "第九條||、第十條之情形，不在此限。",
    ]


def test_a_line_without_a_label_becomes_a_clause() -> None:
    assert shape(corrected({9: Treatment.CLAUSE}).outline)[-2:] == [
        "|附則|",
        "||本辦法自發布日施行。",
    ]


def test_a_clause_becomes_text_of_what_stands_above() -> None:
    assert shape(corrected({5: Treatment.TEXT}).outline)[1].startswith(
        "第一條||員工應守時。\n第二條　遲到者：\n一、扣薪。"
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_a_line_becomes_a_heading_of_any_kind(kind: Kind) -> None:
    outline = corrected({3: Treatment(kind.value), 6: Treatment(kind.value)}).outline
    assert [(h.kind, h.label, h.title) for h in outline.all_headings()] == [
        (kind, "第一章", "總則"),
        (kind, "一、", "扣薪。"),
    ]


def test_supplementary_provisions_begin_where_they_are_said_to() -> None:
    outline = corrected({5: Treatment.CLOSING}).outline
    assert [clause.label for clause in outline.all_clauses()] == ["第一條"]
    assert to_text(outline.supplementary).split("\n")[:2] == ["第二條　遲到者：", "一、扣薪。"]


def test_what_closes_before_a_clause_that_was_said_heads_a_chapter() -> None:
    outline = corrected({8: Treatment.CLOSING, 9: Treatment.CLAUSE}).outline
    assert outline.supplementary == ""
    assert outline.headings[-1].title == "附則"


def test_a_line_that_seemed_to_close_belongs_to_the_clause() -> None:
    outline = corrected({8: Treatment.TEXT}).outline
    assert outline.supplementary == ""
    assert shape(outline)[-1].endswith("附則\n本辦法自發布日施行。")


def test_the_title_is_the_line_that_was_said() -> None:
    document = corrected({1: Treatment.DOCUMENT})
    assert (document.outline.title, document.outline.superscription) == ("甲公司", "")
    assert to_text(document.outline.background) == "考勤辦法"
    document = corrected({2: Treatment.DOCUMENT}, TEXT.replace("甲公司", "甲公司辦法"))
    assert (document.outline.title, document.outline.superscription) == ("考勤辦法", "甲公司辦法")
    document = corrected({2: Treatment.TEXT})
    assert (document.outline.title, document.outline.superscription) == ("甲公司", "")


def test_a_regulation_begins_and_does_not_begin() -> None:
    text = "考勤辦法\n第一條　甲。\n請假\n第一條　乙。\n加班辦法\n第一條　丙。"
    assert [d.outline.title for d in parse(text).documents] == ["考勤辦法", "加班辦法"]
    said = parse(text, {3: Treatment.DOCUMENT, 5: Treatment.TEXT})
    assert [(d.outline.title, d.first_line) for d in said.documents] == [
        ("考勤辦法", 1),
        ("請假", 3),
    ]
    assert shape(said.documents[1].outline) == ["第一條||乙。\n加班辦法", "第一條||丙。"]


def test_a_line_stays_whole_or_goes_on_from_the_one_before() -> None:
    run = "守則一.甲甲。二.乙乙。三.丙丙。四.丁丁。"
    assert len(parse(run).documents[0].marks) == 5
    assert shape(corrected({1: Treatment.WHOLE}, run).outline) == [f"||{run}"]
    joined_up = corrected({5: Treatment.JOINED, 6: Treatment.JOINED})
    assert shape(joined_up.outline)[1] == (
        "第一條||員工應守時。第二條　遲到者：一、扣薪。\n第九條、第十條之情形，不在此限。"
    )
    assert [(m.line, m.part) for m in joined_up.marks][4:6] == [(5, Part.JOINED), (6, Part.JOINED)]


def test_words_in_latin_letters_are_joined_with_a_space() -> None:
    text = "Policy\n1. Come at\nnine.\n2. Ask."
    assert shape(corrected({3: Treatment.JOINED}, text).outline)[0] == "1.||Come at nine."


def test_paragraphs_without_any_structure_are_corrected_one_by_one() -> None:
    text = "甲事。\n乙事。\n丙事。\n丁事。"
    assert shape(corrected({2: Treatment.TEXT, 3: Treatment.CHAPTER}, text).outline) == [
        "||甲事。\n乙事。",
        "|丙事。|",
        "||丁事。",
    ]


def test_a_correction_of_a_line_that_is_not_there_says_nothing() -> None:
    assert parse(TEXT, {0: Treatment.CLAUSE, 99: Treatment.TEXT}) == parse(TEXT)


CORRECTIONS = st.dictionaries(st.integers(0, 32), st.sampled_from(Treatment), max_size=8)


@given(TEXTS, CORRECTIONS)
@settings(max_examples=300)
def test_nothing_is_lost_whatever_is_said(text: str, corrections: dict[int, Treatment]) -> None:
    parsed = parse(text, corrections)
    words = "".join(joined(document.outline) for document in parsed.documents)
    assert SIGNS.sub("", words) == SIGNS.sub("", "".join(source_words(parsed)))
    assert sorted(SIGNS.sub("", words)) == sorted(SIGNS.sub("", parsed.cleaned.text))


@given(TEXTS, CORRECTIONS)
@settings(max_examples=300)
def test_a_correction_wins(text: str, corrections: dict[int, Treatment]) -> None:
    parsed = parse(text, corrections)
    first = {mark.line: mark for d in reversed(parsed.documents) for mark in reversed(d.marks)}
    for line, treatment in corrections.items():
        mark = first.get(line)
        if mark is None or treatment is Treatment.WHOLE:
            continue
        if treatment.kind:
            assert (mark.part, mark.kind) == (Part.HEADING, treatment.kind)
        elif treatment is Treatment.CLAUSE:
            assert mark.part is Part.CLAUSE
        elif treatment is Treatment.DOCUMENT:
            assert mark.part is Part.TITLE
        elif treatment is Treatment.TEXT:
            assert mark.part not in (Part.CLAUSE, Part.HEADING, Part.TITLE)


@given(TEXTS, CORRECTIONS)
@settings(max_examples=200)
def test_places_and_marks_agree_with_the_outline(
    text: str, corrections: dict[int, Treatment]
) -> None:
    parsed = parse(text, corrections)
    told: list[int] = []
    for document in parsed.documents:
        nodes = list(document.outline.walk())
        begun = [m for m in document.marks if m.part in (Part.HEADING, Part.CLAUSE)]
        assert [mark.line for mark in begun] == list(document.places)
        assert len(nodes) == len(document.places)
        for node, mark in zip(nodes, begun, strict=True):
            assert nodes[mark.node or 0] is node
            assert mark.label == node.label
            assert (mark.part is Part.HEADING) == isinstance(node, Heading)
        told += [mark.line for mark in document.marks]
    lines = parsed.cleaned.text.split("\n")
    written = [n for n, line in enumerate(lines, start=1) if line.strip()]
    assert sorted(set(told)) == written
    assert told == sorted(told)


def test_a_name_above_a_numbered_regulation_can_be_a_clause() -> None:
    text = "第1篇 甲制度\n一、子。\n乙制度範本\n丙制度範本\n第2篇 丁制度\n一、丑。"
    said = parse(text, {4: Treatment.CLAUSE})
    assert shape(said.documents[0].outline)[-1] == "||丙制度範本"
