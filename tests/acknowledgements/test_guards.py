"""PostgreSQL itself refuses what would spoil the evidence, whoever asks and however.

That these tables are not emptied outside test databases: tests/regs_portal/audit/test_emptying.
"""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, Assignment
from policies.models import Revision
from regs_portal.people.models import Employee
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, approve, draft_of, next_revision, published_policy

DAY = dt.timedelta(days=1)
INSERT = """
INSERT INTO acknowledgements_acknowledgement
    (revision_id, employee_id, employee_number, employee_name, department_name, digest, sentence,
     clauses_shown, at, means, seconds_open, outcome, objection, confirmed, language, address,
     device, proven)
VALUES (%s, %s, 'A001', '林客服', '客戶服務課', %s, '…', 1, %s, 'screen', 1, 'accepted', '', '[]',
    '', '', '', '')
"""


@pytest.fixture
def revision(cast: Cast) -> Revision:
    made = published_policy(cast)
    assign_audience(made)
    return made


def refused_by(sql: str, *parameters: Any) -> str:
    """The name of the constraint that refuses the statement."""
    with (
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, parameters)
    return str(getattr(error.value.__cause__, "diag").constraint_name)  # noqa: B009


def insert(revision: Revision, by: Employee, digest: str = "", at: Any = None) -> tuple[Any, ...]:
    return (revision.pk, by.pk, digest or revision.digest, at or timezone.now())


@pytest.mark.parametrize(
    "column",
    ["digest", "sentence", "employee_name", "employee_number", "department_name", "means"],
)
def test_evidence_cannot_be_changed(cast: Cast, revision: Revision, column: str) -> None:
    accept(revision, cast.employee)
    change = f"UPDATE acknowledgements_acknowledgement SET {column} = 'other'"
    assert refused_by(change) == "evidence_append_only"


@pytest.mark.parametrize(
    "change",
    ["at = now()", "seconds_open = 999", "clauses_shown = 0", "employee_id = employee_id + 1"],
)
def test_nor_its_figures(cast: Cast, revision: Revision, change: str) -> None:
    accept(revision, cast.employee)
    sql = f"UPDATE acknowledgements_acknowledgement SET {change}"
    assert refused_by(sql) == "evidence_append_only"


@pytest.mark.parametrize("table", ["acknowledgement", "audienceassigned"])
def test_evidence_cannot_be_removed(cast: Cast, revision: Revision, table: str) -> None:
    accept(revision, cast.employee)
    assert refused_by(f"DELETE FROM acknowledgements_{table}") == "evidence_append_only"


def test_the_record_of_assigning_cannot_be_changed(revision: Revision) -> None:
    change = "UPDATE acknowledgements_audienceassigned SET assigned = 0"
    assert refused_by(change) == "evidence_append_only"


def test_the_orm_is_refused_alike(cast: Cast, revision: Revision) -> None:
    evidence = accept(revision, cast.employee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.filter(employee=cast.employee).update(sentence="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        evidence.delete()
    assert Acknowledgement.objects.count() == 1


def test_none_without_an_assignment(cast: Cast) -> None:
    revision = published_policy(cast)
    assert refused_by(INSERT, *insert(revision, cast.employee)) == "acknowledgement_was_assigned"


def test_none_with_another_digest(cast: Cast, revision: Revision) -> None:
    values = insert(revision, cast.employee, digest="0" * 64)
    assert refused_by(INSERT, *values) == "acknowledgement_names_the_text"


def test_none_of_an_unpublished_text(cast: Cast) -> None:
    draft = draft_of(cast)
    values = insert(draft, cast.employee, digest="0" * 64)
    assert refused_by(INSERT, *values) == "acknowledgement_names_the_text"
    approved = approve(cast, draft)
    values = insert(approved, cast.employee)
    assert refused_by(INSERT, *values) == "acknowledgement_names_the_text"


def test_none_of_a_superseded_text(cast: Cast) -> None:
    past = timezone.now() - 20 * DAY
    first = published_policy(cast, at=past)
    assign_audience(first, at=past)
    next_revision(cast, first, at=past + 10 * DAY)
    values = insert(first, cast.employee)
    assert refused_by(INSERT, *values) == "acknowledgement_names_the_text"


def test_one_an_employee_and_revision(cast: Cast, revision: Revision) -> None:
    accept(revision, cast.employee)
    values = insert(revision, cast.employee)
    assert refused_by(INSERT, *values) == "acknowledgements_acknowledgement_pkey"


@pytest.mark.parametrize(
    "change",
    [
        "due_on = due_on + 30",
        "ground_id = ground_id + 1",
        "department_id = (SELECT min(id) FROM people_department)",
        "employee_id = employee_id + 1000",
        "settled_on = now(), due_on = due_on + 1",
    ],
)
def test_the_population_cannot_be_changed(revision: Revision, change: str) -> None:
    assert refused_by(f"UPDATE acknowledgements_assignment SET {change}") == "assignment_frozen"


def test_nobody_is_taken_out_of_the_population(revision: Revision) -> None:
    assert refused_by("DELETE FROM acknowledgements_assignment") == "assignment_frozen"


def test_none_is_settled_without_evidence(revision: Revision) -> None:
    change = "UPDATE acknowledgements_assignment SET settled_on = now()"
    assert refused_by(change) == "assignment_frozen"


@pytest.mark.parametrize("value", ["NULL", "now()"])
def test_what_is_settled_stays_settled(cast: Cast, revision: Revision, value: str) -> None:
    accept(revision, cast.employee)
    change = (
        f"UPDATE acknowledgements_assignment SET settled_on = {value} WHERE settled_on IS NOT NULL"
    )
    assert refused_by(change) == "assignment_frozen"
    assert Assignment.objects.settled().count() == 1


def test_a_tally_counts_no_more_than_all(revision: Revision) -> None:
    change = "UPDATE acknowledgements_departmenttally SET settled = assigned + 1"
    assert refused_by(change) == "tally_not_more_than_all"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM policies_revision",
        "DELETE FROM people_employee",
        "DELETE FROM people_department",
    ],
)
def test_nothing_cascades_to_the_evidence(cast: Cast, revision: Revision, sql: str) -> None:
    accept(revision, cast.employee)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Acknowledgement.objects.count() == 1
