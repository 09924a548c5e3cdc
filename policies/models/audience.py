import datetime as dt
from collections.abc import Collection
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from policies.models.drafted import Drafted
from regs_portal.people.models import Department, Employee, Role, Site


class RuleKind(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    DEPARTMENT = "department", _("A department and those below it")
    SITE = "site", _("A site")
    ROLE = "role", _("A role")
    PERSON = "person", _("One person")


class Effect(models.TextChoices):
    INCLUDE = "include", _("Binds")
    EXCLUDE = "exclude", _("Does not bind")


TARGETS = ("department", "site", "role", "employee")
TARGET_OF = {
    RuleKind.EVERYONE: None,
    RuleKind.DEPARTMENT: "department",
    RuleKind.SITE: "site",
    RuleKind.ROLE: "role",
    RuleKind.PERSON: "employee",
}
# What a rule says, apart from whose it is.
RULE_FIELDS = ("effect", "kind", *(f"{target}_id" for target in TARGETS))
CODE_OF = {"department": "code", "site": "code", "role": "code", "employee": "employee_number"}


R = TypeVar("R", bound="Rule")


class RuleQuerySet(models.QuerySet[R]):
    def including(self) -> Self:
        return self.filter(effect=Effect.INCLUDE)

    def excluding(self) -> Self:
        return self.filter(effect=Effect.EXCLUDE)

    def lines(self) -> "models.QuerySet[Any]":
        """Each as JSON, with the fields of a text's ``AudienceLine``."""
        return self.values(
            line=JSONObject(
                excluded=models.Case(
                    models.When(effect=Effect.EXCLUDE, then=models.Value(True)),
                    default=models.Value(False),
                ),
                kind="kind",
                code=Coalesce(*(f"{target}__{CODE_OF[target]}" for target in TARGETS)),
            )
        )


class AudienceRuleQuerySet(RuleQuerySet["AudienceRule"]):
    pass


class ClauseAudienceRuleQuerySet(RuleQuerySet["ClauseAudienceRule"]):
    pass


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


def one_target(kinds: Collection[RuleKind] = frozenset(RuleKind)) -> models.Q:
    """Each of the kinds names its own target and no other."""
    condition = models.Q()
    for kind, target in TARGET_OF.items():
        if kind in kinds:
            nulls: dict[str, Any] = {f"{other}__isnull": other != target for other in TARGETS}
            condition |= models.Q(kind=kind.value, **nulls)
    return condition


class Rule(Drafted):
    """One line saying who is bound; an excluding line beats every including one."""

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

    class Meta:
        abstract = True
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.target or self.get_kind_display())

    @property
    def target(self) -> Department | Site | Role | Employee | None:
        return self.department or self.site or self.role or self.employee


class AudienceRule(Rule):
    """Whom a policy binds."""

    policy = models.ForeignKey(
        "policies.Policy", models.RESTRICT, related_name="audience_rules",
        verbose_name=_("policy"),
    )  # fmt: skip

    history = HistoricalRecords()
    objects = AudienceRuleQuerySet.as_manager()

    class Meta(Rule.Meta):
        abstract = False
        verbose_name = _("audience rule")
        verbose_name_plural = _("audience rules")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(effect__in=Effect.values), name="audience_effect_known"
            ),
            models.CheckConstraint(
                condition=one_target(),
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


class ClauseAudienceRule(Rule):
    """Whom one clause binds, of those its policy binds: a clause without an including line binds
    them all. Frozen with its revision."""

    clause = models.ForeignKey(
        "policies.Clause", models.RESTRICT, related_name="audience_rules", db_index=False
    )

    history = HistoricalRecords()
    objects = ClauseAudienceRuleQuerySet.as_manager()

    class Meta(Rule.Meta):
        abstract = False
        verbose_name = _("audience rule of a clause")
        verbose_name_plural = _("audience rules of clauses")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(effect__in=Effect.values), name="clause_audience_effect_known"
            ),
            models.CheckConstraint(
                condition=one_target(frozenset(RuleKind) - {RuleKind.EVERYONE}),
                name="clause_audience_names_its_target",
            ),
            models.UniqueConstraint(
                fields=("clause", "kind", "department", "site", "role", "employee"),
                name="clause_audience_rule_once",
                nulls_distinct=False,
            ),
        )
