"""Proving that no audit event was changed, put in, taken out or moved, and no evidence either.

Every check reads as a stream; a million events take seconds, and no more memory than one batch.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from regs_portal.audit.models import Seal

# What else can be proved: apps name their checks when they are ready. Each yields a sentence for
# everything it finds wrong.
Check = Callable[[], Iterator[str]]
checks: list[Check] = []

CHUNK = 2_000
_numbers = count()

CHANGED = """
SELECT sequence FROM audit_auditevent AS event
WHERE hash IS DISTINCT FROM audit_sha256(audit_event_words(event)) ORDER BY sequence
"""

# The chain that events of version 1 carried themselves.
OLD_CHAIN = """
SELECT sequence FROM (
    SELECT sequence, previous, lag(hash, 1, repeat('0', 64)) OVER (ORDER BY sequence) AS expected,
        lag(sequence, 1, 0::bigint) OVER (ORDER BY sequence) AS before
    FROM audit_auditevent WHERE version = 1
) AS link WHERE previous <> expected OR sequence <> before + 1 ORDER BY sequence
"""

SEALS = """
SELECT number FROM (
    SELECT number, hash, previous, audit_sha256(audit_seal_words(seal)) AS own,
        lag(hash, 1, repeat('0', 64)) OVER (ORDER BY number) AS expected,
        lag(number, 1, 0::bigint) OVER (ORDER BY number) AS before
    FROM audit_seal AS seal
) AS link
WHERE hash <> own OR previous <> expected OR number <> before + 1 ORDER BY number
"""

ROOTS = "SELECT number FROM audit_seal WHERE root <> audit_seal_root(events) ORDER BY number"

MISSING = """
SELECT listed.sequence, listed.number FROM (
    SELECT unnest(events) AS sequence, number FROM audit_seal
    UNION ALL SELECT event, 0 FROM audit_unsealedevent) AS listed
LEFT JOIN audit_auditevent AS event ON event.sequence = listed.sequence
WHERE event.sequence IS NULL ORDER BY listed.sequence
"""

# Under no seal and not waiting for one: put in by hand, or hidden from the sealing.
PUT_IN = """
SELECT sequence FROM audit_auditevent AS trail
WHERE NOT EXISTS (SELECT FROM audit_unsealedevent AS waiting WHERE waiting.event = trail.sequence)
EXCEPT SELECT unnest(events) FROM audit_seal ORDER BY 1
"""

NOBODYS = """
SELECT sequence FROM audit_auditevent AS event WHERE actor_id IS NOT NULL
AND NOT EXISTS (SELECT FROM people_employee WHERE id = event.actor_id) ORDER BY sequence
"""

TWICE = """
SELECT sequence FROM (
    SELECT unnest(events) AS sequence FROM audit_seal
    UNION ALL SELECT event FROM audit_unsealedevent) AS listed
GROUP BY sequence HAVING count(*) > 1 ORDER BY sequence
"""


def faults(seal_is: tuple[int, str] | None = None) -> Iterator[str]:
    """A sentence for everything that does not hold, of the trail and of the evidence beside it.

    ``seal_is`` is a seal's number and hash that somebody kept outside. What is read is one moment:
    events recorded meanwhile are not seen.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield from _of_events()
        yield from _of_seals()
        if seal_is:
            yield from _of_a_kept_seal(*seal_is)
        for check in checks:
            yield from check()


def _of_events() -> Iterator[str]:
    for (sequence,) in rows(CHANGED):
        yield _("Event %(number)s was changed.") % {"number": sequence}
    for (sequence,) in rows(OLD_CHAIN):
        yield _("Before event %(number)s one is missing, or it stands elsewhere.") % {
            "number": sequence
        }
    for sequence, number in rows(MISSING):
        if number:
            yield _("Event %(number)s was taken out; seal %(seal)s names it.") % {
                "number": sequence,
                "seal": number,
            }
        else:
            yield _("Event %(number)s was taken out before it was sealed.") % {"number": sequence}
    for (sequence,) in rows(PUT_IN):
        yield _("Event %(number)s was put in by hand: it is under no seal and waits for none.") % {
            "number": sequence
        }
    for (sequence,) in rows(TWICE):
        yield _("Event %(number)s is sealed twice.") % {"number": sequence}
    for (sequence,) in rows(NOBODYS):
        yield _("Event %(number)s names an actor who does not exist.") % {"number": sequence}


def _of_seals() -> Iterator[str]:
    for (number,) in rows(SEALS):
        yield _("Seal %(number)s was changed, or the one before it is missing.") % {
            "number": number
        }
    for (number,) in rows(ROOTS):
        yield _("Under seal %(number)s stand other events than were sealed.") % {"number": number}


def _of_a_kept_seal(number: int, kept: str) -> Iterator[str]:
    found = Seal.objects.filter(number=number).values_list("hash", flat=True).first()
    if found is None:
        yield _("Seal %(number)s, which was kept outside, is missing.") % {"number": number}
    elif found != kept:
        yield _("Seal %(number)s is not the one that was kept outside.") % {"number": number}


def rows(sql: str, *values: int | str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, a chunk at a time from a cursor in the database."""
    name = f"verifying_{next(_numbers)}"
    with connection.cursor() as cursor:
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", values)
    try:
        while chunk := _fetch(name):
            yield from chunk
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"CLOSE {name}")


def _fetch(name: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"FETCH {CHUNK} FROM {name}")
        chunk: list[tuple[Any, ...]] = cursor.fetchall()
    return chunk
