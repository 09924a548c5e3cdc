"""Random people, rules and orders of events: what is owed is what one would work out from scratch.

Joins, moves, leaves and returns, posts, absences, departments that move, rules that come and go,
publications, acknowledgements, exemptions. After each the worker's job runs; then every row is
held against a plain computation in Python, and every tally against its rows.
"""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from acknowledgements import exempting, reconciling
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, Assignment, AssignmentChange, Exemption
from acknowledgements.recounting import drifts
from policies.models import AudienceRule, Policy, Revision
from policies.models.audience import Effect, RuleKind
from regs_portal.people.models import Appointment, Department, Employee, Leave
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, published_policy
from tests.factories import EmployeeFactory

SEEDS, STEPS = range(8), 25
DAY = dt.timedelta(days=1)
TODAY = timezone.localdate


class Company:
    """The cast, and what may happen to it."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast = cast
        self.dice = random.Random(seed)
        self.codes = iter(f"HR-{number:03}" for number in range(100, 200))
        # Whoever writes, decides and keeps the records stays where they are.
        officers = ("editor", "legal_reviewer", "fairness_reviewer", "approver", "hr")
        self.officers = {getattr(cast, name).pk for name in officers}
        for _ in range(2):
            self.publish()

    def somebody(self) -> Employee:
        keys = list(Employee.objects.order_by("pk").values_list("pk", flat=True))
        return Employee.objects.select_related("department").get(pk=self.dice.choice(keys))

    def department(self) -> Department:
        return self.dice.choice(list(Department.objects.order_by("pk")))

    def publish(self) -> None:
        made = published_policy(self.cast, next(self.codes))
        made.policy.audience_rules.all().delete()
        for _ in range(self.dice.randint(1, 3)):
            self.rule(made.policy)
        assign_audience(made)

    def rule(self, policy: Policy) -> None:
        effect = self.dice.choices([Effect.INCLUDE, Effect.EXCLUDE], [3, 1])[0]
        targets: list[dict[str, Any]] = [
            {"kind": RuleKind.EVERYONE},
            {"kind": RuleKind.DEPARTMENT, "department": self.department()},
            {"kind": RuleKind.SITE, "site": self.cast.mainland},
            {"kind": RuleKind.ROLE, "role": self.cast.agent},
            {"kind": RuleKind.PERSON, "employee": self.somebody()},
        ]
        target = self.dice.choice(targets)
        AudienceRule.objects.get_or_create(policy=policy, **target, defaults={"effect": effect})

    # --- Events

    def change_the_rules(self) -> None:
        revision = self.dice.choice(list(standing()))
        if self.dice.random() < 0.4 and (rule := revision.policy.audience_rules.first()):
            rule.delete()
        self.rule(revision.policy)
        reconciling.reconcile(Revision.objects.select_related("policy").get(pk=revision.pk))

    def join(self) -> None:
        EmployeeFactory(department=self.department(), hired_on=TODAY())

    def move(self) -> None:
        somebody = self.somebody()
        if somebody.pk not in self.officers:
            somebody.department = self.department()
            somebody.save(update_fields=["department"])

    def leave_or_return(self) -> None:
        somebody = self.somebody()
        if somebody.pk in self.officers:
            return
        gone = None if somebody.left_on else max(TODAY() - DAY, somebody.hired_on)
        Employee.objects.filter(pk=somebody.pk).update(left_on=gone)

    def post(self) -> None:
        held = Appointment.objects.filter(role=self.cast.agent).order_by("pk").last()
        if held and self.dice.random() < 0.5:
            held.delete()
            return
        somebody = self.somebody()
        if not somebody.appointments.filter(role=self.cast.agent).exists():
            Appointment.objects.create(
                employee=somebody, role=self.cast.agent, starts_on=TODAY() - DAY
            )

    def be_away_or_back(self) -> None:
        somebody = self.somebody()
        if Leave.objects.filter(employee=somebody).delete()[0]:
            return
        until = self.dice.choice([None, TODAY() + 10 * DAY])
        Leave.objects.create(employee=somebody, starts_on=TODAY(), ends_on=until)

    def move_a_department(self) -> None:
        moved, below = self.department(), self.department()
        if not below.path.startswith(moved.path):
            moved.parent = below
            moved.save()

    def acknowledge(self) -> None:
        keys = list(Assignment.objects.open().order_by("revision", "employee"))
        if keys:
            owed = self.dice.choice(keys)
            if owed.employee.is_employed(TODAY()):
                accept(Revision.objects.get(pk=owed.revision_id), owed.employee)

    def exempt(self) -> None:
        somebody = self.somebody()
        if somebody.pk != self.cast.hr.pk:
            policy = self.dice.choice(list(standing())).policy
            exempting.grant(policy, somebody, "外派", TODAY(), TODAY() + DAY, self.cast.hr)

    def end_an_exemption(self) -> None:
        held = Exemption.objects.holding(TODAY()).select_related("policy", "employee").first()
        if held:
            exempting.end(held, self.cast.hr)

    def events(self) -> list[Callable[[], None]]:
        return [
            self.change_the_rules, self.join, self.move, self.leave_or_return, self.post,
            self.be_away_or_back, self.move_a_department, self.acknowledge, self.acknowledge,
            self.exempt, self.end_an_exemption, self.publish,
        ]  # fmt: skip


def standing() -> list[Revision]:
    return list(reconciling.standing(TODAY()))


# --- From scratch, without the portal's own queries


def names(rule: AudienceRule, employee: Employee, posts: set[int]) -> bool:
    match rule.kind:
        case RuleKind.EVERYONE:
            return True
        case RuleKind.DEPARTMENT:
            return rule.department_id in employee.department.ancestor_ids
        case RuleKind.SITE:
            return rule.site_id == employee.site_id
        case RuleKind.ROLE:
            return rule.role_id in posts
    return rule.employee_id == employee.pk


def owes(revision: Revision, employee: Employee) -> bool:
    rules = list(revision.policy.audience_rules.all())
    posts = set(employee.appointments.current(TODAY()).values_list("role", flat=True))
    included = any(names(rule, employee, posts) for rule in rules if rule.effect == Effect.INCLUDE)
    excluded = any(names(rule, employee, posts) for rule in rules if rule.effect == Effect.EXCLUDE)
    excused = Exemption.objects.holding(TODAY()).filter(
        policy=revision.policy, employee=employee
    )  # fmt: skip
    away = Leave.objects.filter(employee=employee, ends_on=None).exists()
    return (
        employee.is_employed(TODAY()) and included and not excluded and not away
        and not excused.exists()
    )  # fmt: skip


def check() -> None:
    assert drifts() == []
    for revision in standing():
        given = set(
            Acknowledgement.objects.filter(revision=revision).values_list("employee", flat=True)
        )
        rows = {row.employee_id: row for row in revision.assignments.all()}
        assert {key for key, row in rows.items() if row.settled_on} == given
        people = Employee.objects.select_related("department").order_by("pk")
        expected = {each.pk: each for each in people if owes(revision, each)}
        still_open = {key for key, row in rows.items() if row.due_on and not row.settled_on}
        assert still_open == expected.keys() - given
        for key in still_open:
            assert rows[key].department_id == expected[key].department_id


@pytest.mark.slow
@pytest.mark.allow_n_plus_one
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_owed_is_what_one_would_work_out_from_scratch(cast: Cast, seed: int) -> None:
    company = Company(cast, seed)
    check()
    for _ in range(STEPS):
        company.dice.choice(company.events())()
        while reconciling.reconcile_touched(100):
            pass
        check()
    changes = AssignmentChange.objects.count()
    for revision in standing():
        reconciling.reconcile_whole(revision, timezone.now())
    assert AssignmentChange.objects.count() == changes
    check()
