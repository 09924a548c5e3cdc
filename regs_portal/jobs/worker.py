"""Takes jobs from the queue, one at a time, and survives what happens to machines.

A job that fails is tried again, later each time, and given up after three attempts; so is one
whose worker was killed. One that runs too long is given up at once: it would again. While the
database is away the worker waits and tries again.
"""

import datetime as dt
import logging
import threading
import time
from typing import Any, TypeAlias

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from regs_portal.audit import doors
from regs_portal.audit.doors import Door
from regs_portal.jobs.limiting import JobTookTooLong, stopped_after
from regs_portal.jobs.liveness import Liveness, is_dead
from regs_portal.jobs.periodic import enqueue_due
from regs_portal.jobs.queue import LIMITS, LONGEST

Task: TypeAlias = DBTaskResult[Any, Any]

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
RETRY_AFTER = dt.timedelta(seconds=30)
IDLE_SECONDS = 0.5
HOUSEKEEPING_SECONDS = 5.0
LONGEST_WAIT_FOR_DATABASE = 10.0


class WorkerDiedError(Exception):
    """The worker was killed while it ran the job."""


class Worker:
    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self.idle_seconds = idle_seconds
        self.stopping = threading.Event()
        self._next_housekeeping = 0.0

    def stop(self) -> None:
        """Asks the worker to end after the job it is running; safe in a signal handler."""
        self.stopping.set()

    def run(self) -> None:
        """Works until asked to stop."""
        wait = self.idle_seconds
        while not self.stopping.is_set():
            try:
                self._run_under_one_name()
                wait = self.idle_seconds
            except (OperationalError, InterfaceError) as error:
                logger.warning("The database does not answer; trying again in %.1f s: %s",
                               wait, " ".join(str(error).split()))  # fmt: skip
                connection.close()
                self.stopping.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT_FOR_DATABASE)

    def _run_under_one_name(self) -> None:
        liveness = Liveness()
        logger.info("Worker %s is ready", liveness.name)
        try:
            while not self.stopping.is_set():
                close_old_connections()
                if not liveness.is_held():
                    raise OperationalError("the worker's own connection broke")
                self._keep_house()
                if not run_next(liveness.name):
                    self.stopping.wait(self.idle_seconds)
        finally:
            liveness.release()

    def _keep_house(self) -> None:
        if time.monotonic() < self._next_housekeeping:
            return
        requeue_orphans()
        enqueue_due(timezone.now())
        self._next_housekeeping = time.monotonic() + HOUSEKEEPING_SECONDS


def run_pending() -> int:
    """Runs every queued job now, in this process; for tests, the demo and the command line.

    Unlike a worker it lets a job's error through. Returns how many jobs it ran.
    """
    count = 0
    while task := _claim("here"):
        _call(task)
        count += 1
    return count


def run_next(worker_name: str) -> bool:
    """Runs one job, if one is due, and records how it ended."""
    task = _claim(worker_name)
    if task is None:
        return False
    began = time.monotonic()
    try:
        _call(task)
    except (Exception, JobTookTooLong) as error:
        logger.exception("Job %s failed (attempt %d)", task.task_path, len(task.worker_ids))
        # What failed may be the connection; recording it needs one that works.
        if not connection.is_usable():
            connection.close()
        _retry_or_give_up(task, error)
    else:
        logger.info("Job %s took %.2f s", task.task_path, time.monotonic() - began)
    return True


def requeue_orphans() -> int:
    """Gives jobs of killed workers back to the queue; returns how many."""
    count = 0
    with transaction.atomic():
        for task in DBTaskResult.objects.running().select_for_update(skip_locked=True):
            if not is_dead(task.worker_ids[-1]):
                continue
            logger.warning("Worker %s died; its job %s is run again", task.worker_ids[-1], task.pk)
            _retry_or_give_up(task, WorkerDiedError(task.worker_ids[-1]), at_once=True)
            count += 1
    return count


def _claim(worker_name: str) -> Task | None:
    with transaction.atomic():
        task: Task | None = DBTaskResult.objects.ready().get_locked()
        if task is not None:
            task.claim(worker_name)
    return task


def _call(task: Task) -> None:
    arguments = task.args_kwargs
    work = task.task  # read first: the module it stands in sets its limit
    with stopped_after(LIMITS.get(task.task_path, LONGEST)), doors.through(Door.JOB):
        work.call(*arguments["args"], **arguments["kwargs"])
    task.set_successful(None)


def _retry_or_give_up(task: Task, error: BaseException, *, at_once: bool = False) -> None:
    attempts = len(task.worker_ids)
    if attempts >= MAX_ATTEMPTS or isinstance(error, JobTookTooLong):
        task.set_failed(error)
        return
    task.status = "READY"
    if not at_once:
        task.run_after = timezone.now() + RETRY_AFTER * attempts
    task.save(update_fields=["status", "run_after"])
