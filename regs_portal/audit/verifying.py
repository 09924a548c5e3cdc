"""Proving that no audit event was changed, put in or taken out."""

from django.db import connection

# The same concatenation as the trigger writes; kept in SQL so that both read jsonb alike.
BROKEN = """
SELECT sequence FROM (
    SELECT sequence, previous, hash,
        lag(hash, 1, repeat('0', 64)) OVER (ORDER BY sequence) AS expected_previous,
        lag(sequence, 1, 0::bigint) OVER (ORDER BY sequence) AS sequence_before,
        audit_event_hash(sequence, previous, at, actor_id, actor_number, verb, subject, payload)
            AS expected_hash
    FROM audit_auditevent
) AS link
WHERE hash <> expected_hash OR previous <> expected_previous OR sequence <> sequence_before + 1
ORDER BY sequence
"""


def broken_links() -> list[int]:
    """Sequence numbers of events whose own hash or link to the one before does not hold."""
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        return [row[0] for row in cursor.fetchall()]
