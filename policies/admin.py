"""In the administration policies have only their categories: everything else has its own verbs."""

from django.contrib import admin

from policies.models import Category
from regs_portal.people.admin import WhoAdmin


@admin.register(Category)
class CategoryAdmin(WhoAdmin):
    list_display = ("position", "name", "name_hans", "name_en", "slug")
    list_display_links = ("name",)
    prepopulated_fields = {"slug": ("name_en",)}
