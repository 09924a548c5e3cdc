"""Jobs that leave a trace a test can look for."""

import contextlib
import os
import signal
import time

from django.contrib.auth.models import Group

from regs_portal.jobs import Priority, job


@job
def leave_trace(name: str) -> None:
    Group.objects.get_or_create(name=name)


@job
def fail(reason: str) -> None:
    raise ValueError(reason)


@job
def leave_trace_slowly(name: str) -> None:
    """Announces itself, then takes so long that a test can interfere."""
    Group.objects.get_or_create(name=f"{name} begun")
    time.sleep(1.5)
    Group.objects.get_or_create(name=name)


@job
def kill_own_worker() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@job(priority=Priority.URGENT)
def leave_trace_urgently(name: str) -> None:
    Group.objects.create(name=name)


@job(priority=Priority.PATIENT, seconds=1)
def never_end() -> None:
    """As a library does that logs every error and goes on."""
    while True:
        with contextlib.suppress(Exception):
            time.sleep(30)
