"""Databases for tests: migrated once into a template, then copied in a tenth of a second.

Each process of a run has a copy of its own, named after it; the template is named after what the
migrations say, so a change of one makes a new template. A transactional test gets a fresh copy
afterwards instead of Django's flush: flushing would also remove what migrations put in, and the
tables that hold evidence refuse to be truncated.
"""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings

from regs_portal.settings import CACHES

TEMPLATE_PREFIX = "template_regs_"
COPY_PREFIX = "test_regs_"


@contextlib.contextmanager
def server() -> Iterator[Any]:
    """A cursor outside any transaction, on the server's maintenance database."""
    parameters = {
        name: settings.DATABASES["default"][key]
        for name, key in (
            ("host", "HOST"),
            ("port", "PORT"),
            ("user", "USER"),
            ("password", "PASSWORD"),
        )
        if settings.DATABASES["default"].get(key)
    }
    link = psycopg2.connect(dbname="postgres", **parameters)
    link.autocommit = True
    with contextlib.closing(link), link.cursor() as cursor:
        yield cursor


def use(name: str) -> None:
    """Points Django at the database; open connections to the former one are closed."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


@contextlib.contextmanager
def template() -> Iterator[str]:
    """The migrated template's name; made when migrations changed or nobody made it yet.

    While it is in use here, nobody else's tidying removes it.
    """
    name = TEMPLATE_PREFIX + _fingerprint_of_migrations()
    with server() as cursor:
        with (settings.VAR_DIR / "test-template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            cursor.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [name])
            if not _exists(cursor, name):
                _make_template(cursor, name)
        yield name


def own_copy(template_name: str) -> str:
    name = f"{COPY_PREFIX}{os.getpid()}"
    with server() as cursor:
        _drop(cursor, name)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_name}" STRATEGY file_copy')
    return name


def drop(name: str) -> None:
    with server() as cursor:
        _drop(cursor, name)


def _make_template(cursor: Any, name: str) -> None:
    unfinished = f"{name}_part"
    _drop(cursor, unfinished)
    cursor.execute(f'CREATE DATABASE "{unfinished}"')
    former = connection.settings_dict["NAME"]
    use(unfinished)
    call_command("migrate", verbosity=0, interactive=False)
    with override_settings(CACHES=CACHES):
        call_command("createcachetable", verbosity=0)
    use(former)
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    _tidy(cursor, name)


def _tidy(cursor: Any, keep: str) -> None:
    """Drops templates that nobody uses and copies whose process is gone."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s OR datname LIKE %s",
        [f"{TEMPLATE_PREFIX}%", f"{COPY_PREFIX}%"],
    )
    for (name,) in cursor.fetchall():
        if name != keep and not _in_use(cursor, name):
            with contextlib.suppress(psycopg2.Error):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _in_use(cursor: Any, name: str) -> bool:
    if name.startswith(COPY_PREFIX):
        return Path(f"/proc/{name.removeprefix(COPY_PREFIX)}").exists()
    # The lock taken while asking is given back when the connection closes.
    cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
    return not cursor.fetchone()[0]


def _exists(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _fingerprint_of_migrations() -> str:
    """Of every app's migrations, and of the starters that one of them loads."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for folder in (Path(app.path) / "migrations", Path(app.path) / "starters"):
            for file in sorted(folder.rglob("*")):
                if file.is_file() and file.suffix != ".pyc":
                    digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:16]
