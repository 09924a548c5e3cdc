"""Whom a publication asks: every kind of rule, whoever is employed that day, once."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from acknowledgements.assigning import assign_audience, unassigned
from acknowledgements.dues import due_day
from acknowledgements.models import Assignment, AudienceAssigned, DepartmentTally
from policies.models import AudienceRule, Policy, Revision
from policies.models.audience import Effect, RuleKind
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Appointment, Employee
from tests.cast import Cast, draft_of, next_revision, published_policy
from tests.factories import AppointmentFactory, EmployeeFactory

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def assigned(revision: Revision) -> set[str]:
    return set(
        Assignment.objects.filter(revision=revision).values_list("employee__name", flat=True)
    )


def bind(policy: Policy, *rules: dict[str, Any]) -> None:
    """These rules instead of everyone."""
    policy.audience_rules.all().delete()
    for rule in rules:
        AudienceRule.objects.create(policy=policy, **rule)


def rule_about(cast: Cast, kind: RuleKind) -> dict[str, Any]:
    targets: dict[RuleKind, dict[str, Any]] = {
        RuleKind.EVERYONE: {},
        RuleKind.DEPARTMENT: {"department": cast.operations},
        RuleKind.SITE: {"site": cast.mainland},
        RuleKind.ROLE: {"role": cast.agent},
        RuleKind.PERSON: {"employee": cast.outsider},
    }
    return {"kind": kind} | targets[kind]


SPOKEN_OF = {
    RuleKind.DEPARTMENT: {"趙營運", "林客服"},  # the customer service stands below operations
    RuleKind.SITE: {"孙昆山"},
    RuleKind.ROLE: {"林客服"},
    RuleKind.PERSON: {"吳外人"},
}


def test_everybody_is_asked(cast: Cast) -> None:
    revision = published_policy(cast)
    now = timezone.now()

    assert assign_audience(revision, at=now) == 11

    assert assigned(revision) == {person.name for person in cast.everybody}
    one = Assignment.objects.get(revision=revision, employee=cast.employee)
    assert one.department == cast.customer_service
    assert one.ground.at == now
    assert one.settled_on is None
    assert one.due_on == TODAY() + 14 * DAY
    assert AudienceAssigned.objects.get(revision=revision).assigned == 11
    event = AuditEvent.objects.get(verb="acknowledgements.assign")
    assert event.payload["assigned"] == 11
    assert event.payload["digest"] == revision.digest


def test_the_tallies_begin_with_the_rows(cast: Cast) -> None:
    revision = published_policy(cast)
    assign_audience(revision)
    tallies = DepartmentTally.objects.filter(revision=revision)
    assert {tally.department_id: (tally.assigned, tally.settled) for tally in tallies}[
        cast.human_resources.pk
    ] == (3, 0)
    assert sum(tally.assigned for tally in tallies) == 11


@pytest.mark.parametrize("kind", SPOKEN_OF)
def test_a_rule_binds_whom_it_speaks_of(cast: Cast, kind: RuleKind) -> None:
    revision = published_policy(cast)
    bind(revision.policy, rule_about(cast, kind))
    assign_audience(revision)
    assert assigned(revision) == SPOKEN_OF[kind]


@pytest.mark.parametrize("kind", SPOKEN_OF)
def test_an_excluding_rule_beats_an_including_one(cast: Cast, kind: RuleKind) -> None:
    revision = published_policy(cast)
    bind(
        revision.policy,
        rule_about(cast, RuleKind.EVERYONE),
        rule_about(cast, kind) | {"effect": Effect.EXCLUDE},
    )
    assign_audience(revision)
    assert assigned(revision) == {person.name for person in cast.everybody} - SPOKEN_OF[kind]


def test_the_same_people_as_the_question_about_one_person(cast: Cast) -> None:
    revision = published_policy(cast)
    bind(
        revision.policy,
        rule_about(cast, RuleKind.DEPARTMENT),
        rule_about(cast, RuleKind.SITE),
        rule_about(cast, RuleKind.ROLE) | {"effect": Effect.EXCLUDE},
    )
    assign_audience(revision)
    bound = {
        person.name
        for person in cast.everybody
        if Policy.objects.binding(person, TODAY()).filter(pk=revision.policy_id).exists()
    }
    assert assigned(revision) == bound == {"趙營運", "孙昆山"}


@pytest.mark.parametrize("rules", [[], [{"kind": RuleKind.EVERYONE, "effect": Effect.EXCLUDE}]])
def test_nobody_is_bound(cast: Cast, rules: list[dict[str, Any]]) -> None:
    revision = published_policy(cast)
    bind(revision.policy, *rules)
    assert assign_audience(revision) == 0
    assert AudienceAssigned.objects.get(revision=revision).assigned == 0
    assert not DepartmentTally.objects.exists()


def test_only_those_employed_that_day(cast: Cast) -> None:
    people: dict[str, dict[str, Any]] = {
        "gone": {"left_on": TODAY() - DAY},
        "last day": {"left_on": TODAY()},
        "first day": {"hired_on": TODAY()},
        "tomorrow": {"hired_on": TODAY() + DAY},
        "deactivated": {"is_active": False},
    }
    for name, facts in people.items():
        EmployeeFactory(name=name, department=cast.operations, **facts)
    revision = published_policy(cast)
    bind(revision.policy, rule_about(cast, RuleKind.DEPARTMENT))
    assign_audience(revision)
    assert assigned(revision) == SPOKEN_OF[RuleKind.DEPARTMENT] | {"last day", "first day"}


def test_only_those_who_hold_the_post_that_day(cast: Cast) -> None:
    Appointment.objects.filter(role=cast.agent).update(ends_on=TODAY() - DAY)
    for person, dates in (
        (cast.editor, {"starts_on": TODAY()}),
        (cast.hr, {"starts_on": TODAY() + DAY}),
        (cast.outsider, {"ends_on": TODAY()}),
    ):
        AppointmentFactory(employee=person, role=cast.agent, **dates)
    revision = published_policy(cast)
    bind(revision.policy, rule_about(cast, RuleKind.ROLE))
    assign_audience(revision)
    assert assigned(revision) == {"王人資", "吳外人"}


@pytest.mark.parametrize(
    ("days_ahead", "within", "due_in"),
    [(0, 14, 14), (5, 14, 14), (30, 14, 30), (0, 0, 0)],
    ids=["in force today", "in force before the time is over", "in force later", "at once"],
)
def test_the_last_day(cast: Cast, days_ahead: int, within: int, due_in: int) -> None:
    revision = published_policy(
        cast, effective_from=TODAY() + days_ahead * DAY, acknowledge_within_days=within
    )
    assign_audience(revision)
    due = set(Assignment.objects.filter(revision=revision).values_list("due_on", flat=True))
    assert due == {TODAY() + due_in * DAY} == {due_day(revision, TODAY())}


def test_a_second_call_changes_nothing(cast: Cast) -> None:
    revision = published_policy(cast)
    assign_audience(revision)
    EmployeeFactory(department=cast.operations)

    assert assign_audience(revision) == 0

    assert len(assigned(revision)) == 11
    assert AuditEvent.objects.filter(verb="acknowledgements.assign").count() == 1


def test_a_policy_nobody_has_to_acknowledge(cast: Cast) -> None:
    revision = published_policy(cast, requires_acknowledgement=False)
    assert assign_audience(revision) == 0
    assert not Assignment.objects.exists()
    assert not unassigned().exists()


def test_an_unpublished_revision_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        assign_audience(draft_of(cast))
    assert refused.value.code == "not_published"
    assert not AudienceAssigned.objects.exists()


def test_a_text_superseded_before_anybody_was_told_is_owed_by_nobody(cast: Cast) -> None:
    first = published_policy(cast, at=timezone.now() - 20 * DAY)
    second = next_revision(cast, first)
    first.refresh_from_db()

    assert assign_audience(first) == 0
    assert assign_audience(second) == 11
    assert not Assignment.objects.filter(revision=first).exists()


def test_a_number_of_queries_that_does_not_grow(cast: Cast, django_assert_num_queries: Any) -> None:
    revision = published_policy(cast)
    other = published_policy(cast, "HR-004")
    with django_assert_num_queries(8) as few:
        assign_audience(revision)
    EmployeeFactory.create_batch(40, department=cast.operations)
    with django_assert_num_queries(len(few)):
        assert assign_audience(other) == 51
    assert Employee.objects.count() == 51
