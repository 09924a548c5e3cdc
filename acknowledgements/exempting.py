"""HR excuses somebody from acknowledging a policy, for a reason and until a day."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.models import Exemption
from acknowledgements.reconciling import reconcile, standing
from policies.models import Policy
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def grant(
    policy: Policy,
    employee: Employee,
    reason: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Employee,
) -> Exemption:
    """From then on nothing of the policy is owed, until the day after ``ends_on``."""
    _require_hr(by, employee)
    today = timezone.localdate()
    if starts_on < today:
        raise Refused("exemption_in_the_past", _("An exemption begins today or later."))
    if ends_on < starts_on:
        raise Refused(
            "exemption_ends_after_it_starts", _("The last day cannot be before the first day.")
        )
    reason = needed(reason, "exemption_has_a_reason", _("An exemption needs a reason."))
    with named_constraints(), transaction.atomic():
        granted = Exemption.objects.create(
            policy=policy, employee=employee, reason=reason, starts_on=starts_on,
            ends_on=ends_on, granted_by=by, granted_at=timezone.now(),
        )  # fmt: skip
        record(
            "acknowledgements.exempt", policy, by, exemption=granted.pk, reason=granted.reason,
            employee=employee.employee_number, starts_on=starts_on, ends_on=ends_on,
        )  # fmt: skip
        _follow(granted)
    return granted


def end(exemption: Exemption, by: Employee) -> None:
    """Ends it yesterday, so that it is owed again from today; one not begun never holds."""
    _require_hr(by, exemption.employee)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    ends_on = max(yesterday, exemption.starts_on - dt.timedelta(days=1))
    with named_constraints(), transaction.atomic():
        held = Exemption.objects.filter(pk=exemption.pk, ends_on__gt=ends_on)
        if not held.update(ends_on=ends_on):
            raise Refused("exemption_has_ended", _("This exemption has already ended."))
        record(
            "acknowledgements.end_exemption", exemption.policy, by, exemption=exemption.pk,
            employee=exemption.employee.employee_number, ends_on=ends_on,
        )  # fmt: skip
        _follow(exemption)


def _require_hr(by: Employee, employee: Employee) -> None:
    """HR, and nobody for themselves."""
    if not by.is_hr or by.pk == employee.pk:
        raise PermissionDenied


def _follow(exemption: Exemption) -> None:
    for revision in standing(timezone.localdate()).filter(policy=exemption.policy_id):
        reconcile(revision, among=[exemption.employee_id])
