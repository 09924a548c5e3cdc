import datetime as dt
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from regs_portal.people.groups import REVIEWING, PortalGroup


class EmployeeQuerySet(models.QuerySet["Employee"]):
    def employed(self, on: dt.date) -> Self:
        """Those hired by ``on`` who had not left before it and are not deactivated."""
        return self.filter(is_active=True, hired_on__lte=on).filter(
            models.Q(left_on__isnull=True) | models.Q(left_on__gte=on)
        )

    def with_group_names(self) -> Self:
        """Fetches the names of the groups in the same query; see ``Employee.group_names``."""
        names = Group.objects.filter(user=models.OuterRef("pk")).order_by("name")
        return self.annotate(fetched_group_names=ArraySubquery(names.values("name")))


class EmployeeManager(BaseUserManager["Employee"].from_queryset(EmployeeQuerySet)):  # type: ignore[misc]
    def create_user(
        self, employee_number: str, password: str | None = None, **facts: Any
    ) -> "Employee":
        employee: Employee = self.model(employee_number=employee_number, **facts)
        employee.set_password(password)
        employee.save(using=self._db)
        return employee

    def get_by_natural_key(self, username: str | None) -> "Employee":
        employee: Employee = self.get(employee_number__iexact=username)
        return employee


class Employee(AbstractBaseUser, PermissionsMixin):
    """Who: the user of the portal. Deactivated when they leave; a trigger refuses deletion."""

    employee_number = models.CharField(_("employee number"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    department = models.ForeignKey(
        "people.Department", models.RESTRICT, related_name="employees",
        verbose_name=_("department"),
    )  # fmt: skip
    site = models.ForeignKey(
        "people.Site", models.RESTRICT, related_name="employees", verbose_name=_("site")
    )
    manager = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="reports",
        verbose_name=_("manager"),
    )  # fmt: skip
    hired_on = models.DateField(_("hired on"))
    left_on = models.DateField(_("last day"), null=True, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    working_share = models.PositiveSmallIntegerField(
        _("working share"), default=100,
        help_text=_("Percent of full time. Part-time employees have so much longer."),
    )  # fmt: skip

    objects = EmployeeManager()

    USERNAME_FIELD = "employee_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "department", "site", "hired_on"]

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        ordering = ("employee_number",)
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="employee_email_unique",
                violation_error_message=_("Another employee already uses this e-mail address."),
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(left_on__gte=models.F("hired_on")),
                name="employee_leaves_after_hired",
                violation_error_message=_("The last day cannot be before the day of hiring."),
            ),
            models.CheckConstraint(
                condition=models.Q(working_share__range=(1, 100)),
                name="employee_working_share_is_percent",
                violation_error_message=_("The working share is between 1 and 100 percent."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def is_employed(self, on: dt.date) -> bool:
        """Hired by that day, not gone before it and not deactivated; see ``employed``."""
        has_left = self.left_on is not None and self.left_on < on
        return self.is_active and self.hired_on <= on and not has_left

    @cached_property
    def group_names(self) -> frozenset[str]:
        """Names of the employee's groups; free when fetched ``with_group_names``."""
        fetched: list[str] | None = self.__dict__.get("fetched_group_names")
        if fetched is None:
            fetched = list(self.groups.values_list("name", flat=True))
        return frozenset(fetched)

    def in_group(self, *groups: PortalGroup) -> bool:
        return not self.group_names.isdisjoint(groups)

    @property
    def is_editor(self) -> bool:
        return self.in_group(PortalGroup.EDITOR)

    @property
    def is_legal_reviewer(self) -> bool:
        return self.in_group(PortalGroup.LEGAL_REVIEWER)

    @property
    def is_fairness_reviewer(self) -> bool:
        return self.in_group(PortalGroup.FAIRNESS_REVIEWER)

    @property
    def is_approver(self) -> bool:
        return self.in_group(PortalGroup.APPROVER)

    @property
    def is_reviewer(self) -> bool:
        """Holds an office that decides some step of review."""
        return not self.group_names.isdisjoint(REVIEWING)

    @property
    def is_hr(self) -> bool:
        return self.in_group(PortalGroup.HR)

    @property
    def is_auditor(self) -> bool:
        return self.in_group(PortalGroup.AUDITOR)

    @property
    def is_administrator(self) -> bool:
        return self.in_group(PortalGroup.ADMINISTRATOR)

    @property
    def is_staff(self) -> bool:
        """Django's admin lets administrators in, nobody else."""
        return self.is_active and (self.is_administrator or self.is_superuser)
