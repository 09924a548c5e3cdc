"""The people of the demonstration company: sites, departments, roles, 240 employees."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from regs_portal.audit.recording import record
from regs_portal.demo.described import Account, Company
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Appointment, Department, Employee, Role, Site


def settle(company: Company, password: str, today: dt.date) -> None:
    """Creates everybody, all or nobody. Days of hiring count back from ``today``."""
    with transaction.atomic():
        sites = {
            facts.code: Site.objects.create(
                code=facts.code,
                name=facts.name,
                jurisdiction=facts.jurisdiction,
                time_zone=facts.timezone,
            )
            for facts in company.sites
        }
        departments = _departments(company)
        roles = {
            facts.code: Role.objects.create(
                code=facts.code, name=facts.name, department=departments.get(facts.department)
            )
            for facts in company.roles
        }
        accounts = [*company.accounts, *_invented(company)]
        # One hash for all: they share the password, and hashing is slow on purpose.
        hashed = make_password(password)
        employees = {
            employee.employee_number: employee
            for employee in Employee.objects.bulk_create(
                Employee(
                    employee_number=account.employee_number,
                    name=account.name,
                    email=f"{account.employee_number.lower()}@{company.email_domain}",
                    department=departments[account.department],
                    site=sites[account.site],
                    hired_on=today - dt.timedelta(days=account.hired_days),
                    password=hashed,
                )
                for account in accounts
            )
        }
        _give_managers(company, accounts, employees)
        _give_groups(accounts, employees)
        Appointment.objects.bulk_create(
            Appointment(employee=employee, role=roles[account.role], starts_on=employee.hired_on)
            for account, employee in zip(accounts, employees.values(), strict=True)
        )
        record("demo.settle", sites["TPE"], None, company=company.name, employees=len(employees))


def _departments(company: Company) -> dict[str, Department]:
    made: dict[str, Department] = {}
    for facts in company.departments:  # parents come first
        made[facts.code] = Department.objects.create(
            code=facts.code, name=facts.name, parent=made.get(facts.parent)
        )
    return made


def _invented(company: Company) -> Iterator[Account]:
    """Fills every department up to its headcount."""
    named = Counter(account.department for account in company.accounts)
    prefixes = {site.code: site.generated_number_prefix for site in company.sites}
    following = {site.code: site.generated_number_start for site in company.sites}
    count = 0
    for department in company.departments:
        missing = department.headcount - named[department.code]
        for role in islice(cycle(department.staff_roles), missing):
            yield Account(
                employee_number=f"{prefixes[department.site]}{following[department.site]}",
                name=company.surnames[count % len(company.surnames)]
                + company.given_names[count % len(company.given_names)],
                department=department.code,
                role=role,
                site=department.site,
                groups=[PortalGroup.EMPLOYEE],
                # From eleven weeks to fifteen years, without a pattern that one would see.
                hired_days=77 + count * 1009 % 5400,
            )
            following[department.site] += 1
            count += 1


def _give_managers(
    company: Company, accounts: list[Account], employees: dict[str, Employee]
) -> None:
    """The head of the department; for a head, that of the department above or the first of all."""
    departments = {facts.code: facts for facts in company.departments}
    first = company.departments[0].head
    for account in accounts:
        department = departments[account.department]
        head = department.head
        if head == account.employee_number:
            head = departments[department.parent].head if department.parent else first
        if head != account.employee_number:
            employees[account.employee_number].manager = employees[head]
    Employee.objects.bulk_update(employees.values(), ["manager"])


def _give_groups(accounts: list[Account], employees: dict[str, Employee]) -> None:
    groups = {group.name: group for group in Group.objects.all()}
    membership = Employee.groups.through
    membership.objects.bulk_create(
        membership(employee=employees[account.employee_number], group=groups[name])
        for account in accounts
        for name in account.groups
    )
