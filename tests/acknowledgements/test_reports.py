"""HR's questions about figures: totals, departments, names, days; as the rows would answer."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from acknowledgements import populations, reports
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Assignment
from acknowledgements.populations import State, last_day, population, state_of
from acknowledgements.reports import Count
from policies.models import Revision
from regs_portal.people.models import Department, Employee
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, next_revision, published_policy
from tests.factories import DepartmentFactory, EmployeeFactory

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def ago(days: int) -> dt.datetime:
    return timezone.now() - days * DAY


@pytest.fixture
def late(cast: Cast) -> Revision:
    """Assigned 20 days ago, due 6 days ago: two in time, one late, eight overdue."""
    revision = published_policy(cast, at=ago(20))
    assign_audience(revision, at=ago(20))
    accept(revision, cast.employee, at=ago(18))
    accept(revision, cast.hr, at=ago(18))
    accept(revision, cast.outsider, at=ago(2))
    return revision


@pytest.fixture
def fresh(cast: Cast) -> Revision:
    """Assigned today to everybody; nobody has acknowledged it."""
    revision = published_policy(cast, "HR-004")
    assign_audience(revision)
    return revision


def names(found: Any) -> list[str]:
    return [row.employee.name for row in found]


def test_a_count() -> None:
    count = Count(3, 2, 1) + Count(5, 5, 0)
    assert count == Count(8, 7, 1)
    assert (count.open, count.in_time, count.percent, count.tenths) == (1, 0, 87, 8)
    assert (Count().percent, Count(1000, 999).percent, Count(7, 7).tenths) == (0, 99, 10)


def test_what_stands(cast: Cast, late: Revision, fresh: Revision) -> None:
    published_policy(cast, "HR-005", requires_acknowledgement=False)
    published_policy(cast, "HR-006")  # nobody was asked yet
    coming = next_revision(cast, fresh, effective_from=TODAY() + 20 * DAY)
    assign_audience(coming)
    newer = next_revision(cast, late)
    assert set(reports.standing(TODAY())) == {fresh, coming}
    assign_audience(newer)
    assert set(reports.standing(TODAY())) == {fresh, coming, newer}
    assert late in reports.standing(TODAY() - DAY)


def test_counts_of_the_company_and_of_a_department(
    cast: Cast, late: Revision, fresh: Revision
) -> None:
    standing = reports.standing(TODAY())
    counts = reports.counts_by_revision(standing, TODAY())
    assert counts == {late.pk: Count(11, 3, 8), fresh.pk: Count(11, 0, 0)}
    assert reports.total(counts.values()) == Count(22, 3, 8)
    below = reports.counts_by_revision(standing, TODAY(), cast.operations)
    assert below[late.pk] == Count(2, 1, 1)


def test_the_last_day_is_not_overdue(cast: Cast, fresh: Revision) -> None:
    due = TODAY() + 14 * DAY
    of_fresh = Revision.objects.filter(pk=fresh.pk)
    assert reports.counts_by_revision(of_fresh, due)[fresh.pk].overdue == 0
    assert reports.counts_by_revision(of_fresh, due + DAY)[fresh.pk].overdue == 11


def test_a_parent_stands_for_all_below_it(cast: Cast, late: Revision, fresh: Revision) -> None:
    departments = [cast.company, cast.operations, cast.customer_service]
    grid = reports.grid([late.pk, fresh.pk], departments, None, TODAY())
    assert grid[cast.company.pk, late.pk] == Count(11, 3, 8)
    assert grid[cast.operations.pk, late.pk] == Count(2, 1, 1)
    assert grid[cast.customer_service.pk, late.pk] == Count(1, 1, 0)
    assert grid[cast.company.pk, fresh.pk] == Count(11, 0, 0)
    assert len(grid) == 6


def test_what_lies_too_deep_is_added_to_what_is_shown(cast: Cast) -> None:
    deep = cast.customer_service
    for level in range(3):
        deep = DepartmentFactory(code=f"DEEP{level}", name=f"深{level}", parent=deep)
    EmployeeFactory.create_batch(4, department=deep)
    revision = published_policy(cast)
    assign_audience(revision)
    grid = reports.grid([revision.pk], [cast.company, cast.operations], None, TODAY())
    assert grid[cast.operations.pk, revision.pk] == Count(6, 0, 0)
    assert grid[cast.company.pk, revision.pk] == Count(15, 0, 0)


def test_a_department_is_not_mistaken_for_one_whose_key_begins_alike(cast: Cast) -> None:
    Department.objects.bulk_create(
        Department(code=f"N{number}", name=f"N{number}", path="") for number in range(60)
    )
    roots: list[Department] = [DepartmentFactory(name=f"根{number}") for number in range(50)]
    for root in roots:
        EmployeeFactory(department=root)
    revision = published_policy(cast)
    assign_audience(revision)
    grid = reports.grid([revision.pk], roots, None, TODAY())
    assert {count.assigned for count in grid.values()} == {1}
    assert len(grid) == 50


def test_the_rows_of_a_table_follow_the_tree(cast: Cast) -> None:
    assert reports.root_of_the_tree() == cast.company
    rows = reports.rows_below(cast.company)
    assert rows[0] == cast.company
    assert rows.index(cast.customer_service) == rows.index(cast.operations) + 1
    assert reports.rows_below(cast.operations) == [cast.operations, cast.customer_service]
    DepartmentFactory()
    assert reports.root_of_the_tree() is None
    assert cast.company in reports.rows_below(None)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("", 11),
        (State.DONE, 3),
        (State.OPEN, 8),
        (State.OVERDUE, 8),
    ],
)
def test_who_is_in_a_state(cast: Cast, late: Revision, state: str, expected: int) -> None:
    found = population(late, TODAY(), state=state)
    assert len(found) == expected
    numbers = [row.employee.employee_number for row in found]
    assert numbers == sorted(numbers)


def test_names_are_narrowed(cast: Cast, late: Revision) -> None:
    today = TODAY()
    assert names(population(late, today, cast.operations)) == ["林客服", "趙營運"]
    assert names(population(late, today, cast.operations, State.OVERDUE)) == ["趙營運"]
    assert names(population(late, today, words="客")) == ["林客服"]
    assert names(population(late, today, words="a00"))[:2] == ["林客服", "王人資"]
    assert names(population(late, today, words="%")) == []


def test_the_department_is_that_of_the_day_of_asking(cast: Cast, late: Revision) -> None:
    Employee.objects.filter(pk=cast.neighbour.pk).update(department=cast.human_resources)
    assert "趙營運" in names(population(late, TODAY(), cast.operations))
    assert "趙營運" not in names(population(late, TODAY(), cast.human_resources))


def test_state_and_days_late_of_one(cast: Cast, late: Revision) -> None:
    today = TODAY()

    def of(person: Employee) -> tuple[State, int]:
        row = Assignment.objects.get(revision=late, employee=person)
        return state_of(row, today), row.days_late(today)

    assert of(cast.employee) == (State.DONE, 0)
    assert of(cast.outsider) == (State.DONE, 4)
    assert of(cast.neighbour) == (State.OVERDUE, 6)


def test_a_superseded_text_is_reckoned_up_to_its_last_day(cast: Cast, late: Revision) -> None:
    assert last_day(late, TODAY()) == TODAY()
    next_revision(cast, late, effective_from=TODAY())
    late.refresh_from_db()
    assert last_day(late, TODAY() + 100 * DAY) == TODAY() - DAY
    assert population(late, TODAY() + 100 * DAY, state=State.OVERDUE).count() == 8


def test_people_who_owe_are_counted_once(cast: Cast, late: Revision, fresh: Revision) -> None:
    assert populations.people_owing(TODAY()) == 11
    for person in (cast.employee, cast.hr):
        accept(fresh, person)
    assert populations.people_owing(TODAY()) == 9
    assert populations.people_owing(TODAY(), cast.operations) == 1


def test_leavers_owe_nothing_but_stay_in_the_figures(cast: Cast, late: Revision) -> None:
    Employee.objects.filter(pk=cast.neighbour.pk).update(left_on=TODAY() - DAY)
    assert populations.people_owing(TODAY()) == 7
    assert reports.counts_by_revision(reports.standing(TODAY()), TODAY())[late.pk].assigned == 11


def test_the_course_of_a_revision(cast: Cast, late: Revision) -> None:
    course = populations.course(late)
    assert course is not None
    today = TODAY()
    assert (course.assigned, course.begins) == (11, today - 20 * DAY)
    assert course.first_due == course.last_due == today - 6 * DAY
    assert [(day.day, day.count, day.sum) for day in course.days] == [
        (today - 18 * DAY, 2, 2),
        (today - 2 * DAY, 1, 3),
    ]


def test_the_course_when_nobody_acknowledged_and_when_nobody_was_asked(
    cast: Cast, fresh: Revision
) -> None:
    course = populations.course(fresh)
    assert course is not None
    assert (course.assigned, course.days) == (11, ())
    assert populations.course(published_policy(cast, "HR-005")) is None
