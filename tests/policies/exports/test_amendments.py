"""The table of amended clauses as Word and PDF."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings
from docx import Document
from pypdf import PdfReader

from policies import drafting
from policies.comparing.amendments import sheet_of
from policies.exports.amendments_pdf import store_table, stored_table
from policies.exports.amendments_word import written
from policies.models import AmendmentTable, Revision, Status
from policies.text.outline import Clause
from tests.cast import Cast, approve, next_revision
from tests.policies.comparing.texts import first_published, first_text, three_texts


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> object:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def texts(cast: Cast) -> tuple[Revision, ...]:
    return three_texts(cast)


def word_of(before: Revision, after: Revision) -> bytes:
    with sheet_of(before, after) as sheet:
        return written(sheet)


class TestWord:
    def test_has_three_columns_and_a_row_for_each_change(self, texts: tuple[Revision, ...]) -> None:
        document = Document(io.BytesIO(word_of(texts[0], texts[2])))
        [table] = document.tables
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert head == ["修正條文", "現行條文", "說明"]
        assert rows[0][:2] == [
            "第二條\n申請\n出差應於三日前提出計畫，經主管核准。",
            "第二條\n申請\n出差應於七日前提出計畫，經主管核准。",
        ]
        assert any(row[0] == "" and row[1].startswith("第五條\n") for row in rows)
        assert any(row[1] == "" and row[0].startswith("第五條之一\n") for row in rows)
        assert all(row[2] for row in rows)

    def test_underlines_what_differs_on_both_sides(self, texts: tuple[Revision, ...]) -> None:
        document = Document(io.BytesIO(word_of(texts[0], texts[1])))
        amended, present, _said = document.tables[0].rows[1].cells
        for cell, words in ((amended, "三日前"), (present, "七日前")):
            runs = [run for paragraph in cell.paragraphs for run in paragraph.runs]
            assert [run.text for run in runs if run.underline] == [words]

    def test_is_a_sheet_on_its_side_with_a_head_on_every_page(
        self, texts: tuple[Revision, ...]
    ) -> None:
        file = word_of(texts[0], texts[1])
        document = Document(io.BytesIO(file))
        section, title = document.sections[0], document.paragraphs[0]
        assert (section.page_width or 0) > (section.page_height or 0)
        assert title.style is not None
        assert title.style.name == "Heading 1"
        assert "差旅管理辦法" in document.paragraphs[0].text
        xml = zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
        assert xml.count("<w:tblHeader/>") == 1

    def test_words_are_words_and_never_markup(self, cast: Cast) -> None:
        first = first_published(cast)
        text = first_text()
        hostile = Clause("第六條", "<p>&lt;w:p/&gt;&amp;amp; \"'=HYPERLINK(1)</p>")
        heading = replace(text.headings[1], clauses=(*text.headings[1].clauses, hostile))
        changed = replace(text, headings=(text.headings[0], heading))
        second = next_revision(cast, first, changed, change_note="\x0b]]><b>\x1f")
        document = Document(io.BytesIO(word_of(first, second)))
        assert document.tables[0].rows[-1].cells[0].text.endswith("<w:p/>&amp; \"'=HYPERLINK(1)")

    def test_the_same_texts_leave_a_sentence(self, texts: tuple[Revision, ...]) -> None:
        document = Document(io.BytesIO(word_of(texts[0], texts[0])))
        assert len(document.tables[0].rows) == 2


class TestPdf:
    def test_says_what_the_table_says(self, texts: tuple[Revision, ...]) -> None:
        made = store_table(texts[0].pk, texts[2].pk)
        assert made is not None
        with made.file.open("rb") as file:
            reader = PdfReader(io.BytesIO(file.read()))
        page = reader.pages[0]
        assert page.mediabox.width > page.mediabox.height
        words = "".join(page.extract_text().split())
        for text in (
            "修正條文",
            "現行條文",
            "說明",
            "三日前",
            "七日前",
            "第五條之一",
            "整併費用規定。",
        ):
            assert text in words

    def test_is_made_once(self, texts: tuple[Revision, ...], media: Path) -> None:
        assert store_table(texts[0].pk, texts[1].pk) == store_table(texts[0].pk, texts[1].pk)
        assert stored_table(texts[0], texts[1]) == AmendmentTable.objects.get()
        assert stored_table(texts[1], texts[2]) is None
        assert len(list(media.rglob("*.pdf"))) == 1

    def test_of_words_on_their_way_only_while_they_stand_still(
        self, cast: Cast, texts: tuple[Revision, ...]
    ) -> None:
        draft = drafting.start_revision(texts[2].policy, by=cast.editor)
        assert store_table(texts[2].pk, draft.pk) is None
        approve(cast, draft)
        made = store_table(texts[2].pk, draft.pk)
        assert made is not None
        assert made.words == draft.digest
        assert draft.status == Status.APPROVED

    def test_of_nothing_there_is_none(self, texts: tuple[Revision, ...]) -> None:
        assert store_table(texts[0].pk, 0) is None
