"""What lies on somebody's desk: open revisions, decisions awaited, texts due for review."""

import datetime as dt
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, OuterRef

from policies import access, periodic_reviewing
from policies.models import Contribution, Decision, Policy, Review, Revision, Status
from regs_portal.people.groups import REVIEWING, PortalGroup
from regs_portal.people.models import Employee

Revisions = models.QuerySet[Revision]


def open_of(employee: Employee) -> Revisions:
    """Revisions on their way of the policies the employee edits, last touched first."""
    policies = Policy.objects.editable_by(employee).values("pk")
    return _newest_work_first(Revision.objects.open().filter(policy__in=policies))


def all_open(employee: Employee) -> Revisions:
    """Every revision on its way that the employee may read."""
    return _newest_work_first(access.visible_to(employee).filter(pk__in=_open_keys()))


def waiting_for(employee: Employee) -> Revisions:
    """Submitted texts with a step that this person may sign now, longest waiting first.

    For themselves or for whom they stand in for. Where either wrote a part, or has decided
    another step of the round, they are not asked.
    """
    seats = [_seats_of(each, employee) for each in access.signatories(employee, access.today())]
    return (
        Revision.objects.filter(reduce(or_, seats, models.Q(pk__in=())), status=Status.IN_REVIEW)
        .select_related("policy")
        .order_by("submitted_at", "pk")
    )


def _seats_of(signatory: access.Signatory, employee: Employee) -> models.Q:
    """The texts whose next steps are of an office of the signatory's, and not barred to them."""
    both = [employee, signatory.holder]
    offices = [office for office in REVIEWING if signatory.holder.in_group(PortalGroup(office))]
    open_reviews = _undecided().filter(office__in=offices)
    open_reviews = open_reviews.annotate(first=_lowest_position()).filter(position=F("first"))
    wrote = Contribution.objects.filter(revision=OuterRef("pk"), employee__in=both)
    decided = Decision.objects.filter(
        models.Q(by__in=both) | models.Q(on_behalf_of__in=both),
        revision=OuterRef("pk"),
        round=OuterRef("round"),
    )
    return (
        models.Q(models.Exists(open_reviews))
        & ~models.Q(created_by__in=both)
        & ~models.Q(models.Exists(wrote))
        & ~models.Q(models.Exists(decided))
    )


def _undecided() -> models.QuerySet[Review]:
    """Of the revision around it: what its round still asks."""
    return Review.objects.filter(
        revision=OuterRef("pk"), round=OuterRef("round"), decision__isnull=True
    )


def _lowest_position() -> models.Subquery:
    """Of the review around it: the lowest position undecided in its round."""
    others = Review.objects.filter(
        revision=OuterRef("revision"), round=OuterRef("round"), decision__isnull=True
    )
    return models.Subquery(others.order_by("position").values("position")[:1])


def with_awaited_steps(revisions: Revisions) -> Revisions:
    """Each with ``awaited``: the undecided reviews of its round, which may be none."""
    reviews = Review.objects.filter(decision__isnull=True, round=F("revision__round"))
    return revisions.prefetch_related(
        models.Prefetch("reviews", reviews.order_by("position", "step"), to_attr="awaited")
    )


def to_publish(employee: Employee) -> Revisions:
    """Approved texts this person may publish without being their editor: as an approver, or
    standing in for one."""
    if not (employee.is_approver or access.approver_of(employee, access.today())):
        return Revision.objects.none()
    approved = Revision.objects.filter(status=Status.APPROVED)
    return approved.select_related("policy").order_by("submitted_at", "pk")


def scheduled_of(employee: Employee, on: dt.date) -> Revisions:
    """Published texts of the employee's policies that take effect after that day."""
    policies = Policy.objects.editable_by(employee).values("pk")
    return (
        Revision.objects.scheduled(on)
        .filter(policy__in=policies)
        .select_related("policy")
        .order_by("effective_from", "pk")
    )


def withdrawn_of(employee: Employee) -> Revisions:
    """Texts of the employee's policies that were given up, the newest first."""
    policies = Policy.objects.editable_by(employee).values("pk")
    return (
        Revision.objects.filter(status=Status.WITHDRAWN, policy__in=policies)
        .select_related("policy")
        .order_by("-created_at", "-pk")
    )


def due_for_review(employee: Employee, on: dt.date) -> Revisions:
    """Texts in force of the employee's policies whose review is due within a month or overdue,
    with ``review_due_on``, most urgent first."""
    policies = Policy.objects.editable_by(employee).values("pk")
    return periodic_reviewing.due(on).filter(policy__in=policies)


def _open_keys() -> Revisions:
    return Revision.objects.open().values("pk")  # type: ignore[return-value]


def _newest_work_first(revisions: Revisions) -> Revisions:
    return (
        with_awaited_steps(revisions)
        .select_related("policy__issuing_department")
        .order_by("-created_at", "-pk")
    )
