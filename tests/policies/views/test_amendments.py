"""Taking the table of amended clauses away."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from docx import Document

from policies import drafting, workflow
from policies.exports import amendments_pdf
from policies.models import AmendmentTable, Revision
from regs_portal.jobs.worker import run_pending
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.comparing.texts import three_texts

TASK = "policies.comparing.jobs.make_table_of"


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> object:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture(autouse=True)
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for WeasyPrint, which exports/test_amendments drives."""
    monkeypatch.setattr(amendments_pdf, "print_html", lambda html, archived: b"%PDF-1.7 table")


@pytest.fixture
def texts(cast: Cast) -> tuple[Revision, ...]:
    return three_texts(cast)


def address(name: str, one: str = "1.2", other: str = "1.0") -> str:
    return reverse(f"reading:{name}", args=["HR-003", one, other])


def asked() -> int:
    return DBTaskResult.objects.filter(task_path=TASK).count()


class TestWord:
    def test_is_handed_out(self, cast: Cast, as_: SignIn, texts: object) -> None:
        response = as_(cast.employee).get(address("compare_word"))
        assert response["Content-Disposition"].endswith(".docx")
        assert "attachment" in response["Content-Disposition"]
        assert "private" in response["Cache-Control"]
        assert len(Document(io.BytesIO(response.content)).tables) == 1

    def test_of_a_draft_for_its_people_only(
        self, cast: Cast, as_: SignIn, texts: tuple[Revision, ...]
    ) -> None:
        draft = drafting.start_revision(texts[2].policy, by=cast.editor)
        word = reverse("deciding:changes_word", args=[draft.pk])
        assert as_(cast.editor).get(word).status_code == 200
        assert as_(cast.employee).get(word).status_code == 404
        # Its words still change, so nobody prints them.
        assert (
            as_(cast.editor).post(reverse("deciding:changes_pdf", args=[draft.pk])).status_code
            == 404
        )


class TestPdf:
    def test_is_made_when_somebody_asks(self, cast: Cast, as_: SignIn, texts: object) -> None:
        pdf = address("compare_pdf")
        client = as_(cast.employee)
        unasked = client.get(pdf)
        assert (unasked.status_code, asked(), "Refresh" in unasked) == (202, 0, False)
        assert client.post(pdf).status_code == 302
        assert client.post(pdf).status_code == 302
        assert asked() == 1
        waiting = client.get(pdf)
        assert (waiting.status_code, waiting.context["is_awaited"]) == (202, True)
        assert waiting["Refresh"]
        run_pending()
        made = client.get(pdf)
        assert (made.status_code, made.getvalue()) == (200, b"%PDF-1.7 table")
        assert made["Content-Type"] == "application/pdf"
        client.post(pdf)
        assert asked() == 1

    def test_what_could_not_be_made_can_be_asked_for_again(
        self, cast: Cast, as_: SignIn, texts: object
    ) -> None:
        client = as_(cast.employee)
        client.post(address("compare_pdf"))
        DBTaskResult.objects.filter(task_path=TASK).update(
            status="FAILED", finished_at=timezone.now()
        )
        page = client.get(address("compare_pdf"))
        assert page.context["is_given_up"]
        client.post(address("compare_pdf"))
        assert asked() == 2

    def test_a_lost_file_is_said(self, cast: Cast, as_: SignIn, texts: object) -> None:
        client = as_(cast.employee)
        client.post(address("compare_pdf"))
        run_pending()
        default_storage.delete(str(AmendmentTable.objects.get().file.name))
        assert client.get(address("compare_pdf")).context["is_lost"]

    def test_either_order_is_the_same_table(self, cast: Cast, as_: SignIn, texts: object) -> None:
        client = as_(cast.employee)
        client.post(address("compare_pdf", "1.0", "1.2"))
        run_pending()
        table = client.get(address("compare_pdf", "1.2", "1.0"))
        assert table.getvalue() == b"%PDF-1.7 table"

    def test_a_frozen_text_on_its_way_for_its_people_only(
        self, cast: Cast, as_: SignIn, texts: tuple[Revision, ...]
    ) -> None:
        draft = drafting.start_revision(texts[2].policy, by=cast.editor)
        workflow.submit(draft, by=cast.editor)
        pdf = reverse("deciding:changes_pdf", args=[draft.pk])
        as_(cast.editor).post(pdf)
        run_pending()
        assert as_(cast.legal_reviewer).get(pdf).getvalue() == b"%PDF-1.7 table"
        for method in ("get", "post"):
            assert getattr(as_(cast.employee), method)(pdf).status_code == 404

    def test_a_restricted_policy_stays_closed(self, cast: Cast, as_: SignIn) -> None:
        three_texts(cast, classification="restricted", binds_everyone=False)
        for name in ("compare_word", "compare_pdf"):
            assert as_(cast.outsider).get(address(name)).status_code == 404
        assert as_(cast.outsider).post(address("compare_pdf")).status_code == 404
        assert asked() == 0

    def test_what_is_not_there_is_not_found(self, cast: Cast, as_: SignIn, texts: object) -> None:
        for name in ("compare_word", "compare_pdf"):
            assert as_(cast.employee).get(address(name, "9.9")).status_code == 404
