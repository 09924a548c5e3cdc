"""The demonstration company, loaded once for all tests of this folder that look at it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from regs_portal.demo import company, described
from tests import database

PREFIX = "demo_of_test_regs_"
# Fewer signatures than in the real demo: they are what takes the time.
FEWER = 0.1


@pytest.fixture(scope="session")
def few_signatures() -> tuple[described.PolicyFacts, ...]:
    return tuple(
        replace(
            policy,
            revisions=tuple(
                replace(revision, acknowledged_fraction=revision.acknowledged_fraction * FEWER)
                for revision in policy.revisions
            ),
        )
        for policy in described.policies()
    )


@pytest.fixture(scope="session")
def demo_database(
    django_db_setup: None, django_db_blocker: Any, few_signatures: Any
) -> Iterator[str]:
    """The name of a database of its own that holds the whole demo company."""
    name = f"{PREFIX}{os.getpid()}"
    with database.template() as template, database.server() as cursor:
        _drop_those_of_killed_runs(cursor)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    former = connection.settings_dict["NAME"]
    try:
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(described, "policies", lambda: few_signatures)
            database.use(name)
            company.load()
            database.use(former)
        yield name
    finally:
        database.drop(name)


def _drop_those_of_killed_runs(cursor: Any) -> None:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    for (name,) in cursor.fetchall():
        if not Path(f"/proc/{name.removeprefix(PREFIX)}").exists():
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def demo(demo_database: str, django_db_blocker: Any) -> Iterator[None]:
    """For looking only: what a test wrote here would stay for the next."""
    former = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        database.use(demo_database)
        yield
        database.use(former)
