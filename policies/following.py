"""Following a policy: whoever does is told when a revision is published, moved or called off."""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone

from policies import access
from policies.models import Follow, Policy, Revision
from policies.news import News, told
from policies.refusals import Refused
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def follow(policy: Policy, by: Employee, at: dt.datetime | None = None) -> bool:
    """False, and nothing changed, for whoever follows it already. Refused to whoever may not read
    it, and after somebody's last day."""
    _check(by)
    if not Policy.objects.open_to(by, access.today()).filter(pk=policy.pk).exists():
        raise Refused("not_yours")
    with transaction.atomic():
        _row, is_new = Follow.objects.get_or_create(
            employee=by, policy=policy, defaults={"since": at or timezone.now()}
        )
        if is_new:
            record("policies.follow", policy, by, changes_it=False)
    return is_new


def unfollow(policy: Policy, by: Employee) -> bool:
    """False, and nothing changed, for whoever does not follow it."""
    _check(by)
    with transaction.atomic():
        removed, _each = Follow.objects.filter(employee=by, policy=policy).delete()
        if removed:
            record("policies.unfollow", policy, by, changes_it=False)
    return bool(removed)


def _check(by: Employee) -> None:
    if not by.is_employed(access.today()):
        raise Refused("not_employed")


def followed_policy(employee: Employee, code: str) -> Policy:
    """One that the employee follows, though they may no longer read it; else one they may read.
    Http404 otherwise."""
    own = Policy.objects.filter(code=code, follows__employee=employee).first()
    return own or access.readable_policy(employee, code)


def follows(policy: Policy, employee: Employee) -> bool:
    return Follow.objects.filter(employee=employee, policy=policy).exists()


def newest_of_followed(employee: Employee, on: dt.date) -> list[News]:
    """Of each policy the employee follows, the newest words that took effect, or else those that
    are coming; without what they may no longer read. By code."""
    policies = Policy.objects.open_to(employee, on).filter(follows__employee=employee)
    own = Revision.objects.published().filter(policy=models.OuterRef("policy"))
    newest = own.annotate(is_coming=models.Q(effective_from__gt=on)).order_by(
        "is_coming", "-sequence"
    )
    revisions = Revision.objects.filter(
        policy__in=policies.values("pk"), pk=models.Subquery(newest.values("pk")[:1])
    ).select_related(
        "policy__category", "policy__issuing_department", "change_summary", "replaced_by"
    )
    return told(revisions.order_by("policy__code"), on)


def shut(employee: Employee, on: dt.date) -> "models.QuerySet[Policy]":
    """What the employee still follows and may no longer read: only codes are shown of it."""
    readable = Policy.objects.open_to(employee, on).values("pk")
    return Policy.objects.filter(follows__employee=employee).exclude(pk__in=readable)
