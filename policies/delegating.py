"""Standing in for somebody who is away: who may decide in their place, from when to when.

A delegate signs what the principal's office lets the principal sign, and counts as both. Nothing
passes on: only who holds the office can be stood in for.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.models import Delegation, DelegationEnd
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# Whoever is away for longer gives up the office.
LONGEST = dt.timedelta(days=366)


def delegate(
    principal: Employee,
    to: Employee,
    first_day: dt.date,
    last_day: dt.date,
    reason: str,
    by: Employee,
    at: dt.datetime | None = None,
) -> Delegation:
    """Lets ``to`` decide in the principal's place, both days included.

    The principal makes it; or an administrator, for somebody who is ill, and not to themselves.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    with named_constraints(), transaction.atomic():
        _check_who(principal, to, by, today)
        reason = needed(reason, "no_reason", _("Say why, for example leave or illness."))
        if first_day < today:
            raise Refused("delegation_past", _("The first day must be today or later."))
        if last_day < first_day:
            raise Refused("delegation_ends_after_it_starts")
        if last_day - first_day > LONGEST:
            raise Refused("delegation_long", _("Nobody is stood in for longer than a year."))
        if not to.is_employed(first_day):
            raise Refused(
                "delegate_absent",
                _("%(name)s is not employed on the first day.") % {"name": to.name},
            )
        delegation = Delegation.objects.create(
            principal=principal,
            delegate=to,
            first_day=first_day,
            last_day=last_day,
            reason=reason,
            by=by,
            at=at,
        )
        record(
            "policies.delegate", delegation, by, principal=principal.employee_number,
            delegate=to.employee_number, first_day=first_day, last_day=last_day, reason=reason,
        )  # fmt: skip
    return delegation


def end(delegation: Delegation, by: Employee, at: dt.datetime | None = None) -> DelegationEnd:
    """Ends it early: by the principal or an administrator. What was signed stays signed."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    with named_constraints(), transaction.atomic():
        if not by.is_employed(today):
            raise Refused("not_employed")
        if not may_end(delegation, by):
            raise Refused("not_yours")
        if delegation.last_day < today:
            raise Refused("delegation_over", _("This delegation is over already."))
        ending = DelegationEnd.objects.create(delegation=delegation, by=by, at=at)
        record(
            "policies.end_delegation", delegation, by,
            principal=delegation.principal.employee_number,
            delegate=delegation.delegate.employee_number,
        )  # fmt: skip
    return ending


def may_end(delegation: Delegation, by: Employee) -> bool:
    return delegation.principal_id == by.pk or by.is_administrator


def _check_who(principal: Employee, to: Employee, by: Employee, today: dt.date) -> None:
    if not by.is_employed(today):
        raise Refused("not_employed")
    if by != principal and not by.is_administrator:
        raise Refused("not_yours")
    if to == principal:
        raise Refused("delegation_to_somebody_else")
    if to == by:
        raise Refused("delegation_not_to_oneself")
    if not principal.is_reviewer:
        raise Refused(
            "nothing_to_delegate",
            _("%(name)s holds no office that decides a step of review, so there is nothing to do.")
            % {"name": principal.name},
        )
