"""The administration: who-data, for administrators only. No evidence is kept or changed here.

Every change leaves an audit event beside Django's own log.
"""

from itertools import combinations
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from regs_portal.audit.recording import record
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Appointment, Department, Employee, Role, Site

admin.site.site_header = admin.site.site_title = _("Regulations portal · Administration")
admin.site.index_title = _("People, departments and categories")

# Its rows are the portal's offices; a migration makes them and the code names them.
admin.site.unregister(Group)


OFFICES = {
    PortalGroup.EMPLOYEE: _("Employee: reads and acknowledges"),
    PortalGroup.EDITOR: _("Editor: drafts and publishes for the department"),
    PortalGroup.LEGAL_REVIEWER: _("Legal reviewer: decides on the legal basis"),
    PortalGroup.FAIRNESS_REVIEWER: _(
        "Fairness reviewer: decides whether a text treats everybody fairly"
    ),
    PortalGroup.APPROVER: _("Approver: decides on the final approval"),
    PortalGroup.HR: _("HR: sees who has acknowledged"),
    PortalGroup.AUDITOR: _("Auditor: reads everything, changes nothing"),
    PortalGroup.ADMINISTRATOR: _("Administrator: keeps people, departments and categories"),
}


class KnownChoice(AutocompleteSelect):
    """Django's own fails when it draws a form again that came back with words for a key."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        keys = [key for key in value if key.isascii() and key.isdigit()]
        return super().optgroups(name, keys, attrs)


class ForAdministrators:
    """Instead of Django's permission rows, the one office that keeps this data."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        page: Any = self
        if db_field.name in page.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownChoice(db_field, page.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def _may(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, Employee) and user.is_active and user.is_administrator

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)


class Audited:
    """Records every addition, change and deletion; Django calls these after each of them."""

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record("add", request, obj, message)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record("change", request, obj, message)
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            self._record("delete", request, obj, str(obj))
        return super().log_deletions(request, queryset)  # type: ignore[misc]

    def _record(self, verb: str, request: HttpRequest, obj: models.Model, message: Any) -> None:
        assert isinstance(request.user, Employee)  # noqa: S101  (administrators are employees)
        facts: dict[str, Any] = {"what": message, **self.facts_of(obj)}
        name = obj._meta.model_name
        record(f"{obj._meta.app_label}.{verb}_{name}", obj, request.user, **facts)

    def facts_of(self, obj: Any) -> dict[str, Any]:
        """What the event says of the object as it now is, besides the names of changed fields."""
        return {}


class WhoAdmin(Audited, ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg]
    """One kind of who-data."""


@admin.register(Site)
class SiteAdmin(WhoAdmin):
    list_display = ("code", "name", "jurisdiction", "time_zone")
    search_fields = ("code", "name")


@admin.register(Department)
class DepartmentAdmin(WhoAdmin):
    list_display = ("code", "name", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)


@admin.register(Role)
class RoleAdmin(WhoAdmin):
    list_display = ("code", "name", "department")
    list_select_related = ("department",)
    search_fields = ("code", "name")
    autocomplete_fields = ("department",)


class AppointmentFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Says in a sentence what PostgreSQL would refuse: one role twice on the same day."""

    def clean(self) -> None:
        super().clean()
        kept = [
            form.instance
            for form in self.forms
            if form.is_valid()
            and (form.has_changed() or form.instance.pk)
            and form not in self.deleted_forms
        ]
        for one, other in combinations(kept, 2):
            if one.role_id == other.role_id and _overlap(one, other):
                raise ValidationError(
                    _("%(role)s is held twice on one day. End the one before the other begins."),
                    params={"role": one.role},
                )


def _overlap(one: Appointment, other: Appointment) -> bool:
    first, second = sorted((one, other), key=lambda row: row.starts_on)
    return first.ends_on is None or second.starts_on <= first.ends_on


class AppointmentInline(ForAdministrators, admin.TabularInline):  # type: ignore[type-arg]
    model = Appointment
    formset = AppointmentFormSet
    extra = 0
    autocomplete_fields = ("role",)


class NewEmployeeForm(AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = Employee
        fields = ("employee_number", "name", "email", "department", "site", "hired_on")


class EmployeeForm(UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = Employee
        fields = "__all__"


class OfficeFilter(admin.RelatedFieldListFilter):
    """The offices by what they are called, not by the names the code knows them by."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        return [(group.pk, _office(group)) for group in Group.objects.order_by("pk")]


@admin.register(Employee)
class EmployeeAdmin(Audited, ForAdministrators, UserAdmin):  # type: ignore[type-arg]
    """Employees are deactivated, never deleted. Nobody is made a superuser here."""

    form = EmployeeForm
    add_form = NewEmployeeForm
    inlines = (AppointmentInline,)
    ordering = ("employee_number",)
    list_display = ("employee_number", "name", "department", "site", "is_active", "left_on")
    list_filter = ("is_active", "site", ("groups", OfficeFilter))
    list_select_related = ("department", "site")
    search_fields = ("employee_number", "name", "email")
    autocomplete_fields = ("department", "site", "manager")
    filter_horizontal = ("groups",)
    readonly_fields = ("last_login",)
    fieldsets = (
        (None, {"fields": ("employee_number", "name", "email", "password")}),
        (_("Place"), {"fields": ("department", "site", "manager")}),
        (_("Time"), {"fields": ("hired_on", "left_on", "last_login")}),
        (_("What they may do here"), {"fields": ("is_active", "groups")}),
    )
    add_fieldsets = (
        (None, {"fields": ("employee_number", "name", "email")}),
        (_("Place"), {"fields": ("department", "site", "hired_on")}),
        (_("Password"), {"fields": ("usable_password", "password1", "password2")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def facts_of(self, obj: Employee) -> dict[str, Any]:
        """Who may decide is worth more than the name of a changed field."""
        return {"groups": sorted(obj.groups.values_list("name", flat=True))}

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = _office  # type: ignore[method-assign, union-attr]
        return field

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            employees = Group.objects.get(name=PortalGroup.EMPLOYEE)
            form.instance.groups.add(employees)


def _office(group: Group) -> str:
    return str(OFFICES.get(PortalGroup(group.name), group.name))
