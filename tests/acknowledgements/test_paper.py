"""Sheets signed by hand: everybody on them or nobody, with scan and witness."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from acknowledgements import paper
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, Means, PaperSheet
from policies.models import Revision
from policies.refusals import Refused
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, published_policy

SCAN = b"%PDF-1.7\n" + bytes(64)
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def revision(cast: Cast) -> Revision:
    at = timezone.now() - dt.timedelta(days=5)
    made = published_policy(cast, at=at)
    assign_audience(made, at=at)
    return made


def record(cast: Cast, revision: Revision, *people: Any, **other: Any) -> PaperSheet:
    facts: dict[str, Any] = {
        "scan": SCAN, "name": "簽署單.pdf", "witness": "趙營運",
        "signed_on": TODAY() - dt.timedelta(days=1), "by": cast.hr,
    } | other  # fmt: skip
    return paper.record_sheet(revision, people, **facts)


def test_everybody_on_the_sheet_has_acknowledged(cast: Cast, revision: Revision) -> None:
    sheet = record(cast, revision, cast.employee, cast.outsider)
    kept = Acknowledgement.objects.filter(revision=revision)
    assert {each.employee_id for each in kept} == {cast.employee.pk, cast.outsider.pk}
    assert {(each.means, each.sheet_id) for each in kept} == {(Means.PAPER, sheet.pk)}
    with default_storage.open(sheet.scan) as scan:
        assert scan.read() == SCAN
    settled = revision.assignments.settled().values_list("settled_on", flat=True)
    assert set(settled) == {sheet.signed_on}


def test_or_nobody(cast: Cast, revision: Revision) -> None:
    accept(revision, cast.outsider)
    with pytest.raises(Refused):
        record(cast, revision, cast.employee, cast.outsider)
    assert Acknowledgement.objects.count() == 1
    assert not PaperSheet.objects.exists()


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"scan": b"MZ\x90"}, "no_scan"),
        ({"scan": b"%PDF-" + bytes(paper.LARGEST)}, "scan_too_large"),
        ({"witness": " "}, "witness"),
        ({"signed_on": dt.date(2999, 1, 1)}, "signed_later"),
    ],
)
def test_what_is_no_such_sheet(
    cast: Cast, revision: Revision, other: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(cast, revision, cast.employee, **other)
    assert refused.value.code == code


@pytest.mark.parametrize("who", ["employee", "editor", "auditor", "administrator"])
def test_only_hr_records_and_not_themselves(cast: Cast, revision: Revision, who: str) -> None:
    with pytest.raises(PermissionDenied):
        record(cast, revision, cast.outsider, by=getattr(cast, who))
    with pytest.raises(PermissionDenied):
        record(cast, revision, cast.hr)
