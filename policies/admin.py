"""In the administration policies have only their categories and what reviews are asked: everything
else has its own verbs."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from policies.models import Category, ReviewStep
from policies.refusals import SENTENCES
from regs_portal.people.admin import WhoAdmin


@admin.register(Category)
class CategoryAdmin(WhoAdmin):
    list_display = ("position", "name", "name_hans", "name_en", "slug")
    list_display_links = ("name",)
    prepopulated_fields = {"slug": ("name_en",)}


class ReviewStepForm(forms.ModelForm):  # type: ignore[type-arg]
    """Says in a sentence what PostgreSQL would refuse: a round that no approver ends."""

    class Meta:
        model = ReviewStep
        fields = (
            "slug", "position", "name", "name_hans", "name_en",
            "meaning", "meaning_hans", "meaning_en", "office", "is_final", "categories",
            "is_active",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        others = ReviewStep.objects.exclude(pk=self.instance.pk)
        position, is_final = cleaned.get("position"), cleaned.get("is_final")
        if position is None:
            return cleaned
        if is_final:
            is_last = not others.filter(is_active=True, position__gte=position).exists()
            if cleaned.get("categories"):
                self.add_error("categories", _("The last step is for every category."))
        else:
            is_last = others.filter(is_final=True).exists() and not (
                cleaned.get("is_active")
                and others.filter(is_final=True, position__lte=position).exists()
            )
        if not is_last:
            self.add_error(None, str(SENTENCES["review_steps_end_with_an_approver"]))
        return cleaned


@admin.register(ReviewStep)
class ReviewStepAdmin(WhoAdmin):
    """What reviews are asked from now on; rounds under way keep what they asked.

    A step is not deleted but no longer asked for, so that events naming it can be understood.
    """

    form = ReviewStepForm
    list_display = ("position", "name", "office", "is_final", "is_active", "slug")
    list_display_links = ("name",)
    filter_horizontal = ("categories",)
    prepopulated_fields = {"slug": ("name_en",)}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def facts_of(self, obj: ReviewStep) -> dict[str, Any]:
        return {
            "slug": obj.slug,
            "position": obj.position,
            "office": obj.office,
            "name": obj.name,
            "meaning": obj.meaning,
            "is_final": obj.is_final,
            "is_active": obj.is_active,
            "categories": sorted(obj.categories.values_list("slug", flat=True)),
        }
