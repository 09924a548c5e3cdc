"""Declaring jobs, putting them on the queue and asking what became of them."""

import datetime as dt
from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any, TypeAlias, overload

from django.db import models
from django_tasks.base import Task
from django_tasks.base import task as _task

Job: TypeAlias = Task[Any, Any]
Work: TypeAlias = Callable[..., Any]

# What must run periodically: by the job's dotted path, the job and its interval.
PERIODIC: dict[str, tuple[Job, dt.timedelta]] = {}
# After so many seconds a job is stopped and given up: by its dotted path.
LIMITS: dict[str, int] = {}
LONGEST = 3600
UNFINISHED = ("READY", "RUNNING")


class Priority(IntEnum):
    """Which of the jobs that are due a worker takes first."""

    URGENT = 50  # somebody is not asked what they should be until it is done
    USUAL = 0
    PATIENT = -50  # takes long, and nobody is worse off for waiting


@overload
def job(function: Work, /) -> Job: ...
@overload
def job(
    *, priority: Priority = Priority.USUAL, seconds: int = LONGEST
) -> Callable[[Work], Job]: ...
def job(
    function: Work | None = None,
    /,
    *,
    priority: Priority = Priority.USUAL,
    seconds: int = LONGEST,
) -> Job | Callable[[Work], Job]:
    """Makes a module-level function a job; `work.func(...)` still calls it directly.

    ``seconds`` is how long it may run: one that never ends would keep a worker for ever.
    """

    def declare(function: Work) -> Job:
        declared: Job = _task(priority=int(priority))(function)
        LIMITS[declared.module_path] = seconds
        return declared

    return declare(function) if function else declare


def enqueue_on_commit(work: Job, *arguments: Any) -> None:
    """Queues the job in the current transaction: it exists when that commits, else never did.

    The queue is a table of the same database, so no crash can come between the two.
    """
    work.enqueue(*arguments)


def every(seconds: int) -> Callable[[Job], Job]:
    """Has the workers run the job once per interval, whichever of them comes first."""

    def register(work: Job) -> Job:
        PERIODIC[work.module_path] = (work, dt.timedelta(seconds=seconds))
        return work

    return register


def unfinished(work: Job) -> set[tuple[Any, ...]]:
    """The arguments for which the job waits or runs at this moment."""
    return _arguments(work, models.Q(status__in=UNFINISHED))


def given_up(work: Job, since: dt.datetime) -> set[tuple[Any, ...]]:
    """The arguments for which the job was given up at that moment or later."""
    return _arguments(work, models.Q(status="FAILED", finished_at__gte=since))


def _arguments(work: Job, which: models.Q) -> set[tuple[Any, ...]]:
    from django_tasks_db.models import DBTaskResult

    found: Iterable[dict[str, Any]] = DBTaskResult.objects.filter(
        which, task_path=work.module_path
    ).values_list("args_kwargs", flat=True)
    return {tuple(arguments["args"]) for arguments in found}
