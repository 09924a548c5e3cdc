"""Lists of policies for readers: the catalogue, what is new, what is coming, what is my post's."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import models
from django.utils.safestring import SafeString, mark_safe

from policies.models import AudienceRule, Category, Clause, Policy, Revision
from policies.text.items import as_lists
from regs_portal.people.models import Department, Employee, Role

WORDS = ("superscription", "background", "purpose", "scope", "supplementary")
MOST_CLAUSES = 300


def catalogue(
    employee: Employee,
    on: dt.date,
    *,
    category: Category | None = None,
    department: Department | None = None,
    role: Role | None = None,
    level: str = "",
) -> "models.QuerySet[Revision]":
    """The revisions in force of the policies open to the employee, by code."""
    policies = Policy.objects.open_to(employee, on)
    if category:
        policies = policies.filter(category=category)
    if department:
        policies = policies.filter(issuing_department__path__startswith=department.path)
    if level:
        policies = policies.filter(level=level)
    revisions = _listed(Revision.objects.in_force(on).filter(policy__in=policies.values("pk")))
    if role:
        revisions = revisions.filter(speaks_of([role]))
    return revisions.order_by("policy__code")


def newest(employee: Employee, on: dt.date, number: int) -> list[Revision]:
    """In force, latest first."""
    return list(catalogue(employee, on).order_by("-effective_from", "-published_at")[:number])


def coming(employee: Employee, on: dt.date, number: int) -> list[Revision]:
    """Published, not yet in force, next first."""
    open_policies = Policy.objects.open_to(employee, on).values("pk")
    scheduled = Revision.objects.scheduled(on).filter(policy__in=open_policies)
    return list(_listed(scheduled).order_by("effective_from", "policy__code")[:number])


def categories(employee: Employee, on: dt.date) -> "models.QuerySet[Category]":
    """Every category with ``count``, the number of policies in force in it."""
    open_policies = Policy.objects.open_to(employee, on).in_force(on)
    return Category.objects.annotate(
        count=models.Count("policies", filter=models.Q(policies__in=open_policies.values("pk")))
    )


def departments(employee: Employee, on: dt.date) -> "models.QuerySet[Department]":
    """The departments that issued a policy in force, with ``count``."""
    open_policies = Policy.objects.open_to(employee, on).in_force(on)
    return (
        Department.objects.filter(policies__in=open_policies.values("pk"))
        .annotate(count=models.Count("policies"))
        .order_by("-count", "path")
    )


@dataclass(slots=True)
class PolicyOfPost:
    """A policy in force that speaks of a role, and its clauses addressed to that role."""

    revision: Revision
    clauses: list[tuple[Clause, SafeString]] = field(default_factory=list)


def of_post(employee: Employee, role: Role, on: dt.date) -> list[PolicyOfPost]:
    """What is addressed to a role: clauses in force, and policies whose audience names it."""
    revisions = catalogue(employee, on, role=role)
    found = {revision.pk: PolicyOfPost(revision) for revision in revisions}
    clauses = Clause.objects.filter(
        revision__in=found, clause_roles__role=role, is_deleted=False
    ).order_by("revision", "chapter__position", "position")
    for clause in clauses[:MOST_CLAUSES]:
        words = mark_safe(as_lists(clause.body))  # noqa: S308  (made safe by as_lists)
        found[clause.revision_id].clauses.append((clause, words))
    return list(found.values())


def _listed(revisions: "models.QuerySet[Revision]") -> "models.QuerySet[Revision]":
    """With all that one line of a list shows, without the words of the text."""
    return revisions.select_related("policy__category", "policy__issuing_department").defer(*WORDS)


def speaks_of(roles: list[Role]) -> models.Exists | models.Q:
    """Some clause is addressed to one of the roles, or a rule of the audience names it."""
    clauses = Clause.objects.filter(
        revision=models.OuterRef("pk"), clause_roles__role__in=roles, is_deleted=False
    )
    rules = AudienceRule.objects.including().filter(
        policy=models.OuterRef("policy"), role__in=roles
    )
    return models.Q(models.Exists(clauses)) | models.Q(models.Exists(rules))
