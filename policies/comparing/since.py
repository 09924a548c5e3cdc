"""What a reader last took note of, from where to tell what has changed.

Policies know of no acknowledgement. Apps above this one register here when they are ready: a
function of the reader and a policy that returns the key of that revision, and when it was.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from policies.models import Policy
from regs_portal.people.models import Employee


@dataclass(frozen=True, slots=True)
class Noted:
    revision_pk: int
    at: dt.datetime


LastNoted = Callable[[Employee, Policy], Noted | None]
last_noted: list[LastNoted] = []


def noted_by(employee: Employee, policy: Policy) -> Noted | None:
    """The latest of it; None where the reader was never asked."""
    found = [noted for ask in last_noted if (noted := ask(employee, policy)) is not None]
    return max(found, key=lambda noted: noted.at, default=None)
