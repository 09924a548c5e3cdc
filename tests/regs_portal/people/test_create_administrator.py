"""The first administrator of a new portal."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from regs_portal.audit.models import AuditEvent
from regs_portal.people.management.commands.create_administrator import PASSWORD_VARIABLE
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("create_administrator", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)


def test_a_new_portal_gets_its_first_administrator(password: None, client: Client) -> None:
    assert "ROOT1" in create("--number", "ROOT1", "--name", "管理員")
    administrator = Employee.objects.get()
    assert administrator.is_administrator
    assert not administrator.is_superuser
    assert AuditEvent.objects.latest("sequence").verb == "people.create_administrator"
    client.force_login(administrator)
    assert client.get("/admin/").status_code == 200


def test_the_password_is_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["ROOT2", "管理員"])
    passwords = iter([PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda question: next(passwords))
    create()
    assert Employee.objects.get(employee_number="ROOT2").check_password(PASSWORD)


def test_two_different_passwords_make_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = iter([PASSWORD, "another-long-one-entirely"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda question: next(passwords))
    with pytest.raises(CommandError, match="differ"):
        create("--number", "R", "--name", "甲")
    assert not Employee.objects.exists()


@pytest.mark.parametrize("arguments", [(), ("--number", "R"), ("--number", "R", "--name", "甲")])
def test_with_nobody_to_ask_it_says_what_is_missing(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    with pytest.raises(CommandError, match="nobody to ask"):
        create(*arguments)
    assert not Employee.objects.exists()


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "12345678")
    with pytest.raises(CommandError):
        create("--number", "R", "--name", "甲")
    assert not Employee.objects.exists()


def test_a_wrong_address_is_refused(password: None) -> None:
    with pytest.raises(CommandError):
        create("--number", "R", "--name", "甲", "--email", "nowhere")
    assert not Employee.objects.exists()


def test_somebody_already_there_is_left_alone(password: None, cast: Cast) -> None:
    with pytest.raises(CommandError, match="already"):
        create("--number", "a001", "--name", "另一人")
    assert not Employee.objects.get(pk=cast.employee.pk).is_administrator
