"""HR's forms: how a policy is acknowledged, sheets signed by hand, exemptions."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from acknowledgements.models import Acknowledgement, Exemption, PaperSheet, Terms
from policies.models import Revision
from tests.cast import Cast
from tests.fixtures import SignIn

TODAY = timezone.localdate
TERMS, SHEET = "/hr/policies/HR-003/terms/", "/hr/policies/HR-003/v1.0/sheet/"
EXEMPTIONS = "/hr/exemptions/"


@pytest.fixture(autouse=True)
def elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("half_done")
class TestTerms:
    def test_are_kept(self, hr: Client) -> None:
        anchor = next(Revision.objects.get().outline().all_clauses()).anchor
        assert hr.get(TERMS).status_code == 200
        done = hr.post(TERMS, {"confirmed": [anchor], "asks_password": "on"}, follow=True)
        assert "Kept." in done.content.decode()
        kept = Terms.objects.get()
        assert (kept.confirmed, kept.asks_password, kept.asks_the_end) == ([anchor], True, False)
        assert "checked" in hr.get(TERMS).content.decode()

    def test_a_clause_that_is_not_there_is_refused(self, hr: Client) -> None:
        assert hr.post(TERMS, {"confirmed": ["0123456789ab"]}).status_code == 422
        assert not Terms.objects.exists()

    def test_are_shut_to_others(self, cast: Cast, as_: SignIn) -> None:
        for who in (cast.employee, cast.outsider, cast.auditor, cast.administrator):
            assert as_(who).get(TERMS).status_code == 403
            assert as_(who).post(TERMS, {}).status_code == 403
        assert as_(cast.editor).get(TERMS).status_code == 200
        assert as_(cast.hr).get("/hr/policies/HR-999/terms/").status_code == 404


def sheet(**other: Any) -> dict[str, Any]:
    scan = SimpleUploadedFile("簽署單.pdf", b"%PDF-1.7\n" + bytes(40))
    return {
        "people": "", "signed_on": TODAY().isoformat(), "witness": "趙營運", "scan": scan,
    } | other  # fmt: skip


@pytest.mark.usefixtures("half_done")
class TestSheet:
    def test_is_recorded_for_those_named(self, cast: Cast, hr: Client) -> None:
        people = f"{cast.outsider.employee_number}、 {cast.editor.employee_number}\n"
        done = hr.post(SHEET, sheet(people=people), follow=True)
        assert "2 people have acknowledged on paper" in done.content.decode()
        assert PaperSheet.objects.get().acknowledgements.count() == 2
        assert "before 趙營運" in hr.get(SHEET).content.decode()

    @pytest.mark.parametrize(
        "other",
        [{"people": "X999"}, {"people": ""}, {"witness": ""}, {"signed_on": "x"}, {"scan": ""}],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, cast: Cast, hr: Client, other: dict[str, Any]
    ) -> None:
        number = cast.outsider.employee_number
        page = hr.post(SHEET, sheet(**{"people": number} | other))
        assert page.status_code == 422
        if "people" not in other:
            assert number in page.content.decode()
        assert not PaperSheet.objects.exists()

    def test_a_file_that_is_no_scan_is_refused(self, cast: Cast, hr: Client) -> None:
        bad = SimpleUploadedFile("a.pdf", b"MZ\x90\x00")
        page = hr.post(SHEET, sheet(people=cast.outsider.employee_number, scan=bad))
        assert "PDF, PNG or JPEG" in page.content.decode()

    def test_is_shut_to_others(self, cast: Cast, as_: SignIn) -> None:
        for who in (cast.employee, cast.auditor, cast.editor, cast.administrator):
            assert as_(who).get(SHEET).status_code == 403
            assert as_(who).post(SHEET, sheet()).status_code == 403
        assert Acknowledgement.objects.count() == 2


@pytest.mark.usefixtures("half_done")
class TestExemptions:
    def grant(self, cast: Cast, client: Client, **other: str) -> Any:
        facts = {
            "employee_number": cast.outsider.employee_number, "policy": "HR-003",
            "reason": "長期外派", "starts_on": TODAY().isoformat(), "ends_on": TODAY().isoformat(),
        }  # fmt: skip
        return client.post(EXEMPTIONS, facts | other, follow=True)

    def test_are_granted_listed_and_ended(self, cast: Cast, hr: Client) -> None:
        assert "Nobody is excused" in hr.get(EXEMPTIONS).content.decode()
        page = self.grant(cast, hr).content.decode()
        assert "Granted." in page
        assert "長期外派" in page
        held = Exemption.objects.get()
        ended = hr.post(f"{EXEMPTIONS}{held.pk}/end/", follow=True).content.decode()
        assert "It is owed again from today" in ended
        again = hr.post(f"{EXEMPTIONS}{held.pk}/end/", follow=True).content.decode()
        assert "already ended" in again

    @pytest.mark.parametrize(
        "other", [{"reason": ""}, {"policy": "X"}, {"ends_on": "2020-01-01"}, {"starts_on": ""}]
    )
    def test_what_is_wrong_is_said(self, cast: Cast, hr: Client, other: dict[str, str]) -> None:
        assert self.grant(cast, hr, **other).status_code == 422
        assert not Exemption.objects.exists()

    def test_auditors_look_and_others_do_not(self, cast: Cast, as_: SignIn) -> None:
        assert as_(cast.auditor).get(EXEMPTIONS).status_code == 200
        assert self.grant(cast, as_(cast.auditor)).status_code == 403
        for who in (cast.employee, cast.editor, cast.administrator):
            assert as_(who).get(EXEMPTIONS).status_code == 403
            assert as_(who).post(f"{EXEMPTIONS}1/end/").status_code == 403
