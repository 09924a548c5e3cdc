"""TRUNCATE is refused wherever the portal is in earnest.

A test database, whose name begins with test_, may be emptied; so this asks one that is not.
"""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.conf import settings

from tests import database

# The prefix makes a copy that a killed run left behind be tidied away like old templates.
NAME = f"{database.TEMPLATE_PREFIX}in_earnest_{os.getpid()}"

KEPT = (
    "audit_auditevent",
    "policies_contribution",
    "policies_transition",
    "policies_review",
    "policies_decision",
    "policies_revision",
    "policies_chapter",
    "policies_clause",
    "policies_clauserole",
    "policies_clauseaudiencerule",
    "acknowledgements_acknowledgement",
    "acknowledgements_audienceassigned",
    "acknowledgements_assignment",
    "people_employee",
    "policies_policy",
)


@pytest.fixture(scope="module")
def in_earnest(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A cursor in a migrated database whose name is not that of a test database."""
    with (
        django_db_blocker.unblock(),
        database.template() as template,
        database.server() as server,
    ):
        server.execute(f'CREATE DATABASE "{NAME}" TEMPLATE "{template}"')
    facts = settings.DATABASES["default"]
    link = psycopg2.connect(
        dbname=NAME, host=facts["HOST"], port=facts["PORT"] or None, user=facts["USER"],
        password=facts["PASSWORD"] or None,
    )  # fmt: skip
    link.autocommit = True
    try:
        with contextlib.closing(link), link.cursor() as cursor:
            yield cursor
    finally:
        database.drop(NAME)


@pytest.mark.parametrize("table", KEPT)
def test_evidence_and_texts_are_not_emptied(in_earnest: Any, table: str) -> None:
    with pytest.raises(psycopg2.errors.CheckViolation) as raised:
        in_earnest.execute(f"TRUNCATE {table} CASCADE")
    assert raised.value.diag.constraint_name == "evidence_append_only"


def test_what_is_no_evidence_may_be_emptied(in_earnest: Any) -> None:
    """So the refusals above come from the guards, not from the database at large."""
    in_earnest.execute("TRUNCATE django_session, policies_searchentry")


@pytest.mark.django_db
def test_a_test_database_may_be_emptied() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent")
