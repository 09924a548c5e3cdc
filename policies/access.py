"""Who may read, edit, decide: the only door to policies and revisions.

``can`` answers about one revision, ``visible_to`` about all of them at once; a test holds the two
together. The functions that fetch raise Http404 for what the employee may not know of and
PermissionDenied for what they may see but not do.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from operator import or_

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.utils import timezone

from policies import reading
from policies.models import Delegation, ImportSource, Policy, Revision, Status
from policies.models.policy import Classification, editable_by
from policies.models.revision import RevisionQuerySet
from policies.reading import Reading
from regs_portal.people.groups import REVIEWING
from regs_portal.people.models import Employee


class Action(StrEnum):
    READ = "read"  # published: who the policy is open to; unpublished: editors of it and the office
    EDIT = "edit"  # the editors of the policy, while the revision is a draft
    CONSULT = "consult"  # the editors of the policy
    SUBMIT = "submit"  # the editors of the policy
    WITHDRAW = "withdraw"  # the editors of the policy
    DECIDE = "decide"  # who holds a deciding office or stands in for it; never who wrote any part
    WAIVE = "waive"  # a reference that points nowhere: who may publish
    PUBLISH = "publish"  # the editors of the policy and approvers


# On what other ground somebody may read a published revision, though its policy is not open to
# them today. Apps above this one register here when they are ready: a function of the employee
# that says which revisions.
Ground = Callable[[Employee], models.Q]
grounds: list[Ground] = []

ITS_POLICY = ("policy__category", "policy__issuing_department", "policy__owner")


@dataclass(frozen=True, slots=True)
class Signatory:
    """Whose office somebody decides by: their own, or that of a principal they stand in for."""

    holder: Employee
    principal: Employee | None = None


def today() -> dt.date:
    """The company's day."""
    return timezone.localdate()


def signatories(employee: Employee, on: dt.date) -> list[Signatory]:
    """Themselves when they hold a deciding office, then each such principal they stand in for."""
    own = [Signatory(employee)] if employee.is_reviewer else []
    return own + [Signatory(each, each) for each in principals_of(employee, on)]


def approving(employee: Employee, revision: Revision, on: dt.date) -> Signatory | None:
    """By whose office of approver they may act on this text: neither may have written of it."""
    if is_writer(employee, revision):
        return None
    return next(
        (
            signatory
            for signatory in signatories(employee, on)
            if signatory.holder.is_approver and not is_writer(signatory.holder, revision)
        ),
        None,
    )


def acts_for(employee: Employee, policy: Policy, on: dt.date) -> str:
    """The number of the approver in whose place they publish, move a day or waive; empty for those
    who may do so themselves."""
    if policy.is_editable_by(employee) or employee.is_approver:
        return ""
    principal = approver_of(employee, on)
    return principal.employee_number if principal else ""


def approver_of(employee: Employee, on: dt.date) -> Employee | None:
    """The approver they stand in for, if any."""
    return next((each for each in principals_of(employee, on) if each.is_approver), None)


def principals_of(employee: Employee, on: dt.date) -> list[Employee]:
    """Whom the employee stands in for on that day: reviewers who are still employed."""
    if not Delegation.objects.valid(on).filter(delegate=employee).exists():
        return []  # as good as always, and every verb asks
    reviewers = Employee.objects.with_group_names().filter(pk__in=_stood_in_for(employee, on))
    return list(reviewers.order_by("employee_number"))


def _stood_in_for(employee: Employee, on: dt.date) -> models.QuerySet[Employee]:
    reviewers = Group.objects.filter(name__in=list(REVIEWING), user=models.OuterRef("pk"))
    delegations = Delegation.objects.valid(on).filter(delegate=employee)
    employed: models.QuerySet[Employee] = Employee.objects.employed(on)
    return employed.filter(models.Exists(reviewers), pk__in=delegations.values("principal"))


def sees_the_office(employee: Employee) -> bool:
    """Reviewers, HR and auditors see every revision, drafts too, whoever edits it."""
    return employee.is_reviewer or employee.is_hr or employee.is_auditor


def works_in_the_office(employee: Employee, on: dt.date) -> bool:
    """Sees every revision on its way: by office, or standing in for a reviewer that day."""
    return sees_the_office(employee) or bool(principals_of(employee, on))


def can(employee: Employee, action: Action, revision: Revision, on: dt.date | None = None) -> bool:
    """Whether the employee may do it, apart from what the state of the text demands."""
    on = on or today()
    policy = revision.policy
    edits = policy.is_editable_by(employee)
    if action is Action.READ:
        if revision.status == Status.PUBLISHED:
            readable = Revision.objects.filter(_words_open_to(employee, on), pk=revision.pk)
            return readable.exists()
        return edits or works_in_the_office(employee, on)
    if action is Action.EDIT:
        return edits and revision.status == Status.DRAFT
    if action is Action.DECIDE:
        return bool(signatories(employee, on)) and not is_writer(employee, revision)
    if action in (Action.PUBLISH, Action.WAIVE):
        return edits or employee.is_approver or approver_of(employee, on) is not None
    return edits


def is_writer(employee: Employee, revision: Revision) -> bool:
    """Wrote any part of it, at any time, by any door."""
    return (
        revision.created_by_id == employee.pk
        or revision.contributions.filter(employee=employee).exists()
    )


def visible_to(employee: Employee, on: dt.date | None = None) -> RevisionQuerySet:
    """The revisions the employee may read: ``can(…, READ, …)`` for all of them."""
    on = on or today()
    published = models.Q(status=Status.PUBLISHED) & _words_open_to(employee, on)
    if sees_the_office(employee):
        return Revision.objects.filter(published | ~models.Q(status=Status.PUBLISHED))
    edited = Policy.objects.filter(editable_by(employee)).values("pk")
    on_its_way = models.Q(policy__in=edited) | models.Q(models.Exists(_stood_in_for(employee, on)))
    return Revision.objects.filter(published | (~models.Q(status=Status.PUBLISHED) & on_its_way))


def _words_open_to(employee: Employee, on: dt.date) -> models.Q:
    """The published revisions of policies open to the employee, and those on other grounds."""
    policies = Policy.objects.open_to(employee, on).values("pk")
    others = (ground(employee) for ground in grounds)
    return reduce(or_, others, models.Q(policy__in=policies))


def readable_policy(employee: Employee, code: str) -> Policy:
    """The policy whose published words the employee may read."""
    try:
        return (
            Policy.objects.open_to(employee, today())
            .select_related("category", "issuing_department", "owner")
            .get(code=code)
        )
    except Policy.DoesNotExist:
        raise Http404 from None


def readable_revision(employee: Employee, code: str, number: str) -> Revision:
    """The published revision of that number."""
    published = visible_to(employee).published().select_related(*ITS_POLICY)
    try:
        return published.get(policy__code=code, number=number)
    except Revision.DoesNotExist:
        raise Http404 from None


def readable_revisions(employee: Employee, code: str) -> list[Revision]:
    """The published revisions of the policy that the employee may read, repeals too, the newest
    first, without the words of their covers. Http404 where there is none.

    One query; two when the policy is not open to everybody.
    """
    published = Revision.objects.published().filter(policy__code=code)
    found = (
        published.select_related("policy__issuing_department", "replaced_by")
        .defer("superscription", "background", "purpose", "scope", "supplementary")
        .newest_first()
    )
    revisions = list(found)
    if revisions and _is_shut(revisions[0].policy.classification):
        readable = published.filter(_words_open_to(employee, today()))
        keys = set(readable.values_list("pk", flat=True))
        revisions = [revision for revision in revisions if revision.pk in keys]
    if not revisions:
        raise Http404
    return revisions


def words_to_read(
    employee: Employee, code: str, on: dt.date, number: str | None = None, script: str = ""
) -> Reading:
    """The text of that number, or else the one in force on the day, and the versions there are;
    its page converted, where ``script`` names the one it is not written in.

    One query; two when it, or a policy that cites it, is not open to everybody. The versions are
    then those the employee may read. Http404 when they may not read it, when there is no such
    number, or nothing was ever published.
    """
    found = reading.fetch(employee.pk, code, on, number, today(), script)
    if found is None:
        raise Http404
    shut = {each.policy_pk for each in found.citing if _is_shut(each.classification)}
    if _is_shut(found.policy.classification):
        shut.add(found.policy.pk)
    if shut:
        found = _as_far_as_readable(found, employee, shut)
    sees_drafts = sees_the_office(employee) or found.policy.is_editable_by(employee)
    return found if sees_drafts else replace(found, unfinished=None)


def _is_shut(classification: str) -> bool:
    """Whether it has to be asked who may read it: internal policies are open to everybody."""
    return classification != Classification.INTERNAL


def _as_far_as_readable(found: Reading, employee: Employee, shut: set[int]) -> Reading:
    """Without the versions of it, and the policies citing it, that the employee may not read."""
    policies = Policy.objects.open_to(employee, today()).filter(pk=models.OuterRef("policy"))
    published = visible_to(employee).published().filter(policy__in=shut)
    rows = published.annotate(is_open=models.Exists(policies))
    readable, opened = set(), set()
    for pk, policy, is_open in rows.values_list("pk", "policy", "is_open"):
        readable.add(pk)
        if is_open:
            opened.add(policy)
    citing = tuple(each for each in found.citing if each.policy_pk not in shut - opened)
    if found.policy.pk not in shut:
        return replace(found, citing=citing)
    versions = tuple(row for row in found.versions if row.pk in readable)
    if not versions or (found.revision and found.revision.pk not in readable):
        raise Http404
    return replace(found, citing=citing, versions=versions)


def workable_revision(employee: Employee, pk: int) -> Revision:
    """Any revision the employee may see on its way: for drafting, deciding and publishing."""
    try:
        return visible_to(employee).select_related(*ITS_POLICY).get(pk=pk)
    except Revision.DoesNotExist:
        raise Http404 from None


def revision_on_the_road(employee: Employee, pk: int) -> Revision:
    """A revision with who decided what about it: for its editors and the office, nobody else."""
    revision = workable_revision(employee, pk)
    if not (revision.policy.is_editable_by(employee) or works_in_the_office(employee, today())):
        raise Http404
    return revision


def policy_on_the_road(employee: Employee, code: str) -> Policy:
    """A policy with what was decided about it: for its editors and the office, nobody else."""
    policy = readable_policy(employee, code)
    if not (policy.is_editable_by(employee) or works_in_the_office(employee, today())):
        raise PermissionDenied
    return policy


def editable_policy(employee: Employee, code: str) -> Policy:
    """A policy whose facts the employee may change; PermissionDenied when they may only read."""
    policy = readable_policy(employee, code)
    if not policy.is_editable_by(employee):
        raise PermissionDenied
    return policy


def editable_draft(employee: Employee, pk: int) -> Revision:
    """A draft the employee may write in; PermissionDenied when they may only look."""
    revision = workable_revision(employee, pk)
    if not revision.policy.is_editable_by(employee):
        raise PermissionDenied
    return revision


def own_import(employee: Employee, key: str) -> ImportSource:
    """A text the employee is importing; nobody else, whatever their office, knows of it."""
    if not employee.is_editor:
        raise PermissionDenied
    try:
        source = employee.import_sources.get(key=key)
    except ImportSource.DoesNotExist:
        raise Http404 from None
    source.by = employee
    return source
