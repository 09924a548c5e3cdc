"""Two clocks: what was in force on a day, and what the portal knew of that at a moment.

Answered from the schedule alone, whose rows are only ever added: a later row changes no answer
about an earlier moment.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from policies.models import Policy, Revision, Schedule, ScheduleVerb


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of one revision at a moment: its first day, since when that was known."""

    revision: Revision
    effective_from: dt.date
    since: dt.datetime


def rows_of(policy: Policy, known_at: dt.datetime | None = None) -> "models.QuerySet[Schedule]":
    """Every publication, postponement and cancellation known by then, in order."""
    rows = Schedule.objects.filter(revision__policy=policy).select_related("revision", "by")
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    return rows.order_by("pk")


def known_by(rows: Iterable[Schedule], day: dt.date) -> list[Schedule]:
    """Those of the rows that were known by the end of that day."""
    return [row for row in rows if timezone.localdate(row.at) <= day]


def in_force_on(policy: Policy, day: dt.date, known_at: dt.datetime | None = None) -> Known | None:
    """The words in force on the day, as the portal knew it at the moment, else now.

    A repeal is the answer where nothing was in force because of it; None before the first text.
    """
    return answer(rows_of(policy, known_at), day)


def answer(rows: Iterable[Schedule], day: dt.date) -> Known | None:
    """The same from rows in order."""
    standing: dict[int, Known] = {}
    for row in rows:
        standing.pop(row.revision_id, None)
        if row.verb != ScheduleVerb.CANCEL and row.effective_from is not None:
            standing[row.revision_id] = Known(row.revision, row.effective_from, row.at)
    begun = [known for known in standing.values() if known.effective_from <= day]
    return max(begun, key=lambda known: known.revision.sequence, default=None)
