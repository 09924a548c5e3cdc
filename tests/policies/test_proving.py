"""Whoever signs shows anew who they are: by password, or by having signed in just now."""

from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone

from policies import proving, workflow
from policies.models import Decision, Proven, Revision, Step, Verdict
from policies.proving import Proof
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.factories import PASSWORD
from tests.policies.standing import Place, standing_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(cast: Cast) -> Revision:
    return standing_at(cast, Place.SUBMITTED)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def sign(revision: Revision, by: Employee, proof: Proof) -> Decision:
    return workflow.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, by, proof=proof)


def attempts() -> list[str]:
    events = AuditEvent.objects.filter(verb="policies.fail_signature")
    return [event.payload["reason"] for event in events]


def test_the_password_proves(cast: Cast, revision: Revision) -> None:
    proof = proving.by_password(cast.legal_reviewer, PASSWORD, revision)
    assert sign(revision, cast.legal_reviewer, proof).authenticated_by == Proven.PASSWORD
    assert attempts() == []


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper(), f"{PASSWORD} "])
def test_a_wrong_password_proves_nothing_and_is_recorded(
    cast: Cast, revision: Revision, password: str
) -> None:
    with refused("wrong_password"):
        proving.by_password(cast.legal_reviewer, password, revision)
    assert attempts() == ["wrong_password"]
    event = AuditEvent.objects.get(verb="policies.fail_signature")
    assert event.actor_number == "A004"
    assert password not in event.payload.values() or not password


def test_after_five_wrong_ones_even_the_right_one_waits(cast: Cast, revision: Revision) -> None:
    for _attempt in range(5):
        with refused("wrong_password"):
            proving.by_password(cast.legal_reviewer, "wrong", revision)
    with refused("too_many_attempts"):
        proving.by_password(cast.legal_reviewer, PASSWORD, revision)
    # Nobody else is locked out with them.
    assert proving.by_password(cast.approver, PASSWORD, revision)
    assert attempts() == ["wrong_password"] * 5 + ["too_many"]


def test_a_right_one_begins_the_count_anew(cast: Cast, revision: Revision) -> None:
    for _attempt in range(3):
        for _wrong in range(4):
            with refused("wrong_password"):
                proving.by_password(cast.legal_reviewer, "wrong", revision)
        assert proving.by_password(cast.legal_reviewer, PASSWORD, revision)


def test_a_proof_is_of_one_person(cast: Cast, revision: Revision) -> None:
    proof = proving.by_password(cast.approver, PASSWORD, revision)
    with refused("not_proven"):
        sign(revision, cast.legal_reviewer, proof)
    with refused("not_proven"):
        sign(revision, cast.legal_reviewer, replace(proof, employee=cast.legal_reviewer.pk))


def test_a_proof_made_up_is_none(cast: Cast, revision: Revision) -> None:
    now = timezone.now().timestamp()
    for seal in ("", "x" * 64):
        with refused("not_proven"):
            made_up = Proof(cast.legal_reviewer.pk, Proven.PASSWORD, now, seal)
            sign(revision, cast.legal_reviewer, made_up)
    assert not revision.decisions.exists()


def test_a_proof_grows_old(cast: Cast, revision: Revision) -> None:
    then = timezone.now()
    with time_machine.travel(then, tick=False) as clock:
        proof = proving.by_password(cast.legal_reviewer, PASSWORD, revision)
        clock.move_to(then + proving.FRESH)
        assert proof.is_of(cast.legal_reviewer)
        clock.shift(1)
        assert not proof.is_of(cast.legal_reviewer)
        with refused("not_proven"):
            sign(revision, cast.legal_reviewer, replace(proof, at=then.timestamp() + 200))


@pytest.fixture
def without_password(cast: Cast) -> Employee:
    cast.legal_reviewer.set_unusable_password()
    cast.legal_reviewer.save(update_fields=["password"])
    return cast.legal_reviewer


def test_having_signed_in_just_now_proves_for_who_has_no_password(
    revision: Revision, without_password: Employee
) -> None:
    records = [{"method": "socialaccount", "at": timezone.now().timestamp() - 60}]
    proof = proving.by_reauthentication(without_password, records, revision)
    assert sign(revision, without_password, proof).authenticated_by == Proven.REAUTHENTICATION
    with refused("wrong_password"):
        proving.by_password(without_password, PASSWORD, revision)


def test_having_signed_in_this_morning_does_not(
    revision: Revision, without_password: Employee
) -> None:
    old = [{"method": "socialaccount", "at": timezone.now().timestamp() - 3600}]
    for records in ([], old):
        with refused("not_reauthenticated"):
            proving.by_reauthentication(without_password, records, revision)
    assert attempts() == ["not_recent"] * 2


def test_who_has_a_password_is_asked_for_it(cast: Cast, revision: Revision) -> None:
    records = [{"method": "password", "at": timezone.now().timestamp()}]
    with refused("not_reauthenticated"):
        proving.by_reauthentication(cast.legal_reviewer, records, revision)
