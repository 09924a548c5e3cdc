"""One engine, one driver, and migrations that say what the models say."""

import importlib.util

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_the_driver_is_psycopg2() -> None:
    connection.ensure_connection()
    assert isinstance(connection.connection, psycopg2.extensions.connection)


def test_psycopg_3_is_not_installed() -> None:
    # Django would switch to it without a word.
    assert importlib.util.find_spec("psycopg") is None


@pytest.mark.django_db
def test_the_server_is_recent_enough() -> None:
    connection.ensure_connection()
    assert connection.vendor == "postgresql"
    assert connection.connection.server_version >= 150000


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
