"""Each missing piece of the machine is named, with its remedy."""

import subprocess
from typing import Any

import pytest
from django.db import OperationalError, connection

from regs_portal import checks


@pytest.fixture(autouse=True)
def ask_again() -> None:
    checks._library_is_present.cache_clear()
    checks._has_chinese_font.cache_clear()


def ids(messages: Any) -> list[str]:
    return [message.id for message in messages]


def test_this_machine_has_everything() -> None:
    assert ids(checks.pango_is_installed()) == []
    assert ids(checks.harfbuzz_can_subset()) == []
    assert ids(checks.chinese_font_is_installed()) == []


@pytest.mark.parametrize(
    ("check", "identity", "package"),
    [
        (checks.pango_is_installed, "regs_portal.E001", "libpango-1.0-0"),
        (checks.harfbuzz_can_subset, "regs_portal.W002", "libharfbuzz-subset0"),
    ],
)
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, check: Any, identity: str, package: str
) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("ctypes.CDLL", missing)
    (message,) = check()
    assert message.id == identity
    assert package in str(message.hint)


def test_no_font_at_all_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*arguments: Any, **options: Any) -> Any:
        return subprocess.CompletedProcess(arguments, 0, stdout=b"")

    monkeypatch.setattr(subprocess, "run", nothing)
    (message,) = checks.chinese_font_is_installed()
    assert message.id == "regs_portal.E004"
    assert "fonts-noto-cjk" in str(message.hint)


def test_a_machine_without_fontconfig_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert ids(checks.chinese_font_is_installed()) == ["regs_portal.E003"]


@pytest.mark.django_db
def test_the_database_is_asked_only_when_named() -> None:
    assert ids(checks.database_is_usable(databases=None)) == []
    assert ids(checks.database_is_usable(databases=["default"])) == []


def test_a_silent_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused\n\tis it running?")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    (message,) = checks.database_is_usable(databases=["default"])
    assert message.id == "regs_portal.E005"
    assert message.msg.endswith("connection refused is it running?")


@pytest.mark.django_db
def test_an_old_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 990000)
    assert ids(checks.database_is_usable(databases=["default"])) == ["regs_portal.E006"]


@pytest.mark.parametrize("key", ["short", "a" * 80, "django-insecure-" + "0123456789" * 5])
def test_a_weak_secret_is_named(settings: Any, key: str) -> None:
    settings.SECRET_KEY = key
    assert ids(checks.secret_key_is_strong()) == ["regs_portal.E008"]
