"""Whom a policy binds: as people, and in words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import models
from django.utils.translation import gettext as _

from policies.models import AudienceRule, Policy
from policies.models.audience import Effect, RuleKind
from regs_portal.people.models import Appointment, Employee

NOBODY = models.Q(pk__in=())


def bound_employees(policy: Policy, on: dt.date) -> "models.QuerySet[Employee]":
    """Everybody employed on that day whom some rule includes and none excludes.

    The same answer as ``Policy.objects.binding`` gives about one employee; a test compares them.
    """
    return people_of(rules_of(policy), on)


def people_of(rules: Iterable[AudienceRule], on: dt.date) -> "models.QuerySet[Employee]":
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


def _is_bound(rules: Iterable[AudienceRule], on: dt.date) -> models.Q:
    """Some rule includes them, and none excludes them."""
    rules = list(rules)
    included = [_spoken_of(rule, on) for rule in rules if rule.effect == Effect.INCLUDE]
    excluded = [_spoken_of(rule, on) for rule in rules if rule.effect == Effect.EXCLUDE]
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


def told(rule: AudienceRule) -> Told:
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


def rules_of(policy: Policy) -> Iterable[AudienceRule]:
    """Fetched once for one policy in hand, however often it is asked."""
    rules = AudienceRule.objects.select_related("department", "site", "role", "employee")
    models.prefetch_related_objects([policy], models.Prefetch("audience_rules", rules))
    return policy.audience_rules.all()


def _spoken_of(rule: AudienceRule, on: dt.date) -> models.Q:
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
