"""What lies on somebody's desk: open revisions, decisions awaited, texts due for review."""

import datetime as dt

from django.db import models
from django.db.models.functions import Cast

from policies import access
from policies.models import Decision, Policy, Review, Revision, Status
from regs_portal.people.models import Employee

DUE_SOON = dt.timedelta(days=30)

Revisions = models.QuerySet[Revision]


def open_of(employee: Employee) -> Revisions:
    """Revisions on their way of the policies the employee edits, last touched first."""
    policies = Policy.objects.editable_by(employee).values("pk")
    return _newest_work_first(Revision.objects.open().filter(policy__in=policies))


def all_open(employee: Employee) -> Revisions:
    """Every revision on its way that the employee may read."""
    return _newest_work_first(access.visible_to(employee).filter(pk__in=_open_keys()))


def waiting_for(employee: Employee) -> Revisions:
    """Submitted texts whose next step is this person's to decide, longest waiting first.

    Those who wrote a part, or have decided another step of the round, are not asked.
    """
    step = next_step(models.OuterRef("pk"), models.OuterRef("round"))
    decided = Decision.objects.filter(
        revision=models.OuterRef("pk"), round=models.OuterRef("round"), by=employee
    )
    return (
        Revision.objects.filter(status=Status.IN_REVIEW)
        .annotate(next_step=step)
        .filter(next_step__in=access.steps_of(employee))
        .exclude(created_by=employee)
        .exclude(contributions__employee=employee)
        .exclude(models.Exists(decided))
        .select_related("policy")
        .order_by("submitted_at", "pk")
    )


def next_step(revision: models.OuterRef, round_: models.OuterRef) -> models.Subquery:
    """The undecided step that comes first in the round."""
    return models.Subquery(
        Review.objects.filter(revision=revision, round=round_, decision__isnull=True)
        .order_by("position")
        .values("step")[:1]
    )


def to_publish(employee: Employee) -> Revisions:
    """Approved texts this person may publish without being their editor: approvers only."""
    if not employee.is_approver:
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
    """Texts in force whose review interval ends within a month of that day or has ended.

    Annotated with ``review_due_on``. One that is being revised already, or is about to be
    superseded, is on its way to being reviewed and not asked for.
    """
    being_revised = Revision.objects.open().filter(policy=models.OuterRef("policy"))
    return (
        Revision.objects.in_force(on)
        .filter(
            policy__in=Policy.objects.editable_by(employee).values("pk"),
            effective_until__isnull=True,
        )
        .exclude(models.Exists(being_revised))
        .annotate(review_due_on=_review_due_on())
        .filter(review_due_on__lte=on + DUE_SOON)
        .select_related("policy")
        .order_by("review_due_on", "pk")
    )


def _review_due_on() -> Cast:
    interval = models.Func(
        models.F("policy__review_interval_months"),
        function="make_interval",
        template="%(function)s(months => %(expressions)s)",
        output_field=models.DurationField(),
    )
    end = models.ExpressionWrapper(
        models.F("effective_from") + interval, output_field=models.DateTimeField()
    )
    return Cast(end, models.DateField())


def _open_keys() -> Revisions:
    return Revision.objects.open().values("pk")  # type: ignore[return-value]


def _newest_work_first(revisions: Revisions) -> Revisions:
    step = next_step(models.OuterRef("pk"), models.OuterRef("round"))
    return (
        revisions.annotate(next_step=step)
        .select_related("policy__issuing_department")
        .order_by("-created_at", "-pk")
    )
