"""The one way an audit event is written."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from regs_portal.audit import doors
from regs_portal.people.models import Employee

# How the state of a subject is digested, by its model's label: SQL that gives 64 hexadecimal
# digits for a key. Apps name theirs when they are ready; of any other it is the row as it stands.
states: dict[str, str] = {}

INSERT = """
INSERT INTO audit_auditevent (sequence, version, at, actor_id, actor_number, verb, subject, door,
    address, before, after, payload, previous, hash)
SELECT 0, 2, now(), %s, %s, %s, %s, %s, %s,
    coalesce((SELECT earlier.after FROM audit_auditevent AS earlier
        WHERE earlier.subject = %s ORDER BY earlier.sequence DESC LIMIT 1), ''),
    coalesce(({state}), ''), %s, '', ''
"""
NO_STATE = "SELECT ''"


def record(verb: str, subject: models.Model, by: Employee | None, **payload: Any) -> None:
    """Appends one event; ``by`` is None only for what the portal does by itself.

    ``after`` is the digest of the subject's state as this transaction leaves it so far, so call
    this last; ``before`` is the one that the subject's last event recorded.
    """
    named = subject_of(subject)
    state, keys = _state(subject)
    door, address = doors.current()
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT.format(state=state),
            [
                by.pk if by else None,
                by.employee_number if by else "",
                verb,
                named,
                door,
                address,
                named,
                *keys,
                json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False),
            ],
        )


def subject_of(instance: models.Model) -> str:
    """How an event names what it is about: ``policies.revision:12``."""
    return f"{instance._meta.label_lower}:{instance.pk}"


def _state(subject: models.Model) -> tuple[str, list[Any]]:
    """The SQL that digests the state, and its values; none where no single key names the row."""
    label = subject._meta.label_lower
    if label in states:
        return states[label], [subject.pk]
    if not isinstance(subject.pk, int | str):
        return NO_STATE, []
    table = connection.ops.quote_name(subject._meta.db_table)
    key = connection.ops.quote_name(str(subject._meta.pk.column))
    sql = f"SELECT audit_sha256(to_jsonb(it)::text) FROM {table} AS it WHERE it.{key} = %s"  # noqa: S608
    return sql, [subject.pk]
