"""Scans: what is taken in, and where the bytes lie."""

import hashlib

import pytest
from django.core.files.storage import default_storage

from policies.filing import scans
from policies.filing.scans import Given
from policies.models import Filing, FilingScan
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.policies.filing.filed import PDF, PNG, filing_of, work_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return filing_of(cast)


def refusal(filing: Filing, by: Employee, name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        scans.keep(filing, Given(name, content), "核備函", by)
    assert not FilingScan.objects.exists()
    return refused.value.code


def bytes_of(scan: FilingScan) -> bytes:
    with scans.opened(scan) as file:
        return file.read()


def test_is_kept_under_its_digest(cast: Cast, filing: Filing) -> None:
    scan = scans.keep(filing, Given("函.PDF", PDF), " 核備函 ", cast.editor)
    assert scan.digest == hashlib.sha256(PDF).hexdigest()
    assert (scan.what, scan.name, scan.media_type, scan.size) == (
        "核備函", "函.pdf", "application/pdf", len(PDF),
    )  # fmt: skip
    assert bytes_of(scan) == PDF
    assert AuditEvent.objects.latest("sequence").payload["digest"] == scan.digest


def test_the_same_bytes_lie_there_once(cast: Cast, filing: Filing) -> None:
    scans.keep(filing, Given("a.pdf", PDF), "甲", cast.hr)
    with pytest.raises(Refused) as refused:
        scans.keep(filing, Given("b.pdf", PDF), "乙", cast.hr)
    assert refused.value.code == "filing_scan_once"
    other = filing_of(cast, revision=work_rule(cast, "HR-002"))
    assert bytes_of(scans.keep(other, Given("c.pdf", PDF), "丙", cast.hr)) == PDF
    _folders, files = default_storage.listdir(f"filings/{FilingScan.objects.all()[0].digest[:2]}")
    assert files == [FilingScan.objects.all()[0].digest]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.exe", b"MZ\x90"),
    ],
)
def test_only_what_the_bytes_say(cast: Cast, filing: Filing, name: str, content: bytes) -> None:
    assert refusal(filing, cast.hr, name, content) == "unfit_file"


def test_not_too_large(cast: Cast, filing: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "LARGEST", 20)
    assert refusal(filing, cast.hr, "a.pdf", PDF + b"x" * 20) == "unfit_file"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\函\\甲.png", "甲.png"),
        ('a"\r\nX: y.png', "a X y.png"),
        ("", "scan.png"),
        ("..", "scan.png"),
    ],
)
def test_a_name_is_only_a_name(cast: Cast, filing: Filing, name: str, kept: str) -> None:
    assert scans.keep(filing, Given(name, PNG), "甲", cast.hr).name == kept


def test_who_may(cast: Cast, filing: Filing) -> None:
    for person in cast.everybody:
        if person not in (cast.hr, cast.editor):
            assert refusal(filing, person, "a.pdf", PDF) == "not_yours"
