import pytest
from django.db import connection

from tests import cast as casting

NOTES = "ALTER TABLE people_employee_groups {} TRIGGER noted"


@pytest.fixture
def cast(db: None) -> casting.Cast:
    """The cast, with nothing in the trail of how they came into their offices."""
    with connection.cursor() as cursor:
        cursor.execute(NOTES.format("DISABLE"))
        cast = casting.assemble()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(NOTES.format("ENABLE ALWAYS"))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return cast
