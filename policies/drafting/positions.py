"""The order of rows below one parent. Positions count from 1 without gaps."""

from collections.abc import Sequence
from typing import Any

from regs_portal.people.models import Employee


def insert(row: Any, siblings: Sequence[Any], position: int, by: Employee) -> None:
    """Saves the row at ``position`` (from 1) among its new siblings."""
    place = min(max(position, 1), len(siblings) + 1) - 1
    row.position = len(siblings) + 1
    save(row, by)
    in_sequence([*siblings[:place], row, *siblings[place:]])


def in_sequence(rows: Sequence[Any]) -> None:
    """Gives the rows positions 1, 2, 3 …; a change of place alone is no history."""
    moved = []
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"])


def save(row: Any, by: Employee) -> None:
    """With a history row that says who."""
    row._history_user = by
    row.save()
