"""Writing events in tests, and tampering with them as the tables' owner could."""

from typing import Any

from django.db import connection

from regs_portal.audit.recording import record
from tests.cast import Cast


def say(cast: Cast, *words: str) -> None:
    for word in words:
        record("tests.say", cast.company, cast.editor, words=word)


def tamper(statement: str, *values: Any, table: str = "audit_auditevent") -> None:
    """With the guards switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
