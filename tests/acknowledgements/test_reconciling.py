"""What is owed follows the directory: joiners, movers, leavers, those excused or away."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from acknowledgements.models import (
    Assignment,
    AssignmentChange,
    ChangeReason,
    Exemption,
    Occasion,
    Reconciliation,
)
from acknowledgements.reconciling import (
    not_reconciled,
    reconcile,
    reconcile_touched,
    reconcile_whole,
)
from acknowledgements.recounting import drifts
from policies.models import AudienceRule, Policy, Revision
from policies.models.audience import Effect, RuleKind
from regs_portal.people import touching
from regs_portal.people.models import Employee, Leave
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, next_revision, published_policy
from tests.factories import EmployeeFactory

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def revision(cast: Cast) -> Revision:
    """Assigned to everybody in operations, and nobody touched since."""
    made = published_policy(cast)
    made.policy.audience_rules.all().delete()
    AudienceRule.objects.create(
        policy=made.policy, kind=RuleKind.DEPARTMENT, department=cast.operations
    )
    made = Revision.objects.select_related("policy").get(pk=made.pk)
    assign_audience(made)
    touching.take(1000)
    return made


def owed(revision: Revision) -> set[str]:
    return set(revision.assignments.owed().values_list("employee__name", flat=True))


def last_change(employee: Employee) -> AssignmentChange:
    return AssignmentChange.objects.filter(employee=employee).latest("at", "pk")


def follow() -> None:
    while reconcile_touched(100):
        pass
    assert drifts() == []


def test_the_ground_says_which_rule_and_when(cast: Cast, revision: Revision) -> None:
    one = revision.assignments.select_related("ground").get(employee=cast.employee)
    assert one.ground.occasion == Occasion.PUBLICATION
    assert one.ground.rule == {
        "excluded": False, "kind": "department", "code": cast.operations.code, "name": "營運部",
    }  # fmt: skip
    assert one.ground.audience == [one.ground.rule]


def test_a_joiner_is_asked_within_the_minute(cast: Cast, revision: Revision) -> None:
    joiner = EmployeeFactory(department=cast.customer_service, hired_on=TODAY() + DAY)
    follow()
    assert not revision.assignments.filter(employee=joiner).exists()

    joiner.hired_on = TODAY()
    joiner.save(update_fields=["hired_on"])
    follow()
    asked = revision.assignments.select_related("ground").get(employee=joiner)
    # Hired on the very day of publication, they came under the rule, and did not join later.
    assert asked.ground.occasion == Occasion.MOVER
    assert asked.due_on == TODAY() + 14 * DAY


def test_whoever_was_hired_after_it_is_a_joiner(cast: Cast, revision: Revision) -> None:
    joiner = EmployeeFactory(department=cast.customer_service, hired_on=TODAY() + DAY)
    reconcile(revision, timezone.now() + DAY)
    assert revision.assignments.get(employee=joiner).ground.occasion == Occasion.JOINER


def test_a_mover_out_owes_nothing_and_back_in_owes_again(cast: Cast, revision: Revision) -> None:
    before = owed(revision)
    mover = cast.employee
    mover.department = cast.outsider.department
    mover.save(update_fields=["department"])
    follow()
    assert owed(revision) == before - {mover.name}
    assert last_change(mover).reason == ChangeReason.MOVED_OUT

    mover.department = cast.operations
    mover.save(update_fields=["department"])
    follow()
    assert owed(revision) == before
    assert last_change(mover).reason == ChangeReason.CAME_BACK
    assert revision.assignments.get(employee=mover).department == cast.operations


def test_a_leaver_owes_nothing_and_their_acknowledgement_stays(
    cast: Cast, revision: Revision
) -> None:
    accept(revision, cast.employee)
    for leaver in (cast.employee, *Employee.objects.filter(department=cast.operations)):
        leaver.left_on = TODAY() - DAY
        leaver.save(update_fields=["left_on"])
    follow()
    assert owed(revision) == {cast.employee.name}
    assert {change.reason for change in AssignmentChange.objects.all()} == {ChangeReason.LEFT}


def test_what_is_open_goes_with_the_person_to_their_department(
    cast: Cast, revision: Revision
) -> None:
    cast.employee.department = cast.operations
    cast.employee.save(update_fields=["department"])
    follow()
    assert revision.assignments.get(employee=cast.employee).department == cast.operations
    change = last_change(cast.employee)
    assert change.reason == ChangeReason.TRANSFERRED
    assert (change.old_department, change.new_department) == (
        cast.customer_service, cast.operations,
    )  # fmt: skip


def test_a_department_that_moves_takes_its_people_along(cast: Cast, revision: Revision) -> None:
    cast.customer_service.parent = None
    cast.customer_service.save()
    follow()
    assert cast.employee.name not in owed(revision)


def test_whoever_is_exempt_owes_nothing_until_it_ends(cast: Cast, revision: Revision) -> None:
    Exemption.objects.create(
        policy=revision.policy, employee=cast.employee, reason="長期外派", starts_on=TODAY(),
        ends_on=TODAY() + 5 * DAY, granted_by=cast.hr, granted_at=timezone.now(),
    )  # fmt: skip
    reconcile(revision)
    assert cast.employee.name not in owed(revision)
    assert last_change(cast.employee).reason == ChangeReason.EXEMPTED

    reconcile(revision, timezone.now() + 6 * DAY)
    due = revision.assignments.get(employee=cast.employee).due_on
    assert due == TODAY() + 20 * DAY
    assert drifts() == []


def test_leave_puts_the_last_day_off(cast: Cast, revision: Revision) -> None:
    leave = Leave.objects.create(
        employee=cast.employee, starts_on=TODAY(), ends_on=TODAY() + 30 * DAY
    )
    follow()
    due = revision.assignments.get(employee=cast.employee).due_on
    assert due == TODAY() + (30 + 14) * DAY

    leave.ends_on = None
    leave.save(update_fields=["ends_on"])
    follow()
    assert cast.employee.name not in owed(revision)
    assert last_change(cast.employee).reason == ChangeReason.ON_LEAVE

    leave.ends_on = TODAY() + DAY
    leave.save(update_fields=["ends_on"])
    follow()
    assert cast.employee.name in owed(revision)


def test_part_time_people_have_longer(cast: Cast) -> None:
    Employee.objects.filter(pk=cast.employee.pk).update(working_share=50)
    made = published_policy(cast)
    assign_audience(made)
    assert made.assignments.get(employee=cast.employee).due_on == TODAY() + 28 * DAY


def test_it_may_be_asked_for_any_number_of_times(cast: Cast, revision: Revision) -> None:
    reconcile(revision)
    assert reconcile(revision).assigned == 0
    assert sum(reconcile(revision).changed.values()) == 0
    assert not AssignmentChange.objects.exists()


def test_a_superseded_text_is_left_as_it_was(cast: Cast, revision: Revision) -> None:
    next_revision(cast, revision, effective_from=TODAY() + 2 * DAY)
    old = Revision.objects.select_related("policy").get(pk=revision.pk)
    EmployeeFactory(department=cast.customer_service)
    assert reconcile(old, timezone.now() + 3 * DAY).assigned == 0


def test_everybody_is_looked_at_once_a_day(cast: Cast, revision: Revision) -> None:
    assert not_reconciled(TODAY()) == [revision.pk]
    reconcile_whole(revision, timezone.now())
    reconcile_whole(revision, timezone.now())
    assert Reconciliation.objects.count() == 1
    assert not_reconciled(TODAY()) == []
    assert not_reconciled(TODAY() + DAY) == [revision.pk]


def test_a_rule_taken_away_releases_those_it_named(cast: Cast, revision: Revision) -> None:
    AudienceRule.objects.create(
        policy=revision.policy, kind=RuleKind.PERSON, employee=cast.employee,
        effect=Effect.EXCLUDE,
    )  # fmt: skip
    policy = Policy.objects.get(pk=revision.policy_id)
    reconcile(Revision.objects.select_related("policy").get(pk=revision.pk))
    assert cast.employee.name not in owed(revision)
    assert policy.requires_acknowledgement


def test_nothing_changes_without_a_reason(cast: Cast, revision: Revision) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('regs_portal.reason', true)")
        assert not cursor.fetchone()[0]
    assert not AssignmentChange.objects.exists()
    assert Assignment.objects.open().exists()
