"""Stopping what runs too long, so that a worker comes free again."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Asked again after so many seconds, should something have swallowed the first stop.
AGAIN = 5.0


class JobTookTooLong(BaseException):
    """Passes every ``except Exception``: a library that shrugs off errors would go on for hours."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raises JobTookTooLong inside after that time. Outside a main thread, where no signal can
    be heard, nothing is stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise JobTookTooLong(f"stopped after {seconds:g} seconds")

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
