"""Several regulations in one PDF."""

import datetime as dt
import io
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from policies.exports.handbook import Cover, make_handbook
from policies.models import Revision
from policies.text.outline import Clause, Heading, Kind, Outline
from tests import cast as casting
from tests.cast import Cast
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.exports.test_pdf import everything_written, plain

pytestmark = pytest.mark.django_db

CODES = ("HR-002", "HR-003", "OP-001")


@pytest.fixture
def revisions(cast: Cast) -> list[Revision]:
    """Two in Traditional characters with the same anchors, and one in Simplified."""
    here = link(ANCHORS[0], "第一條")
    chapter = Heading(Kind.CHAPTER, "第一章", "总则", clauses=(Clause("第一条", "<p>员工。</p>"),))
    return [
        casting.published_policy(
            cast, "HR-002", text_of("甲", f"<p>依{here}。</p>", title="獎懲辦法")
        ),
        casting.published_policy(cast, "HR-003"),
        casting.published_policy(cast, "OP-001", Outline("考勤办法", headings=(chapter,))),
    ]


def cover(title: str = "員工手冊") -> Cover:
    return Cover(title, "zh-hant", timezone.localdate(), "林客服 A001", timezone.now())


@pytest.fixture
def reader(revisions: list[Revision]) -> PdfReader:
    return PdfReader(io.BytesIO(make_handbook(cover(), revisions)))


def pages(reader: PdfReader) -> list[str]:
    return [plain(page.extract_text()) for page in reader.pages]


def test_every_word_of_every_regulation_is_in_it(
    revisions: list[Revision], reader: PdfReader
) -> None:
    words = "".join(pages(reader))
    for revision in revisions:
        for written in everything_written(revision.outline()):
            assert plain(written) in words


def test_one_contents_gives_the_page_of_each_regulation_and_chapter(reader: PdfReader) -> None:
    text = reader.pages[1].extract_text().splitlines()
    for words in ("HR-002", "HR-003", "OP-001", "第二章　休假", "第一章　总则"):
        line = next(line for line in text if plain(words) in plain(line))
        page = reader.pages[int(line.split()[-1]) - 1]
        assert plain(words.removeprefix("第一章　")) in plain(page.extract_text())
    assert sum("目錄" in each for each in pages(reader)) == 1


def test_running_headers_name_the_regulation_and_pages_are_numbered_through(
    reader: PdfReader, revisions: list[Revision]
) -> None:
    count, shown = len(reader.pages), []
    for number, words in enumerate(pages(reader)[2:], start=3):
        (revision,) = (each for each in revisions if each.digest in words)
        assert plain(revision.title) in words
        assert f"{revision.policy.code}修" in words
        assert plain(f"第 {number} 頁，共 {count} 頁") in words.replace("页", "頁")
        shown.append(revision)
    assert list(dict.fromkeys(shown)) == revisions


def test_bookmarks_are_regulations_with_their_parts_below(reader: PdfReader) -> None:
    top = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert top == ["獎懲辦法", "出勤與休假管理辦法", "考勤办法"]
    below = [entry for entry in reader.outline if isinstance(entry, list)][1]
    assert "第二章　休假" in [str(entry.title) for entry in below if not isinstance(entry, list)]


def test_anchors_of_one_regulation_never_lead_into_another(reader: PdfReader) -> None:
    links = [
        annotation.get_object() for page in reader.pages for annotation in page.get("/Annots", [])
    ]
    led = {entry["/Dest"] for entry in links}
    assert led <= set(reader.named_destinations)
    assert all(anchor.startswith("r") for anchor in led)
    own = [entry for entry in links if entry["/Dest"] == f"r1-{ANCHORS[0]}"]
    assert len(own) == 1


def test_each_is_attached_as_data(reader: PdfReader) -> None:
    embedded: Any = reader.root_object["/Names"]
    names = embedded["/EmbeddedFiles"]["/Names"][::2]
    assert names == [f"{code}-1.0{ending}" for code in CODES for ending in (".akn.xml", ".json")]
    assert str(reader.root_object["/Lang"]) == "zh-Hant"


def test_each_speaks_its_own_language_and_the_cover_the_askers(
    revisions: list[Revision],
) -> None:
    english = Cover(
        "Rules & <b>more</b>", "en", dt.date(2026, 5, 1), "Lin A001", timezone.now()
    )  # fmt: skip
    reader = PdfReader(io.BytesIO(make_handbook(english, revisions)))
    assert str(reader.root_object["/Lang"]) == "en"
    first = plain(reader.pages[0].extract_text())
    assert plain("Rules & <b>more</b>") in first
    assert "2026-05-01" in first
    assert "LinA001" in first
    words = "".join(pages(reader))
    assert "修訂沿革" in words
    assert "修订沿革" in words


def test_regulations_that_cite_each_other_are_linked_within_the_book(cast: Cast) -> None:
    cited = casting.published_policy(cast, "HR-002", text_of("甲", title="獎懲辦法"))
    inserted = link(ANCHORS[0], "《獎懲辦法》第一條", "HR-002")
    citing = casting.published_policy(
        cast,
        "HR-005",
        text_of("甲", f"<p>依《獎懲辦法》第一條、{inserted}及《獎懲辦法》。</p>", title="申訴辦法"),
    )
    reader = PdfReader(io.BytesIO(make_handbook(cover(), [cited, citing])))
    page = next(page for page in reader.pages if citing.digest in page.extract_text())
    links = [annotation.get_object() for annotation in page.get("/Annots", [])]
    assert [entry["/Dest"] for entry in links] == [
        f"r1-{ANCHORS[0]}", f"r1-{ANCHORS[0]}", "r1-begin",
    ]  # fmt: skip
    alone = PdfReader(io.BytesIO(make_handbook(cover(), [citing])))
    assert all(
        annotation.get_object()["/Dest"].startswith("r1-")
        for each in alone.pages
        for annotation in each.get("/Annots", [])
    )
    assert set(reader.named_destinations) >= {"r1-begin", f"r2-{ANCHORS[1]}"}
