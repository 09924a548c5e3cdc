"""Declaring jobs and putting them on the queue."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeAlias

from django_tasks.base import Task
from django_tasks.base import task as _task

Job: TypeAlias = Task[Any, Any]

# What must run periodically: by the job's dotted path, the job and its interval.
PERIODIC: dict[str, tuple[Job, dt.timedelta]] = {}


def job(function: Callable[..., Any]) -> Job:
    """Makes a module-level function a job; `work.func(...)` still calls it directly."""
    declared: Job = _task(function)
    return declared


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
