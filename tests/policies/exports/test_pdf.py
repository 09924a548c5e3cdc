import datetime as dt
import io
import unicodedata
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation
from pypdf import PdfReader

from policies.exports import pdf
from policies.exports.pdf import make_html, make_pdf
from policies.exports.printed import _hang_items, _number, printed
from policies.models import Revision
from policies.text.markup import sanitise, to_text
from policies.text.outline import Clause, Heading, Kind, Outline
from tests import cast as casting
from tests.cast import Cast

CHARACTERS = Path(__file__).parents[3].parent / "shared" / "corpora" / "charset" / "chars.tsv"


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages)


def plain(text: str) -> str:
    """Without white space, and without the difference between a character and its
    compatibility form, which fonts draw with one glyph."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def everything_written(outline: Outline) -> list[str]:
    parts = [outline.title, outline.background, outline.purpose, outline.scope]
    for node in outline.walk():
        if isinstance(node, Clause):
            parts += [node.label, node.caption, *to_text(node.body).splitlines()]
        else:
            parts += [node.label, node.title, *to_text(node.lead).splitlines()]
    return [to_text(part) if "<" in part else part for part in (*parts, outline.supplementary)]


@dataclass(frozen=True)
class Paper:
    """One regulation's PDF, made once for the tests that only read it."""

    content: bytes
    outline: Outline
    digest: str
    day: str
    signed: tuple[str, ...]

    @property
    def reader(self) -> PdfReader:
        return read(self.content)


@pytest.fixture(scope="module")
def paper(django_db_setup: None, django_db_blocker: Any) -> Paper:
    with django_db_blocker.unblock(), transaction.atomic():
        outline = casting.leave_outline(roles=("CS-01",))
        revision = casting.published_policy(casting.assemble(), outline=outline)
        made = Paper(
            make_pdf(revision),
            revision.outline(),
            revision.digest,
            str(revision.effective_from),
            tuple(decision.signed_name for decision in revision.decisions.all()),
        )
        transaction.set_rollback(True)
    return made


@pytest.fixture
def revision(cast: Cast) -> Revision:
    return casting.published_policy(cast)


def test_every_part_of_the_regulation_is_printed(paper: Paper) -> None:
    extracted = plain(words(paper.content))
    for written in everything_written(paper.outline):
        assert plain(written) in extracted


def test_cover_names_the_facts(paper: Paper) -> None:
    cover = plain(paper.reader.pages[0].extract_text())
    for fact in ("HR-003", "出勤與休假管理辦法", "人力資源處", "1.0", "工作時間與考勤"):
        assert fact in cover


def test_every_page_after_the_cover_names_text_page_and_digest(paper: Paper) -> None:
    pages = paper.reader.pages
    assert len(pages) > 2
    for number, page in enumerate(pages[1:], start=2):
        text = plain(page.extract_text())
        assert "出勤與休假管理辦法" in text
        assert paper.digest in text
        assert paper.day in text
        numbers = [line for line in page.extract_text().splitlines() if str(len(pages)) in line]
        assert any(str(number) in line for line in numbers)


def test_contents_give_the_page_of_each_chapter(paper: Paper) -> None:
    reader = paper.reader
    lines = reader.pages[1].extract_text().splitlines()
    line = next(line for line in lines if "第二章" in line)
    page = int(line.split()[-1])
    assert "休假" in reader.pages[page - 1].extract_text()


def test_clauses_without_headings_and_captions_are_not_listed(cast: Cast) -> None:
    clauses = tuple(Clause(f"{n}.", f"<p>規定{n}。</p>") for n in range(1, 60))
    draft = casting.draft_of(cast, outline=Outline("守則", clauses=clauses))
    listed = printed(draft, draft.outline(), dt.date(2026, 1, 1)).contents
    assert [anchor for anchor, _words, _level in listed] == ["text", "history"]


def test_few_captioned_clauses_are_listed(cast: Cast) -> None:
    clauses = (Clause("第一條", "<p>甲。</p>", caption="目的"),)
    draft = casting.draft_of(cast, outline=Outline("守則", clauses=clauses))
    assert "第一條　目的" in [
        words for _, words, _ in printed(draft, draft.outline(), dt.date(2026, 1, 1)).contents
    ]


def test_approval_is_printed_with_name_and_digest(paper: Paper) -> None:
    record = plain(paper.reader.pages[-1].extract_text())
    assert len(paper.signed) == 3
    for name in paper.signed:
        assert plain(name) in record
    # Beside each signature and in the footer.
    assert record.count(paper.digest) == len(paper.signed) + 1


def test_facts_of_the_file_can_be_read_by_a_machine(paper: Paper) -> None:
    reader = paper.reader
    assert reader.metadata is not None
    assert reader.metadata.title == "出勤與休假管理辦法 1.0"
    assert reader.metadata.author == "人力資源處"
    assert str(reader.root_object["/Lang"]) == "zh-Hant"
    bookmarks = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert "第一章　總則" in bookmarks


def test_the_paper_speaks_the_language_of_its_text(cast: Cast) -> None:
    simplified = Outline("考勤办法", clauses=(Clause("一、", "<p>员工应签到。</p>"),))
    draft = casting.draft_of(cast, outline=simplified)
    assert '<html lang="zh-Hans">' in make_html(draft, dt.date(2026, 1, 1))


def test_draft_is_watermarked_and_text_in_force_is_not(cast: Cast, revision: Revision) -> None:
    draft = casting.draft_of(cast, code="HR-009")
    today = dt.date(2026, 1, 1)
    with translation.override("en"):
        assert 'data-watermark="草案"' in make_html(draft, today)
    assert 'data-watermark=""' in make_html(revision, today)


def test_superseded_text_is_watermarked(revision: Revision) -> None:
    revision.effective_until = dt.date(2031, 1, 1)
    assert 'data-watermark=""' in make_html(revision, dt.date(2030, 12, 31))
    assert 'data-watermark="已被取代"' in make_html(revision, dt.date(2031, 1, 1))


def test_words_that_look_like_markup_or_style_stay_words(cast: Cast) -> None:
    title = 'A & B </title><style>*{display:none}</style> "quoted" {x}'
    clause = Clause("1.", "<p>if a &lt; b &amp; c</p>", caption="<b>bold</b>")
    heading = Heading(Kind.CHAPTER, "", title, clauses=(clause,))
    draft = casting.draft_of(cast, outline=Outline(title, headings=(heading,)))
    extracted = plain(words(make_pdf(draft)))
    for written in (title, "if a < b & c", "<b>bold</b>"):
        assert plain(written) in extracted


def test_items_hang_by_the_depth_of_their_label() -> None:
    html = "<p>如下：</p><p>一、甲</p><p>（一）乙</p><p>二、丙</p><p>第三條之事</p><p>1.丁</p>"
    assert _hang_items(html) == (
        '<p>如下：</p><p class="item-1 hang-2">一、甲</p><p class="item-2 hang-3">（一）乙</p>'
        '<p class="item-1 hang-2">二、丙</p><p>第三條之事</p><p class="item-1 hang-1">1.丁</p>'
    )


def test_nothing_is_fetched(cast: Cast) -> None:
    with pytest.raises(ValueError, match="not fetched"):
        pdf._refuse("http://127.0.0.1/secret")
    with pytest.raises(ValueError, match="not fetched"):
        pdf._refuse("file:///etc/passwd")


def test_machine_without_chinese_fonts_is_told_what_to_install(
    revision: Revision, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    pdf._printer.cache_clear()
    try:
        with pytest.raises(pdf.PdfNotPossibleError, match="fonts-noto-cjk"):
            make_pdf(revision)
    finally:
        pdf._printer.cache_clear()


def test_labels_fill_the_column_their_clauses_hang_from() -> None:
    assert _number("第三條", 6) == '<span class="number">第三條　　　　</span>'
    assert _number("第三條之一", 5) == '<span class="number">第三條之一　</span>'
    assert _number("3.2", 2) == '<span class="number narrow">3.2</span>'
    assert _number("", 2) == '<span class="number narrow"></span>'


@pytest.mark.slow
def test_every_character_of_the_laws_survives(cast: Cast) -> None:
    """A character the fonts lack would share the empty box's glyph and not be read back."""
    if not CHARACTERS.exists():
        pytest.skip("needs ../shared/corpora/charset/chars.tsv")
    rows = [line.split("\t") for line in CHARACTERS.read_text("utf-8").splitlines()[1:]]
    characters = [chr(int(row[0].removeprefix("U+"), 16)) for row in rows]
    wanted = [
        each
        for each in characters
        if each.strip() and unicodedata.category(each) not in {"Co", "Cc", "Cf"}
    ]
    assert len(wanted) > 5000
    body = sanitise("".join(f"<p>{escape(each)}甲</p>" for each in wanted))
    draft = casting.draft_of(cast, outline=Outline("字集", clauses=(Clause("第一條", body),)))
    missing = set(wanted) - set(words(make_pdf(draft)))
    # The font draws a division slash and a solidus with one glyph; it is read back as the latter.
    assert missing <= {"\N{DIVISION SLASH}"}
