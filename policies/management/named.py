"""Whoever and whatever the command line names, with a sentence for what is not there."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from policies.models import Category, Policy
from regs_portal.people.models import Department, Employee


def employee_of(number: str | None) -> Employee | None:
    if number is None:
        return None
    employee: Employee | None = (
        Employee.objects.with_group_names()
        .select_related("department", "site")
        .filter(employee_number__iexact=number, is_active=True)
        .first()
    )
    if employee is None:
        raise CommandError(
            _("There is no active employee with the number %(number)s.") % {"number": number}
        )
    return employee


def category_of(slug: str | None) -> Category | None:
    if slug is None:
        return None
    try:
        return Category.objects.get(slug=slug)
    except Category.DoesNotExist:
        known = ", ".join(Category.objects.values_list("slug", flat=True))
        raise CommandError(
            _("There is no category %(slug)s. Choose one of: %(known)s.")
            % {"slug": slug, "known": known}
        ) from None


def department_of(code: str | None) -> Department | None:
    if code is None:
        return None
    try:
        return Department.objects.get(code=code)
    except Department.DoesNotExist:
        raise CommandError(
            _("There is no department with the code %(code)s.") % {"code": code}
        ) from None


def policy_of(code: str | None) -> Policy | None:
    if code is None:
        return None
    try:
        return Policy.objects.select_related("issuing_department").get(code__iexact=code)
    except Policy.DoesNotExist:
        raise CommandError(
            _("There is no policy with the code %(code)s.") % {"code": code}
        ) from None
