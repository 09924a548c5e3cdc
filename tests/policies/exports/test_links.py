"""What a printed regulation links to: places of its own, for paper leads nowhere else."""

import io

import pytest
from pypdf import PdfReader

from policies.exports.pdf import make_html, make_pdf
from policies.models import Revision
from tests.cast import Cast, draft_of, published_policy
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(cast: Cast) -> Revision:
    published_policy(cast, "HR-002", text_of("甲", title="獎懲辦法"))
    elsewhere = link(ANCHORS[0], "《獎懲辦法》第一條", "HR-002")
    here = link(ANCHORS[0], "第一條")
    outline = text_of(
        "甲",
        f"<p>依第一條、《獎懲辦法》第一條及{elsewhere}。</p><p>一、依{here}。</p>",
        "依勞動基準法第一條。",
    )
    return published_policy(cast, "HR-003", outline)


def test_only_its_own_clauses(revision: Revision) -> None:
    html = make_html(revision, TODAY())
    words = html.partition("<article>")[2].partition("</article>")[0]
    assert words.count("<a ") == 2
    assert words.count(f'<a href="#{ANCHORS[0]}">第一條</a>') == 2
    assert f'id="{ANCHORS[0]}"' in words


def test_the_links_are_in_the_file(revision: Revision) -> None:
    reader = PdfReader(io.BytesIO(make_pdf(revision)))
    links = [
        annotation.get_object() for page in reader.pages for annotation in page.get("/Annots", [])
    ]
    assert {entry["/Subtype"] for entry in links} == {"/Link"}
    to_first = [entry for entry in links if entry.get("/Dest") == ANCHORS[0]]
    assert len(to_first) == 2


def test_a_draft_on_paper_marks_nothing(cast: Cast) -> None:
    html = make_html(draft_of(cast, outline=text_of("依第九條。")), TODAY())
    assert "依第九條。" in html
    assert "<mark" not in html
