"""My delegations: making them, ending them, and signing with one."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from policies import delegating
from policies.models import Decision, Delegation, DelegationEnd, Step
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.factories import PASSWORD
from tests.fixtures import SignIn
from tests.policies.standing import TODAY, Place, standing_at

pytestmark = pytest.mark.django_db

ADDRESS = "/delegations/"
DAY = dt.timedelta(days=1)


def typed(**changed: Any) -> dict[str, Any]:
    values = {
        "to": "A009", "first_day": TODAY().isoformat(),
        "last_day": (TODAY() + 7 * DAY).isoformat(), "reason": "年假",
    }  # fmt: skip
    return values | changed


def away(cast: Cast, principal: Employee, to: Employee) -> Delegation:
    return delegating.delegate(principal, to, TODAY(), TODAY() + DAY, "年假", principal)


def test_a_reviewer_says_who_stands_in(cast: Cast, as_: SignIn) -> None:
    answer = as_(cast.approver).post(ADDRESS, typed(), follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    delegation = Delegation.objects.get()
    assert (delegation.principal, delegation.delegate) == (cast.approver, cast.outsider)
    assert "吳外人" in answer.content.decode()


def test_an_administrator_says_for_whom(cast: Cast, as_: SignIn) -> None:
    assert as_(cast.administrator).post(ADDRESS, typed(principal="A005")).status_code == 302
    assert Delegation.objects.get().principal == cast.approver


def test_nobody_but_an_administrator_says_for_whom(cast: Cast, as_: SignIn) -> None:
    as_(cast.legal_reviewer).post(ADDRESS, typed(principal="A005"))
    assert Delegation.objects.get().principal == cast.legal_reviewer


@pytest.mark.parametrize("who", ["employee", "editor", "hr", "auditor"])
def test_who_decides_nothing_has_nothing_to_delegate(cast: Cast, as_: SignIn, who: str) -> None:
    person = getattr(cast, who)
    page = as_(person).get(ADDRESS)
    assert page.status_code == 200
    assert page.context["form"] is None
    assert as_(person).post(ADDRESS, typed()).status_code == 403
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"to": "A005"}, {"to": "nobody"}, {"to": ""}, {"to": "\x00"},
        {"first_day": "1999-01-01"}, {"first_day": "soon"}, {"last_day": "1999-01-01"},
        {"last_day": "9999-12-31"}, {"reason": ""}, {"reason": "x" * 201},
    ],
)  # fmt: skip
def test_bad_input_keeps_what_was_typed(cast: Cast, as_: SignIn, changed: dict[str, str]) -> None:
    answer = as_(cast.approver).post(ADDRESS, typed(**changed))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'class="error-summary"' in page
    assert "年假" in page or "reason" in changed
    assert not Delegation.objects.exists()


def test_ending_says_first_what_will_happen(cast: Cast, as_: SignIn) -> None:
    delegation = away(cast, cast.approver, cast.outsider)
    address = reverse("deciding:end_delegation", args=[delegation.pk])
    browser = as_(cast.approver)
    assert address in browser.get(ADDRESS).content.decode()
    assert browser.get(address).status_code == 200
    assert not DelegationEnd.objects.exists()
    assert browser.post(address).status_code == 302
    assert DelegationEnd.objects.get().by == cast.approver
    assert "張核准" in browser.get(ADDRESS).content.decode()
    assert browser.post(address).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"),
    [("outsider", 403), ("auditor", 403), ("neighbour", 404), ("legal_reviewer", 404),
     ("administrator", 200)],
)  # fmt: skip
def test_who_may_end_one(cast: Cast, as_: SignIn, who: str, status: int) -> None:
    delegation = away(cast, cast.approver, cast.outsider)
    address = reverse("deciding:end_delegation", args=[delegation.pk])
    assert as_(getattr(cast, who)).get(address).status_code == status


@pytest.mark.parametrize(
    ("who", "sees"),
    [("approver", True), ("outsider", True), ("administrator", True), ("auditor", True),
     ("neighbour", False), ("legal_reviewer", False)],
)  # fmt: skip
def test_who_sees_one(cast: Cast, as_: SignIn, who: str, sees: bool) -> None:
    away(cast, cast.approver, cast.outsider)
    page = as_(getattr(cast, who)).get(ADDRESS)
    assert (len(page.context["coming"]) == 1) is sees


def test_a_delegate_finds_the_text_and_signs_it(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    road = reverse("deciding:road", args=[revision.pk])
    browser = as_(cast.outsider)
    assert browser.get(road).status_code == 404
    assert browser.get("/drafts/").status_code == 403
    away(cast, cast.approver, cast.outsider)
    assert revision.title in browser.get("/drafts/").content.decode()
    page = browser.get(road)
    ((seat, form),) = page.context["decisions"]
    assert seat.principal == cast.approver
    answer = browser.post(
        reverse("deciding:decide", args=[revision.pk]),
        {
            "digest": form["digest"].value(), "step": Step.FINAL_APPROVAL,
            "on_behalf_of": form["on_behalf_of"].value(), "verdict": "approved",
            "is_material": "True", "password": PASSWORD,
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert Decision.objects.get(on_behalf_of=cast.approver).by == cast.outsider
    assert "吳外人 代理 張核准" in browser.get(road).content.decode()


def test_an_approver_who_stands_in_chooses_for_whom(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    away(cast, cast.legal_reviewer, cast.fairness_reviewer)
    page = as_(cast.fairness_reviewer).get(reverse("deciding:road", args=[revision.pk]))
    assert [seat.principal for seat, _form in page.context["decisions"]] == [
        None, cast.legal_reviewer,
    ]  # fmt: skip
