"""Who is employed on a day, what offices they hold, how they are found."""

import datetime as dt

import pytest

from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Appointment, Employee
from tests.cast import Cast
from tests.factories import PASSWORD, AppointmentFactory, EmployeeFactory

HIRED, LEFT = dt.date(2024, 3, 1), dt.date(2025, 6, 30)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "is_employed"),
    [(HIRED - DAY, False), (HIRED, True), (LEFT, True), (LEFT + DAY, False)],
)
def test_the_first_and_the_last_day_count(cast: Cast, on: dt.date, is_employed: bool) -> None:
    person = EmployeeFactory(
        department=cast.company, site=cast.taiwan, hired_on=HIRED, left_on=LEFT
    )
    assert Employee.objects.employed(on).filter(pk=person.pk).exists() == is_employed
    assert person.is_employed(on) == is_employed


def test_who_is_deactivated_is_not_employed(cast: Cast) -> None:
    Employee.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    assert cast.outsider not in Employee.objects.employed(dt.date(2025, 1, 1))
    assert not Employee.objects.get(pk=cast.outsider.pk).is_employed(dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    ("on", "holds"), [(HIRED - DAY, False), (HIRED, True), (LEFT + DAY, False)]
)
def test_appointments_hold_from_day_to_day(cast: Cast, on: dt.date, holds: bool) -> None:
    kept = AppointmentFactory(
        employee=cast.outsider, role=cast.agent, starts_on=HIRED, ends_on=LEFT
    )
    assert (kept in Appointment.objects.current(on)) == holds


@pytest.mark.parametrize("group", PortalGroup)
def test_offices_come_from_groups_fetched_or_not(cast: Cast, group: PortalGroup) -> None:
    made = EmployeeFactory(department=cast.company, site=cast.taiwan, groups=[group])
    fetched = Employee.objects.with_group_names().get(pk=made.pk)
    fresh = Employee.objects.get(pk=made.pk)
    assert fetched.group_names == fresh.group_names == {group, PortalGroup.EMPLOYEE}
    offices = {
        PortalGroup.EDITOR: fresh.is_editor,
        PortalGroup.LEGAL_REVIEWER: fresh.is_legal_reviewer,
        PortalGroup.FAIRNESS_REVIEWER: fresh.is_fairness_reviewer,
        PortalGroup.APPROVER: fresh.is_approver,
        PortalGroup.HR: fresh.is_hr,
        PortalGroup.AUDITOR: fresh.is_auditor,
        PortalGroup.ADMINISTRATOR: fresh.is_administrator,
    }
    assert {name for name, holds in offices.items() if holds} == {group} - {PortalGroup.EMPLOYEE}


def test_only_administrators_reach_the_administration(cast: Cast) -> None:
    assert [person for person in cast.everybody if person.is_staff] == [cast.administrator]


def test_numbers_are_found_in_any_case(cast: Cast) -> None:
    assert Employee.objects.get_by_natural_key("a001") == cast.employee


def test_a_password_is_kept_as_a_hash(cast: Cast) -> None:
    person = Employee.objects.create_user(
        "N100", PASSWORD, name="新人", department=cast.company, site=cast.taiwan, hired_on=HIRED
    )
    assert PASSWORD not in person.password
    assert person.check_password(PASSWORD)
