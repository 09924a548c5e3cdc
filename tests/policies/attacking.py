"""Speaking SQL to the guards, and hearing which of them answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.policies.standing import breach_of


def sql(statement: str, *values: Any) -> int:
    """Runs one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@contextmanager
def refused(name: str) -> Iterator[None]:
    """What happens inside breaks the invariant of that name, at once or at the commit."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        yield
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert breach_of(raised.value) == name
