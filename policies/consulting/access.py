"""Who may see a consultation: those asked the frozen text and what is shown to them, those who
draft and the office all of it, nobody else anything.

The revision itself stays shut to those asked: what they may read is the text kept with the
consultation, whatever becomes of the draft.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from policies import access
from policies.access import Action
from policies.models import Consultation, Meeting, Opinion, Paper, Settlement
from policies.models.consultation import Invitation, Visibility
from policies.models.opinion import OpinionQuerySet
from policies.models.policy import Policy
from regs_portal.people.models import Employee

READ_WITH = (
    "revision__policy__issuing_department", "revision__policy__category",
    "revision__policy__owner", "opened_by", "conclusion__by", "population",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A consultation as somebody may see it."""

    consultation: Consultation
    is_asked: bool
    examines: bool  # sees every opinion with its name: who drafts, and the office

    @property
    def reads_others(self) -> bool:
        return self.examines or self.consultation.shows != Visibility.DRAFTERS

    @property
    def reads_names(self) -> bool:
        return self.examines or self.consultation.shows == Visibility.NAMES

    def opinions_for(self, employee: Employee) -> OpinionQuerySet:
        """Those the employee may read; what was taken back only for the record."""
        opinions = Opinion.objects.filter(consultation=self.consultation)
        if self.examines:
            return opinions
        mine = models.Q(by=employee)
        if not self.reads_others:
            return opinions.filter(mine)
        return opinions.filter(mine | models.Q(withdrawal__isnull=True))


def examines(employee: Employee, consultation: Consultation) -> bool:
    """The editors of the policy and the office: reviewers, who stands in for one, HR, auditors."""
    policy: Policy = consultation.revision.policy
    return policy.is_editable_by(employee) or access.works_in_the_office(employee, access.today())


def seen(employee: Employee, pk: int) -> Seen:
    """The consultation, for those asked, those who draft, and the office."""
    consultation = _get(pk)
    asked = Invitation.objects.filter(consultation=consultation, employee=employee).exists()
    found = Seen(consultation, asked, examines(employee, consultation))
    if not (found.is_asked or found.examines):
        raise Http404
    return found


def again(consultation: Consultation) -> None:
    """As it stands now: somebody may have given more time, or ended it, meanwhile."""
    consultation.refresh_from_db()
    consultation.__dict__.pop("extended_to", None)


def examined(employee: Employee, pk: int) -> Consultation:
    """The whole of it: PermissionDenied to those who were only asked."""
    found = seen(employee, pk)
    if not found.examines:
        raise PermissionDenied
    return found.consultation


def led(employee: Employee, pk: int) -> Consultation:
    """For those who answer, conclude and record: the editors of the policy."""
    consultation = examined(employee, pk)
    if not access.can(employee, Action.CONSULT, consultation.revision):
        raise PermissionDenied
    return consultation


def opinion_seen(employee: Employee, pk: int) -> tuple[Seen, Opinion]:
    """An opinion the employee may read."""
    opinion = get_object_or_404(Opinion.objects.select_related("by"), pk=pk)
    found = seen(employee, opinion.consultation_id)
    if not found.opinions_for(employee).filter(pk=pk).exists():
        raise Http404
    opinion.consultation = found.consultation
    return found, opinion


def opinion_led(employee: Employee, pk: int) -> Opinion:
    """An opinion for those who answer it."""
    found, opinion = opinion_seen(employee, pk)
    if not access.can(employee, Action.CONSULT, found.consultation.revision):
        raise PermissionDenied
    return opinion


def paper(employee: Employee, pk: int) -> Paper:
    """A paper of the record, for those who draft and the office."""
    kept = get_object_or_404(Paper.objects.select_related("meeting", "settlement"), pk=pk)
    examined(employee, kept.consultation_id)
    return kept


def meeting_led(employee: Employee, pk: int) -> Meeting:
    meeting = get_object_or_404(Meeting, pk=pk)
    meeting.consultation = led(employee, meeting.consultation_id)
    return meeting


def settlement_led(employee: Employee, pk: int) -> Settlement:
    settlement = get_object_or_404(Settlement, pk=pk)
    settlement.consultation = led(employee, settlement.consultation_id)
    return settlement


def _get(pk: int) -> Consultation:
    return get_object_or_404(Consultation.objects.with_last_day().select_related(*READ_WITH), pk=pk)
