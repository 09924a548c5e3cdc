"""Whose facts changed, so that what binds them is looked at again."""

from django.db import connection

TAKE = """
DELETE FROM people_touched WHERE id IN (
    SELECT id FROM people_touched ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING employee_id
"""


def take(limit: int) -> list[int]:
    """Keys of employees, each once, at most so many; another who takes at the same time gets
    others. In the caller's transaction: undone, they are there again."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [limit])
        return sorted({employee for (employee,) in cursor.fetchall()})
