"""Every refusal is a page of the portal: a sentence, and a way on."""

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client, override_settings

from tests.cast import Cast
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db


def test_nothing_at_an_address(as_: SignIn, cast: Cast) -> None:
    answer = as_(cast.employee).get("/no-such-page/")
    assert answer.status_code == 404
    assert cast.employee.name in answer.content.decode()


def test_an_address_that_takes_no_such_request(as_: SignIn, cast: Cast) -> None:
    answer = as_(cast.employee).delete("/search/")
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert "<h1>" in answer.content.decode()


def test_a_program_gets_no_page_with_the_405(as_: SignIn, cast: Cast) -> None:
    answer = as_(cast.employee).delete("/search/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.content) == (405, b"")


def test_a_form_without_its_token(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/sign-in/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()


def test_a_host_that_is_not_ours(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["portal.example"]):
        answer = client.get("/account/sign-in/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400


def test_too_many_attempts(client: Client) -> None:
    answers = [client.post("/account/sign-in/", {"login": ""}) for _ in range(61)]
    assert answers[-1].status_code == 429
    assert "<h1>" in answers[-1].content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_the_page_stands_without_a_request(name: str) -> None:
    # Django gives these no request when the trouble may lie in reading it.
    page = render_to_string(name)
    assert "<h1>" in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize(
    ("trouble", "status"), [(OperationalError("away"), 503), (KeyError("ours"), 500)]
)
def test_a_database_that_is_away_is_a_pause_not_a_fault(
    as_: SignIn, cast: Cast, monkeypatch: pytest.MonkeyPatch, trouble: Exception, status: int
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise trouble

    client = as_(cast.employee)
    client.raise_request_exception = False
    monkeypatch.setattr("policies.views.searching.searching.answer", fail)

    answer = client.get("/search/", {"q": "請假"})

    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert "<h1>" in answer.content.decode()
