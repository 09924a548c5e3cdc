"""One save of a row of a draft, and the row of its history that tells of it."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models.sql import InsertQuery
from django.utils import timezone
from simple_history.utils import get_change_reason_from_object

from regs_portal.audit.recording import Statement


def saved(row: Any) -> Statement:
    """Saves the row, and gives back what appends to its history, as django-simple-history would
    have done at once: so it goes along with the event of the verb."""
    row.skip_history_when_saving = True
    try:
        row.save()
    finally:
        del row.skip_history_when_saving
    past = type(row).history.model
    kept = past(
        history_date=timezone.now(),
        history_type="~",
        history_user=row._history_user,
        history_change_reason=get_change_reason_from_object(row),
        **{field.attname: getattr(row, field.attname) for field in past.tracked_fields},
    )
    query = InsertQuery(past)
    query.insert_values(
        [field for field in past._meta.concrete_fields if not field.primary_key], [kept]
    )
    [(sql, values)] = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return sql, list(values)
