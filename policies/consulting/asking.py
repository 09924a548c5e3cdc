"""What an employee is asked, for their first page and their list."""

import datetime as dt

from django.db import models

from policies.models import Consultation, Opinion
from policies.models.consultation import ConsultationQuerySet
from regs_portal.people.models import Employee

# On the first page; the list has the rest.
MOST = 6


def asked_of(employee: Employee, on: dt.date) -> list[Consultation]:
    """The open ones, what closes first first, each with ``spoke``: whether they said something."""
    found = Consultation.objects.asking(employee).open(on).order_by("closes_on", "pk")
    return list(_with_what_was_said(found, employee)[:MOST])


def all_asked_of(employee: Employee) -> ConsultationQuerySet:
    """Every one, the newest first."""
    found = Consultation.objects.asking(employee).with_last_day().order_by("-pk")
    return _with_what_was_said(found, employee)


def _with_what_was_said(
    consultations: ConsultationQuerySet, employee: Employee
) -> ConsultationQuerySet:
    spoke = Opinion.objects.standing().filter(consultation=models.OuterRef("pk"), by=employee)
    return (
        consultations.annotate(spoke=models.Exists(spoke))
        .select_related("revision__policy", "conclusion")
        .defer("text", "audience")
    )
