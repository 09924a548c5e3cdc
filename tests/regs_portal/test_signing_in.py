"""The one door: who gets in, who is slowed down, who is kept out."""

import datetime as dt

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from regs_portal.settings import CACHES
from regs_portal.signing_in import PortalAccountAdapter
from tests.factories import EmployeeFactory

SIGN_IN = "/account/sign-in/"
PASSWORD = "a long enough pass phrase"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_in_the_database(settings: Settings) -> None:
    settings.CACHES = CACHES


@pytest.fixture
def employee() -> object:
    employee = EmployeeFactory(employee_number="E0042", email="mei@example.com")
    employee.set_password(PASSWORD)
    employee.save()
    return employee


def try_to_sign_in(
    client: Client, login: str, password: str = PASSWORD, address: str = "192.0.2.1"
) -> bool:
    client.post(SIGN_IN, {"login": login, "password": password}, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["E0042", "e0042", "mei@example.com", "MEI@example.com"])
def test_by_number_or_mail_address_however_written(
    client: Client, employee: object, login: str
) -> None:
    assert try_to_sign_in(client, login)


def test_not_with_another_password(client: Client, employee: object) -> None:
    assert not try_to_sign_in(client, "E0042", "something else")


def test_not_when_deactivated(client: Client, employee: EmployeeFactory) -> None:
    employee.is_active = False
    employee.save()
    assert not try_to_sign_in(client, "E0042")


@pytest.mark.parametrize(
    ("facts", "gets_in"),
    [
        ({"left_on": -1}, False),
        ({"left_on": 0}, True),
        ({"hired_on": 0}, True),
        ({"hired_on": 1}, False),
    ],
)
def test_from_the_first_day_to_the_last(
    client: Client, employee: EmployeeFactory, facts: dict[str, int], gets_in: bool
) -> None:
    for name, days in facts.items():
        setattr(employee, name, timezone.localdate() + dt.timedelta(days=days))
    employee.save()
    assert try_to_sign_in(client, "E0042") == gets_in


def test_a_session_ends_with_the_last_day(client: Client, employee: EmployeeFactory) -> None:
    assert try_to_sign_in(client, "E0042")
    assert client.get("/").status_code == 200
    employee.left_on = timezone.localdate() - dt.timedelta(days=1)
    employee.save()
    assert client.get("/")["Location"].startswith(SIGN_IN)


def test_a_guessed_account_is_shut_for_a_while_from_every_address(
    client: Client, employee: object
) -> None:
    for attempt in range(6):
        try_to_sign_in(client, "E0042", "guess", address=f"192.0.2.{attempt}")
    assert not try_to_sign_in(client, "E0042", address="198.51.100.7")


def test_an_address_that_guesses_many_accounts_is_shut(client: Client, employee: object) -> None:
    for attempt in range(21):
        try_to_sign_in(client, f"E9{attempt}", "guess")
    assert not try_to_sign_in(client, "E0042")
    assert try_to_sign_in(client, "E0042", address="198.51.100.7")


def test_nobody_signs_up(rf: RequestFactory) -> None:
    assert not PortalAccountAdapter().is_open_for_signup(rf.get(SIGN_IN))


def test_the_address_after_signing_in_stays_on_this_site(client: Client, employee: object) -> None:
    answer = client.post(
        f"{SIGN_IN}?next=https://elsewhere.example/", {"login": "E0042", "password": PASSWORD}
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


def test_signing_in_says_nothing_the_page_does_not_show(client: Client, employee: object) -> None:
    page = client.post(SIGN_IN, {"login": "E0042", "password": PASSWORD}, follow=True)

    assert page.status_code == 200
    assert list(page.context["messages"]) == []


def test_a_change_of_password_is_confirmed(client: Client, employee: object) -> None:
    try_to_sign_in(client, "E0042")
    new = "another long pass phrase"
    page = client.post(
        "/account/password/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        follow=True,
    )

    assert len(list(page.context["messages"])) == 1
