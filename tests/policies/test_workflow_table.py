"""Every verb from every place by every person of the cast: who may, and what the others are told.

The table here is written out by hand, so that a change of the rules has to be made twice.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from policies import road, workflow
from policies.models import Decision, Revision, Status, Step, Transition, Verdict
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast
from tests.policies.standing import TODAY, Place, breach_of, standing_at

IN_REVIEW = {Place.SUBMITTED, Place.LEGAL_DECIDED, Place.FAIRNESS_DECIDED, Place.LAST_OPEN}
OPEN = {Place.DRAFT, Place.APPROVED} | IN_REVIEW
# Side by side: each of the two waits for nobody.
LEGAL_OPEN = {Place.SUBMITTED, Place.FAIRNESS_DECIDED}
FAIRNESS_OPEN = {Place.SUBMITTED, Place.LEGAL_DECIDED}


def sign(step: Step, verdict: Verdict) -> Callable[[Revision, Employee], Any]:
    return lambda revision, by: signing.decide(
        revision, step, verdict, by, comment="理由", digest=revision.digest
    )


VERBS: dict[str, Callable[[Revision, Employee], Any]] = {
    "submit": workflow.submit,
    "approve the legal basis": sign(Step.LEGAL_BASIS, Verdict.APPROVED),
    "return for the legal basis": sign(Step.LEGAL_BASIS, Verdict.RETURNED),
    "approve the fairness": sign(Step.FAIRNESS, Verdict.APPROVED),
    "return for the fairness": sign(Step.FAIRNESS, Verdict.RETURNED),
    "give the final approval": sign(Step.FINAL_APPROVAL, Verdict.APPROVED),
    "return at the final approval": sign(Step.FINAL_APPROVAL, Verdict.RETURNED),
    "take the approval back": lambda revision, by: workflow.return_approved(revision, by, "理由"),
    "publish": lambda revision, by: workflow.publish(revision, TODAY(), by),
    "withdraw": workflow.withdraw,
}

# verb: from which places, by whom, and where the revision then stands
ALLOWED: dict[str, tuple[set[Place], set[str], Status]] = {
    "submit": ({Place.DRAFT}, {"editor"}, Status.IN_REVIEW),
    "approve the legal basis": (LEGAL_OPEN, {"legal_reviewer"}, Status.IN_REVIEW),
    "return for the legal basis": (LEGAL_OPEN, {"legal_reviewer"}, Status.DRAFT),
    "approve the fairness": (FAIRNESS_OPEN, {"fairness_reviewer"}, Status.IN_REVIEW),
    "return for the fairness": (FAIRNESS_OPEN, {"fairness_reviewer"}, Status.DRAFT),
    "give the final approval": ({Place.LAST_OPEN}, {"approver"}, Status.APPROVED),
    "return at the final approval": ({Place.LAST_OPEN}, {"approver"}, Status.DRAFT),
    "take the approval back": ({Place.APPROVED}, {"approver"}, Status.DRAFT),
    "publish": ({Place.APPROVED}, {"editor", "approver"}, Status.PUBLISHED),
    "withdraw": (OPEN, {"editor"}, Status.WITHDRAWN),
}

# The states a verb starts from, whoever asks; from any other the answer is "wrong_state".
STARTS = {
    "submit": {Place.DRAFT},
    "take the approval back": {Place.APPROVED},
    "publish": {Place.APPROVED},
    "withdraw": OPEN,
}


def members(cast: Cast) -> dict[str, Employee]:
    return {name: person for name, person in vars(cast).items() if isinstance(person, Employee)}


def evidence() -> tuple[int, int, int]:
    return Transition.objects.count(), Decision.objects.count(), AuditEvent.objects.count()


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_take_which_step_from_where(cast: Cast, verb: str, place: Place) -> None:
    revision = standing_at(cast, place)
    places, people, target = ALLOWED[verb]
    before = evidence()
    for name, person in members(cast).items():
        if place in places and name in people:
            assert status_after(verb, revision, person) == target
        else:
            code = refusal(verb, revision, person)
            expected = (
                {"not_yours", "not_next"}
                if place in STARTS.get(verb, IN_REVIEW)
                else {"wrong_state"}
            )
            assert code in expected, f"{name} was told {code}"
        assert evidence() == before


@pytest.mark.parametrize("place", Place)
def test_the_page_offers_exactly_what_the_verbs_allow(cast: Cast, place: Place) -> None:
    revision = standing_at(cast, place)

    def allowed(verb: str, name: str) -> bool:
        places, people, _target = ALLOWED[verb]
        return place in places and name in people

    for name, person in members(cast).items():
        offers = road.offers(person, revision)
        assert offers.submit == allowed("submit", name)
        assert offers.publish == allowed("publish", name)
        assert offers.withdraw == allowed("withdraw", name)
        assert offers.return_approved == allowed("take the approval back", name)
        assert {seat.review.step for seat in offers.decide} == {
            step
            for step, verb in (
                (Step.LEGAL_BASIS, "approve the legal basis"),
                (Step.FAIRNESS, "approve the fairness"),
                (Step.FINAL_APPROVAL, "give the final approval"),
            )
            if allowed(verb, name)
        }


def test_every_member_of_the_cast_is_asked(cast: Cast) -> None:
    assert set(members(cast).values()) == set(cast.everybody)
    assert set(VERBS) == set(ALLOWED)


def status_after(verb: str, revision: Revision, person: Employee) -> str:
    """Takes the step, has every deferred guard look at it, and takes it back."""
    with transaction.atomic():
        VERBS[verb](revision, person)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        status = Revision.objects.values_list("status", flat=True).get(pk=revision.pk)
        transaction.set_rollback(True)
    return status


def refusal(verb: str, revision: Revision, person: Employee) -> str:
    with pytest.raises(Refused) as told, transaction.atomic():
        VERBS[verb](revision, person)
    assert str(told.value.sentence).strip()
    return told.value.code


# What the table in the code says, against the one PostgreSQL holds.


def pairs_in_the_code() -> set[tuple[str, str, str]]:
    return {
        (verb, source.value, move.target.value)
        for verb, move in workflow.TRANSITIONS.items()
        for source in move.sources
    }


def test_postgresql_records_the_same_moves_as_the_table(db: None) -> None:
    verbs = ", ".join(f"('{verb}')" for verb in [*workflow.TRANSITIONS, "skip"])
    states = ", ".join(f"('{status}')" for status in Status.values)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = %s",
            ["transition_in_the_table"],
        )
        (condition,) = cursor.fetchone()
        cursor.execute(
            f"""SELECT verb, from_status, to_status FROM (VALUES {verbs}) AS v (verb),
                (VALUES {states}) AS f (from_status), (VALUES {states}) AS t (to_status)
                WHERE {condition}"""
        )
        assert set(cursor.fetchall()) == pairs_in_the_code()


@pytest.mark.parametrize(
    "place", [Place.DRAFT, Place.SUBMITTED, Place.APPROVED, Place.PUBLISHED, Place.WITHDRAWN]
)
def test_postgresql_moves_as_the_table_says(cast: Cast, place: Place) -> None:
    revision = standing_at(cast, place)
    allowed = {pair[1:] for pair in pairs_in_the_code()}
    for target in set(Status.values) - {revision.status}:
        name = breach_of_moving(revision, target)
        if revision.status == Status.PUBLISHED:
            assert name == "revision_frozen"
        elif (revision.status, target) in allowed:
            assert name in {None, "revision_steps_decided"}
        else:
            assert name == "revision_moves_by_the_table"


def breach_of_moving(revision: Revision, target: str) -> str | None:
    """Moves the status as a shell would, with all that belongs to the move."""
    changes: dict[str, str] = {
        Status.DRAFT: "digest = ''",
        Status.IN_REVIEW: "digest = repeat('a', 64), round = round + 1",
        Status.IN_CONSULTATION: "digest = repeat('a', 64), round = round + 1",
        Status.PUBLISHED: "effective_from = current_date, published_at = now(),"
        " published_by_id = created_by_id",
    }
    extra = f", {changes[target]}" if target in changes else ""
    sql = f"UPDATE policies_revision SET status = %s{extra} WHERE id = %s"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [target, revision.pk])
            transaction.set_rollback(True)
    except IntegrityError as error:
        return breach_of(error)
    return None
