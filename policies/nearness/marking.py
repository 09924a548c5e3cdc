"""The marks by which clauses in force are found: written with their search entries."""

from collections.abc import Iterable

from django.db import connection, models

from policies.models import ClauseMark, SearchEntry
from policies.text.likeness import Phrasing, marks

# Some hundreds of rows of two numbers: as models they would cost more than all the rest.
_KEEP = """
INSERT INTO policies_clausemark (mark, entry_id) SELECT * FROM unnest(%s::int[], %s::bigint[])
"""


def keep_marks(entries: Iterable[SearchEntry]) -> None:
    """Marks what the entries say; each once, when it is made."""
    kept = [(mark, entry.pk) for entry in entries for mark in marks(Phrasing.of(entry.text))]
    if kept:
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [list(column) for column in zip(*kept, strict=True)])


def sweep_marks() -> None:
    """Removes the marks whose entry is gone."""
    entries = SearchEntry.objects.filter(pk=models.OuterRef("entry_id"))
    ClauseMark.objects.filter(~models.Exists(entries)).delete()
