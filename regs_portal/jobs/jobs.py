"""The queue's own housekeeping."""

import datetime as dt

from django.utils import timezone

from regs_portal.jobs.queue import every, job

KEEP_FINISHED = dt.timedelta(days=30)


@every(seconds=24 * 3600)
@job
def forget_finished_jobs() -> None:
    """The queue keeps a month of finished jobs for whoever looks into a failure."""
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_FINISHED).delete()
