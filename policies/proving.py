"""Who signs is asked anew who they are: one check for the page, a program and a shell.

A verb that takes a signature takes a ``Proof``. It is made here and nowhere else: by the password,
or, for people who have none here, by having signed in moments ago. A proof made up elsewhere lacks
the seal and is refused.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.core import ratelimit
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from policies.models import Proven
from policies.refusals import Refused
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# As long as allauth holds that somebody has signed in recently.
FRESH = dt.timedelta(minutes=5)
# Wrong passwords are counted by account; settings say how many.
LIMIT = "signature_failed"


@dataclass(frozen=True, slots=True)
class Proof:
    """That this employee showed who they are, how, and when (seconds since 1970)."""

    employee: int
    by: Proven
    at: float
    seal: str

    def is_of(self, employee: Employee) -> bool:
        """Whether it is this employee's, of the last minutes, and was made here."""
        age = timezone.now().timestamp() - self.at
        return (
            self.employee == employee.pk
            and -1 <= age <= FRESH.total_seconds()
            and constant_time_compare(self.seal, _seal(self.employee, self.by, self.at))
        )


def by_password(employee: Employee, password: str, subject: models.Model) -> Proof:
    """Raises Refused when it is not the employee's password, or too many were tried.

    A refused attempt is recorded with ``subject``, what was to be signed; so call this outside the
    transaction of the verb. The password itself is kept nowhere.
    """
    key = f"signature:{employee.pk}"
    if not ratelimit.consume(_Asked(), action=LIMIT, key=key, dry_run=True):
        record("policies.fail_signature", subject, employee, reason="too_many")
        raise Refused(
            "too_many_attempts",
            _("Too many wrong passwords. Nothing was signed. Wait five minutes, then try again."),
        )
    if not (employee.has_usable_password() and employee.check_password(password)):
        ratelimit.consume(_Asked(), action=LIMIT, key=key)
        record("policies.fail_signature", subject, employee, reason="wrong_password")
        raise Refused("wrong_password", _("That is not your password, so nothing was signed."))
    ratelimit.clear(_Asked(), action=LIMIT, key=key)
    return _proof(employee, Proven.PASSWORD)


def by_reauthentication(
    employee: Employee, records: Iterable[Mapping[str, Any]], subject: models.Model
) -> Proof:
    """For people without a password here: allauth's records say that they signed in just now.

    ``records`` are those of the session, as ``get_authentication_records`` returns them.
    """
    if employee.has_usable_password() or not signed_in_recently(records):
        record("policies.fail_signature", subject, employee, reason="not_recent")
        raise Refused(
            "not_reauthenticated",
            _("Sign in once more, so that it is certain who signs. Nothing was signed."),
        )
    return _proof(employee, Proven.REAUTHENTICATION)


def signed_in_recently(records: Iterable[Mapping[str, Any]]) -> bool:
    newest = max((float(record.get("at", 0)) for record in records), default=0.0)
    return timezone.now().timestamp() - newest <= FRESH.total_seconds()


def check(proof: Proof, by: Employee) -> None:
    """What every verb that takes a signature asks first."""
    if not proof.is_of(by):
        raise Refused(
            "not_proven",
            _("It is too long ago that you gave your password. Give it again; nothing was signed."),
        )


class _Asked(HttpRequest):
    """allauth counts by request; what is counted by account needs nothing of one but its verb."""

    method = "POST"


def _proof(employee: Employee, by: Proven) -> Proof:
    at = timezone.now().timestamp()
    return Proof(employee.pk, by, at, _seal(employee.pk, by, at))


def _seal(employee: int, by: Proven, at: float) -> str:
    return salted_hmac("policies.proving", f"{employee}:{by}:{at!r}").hexdigest()
