"""Word: real headings and numbers, and back through the import the same regulation."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from policies.exports.docx import write_docx
from policies.text.citation import Field
from policies.text.interchange.akoma_ntoso import Cites
from policies.text.interchange.record import Record
from policies.text.marking import Mark
from policies.text.markup import from_text, sanitise, to_text
from policies.text.opening import open_file
from policies.text.outline import Clause, Heading, Kind, Outline
from policies.text.parsing import parse
from policies.text.printing import print_outline
from tests.policies.text.interchange.records import record, whole
from tests.policies.text.outlines import OUTLINES

FACTS = [("代碼", "HR-003"), ("發布單位", "人力資源處")]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Shape = list[tuple[str, str]]


def written(outline: Outline, standing: str = "") -> bytes:
    return write_docx(record(outline), FACTS, standing)


def opened(outline: Outline, standing: str = "") -> Any:
    return docx.Document(io.BytesIO(written(outline, standing)))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def shape(text: str) -> Shape:
    """Labels and words of every heading and clause that the import finds."""
    found: Shape = []
    for document in parse(text).documents:
        found.append(("", bare(document.outline.title)))
        for node in document.outline.walk():
            if isinstance(node, Heading):
                found.append((bare(node.label), bare(node.title + to_text(node.lead))))
            else:
                found.append((bare(node.label), bare(node.caption + to_text(node.body))))
    return found


def check(outline: Outline) -> None:
    """As the same words printed as plain text are read."""
    assert shape(open_file(written(outline)).text) == shape(print_outline(outline))


def articles(*labels: str) -> Outline:
    clauses = tuple(Clause(label, f"<p>員工應遵守第{n}項。</p>") for n, label in enumerate(labels))
    return Outline("辦法", clauses=clauses)


def numbers(outline: Outline) -> list[bool]:
    """Of each clause, whether Word counts it."""
    clauses = [each for each in opened(outline).paragraphs if each.style.name == "Clause"]
    return [each._p.pPr.numPr is not None for each in clauses]


def test_headings_are_headings_and_labels_are_numbers() -> None:
    document = opened(whole())
    styles = {each.text: each.style.name for each in document.paragraphs if each.text}
    assert styles["出勤與休假管理辦法"] == "Title"
    assert styles["總則"] == "Heading 1"
    assert styles["請假"] == "Heading 2"
    assert numbers(articles("第一條", "第二條", "第三條")) == [True, True, True]


@pytest.mark.parametrize(
    "labels",
    [
        ("第一條", "第二條之一", "第三條", "第三條之一", "第四條"),
        ("第一條", "第一條之一", "第二條"),
        ("第十條", "第十一條", "第二十條", "第一百零五條", "第一百零六條"),
        ("一、", "二、", "四、", "五、"),
        ("1.", "2.", "3."),
        ("1.1", "1.2", "2.1"),
        ("第1條", "第2條", "第3條"),
        ("壹、", "貳、", "參、"),
        ("甲、", "乙、", "丙、"),
        ("第一條", "第三條", "第二條", "第二條"),
    ],
)
def test_a_label_comes_back_as_it_was_written(labels: tuple[str, ...]) -> None:
    check(articles(*labels))


def test_what_word_cannot_count_stands_as_words() -> None:
    assert numbers(articles("第一條", "第一條之一", "第二條")) == [True, False, True]


def test_items_begin_again_in_every_clause() -> None:
    body = from_text(
        "下列事項：\n一、甲。\n（一）乙。\n（二）丙。\n二、丁。\n又依下列規定：\n一、戊。"
    )
    clauses = tuple(Clause(label, body) for label in ("第一條", "第一條之一", "第二條"))
    check(Outline("辦法", clauses=clauses))


def test_a_list_that_begins_late_is_no_reason_for_the_next_one() -> None:
    bodies = ("又如下：\n四、甲。\n五、乙。", "如下：\n一、甲。\n二、乙。")
    clauses = tuple(
        Clause(label, from_text(body))
        for label, body in zip(("第一條", "第二條"), bodies, strict=True)
    )
    check(Outline("辦法", clauses=clauses))


def test_numbers_of_sections_begin_again_in_every_chapter() -> None:
    sections = tuple(
        Heading(Kind.SECTION, f"第{n}節", "通則", clauses=(Clause(f"第{m}條", "<p>甲乙丙。</p>"),))
        for n, m in (("一", "一"), ("二", "二"))
    )
    chapters = tuple(
        Heading(Kind.CHAPTER, f"第{n}章", "總則", headings=sections) for n in ("一", "二")
    )
    check(Outline("辦法", headings=chapters))


@given(OUTLINES)
@settings(max_examples=30, deadline=None)
def test_any_outline_is_a_document_that_opens(outline: Outline) -> None:
    document = opened(outline)
    assert document.paragraphs or document.tables


def test_the_record_stands_around_the_words_and_is_not_read_back() -> None:
    data = written(whole())
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"HR-003", "人力資源處", record().digest, "張核准（總經理室）", "2025-03-01"} <= set(
        cells
    )
    lines = [each.text for each in document.paragraphs]
    assert any(line.startswith("1. 附件一　請假單（請假單.pdf") for line in lines)
    assert any("第三條之一　勞動基準法 第38條" in line for line in lines)
    text = open_file(data).text
    for words in ("HR-003", "張核准", "附件一", "公司章程", "SHA-256"):
        assert words not in text


def test_every_page_says_which_text_it_is_and_which_page() -> None:
    section = opened(whole(), "已被取代").sections[0]
    head = section.header.paragraphs[0].text
    assert head.startswith("HR-003　出勤與休假管理辦法　")
    assert head.endswith("已被取代")
    fields = [each.get(f"{W}instr") for each in section.footer._element.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_formatting_lists_and_tables_are_words_own() -> None:
    html = sanitise(
        "<p>粗<b>體</b><a href='https://a.example/?b=1&amp;c'>連結</a>"
        "<a href='#0123456789ab'>條</a></p>"
        "<ul><li>甲</li><li>乙</li></ul><table><tr><td rowspan=2>級</td><td colspan=2>薪</td></tr>"
        "<tr><td>1</td><td>2</td></tr></table>"
    )
    outline = Outline("辦法", clauses=(Clause("第一條", html),))
    document = opened(outline)
    (table,) = [each for each in document.tables if "級" in each.cell(0, 0).text]
    assert table.cell(1, 0).text == "級"
    assert [cell.text for cell in table.rows[1].cells] == ["級", "1", "2"]
    assert [link.address for each in document.paragraphs for link in each.hyperlinks] == [
        "https://a.example/?b=1&c"
    ]
    assert "甲\n乙" in open_file(written(outline)).text


def test_places_the_words_cite_are_a_click_away() -> None:
    outline = Outline(
        "辦法",
        clauses=(
            Clause("第一條", "<p>依第二條辦理。</p>", anchor="0123456789ab"),
            Clause("第二條", '<p>見<a href="#0123456789ab">前條</a>。</p>', anchor="1123456789ab"),
        ),
    )
    cites: Cites = {(0, Field.BODY): [Mark(1, 4, "a", "#1123456789ab")]}
    document = docx.Document(io.BytesIO(write_docx(record(outline), FACTS, "", cites)))
    links = [link for each in document.paragraphs for link in each.hyperlinks]
    assert [(link.text, link.fragment) for link in links] == [
        ("第二條", "a_1123456789ab"), ("前條", "a_0123456789ab"),
    ]  # fmt: skip
    names = {each.get(f"{W}name") for each in document.element.iter(f"{W}bookmarkStart")}
    assert names == {"a_0123456789ab", "a_1123456789ab"}


def test_attacks_are_words(shared: Callable[[str], Path]) -> None:
    folder = shared("corpora/xss-csv-dev")
    payloads = [each["payload"] for each in json.loads((folder / "xss.json").read_text("utf-8"))]
    payloads += json.loads((folder / "csv_injection.json").read_text("utf-8"))
    payloads += json.loads((folder / "blns.json").read_text("utf-8"))
    for at in range(0, len(payloads), 1_500):
        some = [each.encode("utf-8", "replace").decode() for each in payloads[at : at + 1_500]]
        clauses = tuple(
            Clause("", html) for each in some for html in (from_text(each), sanitise(each))
        )
        check_harmless(written(Outline("攻擊", clauses=clauses)))


def check_harmless(data: bytes) -> None:
    """Well-formed in every part; no field but those of page numbers, nothing fetched or run."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = fromstring(archive.read(name))
                tags = {str(each.tag).rpartition("}")[2] for each in root.iter()}
                assert not tags & {"instrText", "object", "altChunk", "control", "OLEObject"}
                for each in root.iter():
                    if each.get("TargetMode") == "External":
                        assert re.match(r"https?://|mailto:", each.get("Target", ""))
                        assert each.get("Type", "").endswith("/hyperlink")
        assert not any("vba" in name.lower() for name in archive.namelist())


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    ["tw-laws-dev/text_zhnum/*.txt", "prc-laws-dev/plain/*.txt", "org-regs-dev/*/**/*.md"],
)
def test_every_regulation_comes_back(shared: Callable[[str], Path], pattern: str) -> None:
    corpus, _slash, files = pattern.partition("/")
    for path in sorted(shared(f"corpora/{corpus}").glob(files)):
        for document in parse(path.read_text("utf-8")).documents:
            outline = document.outline
            back = shape(open_file(written(outline)).text)
            said = [("", bare(outline.title)), *shape_of(outline)]
            assert back == said, path.name


def shape_of(outline: Outline) -> Shape:
    return [
        (bare(node.label), bare(node.title + to_text(node.lead)))
        if isinstance(node, Heading)
        else (bare(node.label), bare(node.caption + to_text(node.body)))
        for node in outline.walk()
    ]


def test_a_regulation_without_anything_opens() -> None:
    assert write_docx(Record(Outline(""), record().facts), [])
