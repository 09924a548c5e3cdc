"""Whom a policy binds: as people, and in words."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from policies.models import AudienceRule, ClauseAudienceRule, Policy
from policies.models.audience import CODE_OF, TARGET_OF, Effect, Rule, RuleKind
from policies.text.outline import AudienceLine, Clause
from regs_portal.people.models import Appointment, Employee

NOBODY = models.Q(pk__in=())
# Departments, sites, roles and employees by the kind and the code of the line that names them.
Targets = dict[tuple[str, str], Any]


def bound_employees(policy: Policy, on: dt.date) -> "models.QuerySet[Employee]":
    """Everybody employed on that day whom some rule includes and none excludes.

    The same answer as ``Policy.objects.binding`` gives about one employee; a test compares them.
    """
    return people_of(rules_of(policy), on)


def people_of(rules: Iterable[Rule], on: dt.date) -> "models.QuerySet[Employee]":
    """Everybody employed on that day whom some of the rules includes and none excludes."""
    bound: models.QuerySet[Employee] = Employee.objects.employed(on)
    return bound.filter(_is_bound(rules, on))


def bound_by_site(policies: Sequence[Policy], on: dt.date) -> dict[int, dict[int, int]]:
    """By policy and site: how many of those employed that day the policy binds. Two queries,
    however many policies there are."""
    rules = AudienceRule.objects.select_related("department", "site", "role", "employee")
    models.prefetch_related_objects(policies, models.Prefetch("audience_rules", rules))
    counts = {
        f"bound_{policy.pk}": models.Count(
            "pk", distinct=True, filter=_is_bound(policy.audience_rules.all(), on)
        )
        for policy in policies
    }
    rows = Employee.objects.employed(on).order_by().values("site").annotate(**counts)
    found: dict[int, dict[int, int]] = {policy.pk: {} for policy in policies}
    for row in rows if policies else ():
        for policy in policies:
            if count := row[f"bound_{policy.pk}"]:
                found[policy.pk][row["site"]] = count
    return found


def _is_bound(rules: Iterable[Rule], on: dt.date) -> models.Q:
    """Some rule includes them, and none excludes them."""
    rules = list(rules)
    included = [speaks_of(rule, on) for rule in rules if rule.effect == Effect.INCLUDE]
    excluded = [speaks_of(rule, on) for rule in rules if rule.effect == Effect.EXCLUDE]
    return reduce(or_, included, NOBODY) & ~reduce(or_, excluded, NOBODY)


@dataclass(frozen=True, slots=True)
class Told:
    """A rule as it is put into words: ``name`` is that of its target. Of a person, ``number`` is
    the employee number; both are empty where the reader need not know who."""

    effect: str
    kind: str
    name: str = ""
    number: str = ""


def in_words(policy: Policy) -> list[str]:
    """One line for each rule, those that bind first."""
    return lines(map(told, rules_of(policy)))


def told(rule: Rule) -> Told:
    return Told(
        rule.effect,
        rule.kind,
        str(rule.department or rule.site or rule.role or rule.employee or ""),
        rule.employee.employee_number if rule.employee else "",
    )


def lines(rules: Iterable[Told]) -> list[str]:
    """One line for each, those that bind first; no line twice."""
    ordered = sorted(rules, key=lambda rule: rule.effect == Effect.EXCLUDE)
    return list(dict.fromkeys(map(_line, ordered)))


def effect_of(line: AudienceLine) -> Effect:
    return Effect.EXCLUDE if line.excluded else Effect.INCLUDE


def targets_in(clauses: Iterable[Clause]) -> Targets:
    """Whom their audiences name."""
    return targets_of(line for clause in clauses for line in clause.audience)


def targets_of(audience: Iterable[AudienceLine]) -> Targets:
    """Whom the lines name, by kind and code, as far as there is such a one."""
    wanted: dict[str, set[str]] = {}
    for line in audience:
        wanted.setdefault(line.kind, set()).add(line.code)
    found: Targets = {}
    for kind, codes in wanted.items():
        target = str(TARGET_OF[RuleKind(kind)])
        model: Any = ClauseAudienceRule._meta.get_field(target).related_model
        for row in model._default_manager.filter(**{f"{CODE_OF[target]}__in": codes}):
            found[kind, getattr(row, CODE_OF[target])] = row
    return found


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """A line of a clause's audience as a page keeps it; ``key`` is that of its target, ``code``
    its code. Persons are not named, for every reader sees the line."""

    effect: str
    kind: str
    key: int
    code: str
    name: str = ""

    @property
    def told(self) -> Told:
        return Told(self.effect, self.kind, self.name)


def clause_rules(audience: Iterable[AudienceLine], targets: Targets) -> list[ClauseRule]:
    """The lines with their targets, as ``targets_of`` finds them."""
    rules = []
    for line in audience:
        target = targets.get((line.kind, line.code))
        is_person = line.kind == RuleKind.PERSON
        rules.append(
            ClauseRule(
                effect_of(line),
                line.kind,
                target.pk if target else 0,
                "" if is_person else line.code,
                "" if is_person else str(target or line.code),
            )
        )
    return rules


def binds(rules: Sequence[ClauseRule], reader: Employee, role_codes: Collection[str]) -> bool:
    """Whether a clause with these rules binds somebody whom its policy binds."""

    def speaks_of_them(rule: ClauseRule) -> bool:
        match rule.kind:
            case RuleKind.DEPARTMENT:
                return rule.key in reader.department.ancestor_ids
            case RuleKind.SITE:
                return rule.key == reader.site_id
            case RuleKind.ROLE:
                return rule.code in role_codes
        return rule.key == reader.pk

    included = [rule for rule in rules if rule.effect == Effect.INCLUDE]
    excluded = [rule for rule in rules if rule.effect == Effect.EXCLUDE]
    return (not included or any(map(speaks_of_them, included))) and not any(
        map(speaks_of_them, excluded)
    )


def rules_of(policy: Policy) -> Iterable[AudienceRule]:
    """Fetched once for one policy in hand, however often it is asked."""
    rules = AudienceRule.objects.select_related("department", "site", "role", "employee")
    models.prefetch_related_objects([policy], models.Prefetch("audience_rules", rules))
    return policy.audience_rules.all()


def speaks_of(rule: Rule, on: dt.date) -> models.Q:
    """The employees whom the rule names on that day, whatever its effect."""
    match rule.kind:
        case RuleKind.EVERYONE:
            return ~NOBODY
        case RuleKind.DEPARTMENT if rule.department:
            return models.Q(department__path__startswith=rule.department.path)
        case RuleKind.SITE:
            return models.Q(site=rule.site_id)
        case RuleKind.ROLE:
            holders = Appointment.objects.current(on).filter(role=rule.role_id)
            return models.Q(pk__in=holders.values("employee"))
        case RuleKind.PERSON:
            return models.Q(pk=rule.employee_id)
    return NOBODY


def _line(rule: Told) -> str:
    whom = _whom(rule)
    return _("Not: %(whom)s") % {"whom": whom} if rule.effect == Effect.EXCLUDE else whom


def _whom(rule: Told) -> str:
    match rule.kind:
        case RuleKind.DEPARTMENT:
            return _("%(department)s and the departments below it") % {"department": rule.name}
        case RuleKind.SITE:
            return _("Everyone at %(site)s") % {"site": rule.name}
        case RuleKind.ROLE:
            return _("The post %(role)s") % {"role": rule.name}
        case RuleKind.PERSON if rule.name:
            return _("%(name)s (%(number)s)") % {"name": rule.name, "number": rule.number}
        case RuleKind.PERSON:
            return _("People named one by one")
    return _("Everyone")
