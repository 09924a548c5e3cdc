"""The page of legal bases and attachments, and who is handed an attachment."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from policies import drafting, papers
from policies.models import Attachment, LegalBasis, Revision
from tests.cast import Cast, approve, draft_of, publish
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_storage(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def at(name: str, *keys: Any) -> str:
    return reverse(f"drafting:{name}", args=keys)


def file(content: bytes = PDF, name: str = "申請單.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def status_of(answer: Any) -> int:
    """The file that may have been handed out is read to its end, which closes it."""
    if answer.streaming:
        assert answer.getvalue()
    return int(answer.status_code)


def with_file(draft: Revision, by: Any) -> Attachment:
    return drafting.attach(draft, by, "附件一", papers.take_in("申請單.pdf", PDF))


def test_a_legal_basis_is_added_and_shown(cast: Cast, as_: SignIn) -> None:
    draft, editor = draft_of(cast), as_(cast.editor)
    clause = draft.clauses.get(label="第三條")
    sent = {
        "law": "勞動基準法", "article": "第38條", "link": "https://example.org/law",
        "anchor": clause.anchor,
    }  # fmt: skip
    assert editor.post(at("add_basis", draft.pk), sent).status_code == 302
    for address in (at("enclosures", draft.pk), f"/drafts/{draft.pk}/road/"):
        words = editor.get(address).content.decode()
        assert "勞動基準法" in words
        assert 'rel="noopener noreferrer external"' in words
    publish(cast, draft)
    words = as_(cast.employee).get("/policies/HR-003/").content.decode()
    assert "第38條" in words
    assert f'href="#{clause.anchor}"' in words
    assert "勞動基準法" in as_(cast.employee).get("/policies/HR-003/v1.0/print/").content.decode()


def test_a_legal_basis_is_changed(cast: Cast, as_: SignIn) -> None:
    draft, editor = draft_of(cast), as_(cast.editor)
    basis = drafting.add_basis(draft, cast.editor, "勞動基準法")
    address = at("edit_basis", draft.pk, basis.pk)
    page = editor.get(address)
    assert 'value="勞動基準法"' in page.content.decode()
    seen = page.context["form"]["seen"].value()
    assert editor.post(address, {"law": " ", "seen": seen}).status_code == 422
    sent = {"law": "勞動基準法", "article": "第38條", "seen": seen}
    assert editor.post(address, sent).status_code == 302
    basis.refresh_from_db()
    assert basis.article == "第38條"

    answer = editor.post(address, {**sent, "article": "第39條"})  # from the page of before
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "第38條" in words
    assert 'value="第39條"' in words
    again = {**sent, "article": "第39條", "seen": answer.context["form"]["seen"].value()}
    assert editor.post(address, again).status_code == 302
    basis.refresh_from_db()
    assert basis.article == "第39條"
    drafting.take_out(draft, "basis", basis.pk, cast.editor)
    assert editor.post(address, again).status_code == 302


def test_readers_see_a_clauses_legal_basis_beside_it(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast)
    anchor = draft.clauses.get(label="第三條").anchor
    drafting.add_basis(
        draft, cast.editor, "勞動基準法", "第38條", "https://example.org/law", anchor=anchor
    )
    drafting.add_basis(draft, cast.editor, "性別平等工作法")
    publish(cast, draft)
    words = as_(cast.employee).get("/policies/HR-003/").content.decode()
    (line,) = words.split('<p class="basis">')[1:]
    line = line[: line.index("</p>")]
    assert "勞動基準法 第38條" in line
    assert 'href="https://example.org/law" rel="noopener noreferrer external"' in line
    assert "性別平等工作法" not in line


@pytest.mark.parametrize(
    "sent",
    [{"law": " "}, {"law": "法", "link": "javascript:alert(1)"}, {"law": "法", "anchor": "x"},
     {"law": "字" * 201}],
)  # fmt: skip
def test_bad_bases_are_told(cast: Cast, as_: SignIn, sent: dict[str, str]) -> None:
    draft = draft_of(cast)
    answer = as_(cast.editor).post(at("add_basis", draft.pk), {"article": "第九條"} | sent)
    assert answer.status_code == 422
    assert "第九條" in answer.content.decode()
    assert not LegalBasis.objects.exists()


def test_an_attachment_is_enclosed(cast: Cast, as_: SignIn) -> None:
    draft, editor = draft_of(cast), as_(cast.editor)
    sent = {"title": "附件一 請假申請單", "file": file()}
    assert editor.post(at("attach", draft.pk), sent).status_code == 302
    kept = draft.attachments.get()
    page = editor.get(at("attachment", draft.pk, kept.anchor))
    assert page.getvalue() == PDF
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in page["Content-Security-Policy"]
    assert "附件一" in editor.get(at("enclosures", draft.pk)).content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"<html><script>"), ("a.svg", b"<svg onload=alert(1)>"), ("a.pdf", b""),
     ("a.png", b"GIF89a"), ("../../etc/passwd", b"x"), ("a.js", b"alert(1)")],
)  # fmt: skip
def test_hostile_files_are_refused(cast: Cast, as_: SignIn, name: str, content: bytes) -> None:
    draft = draft_of(cast)
    sent = {"title": "我打的標題", "file": file(content, name)}
    answer = as_(cast.editor).post(at("attach", draft.pk), sent)
    assert answer.status_code == 422
    assert "我打的標題" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_name_that_leads_elsewhere_is_only_a_name(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast)
    sent = {"title": "附件", "file": file(PDF, "..\\..\\evil\u202egpj.pdf")}
    as_(cast.editor).post(at("attach", draft.pk), sent)
    kept = draft.attachments.get()
    assert "\u202e" not in kept.name
    assert "\\" not in kept.name


def test_changing_ordering_and_taking_out(cast: Cast, as_: SignIn) -> None:
    draft, editor = draft_of(cast), as_(cast.editor)
    kept = with_file(draft, cast.editor)
    other = drafting.attach(draft, cast.editor, "附件二", papers.take_in("b.pdf", PDF))
    change = at("change_enclosed", draft.pk, "attachment", other.pk)
    assert editor.post(change, {"do": "up"}).status_code == 302
    assert list(draft.attachments.all()) == [other, kept]
    assert editor.post(at("retitle", draft.pk, kept.pk), {"title": "新名"}).status_code == 302
    assert editor.post(at("retitle", draft.pk, kept.pk), {"title": ""}).status_code == 422
    late = editor.post(at("retitle", draft.pk, kept.pk), {"title": "遲來", "seen": "舊名"})
    assert late.status_code == 409
    assert "新名" in late.content.decode()
    assert "遲來" in late.content.decode()
    assert editor.post(change, {"do": "out"}).status_code == 302
    gone = editor.post(change, {"do": "out"})
    assert gone.status_code == 409
    assert 'role="alert"' in gone.content.decode()
    assert draft.attachments.get().title == "新名"


def test_who_is_handed_the_file_of_a_draft(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast)
    address = at("attachment", draft.pk, with_file(draft, cast.editor).anchor)
    for person in cast.everybody:
        office = person.is_reviewer or person.is_hr or person.is_auditor
        expected = 200 if office or person == cast.editor else 404
        assert status_of(as_(person).get(address)) == expected
    assert as_(None).get(address).status_code == 302


def test_who_is_handed_the_file_of_a_restricted_policy(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, classification="restricted", binds_everyone=False)
    anchor = with_file(draft, cast.editor).anchor
    revision = publish(cast, draft)
    address = reverse("reading:attachment", args=["HR-003", revision.number, anchor])
    for person in cast.everybody:
        reads = person.is_reviewer or person.is_hr or person.is_auditor or person == cast.editor
        assert status_of(as_(person).get(address)) == (200 if reads else 404)
    missing = reverse("reading:attachment", args=["HR-003", revision.number, "0" * 12])
    assert as_(cast.editor).get(missing).status_code == 404


def test_who_may_enclose(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast)
    for person in cast.everybody:
        if person == cast.editor:
            continue
        office = person.is_reviewer or person.is_hr or person.is_auditor
        for address in (at("add_basis", draft.pk), at("attach", draft.pk)):
            answer = as_(person).post(address, {"law": "法", "title": "x", "file": file()})
            assert answer.status_code == (403 if office else 404)
    assert not LegalBasis.objects.exists()


def test_what_is_frozen_has_no_such_page(cast: Cast, as_: SignIn) -> None:
    draft = approve(cast, draft_of(cast))
    answer = as_(cast.editor).get(at("enclosures", draft.pk))
    assert answer["Location"] == f"/drafts/{draft.pk}/road/"
    assert as_(cast.editor).post(at("add_basis", draft.pk), {"law": "法"}).status_code == 409
