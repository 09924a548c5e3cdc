"""Who writes in the demonstration company, and when."""

import datetime as dt

from django.utils import timezone

from policies import proving
from policies.models import Revision
from policies.proving import Proof
from regs_portal.people.models import Employee


class Writers:
    """The employees who write and decide, by number, loaded once as the portal loads them."""

    def __init__(self, password: str) -> None:
        self._known: dict[str, Employee] = {}
        self._proofs: dict[str, Proof] = {}
        self._password = password

    def __getitem__(self, number: str) -> Employee:
        if number not in self._known:
            self._known[number] = (
                Employee.objects.with_group_names()
                .select_related("department", "site")
                .get(employee_number=number)
            )
        return self._known[number]

    def proof_of(self, number: str, revision: Revision) -> Proof:
        """Signed with the password that every account of the demonstration has. Hashing is slow
        on purpose, so it is given again only when the last time is too long ago."""
        employee = self[number]
        if number not in self._proofs or not self._proofs[number].is_of(employee):
            self._proofs[number] = proving.by_password(employee, self._password, revision)
        return self._proofs[number]


def moment(today: dt.date, days: int, hour: int, seed: int = 0) -> dt.datetime:
    """Some minute past ``hour`` in the company's time, ``days`` before today."""
    clock = dt.time(hour, (days * 7 + seed * 13) % 60, seed * 29 % 60)
    day = today - dt.timedelta(days=days)
    return dt.datetime.combine(day, clock, timezone.get_default_timezone())
