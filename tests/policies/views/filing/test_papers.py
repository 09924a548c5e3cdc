"""Scans and postings, sent and fetched by the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies.filing import scans
from policies.models import Filing, FilingScan, FilingStatus, Posting
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.filing.filed import PDF, PNG, filing_of
from tests.policies.standing import TODAY


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return filing_of(cast, FilingStatus.APPROVED)


def keep(filing: Filing) -> str:
    return reverse("filing:keep", args=[filing.pk])


def post(filing: Filing) -> str:
    return reverse("filing:post", args=[filing.pk])


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("函.pdf", content)


def test_a_scan_is_kept_and_fetched_again(cast: Cast, as_: SignIn, filing: Filing) -> None:
    answer = as_(cast.hr).post(keep(filing), {"what": "核備函", "file": pdf()})
    assert answer.status_code == 302
    scan = FilingScan.objects.get()
    address = reverse("filing:scan", args=[filing.pk, scan.pk])
    assert f'href="{address}"' in as_(cast.hr).get(answer["Location"]).content.decode()
    for person in (cast.hr, cast.editor, cast.auditor):
        fetched = as_(person).get(address)
        assert b"".join(fetched.streaming_content) == PDF  # type: ignore[attr-defined]
        assert fetched["Content-Type"] == "application/pdf"
        assert fetched["X-Content-Type-Options"] == "nosniff"


def test_nobody_else_fetches_it(cast: Cast, as_: SignIn, filing: Filing) -> None:
    scan = scans.keep(filing, scans.Given("a.pdf", PDF), "函", cast.hr)
    address = reverse("filing:scan", args=[filing.pk, scan.pk])
    for person in cast.everybody:
        if person not in (cast.hr, cast.editor, cast.auditor):
            assert as_(person).get(address).status_code == (404 if person.is_editor else 403)


def test_a_scan_of_another_filing_is_not_there(cast: Cast, as_: SignIn, filing: Filing) -> None:
    scan = scans.keep(filing, scans.Given("a.pdf", PDF), "函", cast.hr)
    address = reverse("filing:scan", args=[filing.pk, scan.pk + 1])
    assert as_(cast.hr).get(address).status_code == 404


def test_bytes_that_the_storage_lost_are_not_there(
    cast: Cast, as_: SignIn, filing: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = scans.keep(filing, scans.Given("a.pdf", PDF), "函", cast.hr)
    monkeypatch.setattr(scans, "_path", lambda digest: "filings/none")
    address = reverse("filing:scan", args=[filing.pk, scan.pk])
    assert as_(cast.hr).get(address).status_code == 404


def test_what_is_no_scan_is_refused_and_the_words_are_kept(
    cast: Cast, as_: SignIn, filing: Filing
) -> None:
    sent = {"what": "核備函", "file": pdf(b"<html>")}
    answer = as_(cast.hr).post(keep(filing), sent)
    assert answer.status_code == 422
    assert 'value="核備函"' in answer.content.decode()
    assert as_(cast.hr).post(keep(filing), {"what": "核備函"}).status_code == 422
    assert not FilingScan.objects.exists()


def test_who_may_keep_and_post(cast: Cast, as_: SignIn, filing: Filing) -> None:
    for person in cast.everybody:
        if person in (cast.hr, cast.editor):
            continue
        expected = 404 if person.is_editor else 403
        assert as_(person).post(keep(filing), {"what": "甲", "file": pdf()}).status_code == expected
        assert as_(person).get(post(filing)).status_code == expected
    assert not FilingScan.objects.exists()


def test_a_posting_with_its_photograph(cast: Cast, as_: SignIn, filing: Filing) -> None:
    client = as_(cast.hr)
    assert client.get(post(filing) + "?site=NTP").status_code == 200
    photo = SimpleUploadedFile("牆.png", PNG)
    sent = {"site": "NTP", "place": "公布欄", "since": TODAY(), "photo": photo}
    assert client.post(post(filing), sent).status_code == 302
    posting = Posting.objects.get()
    assert posting.photo is not None
    words = client.get(reverse("filing:filing", args=[filing.pk])).content.decode()
    assert reverse("filing:scan", args=[filing.pk, posting.photo.pk]) in words


@pytest.mark.parametrize("missing", ["site", "place", "since"])
def test_what_a_posting_needs(cast: Cast, as_: SignIn, filing: Filing, missing: str) -> None:
    sent = {"site": "NTP", "place": "公布欄", "since": TODAY(), missing: ""}
    assert as_(cast.hr).post(post(filing), sent).status_code == 422
    assert not Posting.objects.exists()


def test_what_is_not_approved_is_not_posted(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast)
    assert as_(cast.hr).get(post(filing)).status_code == 302
    sent = {"site": "NTP", "place": "公布欄", "since": TODAY()}
    answer = as_(cast.hr).post(post(filing), sent)
    assert answer.status_code == 409
    assert 'value="公布欄"' in answer.content.decode()
