"""Settings in a process of their own: what production refuses, and what it is then like."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

SECRET = "correct-horse-battery-staple-" + "0123456789abcdefghijklmnopqrstuvwxyz"


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=Path(settings.BASE_DIR),
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def production(db: None) -> dict[str, str]:
    facts = connection.settings_dict
    return {
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "regulations.example",
        "EMAIL_HOST": "mail.example",
        "DATABASE_URL": f"postgresql://{facts['USER']}@/{facts['NAME']}?host={facts['HOST']}",
    }


def test_production_passes_the_deployment_checks(production: dict[str, str]) -> None:
    checked = manage("check", "--deploy", "--database", "default", **production)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout
    assert "WARNINGS" not in checked.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_names_the_variable_it_misses(production: dict[str, str], name: str) -> None:
    del production[name]
    checked = manage("check", **production)
    assert checked.returncode != 0
    assert f"The environment variable {name} is not set." in checked.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("REGS_PORTAL_MODE", "prod", "Set it to one of: production, demo, development, test."),
        ("REGS_PORTAL_SSL_REDIRECT", "maybe", "Set it to yes or no."),
        ("REGS_PORTAL_HSTS_SECONDS", "1h", "Set it to a whole number, 0 or more."),
        ("DATABASE_URL", "sqlite:///x.db", "the portal runs on PostgreSQL only"),
    ],
)
def test_a_wrong_value_is_answered_with_a_sentence(
    production: dict[str, str], name: str, value: str, sentence: str
) -> None:
    checked = manage("check", **production | {name: value})
    assert checked.returncode != 0
    assert sentence in checked.stderr


def test_an_unreachable_database_is_named_with_its_remedy(production: dict[str, str]) -> None:
    production["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:9/nothing"
    checked = manage("check", "--database", "default", **production)
    assert checked.returncode != 0
    assert "The database does not answer" in checked.stderr
    assert "HINT: Start PostgreSQL, or correct DATABASE_URL" in checked.stderr


def test_production_hardens_cookies_and_answers(production: dict[str, str]) -> None:
    names = (
        "DEBUG SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT X_FRAME_OPTIONS".split()
    )
    question = f"from django.conf import settings as s; print([getattr(s, n) for n in {names!r}])"
    answer = manage("shell", "--no-imports", "-c", question, **production)
    assert answer.stdout.strip() == "[False, True, True, True, 'DENY']", answer.stderr


def test_the_demo_is_refused_in_production(production: dict[str, str]) -> None:
    refused = manage("demo", **production)
    assert refused.returncode != 0
    assert "for the demo only" in refused.stderr


def test_the_web_server_leaves_a_long_address_to_the_portal() -> None:
    """Its own refusal is a bare sentence in English."""
    served = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    assert served.get("limit_request_line") == 8190  # the most that gunicorn takes
