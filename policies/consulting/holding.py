"""A consultation held still while a verb looks at it."""

import datetime as dt

from django.utils import timezone

from policies import access
from policies.access import Action
from policies.models import Consultation, Revision
from policies.refusals import Refused
from regs_portal.people.models import Employee


def locked(consultation: Consultation, by: Employee, at: dt.datetime) -> Consultation:
    """As it stands now, its revision locked, for an editor of the policy; refuses when over."""
    current = held(consultation)
    check_editor(current, by, at)
    if not current.is_under_way():
        raise Refused("consultation_under_way")
    return current


def held(consultation: Consultation) -> Consultation:
    """As it stands now, its revision locked against every move until the transaction ends."""
    revision = Revision.objects.locked(no_key=True).get(pk=consultation.revision_id)
    current = (
        Consultation.objects.with_last_day().select_related("conclusion").get(pk=consultation.pk)
    )
    current.revision = revision
    return current


def check_editor(consultation: Consultation, by: Employee, at: dt.datetime) -> None:
    if not by.is_employed(timezone.localdate(at)):
        raise Refused("not_employed")
    if not access.can(by, Action.CONSULT, consultation.revision):
        raise Refused("not_yours")
