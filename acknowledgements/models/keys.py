"""Keys of four bytes: of twenty million rows, every byte counts."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from regs_portal.people.models import Employee


class NarrowKey(models.ForeignKey[Any, Any]):
    """A foreign key kept in four bytes, whatever the key it names takes. No index of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_index"] = False
        super().__init__(*args, **kwargs)

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "integer"

    def cast_db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "integer"


def employee_key(
    key: "type[models.ForeignKey[Any, Any]]" = models.ForeignKey,
) -> "models.ForeignKey[Employee, Employee]":
    return key(
        settings.AUTH_USER_MODEL, models.RESTRICT, related_name="+", db_index=False,
        verbose_name=_("employee"),
    )  # fmt: skip
