from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _


class DepartmentQuerySet(models.QuerySet["Department"]):
    def subtree(self, root: "Department") -> Self:
        """``root`` and every department below it."""
        return self.filter(path__startswith=root.path)


class Department(models.Model):
    """A node of the organisation's tree.

    ``path`` holds the keys from the root down (``3/17/``), so a subtree is one prefix match in
    SQL; it is kept by ``save`` and never edited.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="children",
        verbose_name=_("parent department"),
    )  # fmt: skip
    path = models.CharField(max_length=200, editable=False, default="", db_index=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ("path",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves, then moves the whole subtree when the parent has changed."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            path = f"{self.parent.path if self.parent else ''}{self.pk}/"
            if path == self.path:
                return
            if self.path:
                Department.objects.filter(path__startswith=self.path).update(
                    path=Concat(models.Value(path), Substr("path", len(self.path) + 1))
                )
            else:
                Department.objects.filter(pk=self.pk).update(path=path)
            self.path = path

    def clean(self) -> None:
        if self.pk and self.parent and self.parent.path.startswith(self.path):
            raise ValidationError(
                {"parent": _("A department cannot stand below itself. Choose another parent.")}
            )

    @property
    def ancestor_ids(self) -> list[int]:
        """Keys from the root to this department, itself included."""
        return [int(key) for key in self.path.split("/") if key]

    @property
    def depth(self) -> int:
        return self.path.count("/") - 1
