"""Rows of a draft saved, and the rows of history that tell of it."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models.sql import InsertQuery
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, get_change_reason_from_object

from regs_portal.audit.recording import Statement
from regs_portal.people.models import Employee


def create(rows: Sequence[Any], by: Employee) -> None:
    """All are of one kind. ``bulk_create`` alone would leave no history, and so no writer."""
    if rows:
        bulk_create_with_history(rows, type(rows[0]), batch_size=500, default_user=by)


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
