"""Lists of policies for readers: the catalogue, how many there are of what, what is my post's."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.safestring import SafeString, mark_safe

from policies.models import AudienceRule, Category, Clause, Policy, Revision
from policies.models.audience import RuleKind
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


def for_handbook(
    employee: Employee,
    on: dt.date,
    *,
    category: Category | None = None,
    department: Department | None = None,
    role: Role | None = None,
    level: str = "",
    binds_me: bool = False,
) -> "models.QuerySet[Revision]":
    """The same by category and code. ``role`` asks for what binds whoever holds it, be it by an
    audience or by a clause; ``binds_me`` for what binds the employee."""
    revisions = catalogue(employee, on, category=category, department=department, level=level)
    if role:
        bound = Policy.objects.filter(_binds_post(role))
        revisions = revisions.filter(models.Q(policy__in=bound.values("pk")) | speaks_of([role]))
    if binds_me:
        binding = Policy.objects.binding(employee, on)
        revisions = revisions.filter(policy__in=binding.values("pk"))
    return revisions.order_by("policy__category__position", "policy__code")


def _binds_post(role: Role) -> models.Q:
    """Some rule includes whoever holds the role, wherever they work, and none excludes them."""
    departments = role.department.ancestor_ids if role.department else ()
    rules = AudienceRule.objects.filter(policy=models.OuterRef("pk")).filter(
        models.Q(kind=RuleKind.EVERYONE)
        | models.Q(kind=RuleKind.DEPARTMENT, department__in=departments)
        | models.Q(kind=RuleKind.ROLE, role=role)
    )
    return models.Q(models.Exists(rules.including())) & ~models.Q(models.Exists(rules.excluding()))


def categories(employee: Employee, on: dt.date) -> "models.QuerySet[Category]":
    """Every category with ``count``, the number of policies in force in it."""
    open_policies = Policy.objects.open_to(employee, on).in_force(on)
    return Category.objects.annotate(
        count=models.Count("policies", filter=models.Q(policies__in=open_policies.values("pk")))
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many policies in force there are to read: every category with its number, and the
    departments that issued one, most first."""

    categories: list[tuple[Category, int]]
    departments: list[tuple[Department, int]]


def counts(employee: Employee, on: dt.date) -> Counts:
    """Three queries, of which one asks what is open to the employee."""
    policies = Policy.objects.open_to(employee, on).in_force(on).order_by()
    rows = policies.values_list("category", "issuing_department").annotate(models.Count("pk"))
    by_category: Counter[int] = Counter()
    by_department: Counter[int] = Counter()
    for category, department, number in rows:
        by_category[category] += number
        by_department[department] += number
    departments = Department.objects.filter(pk__in=by_department).order_by("path")
    return Counts(
        [(category, by_category[category.pk]) for category in Category.objects.all()],
        sorted(
            ((department, by_department[department.pk]) for department in departments),
            key=lambda counted: -counted[1],
        ),
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
