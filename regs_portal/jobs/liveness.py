"""How workers know of each other's death: each holds a lock that the server drops with it."""

import contextlib
import os
import socket
import uuid
from typing import Any

import psycopg2
from django.db import connection

# The second argument keeps these locks apart from any other use of advisory locks.
LOCK_KEY = "hashtextextended(%s, 20250731)"


class Liveness:
    """A name and an advisory lock on it, held by a connection used for nothing else.

    When that connection breaks, the name is dead for ever: other workers may already have taken
    its jobs. A worker that goes on takes a new one.
    """

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:12]}"
        # Says so in Django's exceptions when the database is away.
        with connection.wrap_database_errors:
            self._link = _own_connection()
            with self._link.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_lock({LOCK_KEY})", [self.name])

    def is_held(self) -> bool:
        try:
            with self._link.cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg2.Error:
            return False
        return True

    def release(self) -> None:
        with contextlib.suppress(psycopg2.Error):
            # Said aloud: after a mere close the server holds the lock for another moment.
            with self._link.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock_all()")
            self._link.close()


def is_dead(name: str) -> bool:
    """Whether nobody holds the name's lock; until the transaction ends, nobody else finds it so."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({LOCK_KEY})", [name])
        return bool(cursor.fetchone()[0])


def _own_connection() -> Any:
    parameters = connection.get_connection_params()
    # Django's wishes for its own connections, not psycopg2's.
    for ours in ("cursor_factory", "context"):
        parameters.pop(ours, None)
    link = psycopg2.connect(**parameters)
    link.autocommit = True
    return link
