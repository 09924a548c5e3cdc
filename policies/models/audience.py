import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.models.drafted import Drafted
from regs_portal.people.models import Employee


class RuleKind(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    DEPARTMENT = "department", _("A department and those below it")
    SITE = "site", _("A site")
    ROLE = "role", _("A role")
    PERSON = "person", _("One person")


class Effect(models.TextChoices):
    INCLUDE = "include", _("Binds")
    EXCLUDE = "exclude", _("Does not bind")


class AudienceRuleQuerySet(models.QuerySet["AudienceRule"]):
    def including(self) -> Self:
        return self.filter(effect=Effect.INCLUDE)

    def excluding(self) -> Self:
        return self.filter(effect=Effect.EXCLUDE)


def matching(employee: Employee, on: dt.date) -> models.Q:
    """The rules that speak of the employee on that day, whatever their effect."""
    roles = employee.appointments.current(on).values("role")
    return (
        models.Q(kind=RuleKind.EVERYONE)
        | models.Q(kind=RuleKind.DEPARTMENT, department__in=employee.department.ancestor_ids)
        | models.Q(kind=RuleKind.SITE, site=employee.site_id)
        | models.Q(kind=RuleKind.ROLE, role__in=roles)
        | models.Q(kind=RuleKind.PERSON, employee=employee.pk)
    )


def _names_one_target() -> models.Q:
    """Each kind names its own target and no other."""
    targets = ("department", "site", "role", "employee")
    named = {
        RuleKind.EVERYONE: None,
        RuleKind.DEPARTMENT: "department",
        RuleKind.SITE: "site",
        RuleKind.ROLE: "role",
        RuleKind.PERSON: "employee",
    }
    condition = models.Q()
    for kind, target in named.items():
        nulls: dict[str, Any] = {f"{other}__isnull": other != target for other in targets}
        condition |= models.Q(kind=kind.value, **nulls)
    return condition


class AudienceRule(Drafted):
    """One line saying whom a policy binds; an excluding line beats every including one."""

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="audience_rules",
        verbose_name=_("policy"),
    )  # fmt: skip
    kind = models.CharField(_("who"), max_length=12, choices=RuleKind)
    effect = models.CharField(_("effect"), max_length=8, choices=Effect, default=Effect.INCLUDE)
    department = models.ForeignKey(
        "people.Department", models.RESTRICT, null=True, blank=True, related_name="+",
        verbose_name=_("department"),
    )  # fmt: skip
    site = models.ForeignKey(
        "people.Site", models.RESTRICT, null=True, blank=True, related_name="+",
        verbose_name=_("site"),
    )  # fmt: skip
    role = models.ForeignKey(
        "people.Role", models.RESTRICT, null=True, blank=True, related_name="+",
        verbose_name=_("role"),
    )  # fmt: skip
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, null=True, blank=True, related_name="+",
        verbose_name=_("employee"),
    )  # fmt: skip

    history = HistoricalRecords()
    objects = AudienceRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience rule")
        verbose_name_plural = _("audience rules")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(effect__in=Effect.values), name="audience_effect_known"
            ),
            models.CheckConstraint(
                condition=_names_one_target(),
                name="audience_names_its_target",
                violation_error_message=_("Name exactly the one that this kind of rule speaks of."),
            ),
            models.UniqueConstraint(
                fields=("policy", "kind", "department", "site", "role", "employee"),
                name="audience_rule_once",
                nulls_distinct=False,
                violation_error_message=_("There is already a rule about the same people."),
            ),
        )

    def __str__(self) -> str:
        target = self.department or self.site or self.role or self.employee
        return str(target or self.get_kind_display())
