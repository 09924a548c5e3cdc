import pytest

from policies import importing
from policies.importing import Choice, ImportRefused
from policies.models import AudienceRule, Category, Policy
from policies.models.audience import RuleKind
from policies.text.outline import Clause, Outline
from regs_portal.audit.models import AuditEvent
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee, Role
from tests.cast import Cast
from tests.factories import EmployeeFactory


@pytest.fixture
def choice(cast: Cast) -> Choice:
    return Choice(
        outline=Outline("守則", clauses=(Clause("一、", "<p>接聽電話。</p>"),)),
        title="守則",
        code="HR-001",
        category=Category.objects.get(slug="conduct"),
        level="code",
        scheme="list_chinese",
        issuing_department=cast.human_resources,
        role_name="接待員",
        makes_role=True,
    )


def administrator_who_edits(cast: Cast) -> Employee:
    made = EmployeeFactory(
        employee_number="B001", department=cast.human_resources, site=cast.taiwan,
        groups=(PortalGroup.EDITOR, PortalGroup.ADMINISTRATOR),
    )  # fmt: skip
    return Employee.objects.with_group_names().select_related("department", "site").get(pk=made.pk)


def test_editor_cannot_make_a_role(cast: Cast, choice: Choice) -> None:
    with pytest.raises(ImportRefused, match="接待員") as refused:
        importing.save([choice], cast.editor)
    assert refused.value.number == 1
    assert not Policy.objects.exists()
    assert not Role.objects.filter(name="接待員").exists()


def test_administrator_makes_the_role_with_the_policy(cast: Cast, choice: Choice) -> None:
    importing.save([choice], administrator_who_edits(cast))
    role = Role.objects.get(name="接待員")
    assert role.code == "HR-01"
    assert role.department == cast.human_resources
    rule = AudienceRule.objects.get()
    assert (rule.kind, rule.role) == (RuleKind.ROLE, role)
    assert AuditEvent.objects.filter(verb="people.start_role").exists()


def test_saving_is_in_the_audit_trail_by_whom(cast: Cast, choice: Choice) -> None:
    from dataclasses import replace

    importing.save([replace(choice, role_name="")], cast.editor)
    event = AuditEvent.objects.get(verb="policies.start_policy")
    assert event.actor_number == cast.editor.employee_number
