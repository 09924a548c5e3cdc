"""Whoever wrote any part, through whichever door, does not decide on it; one person, one step."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies import drafting, road, workflow
from policies.models import (
    Clause,
    Contribution,
    Decision,
    Review,
    Revision,
    Step,
    Verdict,
)
from policies.refusals import Refused
from policies.text import outline as text
from policies.text.dividing import points
from regs_portal.people.groups import REVIEWING, PortalGroup
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, draft_of, leave_outline
from tests.factories import EmployeeFactory
from tests.policies.attacking import sql
from tests.policies.standing import Place, standing_at

pytestmark = pytest.mark.django_db

ALL_OFFICES = (PortalGroup.EDITOR, PortalGroup.LEGAL_REVIEWER, PortalGroup.APPROVER)


@pytest.fixture
def colleague(cast: Cast) -> Employee:
    """An editor of the same department who is a legal reviewer and an approver as well."""
    return EmployeeFactory(
        name="身兼數職", department=cast.human_resources, site=cast.taiwan, groups=ALL_OFFICES
    )


def first_clause(revision: Revision) -> Clause:
    return revision.clauses.get(label="第一條")


def edit_one_clause(revision: Revision, by: Employee) -> None:
    clause = first_clause(revision)
    drafting.edit_clause(revision, clause.anchor, clause.lock_version, by, caption="法源")


def edit_the_cover(revision: Revision, by: Employee) -> None:
    drafting.edit_cover(revision, revision.lock_version, by, change_note="改")


def edit_a_heading(revision: Revision, by: Employee) -> None:
    heading = revision.chapters.get(label="第一章")
    drafting.edit_heading(revision, heading.anchor, heading.lock_version, by, title="通則")


def add_a_clause(revision: Revision, by: Employee) -> None:
    drafting.add_clause(revision, by, body="<p>新</p>")


def add_a_heading(revision: Revision, by: Employee) -> None:
    drafting.add_heading(revision, by, title="新章", lead="<p>新章之說明。</p>")


def move_a_clause(revision: Revision, by: Employee) -> None:
    drafting.move_clause(revision, first_clause(revision).anchor, by, position=2)


def remove_a_clause(revision: Revision, by: Employee) -> None:
    drafting.remove_clause(revision, first_clause(revision).anchor, by)


def address_a_clause(revision: Revision, by: Employee) -> None:
    drafting.edit_clause(revision, first_clause(revision).anchor, 1, by, roles=["CS-01"])


def load_a_file(revision: Revision, by: Employee) -> None:
    drafting.load(revision, leave_outline(title="匯入"), by)


def save_from_a_shell(revision: Revision, by: Employee) -> None:
    clause = first_clause(revision)
    clause.body = "<p>從殼層改的</p>"
    clause._history_user = by
    clause.save()


def divide_a_clause(revision: Revision, by: Employee) -> None:
    anchor, author = first_clause(revision).anchor, revision.created_by
    clause = drafting.edit_clause(revision, anchor, 1, author, body="<p>甲。</p><p>乙。</p>")
    point = points(clause.body)[0].key
    drafting.split_clause(revision, anchor, clause.lock_version, by, point=point)


def merge_two_clauses(revision: Revision, by: Employee) -> None:
    one, other = revision.clauses.filter(chapter__label="第二章").order_by("position")
    drafting.merge_clauses(revision, one.anchor, 1, other.anchor, 1, by)


def restore_what_another_wrote(revision: Revision, by: Employee) -> None:
    clause = first_clause(revision)
    author = revision.created_by
    drafting.edit_clause(revision, clause.anchor, clause.lock_version, author, caption="法源")
    saving = clause.history.earliest("history_id").history_id
    drafting.restore(revision, "clause", clause.anchor, 2, by, saving=saving)


def give_new_numbers(revision: Revision, by: Employee) -> None:
    drafting.renumber(revision, by, expected=text.digest(revision.outline()))


def import_a_later_text(revision: Revision, by: Employee) -> None:
    """As the import does for a policy that has a draft already."""
    drafting.load(revision, leave_outline(roles=("CS-01",)), by)


DOORS: list[Callable[[Revision, Employee], None]] = [
    edit_one_clause, edit_the_cover, edit_a_heading, add_a_clause, add_a_heading,
    move_a_clause, remove_a_clause, address_a_clause, load_a_file, save_from_a_shell,
    divide_a_clause, merge_two_clauses, restore_what_another_wrote, give_new_numbers,
    import_a_later_text,
]  # fmt: skip


@pytest.mark.parametrize("write", DOORS)
def test_whoever_wrote_a_part_does_not_decide(
    cast: Cast, colleague: Employee, write: Callable[[Revision, Employee], None]
) -> None:
    revision = draft_of(cast)
    write(revision, colleague)
    workflow.submit(revision, cast.editor)
    assert_barred(revision, colleague)


@pytest.mark.parametrize("write", DOORS)
def test_an_office_given_while_the_round_runs_opens_no_door(
    cast: Cast, write: Callable[[Revision, Employee], None]
) -> None:
    """Whoever wrote stays a writer, though they edit no more and review now."""
    revision = draft_of(cast)
    author = EmployeeFactory(
        department=cast.human_resources, site=cast.taiwan, groups=[PortalGroup.EDITOR]
    )
    write(revision, author)
    workflow.submit(revision, cast.editor)
    author.groups.set(Group.objects.filter(name__in=["employee", *map(str, REVIEWING)]))
    assert_barred(revision, Employee.objects.get(pk=author.pk))


def test_what_one_wrote_and_another_replaced_still_counts(cast: Cast, colleague: Employee) -> None:
    revision = draft_of(cast)
    edit_one_clause(revision, colleague)
    drafting.load(revision, leave_outline(title="全部改寫"), cast.editor)
    workflow.submit(revision, cast.editor)
    assert_barred(revision, colleague)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM policies_contribution WHERE employee_id = %s",
        "UPDATE policies_contribution SET employee_id = 0 WHERE employee_id = %s",
        "UPDATE policies_revision SET created_by_id = 0 WHERE created_by_id = %s",
    ],
)
def test_who_wrote_is_not_forgotten(cast: Cast, attack: str) -> None:
    draft_of(cast)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(attack, cast.editor.pk)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        sql("DELETE FROM policies_historicalclause")
    assert Contribution.objects.filter(employee=cast.editor).exists()


@pytest.mark.parametrize("change", ["is_active = false", "left_on = current_date - 2"])
def test_who_has_left_signs_nothing_by_sql(cast: Cast, change: str) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    sql(f"UPDATE people_employee SET {change} WHERE id = %s", cast.legal_reviewer.pk)
    with pytest.raises(IntegrityError, match="the office decides"):
        insert_decision(revision, Step.LEGAL_BASIS, cast.legal_reviewer)


def test_who_wrote_in_an_earlier_round_does_not_decide_in_the_next(
    cast: Cast, colleague: Employee
) -> None:
    revision = draft_of(cast)
    edit_one_clause(revision, colleague)
    workflow.submit(revision, cast.editor)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "再改")
    workflow.submit(revision, cast.editor)
    assert_barred(revision, colleague)


def test_who_began_it_does_not_decide(cast: Cast, colleague: Employee) -> None:
    revision = draft_of(cast, by=colleague)
    workflow.submit(revision, cast.editor)
    assert_barred(revision, colleague)


def test_submitting_alone_is_not_writing(cast: Cast, colleague: Employee) -> None:
    revision = draft_of(cast)
    workflow.submit(revision, colleague)
    assert signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, colleague)


def test_nobody_fills_two_steps(cast: Cast, colleague: Employee) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, colleague)
    signing.decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer)
    with pytest.raises(Refused) as told:
        signing.decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, colleague)
    assert told.value.code == "two_steps"
    assert road.offers(colleague, revision).barred
    with pytest.raises(IntegrityError, match="one person, one step"):
        insert_decision(revision, Step.FINAL_APPROVAL, colleague)


def test_a_later_round_may_change_places(cast: Cast, colleague: Employee) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, colleague, "再改")
    workflow.submit(revision, cast.editor)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    signing.decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer)
    assert signing.decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, colleague)


def test_a_superuser_without_the_office_decides_nothing(cast: Cast) -> None:
    root = EmployeeFactory(department=cast.company, site=cast.taiwan, is_superuser=True)
    revision = standing_at(cast, Place.SUBMITTED)
    for verb in (
        lambda: signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, root),
        lambda: workflow.withdraw(revision, root),
    ):
        with pytest.raises(Refused) as told:
            verb()
        assert told.value.code == "not_yours"
    approved = standing_at(cast, Place.APPROVED, "HR-004")
    with pytest.raises(Refused) as told:
        workflow.publish(approved, timezone.localdate(), root)
    assert told.value.code == "not_yours"


def test_a_superuser_who_wrote_is_barred_like_anybody(cast: Cast, colleague: Employee) -> None:
    colleague.is_superuser = True
    colleague.save(update_fields=["is_superuser"])
    revision = draft_of(cast, by=colleague)
    workflow.submit(revision, colleague)
    assert_barred(revision, colleague)


@pytest.mark.parametrize(
    ("place", "step", "office"),
    [
        (Place.SUBMITTED, Step.LEGAL_BASIS, "legal_reviewer"),
        (Place.LAST_OPEN, Step.FINAL_APPROVAL, "approver"),
    ],
)
def test_who_has_lost_the_office_decides_nothing(
    cast: Cast, place: Place, step: Step, office: str
) -> None:
    revision = standing_at(cast, place)
    person = getattr(cast, office)
    person.groups.remove(Group.objects.get(name=office))
    with pytest.raises(Refused) as told:
        signing.decide(revision, step, Verdict.APPROVED, Employee.objects.get(pk=person.pk))
    assert told.value.code == "not_yours"


def assert_barred(revision: Revision, person: Employee) -> None:
    """By the verb, on the page, and by PostgreSQL when somebody goes around both."""
    revision.refresh_from_db()
    with pytest.raises(Refused) as told:
        signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, person)
    assert told.value.code == "own_text"
    offers = road.offers(person, revision)
    assert offers.decide == ()
    assert offers.barred
    with pytest.raises(IntegrityError, match="nobody decides on what they wrote"):
        insert_decision(revision, Step.LEGAL_BASIS, person)


def insert_decision(revision: Revision, step: Step, by: Employee) -> None:
    with transaction.atomic():
        Decision.objects.create(
            review=Review.objects.get(revision=revision, round=revision.round, step=step),
            revision=revision,
            round=revision.round,
            verdict=Verdict.APPROVED,
            by=by,
            authenticated_by="password",
            signed_name=by.name,
            meaning="x",
            digest=revision.digest,
            at=timezone.now(),
        )
