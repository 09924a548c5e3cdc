"""Signing by the page: what a wrong password costs, and what it never costs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.models import Decision, Revision, Status, Step
from regs_portal.audit.models import AuditEvent
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.factories import PASSWORD, EmployeeFactory
from tests.fixtures import SignIn
from tests.policies.standing import Place, standing_at

pytestmark = pytest.mark.django_db


def send(browser: Client, revision: Revision, **typed: Any) -> Any:
    data = {
        "digest": revision.digest, "step": Step.LEGAL_BASIS, "verdict": "approved",
        "comment": "讀過，合於法令", "password": PASSWORD,
    }  # fmt: skip
    data = {name: value for name, value in (data | typed).items() if value is not None}
    return browser.post(reverse("deciding:decide", args=[revision.pk]), data)


def test_a_wrong_password_loses_nothing_that_was_typed(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    answer = send(as_(cast.legal_reviewer), revision, password="my-secret-mistake")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["refused"].code == "wrong_password"
    assert "讀過，合於法令" in page
    assert "my-secret-mistake" not in page
    assert 'value="approved" required id="id_verdict_0" checked' in page
    assert not Decision.objects.exists()
    assert AuditEvent.objects.filter(verb="policies.fail_signature").count() == 1
    assert send(as_(cast.legal_reviewer), revision).status_code == 302


def test_the_password_is_never_kept(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    answer = send(as_(cast.legal_reviewer), revision, verdict="returned", comment="")
    assert answer.status_code == 422
    assert PASSWORD not in answer.content.decode()


def test_no_password_is_asked_for(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    for password in ("", None):
        answer = send(as_(cast.legal_reviewer), revision, password=password)
        assert answer.status_code == 422
        assert "讀過，合於法令" in answer.content.decode()
    assert not Decision.objects.exists()


def test_too_many_are_told_to_wait(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    browser = as_(cast.legal_reviewer)
    for _attempt in range(5):
        assert send(browser, revision, password="x").status_code == 422
    answer = send(browser, revision)
    assert (answer.status_code, answer.context["refused"].code) == (429, "too_many_attempts")
    assert "讀過，合於法令" in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.fixture
def without_password(cast: Cast) -> Employee:
    cast.legal_reviewer.set_unusable_password()
    cast.legal_reviewer.save(update_fields=["password"])
    return cast.legal_reviewer


def signed_in_at(browser: Client, who: Employee, seconds_ago: int) -> None:
    """As allauth notes in the session when somebody comes in by single sign-on."""
    session = browser.session
    at = timezone.now().timestamp() - seconds_ago
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": at}]
    session["account_authentication_methods_user"] = str(who.pk)
    session.save()


@pytest.mark.parametrize(("seconds_ago", "status"), [(60, 302), (3600, 422)])
def test_single_sign_on_counts_when_it_is_recent(
    as_: SignIn, without_password: Employee, cast: Cast, seconds_ago: int, status: int
) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    browser = as_(without_password)
    signed_in_at(browser, without_password, seconds_ago)
    page = browser.get(reverse("deciding:road", args=[revision.pk])).content.decode()
    assert 'type="password"' not in page
    assert send(browser, revision, password=None).status_code == status


def test_the_last_step_presets_the_authors_weight(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    page = as_(cast.approver).get(reverse("deciding:road", args=[revision.pk])).content.decode()
    assert 'name="is_material" value="True" required id="id_is_material_0" checked' in page
    answer = send(as_(cast.approver), revision, step=Step.FINAL_APPROVAL)
    assert answer.status_code == 422
    answer = send(as_(cast.approver), revision, step=Step.FINAL_APPROVAL, is_material="False")
    assert answer.status_code == 302
    revision.refresh_from_db()
    assert (revision.status, revision.is_material) == (Status.APPROVED, False)


def test_only_the_last_step_asks_for_it(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    page = as_(cast.legal_reviewer).get(reverse("deciding:road", args=[revision.pk]))
    assert "is_material" not in page.content.decode()


def test_who_holds_two_offices_chooses_one(cast: Cast, as_: SignIn) -> None:
    both = EmployeeFactory(
        department=cast.company, site=cast.taiwan,
        groups=[PortalGroup.LEGAL_REVIEWER, PortalGroup.FAIRNESS_REVIEWER],
    )  # fmt: skip
    revision = standing_at(cast, Place.SUBMITTED)
    browser = as_(both)
    page = browser.get(reverse("deciding:road", args=[revision.pk]))
    assert len(page.context["decisions"]) == 2
    assert send(browser, revision, step=Step.FAIRNESS).status_code == 302
    page = browser.get(reverse("deciding:road", args=[revision.pk]))
    assert page.context["decisions"] == []
    assert page.context["offers"].barred


def test_the_road_shows_what_the_signature_means(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.APPROVED)
    page = as_(cast.auditor).get(reverse("deciding:road", args=[revision.pk])).content.decode()
    for words in ("審核法令依據", "審核公平與不歧視", "張核准", "公平審查"):
        assert words in page


@pytest.mark.parametrize("principal", ["999999", "abc", "-1"])
def test_nobody_signs_for_somebody_made_up(cast: Cast, as_: SignIn, principal: str) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    answer = send(as_(cast.legal_reviewer), revision, on_behalf_of=principal)
    assert answer.status_code in {403, 422}
    assert not Decision.objects.exists()
