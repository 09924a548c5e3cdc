"""The administration: for administrators, without evidence, every change recorded."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from policies.models import Category, ReviewStep
from regs_portal.audit.models import AuditEvent
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Appointment, Department, Employee, Role, Site
from tests.cast import Cast
from tests.factories import PASSWORD, SiteFactory
from tests.fixtures import SignIn

OURS = {"people", "policies", "acknowledgements", "audit", "jobs"}
LISTS = [Site, Department, Role, Employee, Category, ReviewStep]


def address(model: type, page: str = "changelist", *arguments: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)  # type: ignore[attr-defined]


def test_only_who_data_and_what_is_configured_are_there() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label in OURS}
    assert registered == set(LISTS)


@pytest.mark.parametrize("model", LISTS)
def test_administrators_see_lists_and_forms(cast: Cast, as_: SignIn, model: type) -> None:
    browser = as_(cast.administrator)
    assert browser.get(address(model)).status_code == 200
    assert browser.get(address(model, "add")).status_code == 200
    row = model.objects.first()  # type: ignore[attr-defined]
    assert browser.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("page", ["changelist", "add"])
def test_nobody_else_does(cast: Cast, as_: SignIn, page: str) -> None:
    for person in cast.everybody:
        if person != cast.administrator:
            response = as_(person).get(address(Employee, page), follow=True)
            assert response.status_code == 403, person


def test_a_superuser_without_the_office_changes_nobody(cast: Cast, as_: SignIn) -> None:
    Employee.objects.filter(pk=cast.outsider.pk).update(is_superuser=True)
    assert as_(cast.outsider).get(address(Employee)).status_code == 403


def test_strangers_sign_in_at_the_portals_own_page(as_: SignIn) -> None:
    """Django's own form counts no failed attempts."""
    response = as_(None).get("/admin/login/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account:sign_in"))
    assert (
        as_(None).post("/admin/login/", {"username": "A008", "password": PASSWORD}).status_code
        == 302
    )


def test_an_employee_is_added_with_a_password(cast: Cast, as_: SignIn) -> None:
    response = as_(cast.administrator).post(
        address(Employee, "add"),
        {
            "employee_number": "N001", "name": "新進", "email": "", "hired_on": "2026-01-05",
            "department": cast.operations.pk, "site": cast.taiwan.pk,
            "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD,
            **no_appointments(),
        },
    )  # fmt: skip
    assert response.status_code == 302
    made = Employee.objects.get(employee_number="N001")
    assert made.check_password(PASSWORD)
    assert made.group_names == {PortalGroup.EMPLOYEE}
    event = AuditEvent.objects.get(verb="people.add_employee")
    assert event.actor_id == cast.administrator.pk
    assert PASSWORD not in str(event.payload)


def test_giving_an_office_is_recorded(cast: Cast, as_: SignIn) -> None:
    from django.contrib.auth.models import Group

    wanted = Group.objects.filter(name__in=[PortalGroup.EMPLOYEE, PortalGroup.APPROVER])
    response = as_(cast.administrator).post(
        address(Employee, "change", cast.outsider.pk),
        facts_of(cast.outsider) | {"groups": [group.pk for group in wanted]},
    )
    assert response.status_code == 302
    assert Employee.objects.get(pk=cast.outsider.pk).is_approver
    event = AuditEvent.objects.get(verb="people.change_employee")
    assert event.payload["groups"] == ["approver", "employee"]


@pytest.mark.allow_n_plus_one  # Django's formset looks each row's role up by itself.
def test_an_appointment_is_given_and_its_overlap_explained(cast: Cast, as_: SignIn) -> None:
    browser = as_(cast.administrator)
    row = {"role": cast.agent.pk, "starts_on": "2026-01-01", "ends_on": ""}
    response = browser.post(
        address(Employee, "change", cast.outsider.pk),
        facts_of(cast.outsider) | appointments([row]),
    )
    assert response.status_code == 302
    kept = Appointment.objects.get(employee=cast.outsider)

    stored = row | {"id": kept.pk, "employee": cast.outsider.pk}
    response = browser.post(
        address(Employee, "change", cast.outsider.pk),
        facts_of(cast.outsider)
        | appointments([stored, row | {"starts_on": "2026-02-01"}], initial=1),
    )
    assert response.status_code == 200
    assert any(response.context["errors"])
    assert Appointment.objects.filter(employee=cast.outsider).count() == 1


@pytest.mark.allow_n_plus_one  # Django's formset looks each row's role up by itself.
def test_two_new_appointments_that_overlap_are_explained_too(cast: Cast, as_: SignIn) -> None:
    row = {"role": cast.agent.pk, "starts_on": "2026-01-01", "ends_on": "2026-03-01"}
    response = as_(cast.administrator).post(
        address(Employee, "change", cast.outsider.pk),
        facts_of(cast.outsider) | appointments([row, row | {"starts_on": "2026-03-01"}]),
    )
    assert response.status_code == 200
    assert not Appointment.objects.filter(employee=cast.outsider).exists()


def test_employees_are_not_deleted_here(cast: Cast, as_: SignIn) -> None:
    browser = as_(cast.administrator)
    assert browser.post(address(Employee, "delete", cast.outsider.pk)).status_code == 403
    browser.post(
        address(Employee),
        {"action": "delete_selected", "_selected_action": [cast.outsider.pk], "post": "yes"},
    )
    assert Employee.objects.filter(pk=cast.outsider.pk).exists()


def test_a_password_is_set_and_recorded_without_it(cast: Cast, as_: SignIn) -> None:
    new = "another-battery-staple-horse"
    response = as_(cast.administrator).post(
        reverse("admin:auth_user_password_change", args=[cast.outsider.pk]),
        {"usable_password": "true", "password1": new, "password2": new},
    )
    assert response.status_code == 302
    assert Employee.objects.get(pk=cast.outsider.pk).check_password(new)
    event = AuditEvent.objects.get(verb="people.change_employee")
    assert new not in str(event.payload)


def test_a_place_in_use_is_not_deleted(cast: Cast, as_: SignIn) -> None:
    response = as_(cast.administrator).post(
        address(Department, "delete", cast.operations.pk), {"post": "yes"}
    )
    assert response.status_code == 200
    assert Department.objects.filter(pk=cast.operations.pk).exists()


def test_a_place_of_nobody_is_and_that_is_recorded(cast: Cast, as_: SignIn) -> None:
    empty = SiteFactory(code="OLD", name="舊址")
    response = as_(cast.administrator).post(address(Site, "delete", empty.pk), {"post": "yes"})
    assert response.status_code == 302
    assert AuditEvent.objects.latest("sequence").verb == "people.delete_site"


def test_nobody_is_made_a_superuser(cast: Cast, as_: SignIn) -> None:
    as_(cast.administrator).post(
        address(Employee, "change", cast.outsider.pk),
        facts_of(cast.outsider) | {"is_superuser": "on"},
    )
    assert not Employee.objects.get(pk=cast.outsider.pk).is_superuser


def facts_of(employee: Employee) -> dict[str, object]:
    return {
        "employee_number": employee.employee_number,
        "name": employee.name,
        "email": employee.email,
        "department": employee.department_id,
        "site": employee.site_id,
        "hired_on": employee.hired_on.isoformat(),
        "is_active": "on",
    } | no_appointments()


def no_appointments() -> dict[str, object]:
    return appointments([])


def appointments(rows: list[dict[str, object]], initial: int = 0) -> dict[str, object]:
    counts: dict[str, object] = {
        "appointments-TOTAL_FORMS": len(rows),
        "appointments-INITIAL_FORMS": initial,
    }
    return counts | {
        f"appointments-{place}-{name}": value
        for place, row in enumerate(rows)
        for name, value in row.items()
    }


@pytest.mark.parametrize("department", ["長" * 50, "<script>", "²", "a\0", "9" * 30])
def test_a_key_that_is_none_is_refused_beside_the_field(
    cast: Cast, as_: SignIn, department: str
) -> None:
    page = as_(cast.administrator).post(
        address(Role, "add"), {"code": "R-77", "name": "新崗位", "department": department}
    )

    assert page.status_code == 200
    assert "新崗位" in page.content.decode()
    assert not Role.objects.filter(code="R-77").exists()


def test_it_stands_under_the_portals_name_and_mark(cast: Cast, as_: SignIn) -> None:
    words = as_(cast.administrator).get(reverse("admin:index")).content.decode()
    assert "<title>員工、部門與類別 · 規章入口網 · 系統管理</title>" in words
    assert 'rel="icon"' in words  # else every browser asks for one that is not there
    assert "css/administration.css" in words
    assert cast.administrator.name in words


def test_offices_are_called_by_their_names(cast: Cast, as_: SignIn) -> None:
    words = as_(cast.administrator).get(address(Employee)).content.decode()
    assert "legal_reviewer" not in words
    page = as_(cast.administrator).get(address(Employee), {"groups__id__exact": _legal()})
    assert [person.name for person in page.context["cl"].result_list] == ["李法務"]


def _legal() -> int:
    return Group.objects.get(name=PortalGroup.LEGAL_REVIEWER).pk
