"""Periodic jobs: every interval is a slot, and the worker that writes its row runs the job."""

import datetime as dt

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from regs_portal.jobs.models import PeriodicSlot
from regs_portal.jobs.queue import PERIODIC, UNFINISHED, Job

KEEP_SLOTS = dt.timedelta(days=7)


def enqueue_due(now: dt.datetime) -> int:
    """Queues what is due and nobody queued yet; returns how many jobs.

    Slots missed while no worker ran are not made up one by one: one run catches up.
    """
    return sum(
        _enqueue_once(path, work, _slot(now, interval))
        for path, (work, interval) in PERIODIC.items()
    )


def _slot(now: dt.datetime, interval: dt.timedelta) -> dt.datetime:
    """When the interval that contains ``now`` began, the same for every worker."""
    seconds = interval.total_seconds()
    return dt.datetime.fromtimestamp(now.timestamp() // seconds * seconds, dt.UTC)


def _enqueue_once(path: str, work: Job, slot: dt.datetime) -> bool:
    slots = PeriodicSlot.objects.filter(name=path)
    if slots.filter(starts_at__gte=slot).exists():
        return False
    # The slot's row and the queue's row appear together or not at all.
    with transaction.atomic():
        _row, is_ours = PeriodicSlot.objects.get_or_create(name=path, starts_at=slot)
        if not is_ours:
            return False
        slots.filter(starts_at__lt=slot - KEEP_SLOTS).delete()
        if DBTaskResult.objects.filter(task_path=path, status__in=UNFINISHED).exists():
            return False
        work.enqueue()
    return True
