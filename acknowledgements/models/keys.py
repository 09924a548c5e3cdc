from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regs_portal.people.models import Employee


def employee_key() -> "models.ForeignKey[Employee, Employee]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False,
        verbose_name=_("employee"),
    )  # fmt: skip
