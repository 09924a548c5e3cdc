"""What attackers write into a clause, by the screen or in a whole text, comes out harmless by every
door: the page, its other script, the comparison, the search, the print, every file, the feed.

What a format does with each payload on its own: text/interchange/test_attacks,
exports/test_hostile_words, exports/test_docx, text/test_markup.
"""

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import html5lib
import pytest
from django.utils import timezone
from lxml import etree
from pypdf import PdfReader

from policies import drafting
from policies.exports.pdf import make_html, make_pdf
from policies.models import Revision
from policies.text.markup import from_text
from policies.text.outline import Clause, Outline
from tests.cast import Cast, draft_of, next_revision, publish
from tests.fixtures import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

A_CLAUSE = 250
RUNS = re.compile(r"^\s*(javascript|vbscript|data):", re.IGNORECASE)
NEVER = {
    "iframe",
    "object",
    "embed",
    "base",
    "applet",
    "frame",
    "marquee",
    "math",
    "video",
    "audio",
}
# What JavaScript or a program could start from a PDF.
ACTIONS = {"/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/AA", "/RichMedia"}


@pytest.fixture(scope="module")
def payloads(shared: Callable[[str], Path]) -> list[str]:
    folder = shared("corpora/xss-csv-dev")
    told = [each["payload"] for each in json.loads((folder / "xss.json").read_text("utf-8"))]
    assert len(told) >= 7_526
    told += json.loads((folder / "csv_injection.json").read_text("utf-8"))
    return [each.encode("utf-8", "replace").decode().replace("\0", "") for each in told]


@pytest.fixture
def attacked(cast: Cast, payloads: list[str]) -> Revision:
    """In force: every payload as typed words in a whole text, and as markup by the form's verb."""
    groups = [payloads[at : at + A_CLAUSE] for at in range(0, len(payloads), A_CLAUSE)]
    words = tuple(
        Clause(f"第{number}條", "".join(map(from_text, group)), group[0][:80])
        for number, group in enumerate(groups, 1)
    )
    draft = draft_of(
        cast, outline=Outline("攻擊防範辦法", scope=from_text(payloads[0]), clauses=words)
    )
    for group in groups:
        added = drafting.add_clause(draft, cast.editor)
        body = "".join(f"<p>{payload}</p>" for payload in group)
        drafting.edit_clause(draft, added.anchor, added.lock_version, cast.editor, body=body)
    draft.refresh_from_db()
    return publish(cast, draft, at=timezone.now() - dt.timedelta(days=20))


def dangers(page: str) -> Iterator[str]:
    """What a browser would run or load that the portal did not write."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in NEVER:
            yield element.tag
        is_ours = element.get("src", "").startswith("/static/")
        if element.tag == "script" and not is_ours and element.get("type") != "application/json":
            yield f"script {element.text!r}"
        for name, value in element.attrib.items():
            if str(name).startswith("on") or (
                name in ("href", "src", "action") and RUNS.match(value)
            ):
                yield f"{element.tag} {name}={value}"


PAGES = (
    "/policies/HR-003/", "/policies/HR-003/?script=hans", "/policies/HR-003/v1.0/",
    "/policies/HR-003/v1.1/compare/v1.0/?all=1", "/policies/HR-003/history/",
    "/search/?q=script", "/search/?q=%3Cimg+src%3Dx%3E", "/changes/", "/map/", "/",
)  # fmt: skip


def test_no_page_runs_anything(cast: Cast, as_: SignIn, attacked: Revision) -> None:
    newer = draft_text(attacked)
    next_revision(cast, attacked, newer)
    client = as_(cast.employee)
    for address in PAGES:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert list(dangers(answer.content.decode())) == [], address


def draft_text(attacked: Revision) -> Outline:
    """The same with every second clause's words the other way round."""
    outline = attacked.outline()
    clauses = list(outline.clauses)
    clauses[::2], clauses[1::2] = clauses[1::2], clauses[::2]
    return Outline(outline.title, clauses=tuple(clauses))


def test_no_file_runs_anything(cast: Cast, as_: SignIn, attacked: Revision) -> None:
    client = as_(cast.employee)

    def file(form: str) -> bytes:
        answer = client.get(f"/policies/HR-003/1.0/as/{form}/")
        assert answer.status_code == 200, form
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        return b"".join(answer) if answer.streaming else answer.content

    assert json.loads(file("json"))
    etree.fromstring(file("akoma-ntoso"))
    assert b"<script" not in file("markdown").lower().replace(b"\\<", b"")
    with ZipFile(io.BytesIO(file("docx"))) as word:
        assert not [name for name in word.namelist() if "vba" in name.lower()]
        links = word.read("word/_rels/document.xml.rels").decode()
        assert not re.search(r'Target="\s*(javascript|vbscript|data|file):', links, re.IGNORECASE)
        etree.fromstring(word.read("word/document.xml"))


def test_no_print_runs_anything(attacked: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    assert attacked.effective_from
    html = make_html(attacked, attacked.effective_from)
    assert list(dangers(html)) == []
    outline = attacked.outline()
    # All of it fills five hundred pages; how one is laid out does not depend on how many there are.
    few = Outline(outline.title, clauses=outline.clauses[::12])
    monkeypatch.setattr(Revision, "outline", lambda self: few)
    reader = PdfReader(io.BytesIO(make_pdf(attacked)))
    assert set(actions(reader)) == set()


def actions(reader: PdfReader) -> Iterator[str]:
    for number in range(1, len(reader.xref[0]) + 1):
        found: Any = reader.get_object(number)
        if isinstance(found, dict):
            yield from ACTIONS & found.keys()
            if found.get("/S") in ACTIONS:
                yield str(found["/S"])
            if RUNS.match(str(found.get("/URI", ""))):
                yield str(found["/URI"])
