"""What a round asks: the configuration of the moment it began."""

import pytest
from django.db import IntegrityError, connection, transaction

from policies import reviewing, workflow
from policies.models import Category, Review, ReviewStep, Revision, Status, Step, Verdict
from policies.refusals import Refused
from regs_portal.people.groups import PortalGroup
from tests import signing
from tests.cast import Cast, draft_of, reviewers
from tests.factories import EmployeeFactory
from tests.policies.attacking import refused, sql
from tests.policies.standing import Place, breach_of, standing_at

pytestmark = pytest.mark.django_db


def add_step(**facts: object) -> ReviewStep:
    values: dict[str, object] = {
        "slug": "money", "position": 1, "office": PortalGroup.APPROVER,
        "name": "費用審核", "meaning": "審核費用",
    }  # fmt: skip
    return ReviewStep.objects.create(**values | facts)


def steps_of(revision: Revision) -> list[str]:
    return [review.step for review in reviewing.of_round(revision)]


def check_deferred() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_round_keeps_what_it_asked(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    check_deferred()
    before = list(Review.objects.values())
    add_step()
    ReviewStep.objects.filter(slug=Step.FAIRNESS).update(
        office=PortalGroup.LEGAL_REVIEWER, name="改名", meaning="改意", position=0
    )
    ReviewStep.objects.filter(slug=Step.LEGAL_BASIS).update(is_active=False)
    check_deferred()
    assert list(Review.objects.values()) == before
    for step, by in reviewers(cast).items():
        signing.decide(revision, step, Verdict.APPROVED, by)
    assert Revision.objects.get(pk=revision.pk).status == Status.APPROVED


def test_the_next_round_asks_anew(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    check_deferred()
    add_step()
    ReviewStep.objects.filter(slug=Step.LEGAL_BASIS).update(is_active=False)
    signing.decide(revision, Step.FAIRNESS, Verdict.RETURNED, cast.fairness_reviewer, "再改")
    workflow.submit(revision, cast.editor)
    revision.refresh_from_db()
    assert steps_of(revision) == ["fairness", "money", "final_approval"]
    check_deferred()


def test_a_step_for_some_categories_only(cast: Cast) -> None:
    step = add_step()
    step.categories.set(Category.objects.exclude(slug="working-time")[:1])
    other = draft_of(cast)
    assert "money" not in [each.slug for each in reviewing.asked_of(other.policy)]
    pay = draft_of(cast, "HR-004", category=step.categories.get())
    assert [each.slug for each in reviewing.asked_of(pay.policy)].count("money") == 1
    for draft in (other, pay):
        workflow.submit(draft, cast.editor)
        draft.refresh_from_db()
    assert ("money" in steps_of(pay), "money" in steps_of(other)) == (True, False)
    check_deferred()


def test_a_step_for_several_categories_is_asked_once(cast: Cast) -> None:
    step = add_step()
    step.categories.set(Category.objects.all())
    assert steps_of(workflow.submit(draft_of(cast), cast.editor)).count("money") == 1


def test_the_words_of_a_signature_are_those_of_the_round(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    decision = signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    ReviewStep.objects.filter(slug=Step.LEGAL_BASIS).update(meaning="另一個意思")
    decision.refresh_from_db()
    assert decision.words == "審核法令依據"
    assert decision.signature == "李法務"


@pytest.mark.parametrize("first", [Step.LEGAL_BASIS, Step.FAIRNESS])
def test_side_by_side_means_in_either_order(cast: Cast, first: Step) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    order = [first, *{Step.LEGAL_BASIS, Step.FAIRNESS} - {first}]
    for step in order:
        assert step in {review.step for review in reviewing.ready(revision)}
        signing.decide(revision, step, Verdict.APPROVED, reviewers(cast)[step])
    assert [review.step for review in reviewing.ready(revision)] == [Step.FINAL_APPROVAL]


def test_lower_positions_come_first(cast: Cast) -> None:
    ReviewStep.objects.filter(slug=Step.FINAL_APPROVAL).update(position=3)
    ReviewStep.objects.filter(slug=Step.FAIRNESS).update(position=2)
    revision = standing_at(cast, Place.SUBMITTED)
    with pytest.raises(Refused) as told:
        signing.decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer)
    assert told.value.code == "not_next"
    for step, by in reviewers(cast).items():
        signing.decide(revision, step, Verdict.APPROVED, by)


def test_two_steps_of_one_office_need_two_people(cast: Cast) -> None:
    add_step(office=PortalGroup.LEGAL_REVIEWER)
    revision = standing_at(cast, Place.SUBMITTED)
    signing.decide(revision, "money", Verdict.APPROVED, cast.legal_reviewer)
    with pytest.raises(Refused) as told:
        signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    assert told.value.code == "two_steps"
    second = EmployeeFactory(
        department=cast.company, site=cast.taiwan, groups=[PortalGroup.LEGAL_REVIEWER]
    )
    assert signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, second)


def test_an_unknown_step_is_nobodys(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    with pytest.raises(Refused) as told:
        signing.decide(revision, "nonsense", Verdict.APPROVED, cast.legal_reviewer)
    assert told.value.code == "not_yours"


# Material or minor


@pytest.mark.parametrize("weight", [True, False])
def test_the_approver_says_how_much_it_weighs(cast: Cast, weight: bool) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    decision = signing.decide(
        revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver, is_material=weight
    )
    assert decision.is_material is weight
    assert Revision.objects.get(pk=revision.pk).is_material is weight
    check_deferred()


def test_other_decisions_weigh_nothing(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    returned = signing.decide(
        revision, Step.FINAL_APPROVAL, Verdict.RETURNED, cast.approver, "再改", is_material=False
    )
    assert returned.is_material is None
    assert set(revision.decisions.values_list("is_material", flat=True)) == {None}
    assert Revision.objects.get(pk=revision.pk).is_material


def test_an_approval_that_does_not_say_is_refused(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    with pytest.raises(Refused) as told:
        workflow.decide(
            revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver,
            proof=signing.proof_of(cast.approver, revision),
        )  # fmt: skip
    assert told.value.code == "weight_unsaid"


# Held by PostgreSQL


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE policies_reviewstep SET is_final = false WHERE is_final",
        "DELETE FROM policies_reviewstep WHERE is_final",
        "UPDATE policies_reviewstep SET position = 2 WHERE slug = 'fairness'",
        "UPDATE policies_reviewstep SET position = 1 WHERE is_final",
    ],
)
def test_an_approver_always_decides_last(cast: Cast, change: str) -> None:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        sql(change)
        check_deferred()
    assert breach_of(raised.value) == "review_steps_end_with_an_approver"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("is_final = true WHERE slug = 'fairness'", "review_step_final_by_an_approver"),
        ("office = 'approver', is_final = true WHERE slug = 'fairness'", "review_step_one_final"),
        ("is_active = false WHERE is_final", "review_step_final_by_an_approver"),
        ("office = 'editor' WHERE slug = 'fairness'", "review_step_office_known"),
    ],
)
def test_what_a_step_may_be(cast: Cast, change: str, name: str) -> None:
    with refused(name):
        sql(f"UPDATE policies_reviewstep SET {change}")


def test_a_round_that_asks_less_is_undone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that leaves out a step when it submits."""
    fewer = list(ReviewStep.objects.exclude(slug=Step.FAIRNESS))
    monkeypatch.setattr(reviewing, "asked_of", lambda policy: fewer)
    draft = draft_of(cast)
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        workflow.submit(draft, cast.editor)
        check_deferred()
    assert breach_of(raised.value) == "revision_asks_every_step"


DECISION = """
INSERT INTO policies_decision (review_id, revision_id, round, verdict, by_id, signed_name, meaning,
    comment, digest, at, authenticated_by, on_behalf_of_name, is_material)
SELECT review.id, revision.id, revision.round, 'approved', %s, 'x', 'x', '', revision.digest, now(),
    %s, '', %s
FROM policies_revision AS revision JOIN policies_review AS review
    ON review.revision_id = revision.id AND review.step = %s
WHERE revision.id = %s
"""


def test_sql_signs_no_more_than_the_verb(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    legal, final = cast.legal_reviewer.pk, cast.approver.pk
    with refused("decision_by_the_office"):
        sql(DECISION, final, "password", None, "legal_basis", revision.pk)
    with refused("decision_in_order"):
        sql(DECISION, final, "password", True, "final_approval", revision.pk)
    with refused("decision_proven"):
        sql(DECISION, legal, "", None, "legal_basis", revision.pk)
    with refused("decision_weighs_the_change"):
        sql(DECISION, legal, "password", True, "legal_basis", revision.pk)
    last = standing_at(cast, Place.LAST_OPEN, "HR-004")
    with refused("decision_weighs_the_change"):
        sql(DECISION, final, "password", None, "final_approval", last.pk)
    assert sql(DECISION, final, "password", False, "final_approval", last.pk) == 1
    # The weight is the one that was signed.
    with refused("revision_steps_decided"):
        sql("UPDATE policies_revision SET status = 'approved' WHERE id = %s", last.pk)
