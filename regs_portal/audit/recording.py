"""The one way an audit event is written."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from regs_portal.audit import doors
from regs_portal.people.models import Employee

# How the state of a subject is digested, by its model's label: an SQL function of its key. Apps
# name theirs when they are ready; of any other it is the row as it stands.
states: dict[str, str] = {}

# What the database takes for the state that the last event left.
UNCHANGED = "'='"
RECORD = "SELECT audit_record(%s, %s, %s, %s, %s, %s, {state}, %s)"
Statement = tuple[str, list[Any]]


def record(verb: str, subject: models.Model, by: Employee | None, **payload: Any) -> None:
    """Appends one event; ``by`` is None only for what the portal does by itself.

    ``after`` is the digest of the subject's state as this transaction leaves it so far, so call
    this last; ``before`` is the one that the subject's last event recorded.
    """
    record_and_run(("", []), verb, subject, by, **payload)


def record_and_run(
    then: Statement,
    verb: str,
    subject: models.Model,
    by: Employee | None,
    *,
    changes_it: bool = True,
    **payload: Any,
) -> None:
    """The same with a statement, which changes no subject, in the same message to the server: half
    of what an event costs is the way there and back.

    A deed that says ``changes_it=False`` leaves the state that the last event left: it digests
    nothing, and covers up nothing that was changed by hand in between."""
    state, keys = _state(subject) if changes_it else (UNCHANGED, [])
    door, address = doors.current()
    event = RECORD.format(state=state)
    sql, values = then
    with connection.cursor() as cursor:
        cursor.execute(
            f"{event}; {sql}" if sql else event,
            [
                by.pk if by else None,
                by.employee_number if by else "",
                verb,
                subject_of(subject),
                door,
                address,
                *keys,
                json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False),
                *values,
            ],
        )


def run(then: Statement) -> None:
    """By itself, where a verb has no event yet to send it along with."""
    with connection.cursor() as cursor:
        cursor.execute(*then)


def subject_of(instance: models.Model) -> str:
    """How an event names what it is about: ``policies.revision:12``."""
    return f"{instance._meta.label_lower}:{instance.pk}"


def _state(subject: models.Model) -> tuple[str, list[Any]]:
    """The SQL that digests the state, and its values; none where no single key names the row."""
    if digested := states.get(subject._meta.label_lower):
        return f"{digested}(%s)", [subject.pk]
    if not isinstance(subject.pk, int | str):
        return "''", []
    table = connection.ops.quote_name(subject._meta.db_table)
    key = connection.ops.quote_name(str(subject._meta.pk.column))
    row = f"SELECT to_jsonb(it)::text FROM {table} AS it WHERE it.{key} = %s"  # noqa: S608
    return f"audit_sha256(({row}))", [subject.pk]
