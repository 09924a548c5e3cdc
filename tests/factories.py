"""Builds people and places with sensible facts; policies come from the verbs, see ``cast``."""

import datetime as dt
from typing import Any

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import (
    Appointment,
    Department,
    Employee,
    Jurisdiction,
    Role,
    Site,
)

PASSWORD = "correct-horse-battery-staple"
LONG_AGO = dt.date(2020, 1, 1)


class SiteFactory(DjangoModelFactory[Site]):
    class Meta:
        model = Site
        django_get_or_create = ("code",)

    code = "NTP"
    name = "新北總公司"
    jurisdiction = Jurisdiction.TAIWAN


class DepartmentFactory(DjangoModelFactory[Department]):
    class Meta:
        model = Department

    code = factory.Sequence(lambda number: f"D{number:03}")
    name = factory.Sequence(lambda number: f"第{number}部門")


class EmployeeFactory(DjangoModelFactory[Employee]):
    """``groups=[PortalGroup.HR]`` puts the employee in portal groups; everybody is ``employee``."""

    class Meta:
        model = Employee
        skip_postgeneration_save = True

    employee_number = factory.Sequence(lambda number: f"E{number:04}")
    name = factory.Sequence(lambda number: f"員工{number}")
    email = factory.LazyAttribute(lambda employee: f"{employee.employee_number}@example.com")
    department = factory.SubFactory(DepartmentFactory)
    site = factory.SubFactory(SiteFactory)
    hired_on = LONG_AGO
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def groups(employee: Employee, create: bool, wanted: Any, **facts: Any) -> None:
        if create:
            names = {PortalGroup.EMPLOYEE, *(wanted or ())}
            employee.groups.set(Group.objects.filter(name__in=names))


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role

    code = factory.Sequence(lambda number: f"R{number:03}")
    name = factory.Sequence(lambda number: f"崗位{number}")


class AppointmentFactory(DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    employee = factory.SubFactory(EmployeeFactory)
    role = factory.SubFactory(RoleFactory)
    starts_on = LONG_AGO
