"""Clauses that may be near: those with a mark that the clause asked about has too."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import connection

from policies.text.likeness import Phrasing, probes

# A mark that more clauses have tells little; the newest of them stand for all.
ENTRIES_PER_MARK = 100
# So many for each clause asked about.
ENTRIES_PER_CLAUSE = 60
# Of a text with more than these only every other mark is asked for, or every third.
MOST_MARKS = 20_000

# Each mark in common weighs the more the fewer clauses have it. Only the index is read.
_LIKELIEST = """
WITH weighed AS (
    SELECT asked.clause, kept.entry_id, sum(ln(10.0::float8 * %(most)s / kept.entries)) AS weight
    FROM unnest(%(clauses)s::int[], %(marks)s::int[]) AS asked (clause, mark)
    CROSS JOIN LATERAL (
        SELECT entry_id, count(*) OVER () AS entries FROM (
            SELECT entry_id FROM policies_clausemark WHERE mark = asked.mark
            ORDER BY entry_id DESC LIMIT %(most)s
        ) AS newest
    ) AS kept
    GROUP BY asked.clause, kept.entry_id
), ranked AS (
    SELECT clause, entry_id,
        row_number() OVER (PARTITION BY clause ORDER BY weight DESC, entry_id DESC) AS place
    FROM weighed
)
SELECT clause, entry_id FROM ranked WHERE place <= %(each)s ORDER BY clause, place
"""


def candidates(phrasings: Sequence[Phrasing]) -> dict[int, list[int]]:
    """For each phrasing, by its place in the sequence, keys of search entries, likeliest first."""
    asked = [(place, mark) for place, each in enumerate(phrasings) for mark in probes(each)]
    asked = asked[:: -(-len(asked) // MOST_MARKS) or 1]
    values: dict[str, Any] = {
        "clauses": [place for place, _mark in asked],
        "marks": [mark for _place, mark in asked],
        "most": ENTRIES_PER_MARK,
        "each": ENTRIES_PER_CLAUSE,
    }
    found: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_LIKELIEST, values)
        for place, entry in cursor.fetchall():
            found[place].append(entry)
    return found
