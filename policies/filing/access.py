"""Who sees how far work rules are filed, and who records it: the only door to filings.

HR and auditors see every filing, editors those of the policies they edit; nobody else knows of
them. HR records of any, editors of their own.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from policies.access import today
from policies.models import Filing, Policy
from policies.refusals import Refused
from regs_portal.people.models import Employee


def sees_filings(employee: Employee) -> bool:
    """Whether there is a list of filings for the employee; ``Filing.objects.of`` says which."""
    return employee.is_hr or employee.is_auditor or employee.is_editor


def keeps(employee: Employee, policies: Iterable[Policy]) -> bool:
    """Whether the employee may record what happens to the filing of these policies."""
    return employee.is_hr or all(policy.is_editable_by(employee) for policy in policies)


def check_keeps(employee: Employee, policies: Iterable[Policy], on: dt.date | None = None) -> None:
    if not employee.is_employed(on or today()):
        raise Refused("not_employed")
    if not keeps(employee, policies):
        raise Refused("not_yours")


def work_rule(employee: Employee, code: str) -> Policy:
    """A work rule, for those who see how far it is filed."""
    if not sees_filings(employee):
        raise PermissionDenied
    policies = Policy.objects.filter(is_work_rule=True)
    if not (employee.is_hr or employee.is_auditor):
        policies = policies.editable_by(employee)
    return get_object_or_404(policies.select_related("issuing_department"), code=code)


def filing(employee: Employee, pk: int) -> Filing:
    """A filing with its site and ``next_due``."""
    if not sees_filings(employee):
        raise PermissionDenied
    return get_object_or_404(
        Filing.objects.of(employee).with_next_due().select_related("site"), pk=pk
    )
