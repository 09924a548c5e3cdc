"""What was taken out of a draft, and can be put back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from policies.models import Chapter, Clause, Revision
from regs_portal.people.models import Employee


@dataclass(frozen=True, slots=True)
class Removed:
    """A clause or heading that is not in the draft any more, as it was when it went."""

    what: str
    anchor: str
    label: str
    title: str
    by: Employee | None
    at: dt.datetime


def removed_pieces(revision: Revision) -> list[Removed]:
    """The last removed first; two queries."""
    found = [
        *_removed(revision, "heading", Chapter, "title"),
        *_removed(revision, "clause", Clause, "caption"),
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _removed(revision: Revision, what: str, model: Any, title: str) -> list[Removed]:
    there = model.objects.filter(revision=revision).values("anchor")
    rows = (
        model.history.filter(revision_id=revision.pk, history_type="-")
        .exclude(anchor__in=there)
        .select_related("history_user")
        .order_by("history_date", "history_id")
    )
    newest = {row.anchor: row for row in rows}
    return [
        Removed(what, anchor, row.label, getattr(row, title), row.history_user, row.history_date)
        for anchor, row in newest.items()
    ]
