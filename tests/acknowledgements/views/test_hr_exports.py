"""HR and auditors take the names away as a file; every time leaves its mark."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from policies.models import Revision
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast
from tests.fixtures import SignIn

TODAY = timezone.localdate
POLICY = "/hr/policies/HR-003/v1.0/"
EXPORTS = [f"{POLICY}export.csv", f"{POLICY}export.xlsx"]


@pytest.fixture
def revision(half_done: Revision) -> Revision:
    return half_done


def content(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_csv(cast: Cast, hr: Client, revision: Revision) -> None:
    response = hr.post(EXPORTS[0])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (f'attachment; filename="HR-003-1.0-{TODAY()}.csv"')
    assert response["Cache-Control"] == "private, no-store"
    lines = content(response).decode("utf-8-sig").splitlines()
    assert len(lines) == 12
    assert "林客服" in lines[1]


def test_csv_is_in_the_language_of_its_reader(hr: Client, revision: Revision) -> None:
    lines = content(hr.post(EXPORTS[0])).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Code,Revision,Title,")
    assert ",Acknowledged," in lines[1]
    hr.cookies["django_language"] = "zh-hant"
    assert "Code" not in content(hr.post(EXPORTS[0])).decode("utf-8-sig").splitlines()[0]


def test_xlsx(cast: Cast, hr: Client, revision: Revision) -> None:
    response = hr.post(EXPORTS[1])
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    sheet = openpyxl.load_workbook(io.BytesIO(content(response))).active
    assert sheet.max_row == 12


@pytest.mark.parametrize("address", EXPORTS)
def test_the_file_holds_what_the_page_showed(
    cast: Cast, hr: Client, revision: Revision, address: str
) -> None:
    response = hr.post(address, {"department": "OPS", "state": "overdue"})
    assert "HR-003-1.0-overdue-" in response["Content-Disposition"]
    content(response)
    event = AuditEvent.objects.get(verb="acknowledgements.export")
    assert event.actor_id == cast.hr.pk
    assert event.subject == f"policies.revision:{revision.pk}"
    assert event.payload == {
        "format": address.rpartition(".")[2],
        "people": 1,
        "department": "OPS",
        "state": "overdue",
        "words": "",
    }


def test_the_page_offers_the_file_of_its_own_people(hr: Client, revision: Revision) -> None:
    page = hr.get(f"{POLICY}names/?department=OPS&state=open").content.decode()
    assert '<input type="hidden" name="department" value="OPS">' in page
    assert '<input type="hidden" name="state" value="open">' in page
    assert f'formaction="{EXPORTS[0]}"' in page
    # The page stays after a download, and its buttons must go on working.
    assert "data-resubmit>" in page


@pytest.mark.parametrize("who", ["employee", "editor", "approver", "administrator"])
@pytest.mark.parametrize("address", EXPORTS)
def test_nor_takes_it_away(
    cast: Cast, as_: SignIn, revision: Revision, who: str, address: str
) -> None:
    assert as_(getattr(cast, who)).post(address).status_code == 403
    assert not AuditEvent.objects.filter(verb="acknowledgements.export").exists()


@pytest.mark.parametrize("address", ["export.pdf", "export.", "export.csv/"])
def test_another_format_is_not_there(hr: Client, revision: Revision, address: str) -> None:
    assert hr.post(f"{POLICY}{address}").status_code == 404


@pytest.mark.parametrize("address", EXPORTS)
def test_a_file_is_not_fetched_by_get(hr: Client, revision: Revision, address: str) -> None:
    assert hr.get(address).status_code == 405
    assert not AuditEvent.objects.filter(verb="acknowledgements.export").exists()


def test_a_file_needs_the_token(cast: Cast, revision: Revision) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.hr)
    assert client.post(EXPORTS[0]).status_code == 403
