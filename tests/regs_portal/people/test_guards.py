"""What PostgreSQL refuses about people, whoever asks."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from regs_portal.people.models import Appointment, Employee
from tests.cast import Cast, draft_of
from tests.factories import LONG_AGO, AppointmentFactory, EmployeeFactory
from tests.policies.standing import breach_of

DAY = dt.timedelta(days=1)


def test_an_employee_is_never_deleted(cast: Cast) -> None:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Employee.objects.filter(pk=cast.outsider.pk)._raw_delete("default")
    assert breach_of(raised.value) == "employee_never_deleted"


def test_django_says_so_too_of_somebody_with_records(cast: Cast) -> None:
    draft_of(cast)
    with pytest.raises(RestrictedError):
        cast.editor.delete()


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (LONG_AGO, None),
        (LONG_AGO - DAY, LONG_AGO),
        (LONG_AGO + DAY, LONG_AGO + 2 * DAY),
        (LONG_AGO + 9 * DAY, None),
    ],
)
def test_appointments_to_one_role_do_not_overlap(
    cast: Cast, starts_on: dt.date, ends_on: dt.date | None
) -> None:
    person = EmployeeFactory(department=cast.company, site=cast.taiwan)
    AppointmentFactory(
        employee=person, role=cast.agent, starts_on=LONG_AGO, ends_on=LONG_AGO + 9 * DAY
    )
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        AppointmentFactory(employee=person, role=cast.agent, starts_on=starts_on, ends_on=ends_on)
    assert breach_of(raised.value) == "appointment_once_a_day"


def test_appointments_may_follow_each_other(cast: Cast) -> None:
    person = EmployeeFactory(department=cast.company, site=cast.taiwan)
    for start in (LONG_AGO, LONG_AGO + 10 * DAY):
        AppointmentFactory(
            employee=person, role=cast.agent, starts_on=start, ends_on=start + 9 * DAY
        )
    assert person.appointments.count() == 2


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"left_on": LONG_AGO - DAY}, "employee_leaves_after_hired"),
        ({"email": "a001@EXAMPLE.com"}, "employee_email_unique"),
        ({"employee_number": "A001"}, "people_employee_employee_number_key"),
    ],
)
def test_facts_that_cannot_be(cast: Cast, facts: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        EmployeeFactory(department=cast.company, site=cast.taiwan, **facts)
    assert breach_of(raised.value) == name


def test_an_appointment_ends_after_it_starts(cast: Cast) -> None:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Appointment.objects.update(ends_on=LONG_AGO - DAY)
    assert breach_of(raised.value) in {"appointment_ends_after_it_starts", ""}
