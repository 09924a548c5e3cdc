import datetime as dt
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from policies.models import Rendition, Revision
from policies.models.policy import Classification
from policies.models.rendition import RenditionKind
from tests import cast as casting
from tests.cast import Cast
from tests.fixtures import SignIn


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def with_pdf(
    revision: Revision, kind: RenditionKind = RenditionKind.PDF, content: bytes = b"%PDF-1.7 words"
) -> Revision:
    Rendition.objects.create(
        revision=revision,
        kind=kind,
        file=default_storage.save("renditions/a.pdf", ContentFile(content)),
        size=len(content),
        digest="0" * 64,
        made_at=timezone.now(),
    )
    return revision


def address(revision: Revision) -> str:
    return reverse("reading:pdf", args=[revision.policy.code, revision.number])


def test_employee_takes_the_pdf_away(cast: Cast, as_: SignIn) -> None:
    revision = with_pdf(casting.published_policy(cast))
    response = as_(cast.employee).get(address(revision))
    assert response.getvalue() == b"%PDF-1.7 words"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    name = quote("HR-003 出勤與休假管理辦法 1.0.pdf")
    assert response["Content-Disposition"] == f"inline; filename*=utf-8''{name}"


def test_pdf_that_is_still_being_made_says_so(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast)
    response = as_(cast.employee).get(address(revision))
    assert response.status_code == 202
    assert response["Refresh"]
    assert reverse("reading:revision", args=["HR-003", "1.0"]) in response.content.decode()


def test_pdf_that_could_not_be_made_says_so(cast: Cast, as_: SignIn) -> None:
    revision = casting.published_policy(cast)
    making = DBTaskResult.objects.filter(task_path="policies.jobs.make_pdf_of")
    assert making.update(status="FAILED", finished_at=timezone.now()) == 1
    response = as_(cast.employee).get(address(revision))
    assert response.status_code == 202
    assert "Refresh" not in response
    assert response.context["is_given_up"]
    assert reverse("reading:revision", args=["HR-003", "1.0"]) in response.content.decode()


def test_superseded_pdf_says_so_and_the_original_stays_within_reach(
    cast: Cast, as_: SignIn
) -> None:
    published_on = timezone.now() - dt.timedelta(days=20)
    revision = with_pdf(casting.published_policy(cast, at=published_on))
    casting.next_revision(cast, revision, at=published_on + dt.timedelta(days=10))
    for reader in (cast.employee, cast.hr, cast.auditor):
        assert as_(reader).get(address(revision)).getvalue() == b"%PDF-1.7 words"
    with_pdf(revision, RenditionKind.SUPERSEDED_PDF, b"%PDF-1.7 superseded")
    page = reverse("reading:revision", args=["HR-003", "1.0"])
    for reader in (cast.employee, cast.hr, cast.auditor):
        client = as_(reader)
        original = f"{address(revision)}?as=published"
        assert client.get(address(revision)).getvalue() == b"%PDF-1.7 superseded"
        assert client.get(original).getvalue() == b"%PDF-1.7 words"
        assert f'href="{original}"' in client.get(page).content.decode()


def test_text_in_force_has_one_pdf_to_offer(cast: Cast, as_: SignIn) -> None:
    revision = with_pdf(casting.published_policy(cast))
    page = reverse("reading:policy", args=["HR-003"])
    assert "?as=published" not in as_(cast.employee).get(page).content.decode()
    response = as_(cast.employee).get(f"{address(revision)}?as=published")
    assert response.getvalue() == b"%PDF-1.7 words"


def test_file_lost_from_storage_is_no_error_page(
    cast: Cast, as_: SignIn, media: Path, caplog: pytest.LogCaptureFixture
) -> None:
    revision = with_pdf(casting.published_policy(cast))
    (media / "renditions" / "a.pdf").unlink()
    response = as_(cast.employee).get(address(revision))
    assert response.status_code == 202
    assert "Refresh" not in response
    assert "not in storage" in caplog.text


def test_restricted_pdf_is_hidden_from_whom_it_does_not_bind(cast: Cast, as_: SignIn) -> None:
    revision = with_pdf(
        casting.published_policy(
            cast, classification=Classification.RESTRICTED, binds_everyone=False
        )
    )
    assert as_(cast.outsider).get(address(revision)).status_code == 404
    response = as_(cast.auditor).get(address(revision))
    response.close()
    assert response.status_code == 200


def test_stranger_signs_in_first(cast: Cast, as_: SignIn) -> None:
    revision = with_pdf(casting.published_policy(cast))
    response = as_(None).get(address(revision))
    assert response.status_code == 302
    assert reverse("account:sign_in") in response["Location"]


def test_unpublished_revision_has_no_pdf(cast: Cast, as_: SignIn) -> None:
    draft = casting.draft_of(cast)
    assert as_(cast.editor).get(address(draft)).status_code == 404


def test_pdf_is_only_fetched(cast: Cast, as_: SignIn) -> None:
    revision = with_pdf(casting.published_policy(cast))
    assert as_(cast.employee).post(address(revision)).status_code == 405
