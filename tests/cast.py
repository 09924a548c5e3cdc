"""The cast: the people every test knows by name and post, and policies made through the verbs.

總公司 ─┬─ 人力資源處   王人資 editor, 何總務 HR, 陳管理 administrator
        ├─ 法務處       李法務 legal reviewer
        ├─ 營運部       趙營運 the neighbour: an editor too, of another department
        │   └─ 客戶服務課  林客服 employee, 客服專員 (CS-01)
        ├─ 總經理室     張核准 approver
        ├─ 稽核室       周稽核 auditor
        ├─ 研發處       吳外人 the outsider: no group beyond employee, bound by nothing special
        ├─ （總公司）   公平審查 fairness reviewer
        └─ 昆山廠       孙昆山 works at the site in mainland China
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, models
from django.utils import timezone

from policies import drafting, workflow
from policies.models import Category, Revision, Step, Verdict
from policies.text.outline import Clause, Heading, Kind, Outline
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Department, Employee, Jurisdiction, Role, Site
from tests.factories import (
    AppointmentFactory,
    DepartmentFactory,
    EmployeeFactory,
    RoleFactory,
    SiteFactory,
)
from tests.signing import decide


@dataclass(frozen=True)
class Cast:
    """Who is who; see the tree above."""

    company: Department
    human_resources: Department
    operations: Department
    customer_service: Department
    taiwan: Site
    mainland: Site
    agent: Role  # held by the employee

    employee: Employee
    editor: Employee
    neighbour: Employee
    legal_reviewer: Employee
    fairness_reviewer: Employee
    approver: Employee
    hr: Employee
    auditor: Employee
    administrator: Employee
    outsider: Employee
    mainlander: Employee

    @property
    def everybody(self) -> tuple[Employee, ...]:
        return (
            self.employee, self.editor, self.neighbour, self.legal_reviewer,
            self.fairness_reviewer, self.approver, self.hr, self.auditor, self.administrator,
            self.outsider, self.mainlander,
        )  # fmt: skip


def assemble() -> Cast:
    """Creates the cast; nearly every test asks for it, so it comes in a few statements."""
    hired: list[Employee] = []
    founded: list[Department] = []
    keys = iter(_keys_for(Department, 20))
    taiwan = SiteFactory(code="NTP", name="新北總公司")
    mainland = SiteFactory(code="KSH", name="昆山廠", jurisdiction=Jurisdiction.PRC)

    def department(code: str, name: str, parent: Department | None = None) -> Department:
        parent = parent or (founded[0] if founded else None)
        key = next(keys)
        path = f"{parent.path if parent else ''}{key}/"
        made = DepartmentFactory.build(pk=key, code=code, name=name, parent=parent, path=path)
        founded.append(made)
        return made

    def person(
        number: str, name: str, place: Department, *groups: PortalGroup, site: Site = taiwan
    ) -> Employee:
        made = EmployeeFactory.build(employee_number=number, name=name, department=place, site=site)
        # As the portal loads whoever is signed in: names of groups in the same query.
        made.fetched_group_names = [PortalGroup.EMPLOYEE, *groups]
        hired.append(made)
        return made

    company = department("HQ", "總公司")
    human_resources = department("HR", "人力資源處")
    operations = department("OPS", "營運部")
    customer_service = department("CS", "客戶服務課", operations)
    cast = Cast(
        company=company,
        human_resources=human_resources,
        operations=operations,
        customer_service=customer_service,
        taiwan=taiwan,
        mainland=mainland,
        agent=RoleFactory.build(code="CS-01", name="客戶服務專員", department=customer_service),
        employee=person("A001", "林客服", customer_service),
        editor=person("A002", "王人資", human_resources, PortalGroup.EDITOR),
        neighbour=person("A003", "趙營運", operations, PortalGroup.EDITOR),
        legal_reviewer=person(
            "A004", "李法務", department("LGL", "法務處"), PortalGroup.LEGAL_REVIEWER
        ),
        fairness_reviewer=person("A011", "公平審查", company, PortalGroup.FAIRNESS_REVIEWER),
        approver=person("A005", "張核准", department("GM", "總經理室"), PortalGroup.APPROVER),
        hr=person("A006", "何總務", human_resources, PortalGroup.HR),
        auditor=person("A007", "周稽核", department("AUD", "稽核室"), PortalGroup.AUDITOR),
        administrator=person("A008", "陳管理", human_resources, PortalGroup.ADMINISTRATOR),
        outsider=person("A009", "吳外人", department("RD", "研發處")),
        mainlander=person("A010", "孙昆山", department("KSH", "昆山廠"), site=mainland),
    )
    Department.objects.bulk_create(founded)
    _hire(hired)
    cast.agent.save()
    AppointmentFactory(employee=cast.employee, role=cast.agent)
    return cast


def _keys_for(model: type[models.Model], count: int) -> list[int]:
    """Keys nobody else will be given, for rows that name each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _hire(people: list[Employee]) -> None:
    """Saves the people and puts them in the groups they were built with."""
    Employee.objects.bulk_create(people)
    groups = dict(Group.objects.values_list("name", "pk"))
    through = Employee.groups.through
    through.objects.bulk_create(
        through(employee_id=person.pk, group_id=groups[name])
        for person in people
        for name in person.__dict__["fetched_group_names"]
    )


def leave_outline(*, title: str = "出勤與休假管理辦法", roles: tuple[str, ...] = ()) -> Outline:
    """A small regulation with every part: introduction, two chapters, items, a tombstone."""
    return Outline(
        title=title,
        background="<p>因應勞動基準法修正。</p>",
        purpose="<p>為使員工之出勤與休假有所遵循，特訂定本辦法。</p>",
        scope="<p>適用於全體員工。</p>",
        headings=(
            Heading(
                Kind.CHAPTER, "第一章", "總則",
                clauses=(
                    Clause("第一條", "<p>本辦法依勞動基準法訂定之。</p>", caption="依據"),
                    Clause("第二條", "", deleted=True),
                ),
            ),
            Heading(
                Kind.CHAPTER, "第二章", "休假", lead="<p>本章規定各種假別。</p>",
                clauses=(
                    Clause(
                        "第三條",
                        "<p>員工請假，應事先申請，並載明下列事項：</p>"
                        "<p>一、假別。</p><p>（一）特別休假。</p><p>二、起訖時間。</p>",
                        caption="請假程序",
                    ),
                    Clause(
                        "第三條之一", "<p>客服人員輪班期間，應於交接後離席。</p>", roles=roles
                    ),
                ),
            ),
        ),
        supplementary="<p>本辦法經核定後施行。</p>",
    )  # fmt: skip


def draft_of(
    cast: Cast,
    code: str = "HR-003",
    outline: Outline | None = None,
    by: Employee | None = None,
    **facts: Any,
) -> Revision:
    """A first draft of a policy issued by the editor's department; ``facts`` are Policy's."""
    by = by or cast.editor
    outline = outline or leave_outline()
    return drafting.start_policy(
        title=outline.title,
        by=by,
        outline=outline,
        code=code,
        category=facts.pop("category", None) or Category.objects.get(slug="working-time"),
        issuing_department=facts.pop("issuing_department", by.department),
        **facts,
    )


def approve(cast: Cast, revision: Revision, at: dt.datetime | None = None) -> Revision:
    """Submits a draft and has every step decided with yes."""
    workflow.submit(revision, by=_author(cast, revision), at=at)
    revision.refresh_from_db()
    for step, reviewer in reviewers(cast).items():
        decide(revision, step, Verdict.APPROVED, reviewer, at=at)
    revision.refresh_from_db()
    return revision


def reviewers(cast: Cast) -> dict[Step, Employee]:
    """Who of the cast decides which step, in an order that is allowed."""
    return {
        Step.LEGAL_BASIS: cast.legal_reviewer,
        Step.FAIRNESS: cast.fairness_reviewer,
        Step.FINAL_APPROVAL: cast.approver,
    }


def publish(
    cast: Cast,
    revision: Revision,
    effective_from: dt.date | None = None,
    at: dt.datetime | None = None,
) -> Revision:
    """The whole way of a draft; in force from ``effective_from``, else from the day of ``at``."""
    at = at or timezone.now()
    approve(cast, revision, at)
    published = workflow.publish(
        revision, effective_from or timezone.localdate(at), by=_author(cast, revision), at=at
    )
    published.refresh_from_db()
    return published


def published_policy(
    cast: Cast,
    code: str = "HR-003",
    outline: Outline | None = None,
    effective_from: dt.date | None = None,
    at: dt.datetime | None = None,
    by: Employee | None = None,
    **facts: Any,
) -> Revision:
    """Revision 1.0 of a new policy, published through the verbs."""
    return publish(cast, draft_of(cast, code, outline, by, **facts), effective_from, at)


def next_revision(
    cast: Cast,
    revision: Revision,
    outline: Outline | None = None,
    effective_from: dt.date | None = None,
    at: dt.datetime | None = None,
    change_note: str = "",
) -> Revision:
    """The next revision of the same policy, published; the words as before unless given."""
    author = _author(cast, revision)
    draft = drafting.start_revision(revision.policy, by=author, at=at)
    if outline is not None:
        drafting.load(draft, outline, by=author)
    if change_note:
        Revision.objects.filter(pk=draft.pk).update(change_note=change_note)
    draft.refresh_from_db()
    return publish(cast, draft, effective_from, at)


def _author(cast: Cast, revision: Revision) -> Employee:
    """Who started it, as the portal loads them."""
    return next(person for person in cast.everybody if person.pk == revision.created_by_id)
