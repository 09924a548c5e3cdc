"""The laws of the parser, on texts nobody would write: nothing lost, nothing moved, no failure."""

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.text.markup import sanitise
from policies.text.outline import Outline, canonical
from policies.text.parsing import joined, parse
from tests.policies.text.reading import source_words

LABELS = (
    "第一章|第二章　|第一節 |第一篇|第2篇 |第一條|第一條　|第二條　|第三條之一　|第 3 條|第五條、|"
    "一、|二、|三.|（一）|(二)|1.|2. |3、|1.1 |甲、|①|附則|"
    "目錄|- 目錄|崗位:|職責:|**第一條** |# |## |壹、|(a) |i. |Article 1 |Section 2. |Appendix A |"
    "第　章　|第一條至第三條|第一部分 |1.0 |3 |　　|    |㈠|附表一 |序言|二〇二四年五月一日|│|┌──|"
).split("|")
BODIES = (
    "|員工應守時。|（目的）|（刪除）|總則|考勤辦法|下列事項：|客服部專員|規(guī)定|第三條、第四條之規定|"
    "甲一.乙。二.丙。三.丁。四.戊|一、甲。二、乙。三、丙。|　　縮排|<b>&amp;</b>|5 < 6|"
    "a\u200bb|\u3000|制度范文|目的：健全管理|適用範圍：全體"
).split("|")
TABLES = ["| 甲 | **乙** |", "|---|:-:|", "a | b\\|c | <br>", "<table><tr><td>丙</td></tr></table>"]
LINES = st.tuples(st.sampled_from(LABELS), st.sampled_from(BODIES), st.text(max_size=3)).map(
    "".join
) | st.sampled_from(TABLES)
TEXTS = st.lists(LINES | st.text(max_size=30), max_size=30).map("\n".join)
SIGNS = re.compile(r"[\s#*_|:\\-]|<br>|</?(?:table|tbody|tr|td)>")


def bodies(outline: Outline) -> list[str]:
    clauses = [clause.body for clause in outline.all_clauses()]
    leads = [heading.lead for heading in outline.all_headings()]
    introduction = [outline.background, outline.purpose, outline.scope]
    return [*clauses, *leads, *introduction, outline.supplementary]


@given(TEXTS)
@settings(max_examples=300)
def test_every_word_comes_back_in_its_place(text: str) -> None:
    parsed = parse(text)
    words = "".join(joined(document.outline) for document in parsed.documents)
    assert SIGNS.sub("", words) == SIGNS.sub("", "".join(source_words(parsed)))
    assert sorted(SIGNS.sub("", words)) == sorted(SIGNS.sub("", parsed.cleaned.text))


@given(TEXTS)
def test_the_source_is_told_in_full_and_in_order(text: str) -> None:
    parsed = parse(text)
    told = [mark for document in parsed.documents for mark in document.marks]
    words = "".join(mark.text for mark in told)
    assert SIGNS.sub("", words) == SIGNS.sub("", parsed.cleaned.text)
    assert [mark.line for mark in told] == sorted(mark.line for mark in told)


@given(TEXTS)
def test_every_body_is_sanitised_already(text: str) -> None:
    for document in parse(text).documents:
        assert all(sanitise(body) == body for body in bodies(document.outline))


@given(TEXTS)
def test_documents_and_warnings_name_lines_that_are_there(text: str) -> None:
    parsed = parse(text)
    count = parsed.cleaned.text.count("\n") + 1
    end = 0
    for document in parsed.documents:
        assert end <= document.first_line <= document.last_line <= count
        end = document.last_line
        assert all(1 <= warning.line <= count for warning in document.warnings)


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    one, two = parse(text), parse(text)
    assert [canonical(d.outline) for d in one.documents] == [
        canonical(d.outline) for d in two.documents
    ]


def test_a_long_text_is_read_in_a_second() -> None:
    articles = "\n".join(
        f"第{n}條　員工應遵守規則。\n一、守時。\n二、打卡。" for n in range(1, 1401)
    )
    begun = time.process_time()
    outline = parse("考勤辦法\n" + articles).documents[0].outline
    assert time.process_time() - begun < 1.0
    assert len(list(outline.all_clauses())) == 1400
