"""The one way an audit event is written: last in its transaction, because the chain serialises."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from regs_portal.people.models import Employee

INSERT = """
INSERT INTO audit_auditevent
    (sequence, at, actor_id, actor_number, verb, subject, payload, previous, hash)
VALUES (0, now(), %s, %s, %s, %s, %s, '', '')
"""


def record(verb: str, subject: models.Model, by: Employee | None, **payload: Any) -> None:
    """Appends one event; ``by`` is None only for what the portal does by itself.

    The row takes a lock that is held until the transaction ends, so call this last.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                by.pk if by else None,
                by.employee_number if by else "",
                verb,
                subject_of(subject),
                json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False),
            ],
        )


def subject_of(instance: models.Model) -> str:
    """How an event names what it is about: ``policies.revision:12``."""
    return f"{instance._meta.label_lower}:{instance.pk}"
