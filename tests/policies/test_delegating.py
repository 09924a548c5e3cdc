"""Standing in: a delegate counts as the principal, and as themselves."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies import access, delegating, desk, drafting, road, scheduling, workflow
from policies.access import Action
from policies.models import Decision, Delegation, Review, Revision, Step, Verdict
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, draft_of, reviewers
from tests.factories import EmployeeFactory
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql
from tests.policies.standing import TODAY, Place, breach_of, standing_at

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def away(
    principal: Employee, to: Employee, first: int = 0, last: int = 7, by: Employee | None = None
) -> Delegation:
    """The principal is away from ``first`` to ``last``, in days from today."""
    return delegating.delegate(
        principal, to, TODAY() + first * DAY, TODAY() + last * DAY, "休假", by or principal
    )


# Making and ending


def test_the_principal_makes_it_and_it_is_recorded(cast: Cast) -> None:
    delegation = away(cast.approver, cast.outsider)
    event = AuditEvent.objects.get(verb="policies.delegate")
    assert event.payload["principal"] == "A005"
    assert event.payload["delegate"] == "A009"
    assert list(Delegation.objects.valid(TODAY())) == [delegation]


def test_an_administrator_makes_it_for_somebody_ill(cast: Cast) -> None:
    delegation = away(cast.approver, cast.outsider, by=cast.administrator)
    assert (delegation.principal, delegation.by) == (cast.approver, cast.administrator)
    delegating.end(delegation, cast.administrator)
    assert AuditEvent.objects.filter(verb="policies.end_delegation").count() == 1


@pytest.mark.parametrize("who", ["editor", "outsider", "hr", "auditor", "legal_reviewer"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    with refused("not_yours"):
        away(cast.approver, cast.neighbour, by=getattr(cast, who))
    delegation = away(cast.approver, cast.neighbour)
    with refused("not_yours"):
        delegating.end(delegation, getattr(cast, who))


BAD: list[tuple[str, Callable[[Cast], Any]]] = [
    ("delegation_to_somebody_else", lambda cast: away(cast.approver, cast.approver)),
    (
        "delegation_not_to_oneself",
        lambda cast: away(cast.approver, cast.administrator, by=cast.administrator),
    ),
    ("nothing_to_delegate", lambda cast: away(cast.editor, cast.outsider)),
    ("delegation_past", lambda cast: away(cast.approver, cast.outsider, first=-1)),
    (
        "delegation_ends_after_it_starts",
        lambda cast: away(cast.approver, cast.outsider, first=3, last=2),
    ),
    ("delegation_long", lambda cast: away(cast.approver, cast.outsider, last=400)),
    (
        "no_reason",
        lambda cast: delegating.delegate(
            cast.approver, cast.outsider, TODAY(), TODAY(), " ", cast.approver
        ),
    ),
]


@pytest.mark.parametrize(("code", "make"), BAD)
def test_what_is_no_delegation(cast: Cast, code: str, make: Callable[[Cast], Any]) -> None:
    with refused(code):
        make(cast)
    assert not Delegation.objects.exists()
    assert not AuditEvent.objects.filter(verb="policies.delegate").exists()


def test_a_leaver_stands_in_for_nobody(cast: Cast) -> None:
    cast.outsider.left_on = TODAY() - DAY
    with refused("delegate_absent"):
        away(cast.approver, cast.outsider)


def test_it_ends_once(cast: Cast) -> None:
    delegation = away(cast.approver, cast.outsider)
    delegating.end(delegation, cast.approver)
    assert access.principals_of(cast.outsider, TODAY()) == []
    with refused("policies_delegationend_delegation_id_key"):
        delegating.end(delegation, cast.approver)


# Deciding in somebody's place


def test_the_delegate_signs_for_the_principal(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    away(cast.approver, cast.outsider)
    decision = signing.decide(
        revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.outsider, on_behalf_of=cast.approver
    )
    assert (decision.by, decision.on_behalf_of) == (cast.outsider, cast.approver)
    assert (decision.signed_name, decision.on_behalf_of_name) == ("吳外人", "張核准")
    assert decision.signature == "吳外人 代理 張核准"
    event = AuditEvent.objects.filter(verb="policies.decide").latest("sequence")
    assert (event.actor_number, event.payload["on_behalf_of"]) == ("A009", "A005")


@pytest.mark.parametrize(("first", "last"), [(1, 7)])
def test_only_during_those_days(cast: Cast, first: int, last: int) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    away(cast.approver, cast.outsider, first, last)
    for day, holds in ((first - 1, False), (first, True), (last, True), (last + 1, False)):
        on = TODAY() + day * DAY
        assert (access.principals_of(cast.outsider, on) == [cast.approver]) is holds
        assert access.can(cast.outsider, Action.DECIDE, revision, on) is holds
        assert access.can(cast.outsider, Action.READ, revision, on) is holds
        assert access.visible_to(cast.outsider, on).filter(pk=revision.pk).exists() is holds
    with pytest.raises(Refused):
        sign_for(revision, cast.outsider, cast.approver)
    with sql_refused("decision_by_a_delegate"):
        insert(revision, Step.FINAL_APPROVAL, cast.outsider, cast.approver)


def sign_for(revision: Revision, by: Employee, principal: Employee) -> Decision:
    step = {cast_member: step for step, cast_member in STEP_OF.items()}[
        next(name for name in STEP_OF.values() if principal.in_group(PortalGroup(name)))
    ]
    return signing.decide(revision, step, Verdict.APPROVED, by, on_behalf_of=principal)


STEP_OF = {
    Step.LEGAL_BASIS: "legal_reviewer",
    Step.FAIRNESS: "fairness_reviewer",
    Step.FINAL_APPROVAL: "approver",
}


def insert(
    revision: Revision, step: str, by: Employee, principal: Employee | None = None
) -> Decision:
    """As a script would that asks no verb."""
    review = Review.objects.get(revision=revision, round=revision.round, step=step)
    with transaction.atomic():
        return Decision.objects.create(
            review=review,
            revision=revision,
            round=revision.round,
            verdict=Verdict.APPROVED,
            by=by,
            on_behalf_of=principal,
            authenticated_by="password",
            is_material=True if review.is_final else None,
            signed_name=by.name,
            meaning="x",
            digest=revision.digest,
            at=timezone.now(),
        )


def assert_barred(
    revision: Revision, by: Employee, principal: Employee, code: str, name: str
) -> None:
    """By the verb, on the page and on the desk, and by PostgreSQL."""
    step = next(step for step, office in STEP_OF.items() if principal.in_group(PortalGroup(office)))
    with refused(code):
        signing.decide(revision, step, Verdict.APPROVED, by, on_behalf_of=principal)
    offered = road.offers(by, revision)
    assert principal not in [seat.principal for seat in offered.decide]
    if not offered.decide:
        assert not desk.waiting_for(by).filter(pk=revision.pk).exists()
    with pytest.raises(IntegrityError) as raised:
        insert(revision, step, by, principal)
    assert breach_of(raised.value) == name


def test_what_was_ended_holds_no_more(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    delegating.end(away(cast.approver, cast.legal_reviewer), cast.approver)
    assert_barred(
        revision, cast.legal_reviewer, cast.approver,
        "decision_by_a_delegate", "decision_one_step_a_person",
    )  # fmt: skip
    with sql_refused("decision_by_a_delegate"):
        insert(revision, Step.FINAL_APPROVAL, cast.hr, cast.approver)


def test_an_author_is_no_delegate(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    away(cast.legal_reviewer, cast.editor)
    assert_barred(
        revision, cast.editor, cast.legal_reviewer, "own_text", "decision_not_by_a_writer"
    )


def test_nobody_decides_for_an_author(cast: Cast) -> None:
    author = EmployeeFactory(
        department=cast.human_resources, site=cast.taiwan,
        groups=[PortalGroup.EDITOR, PortalGroup.LEGAL_REVIEWER],
    )  # fmt: skip
    revision = draft_of(cast)
    drafting.add_clause(revision, author, body="<p>新</p>")
    revision = workflow.submit(revision, cast.editor)
    away(author, cast.outsider)
    assert road.offers(cast.outsider, revision).barred
    assert_barred(revision, cast.outsider, author, "own_text", "decision_not_by_a_writer")


def test_a_delegate_counts_as_both(cast: Cast) -> None:
    """Having signed for one, they sign neither for another nor for themselves."""
    revision = standing_at(cast, Place.SUBMITTED)
    away(cast.legal_reviewer, cast.fairness_reviewer)
    sign_for(revision, cast.fairness_reviewer, cast.legal_reviewer)
    with refused("two_steps"):
        signing.decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer)
    with pytest.raises(IntegrityError) as raised:
        insert(revision, Step.FAIRNESS, cast.fairness_reviewer)
    assert breach_of(raised.value) == "decision_one_step_a_person"
    assert not desk.waiting_for(cast.fairness_reviewer).filter(pk=revision.pk).exists()


def test_a_principal_signs_no_second_step_after_the_delegate(cast: Cast) -> None:
    both = EmployeeFactory(
        department=cast.company, site=cast.taiwan,
        groups=[PortalGroup.LEGAL_REVIEWER, PortalGroup.FAIRNESS_REVIEWER],
    )  # fmt: skip
    revision = standing_at(cast, Place.SUBMITTED)
    away(both, cast.outsider)
    away(both, cast.neighbour)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.outsider, on_behalf_of=both)
    for by, principal in ((both, None), (cast.neighbour, both)):
        with refused("two_steps"):
            signing.decide(revision, Step.FAIRNESS, Verdict.APPROVED, by, on_behalf_of=principal)
        with pytest.raises(IntegrityError) as raised:
            insert(revision, Step.FAIRNESS, by, principal)
        assert breach_of(raised.value) == "decision_one_step_a_person"


def test_a_delegate_cannot_pass_on(cast: Cast) -> None:
    """Neither for the office they borrow, nor by being stood in for."""
    revision = standing_at(cast, Place.LAST_OPEN)
    away(cast.approver, cast.outsider)
    with refused("nothing_to_delegate"):
        away(cast.outsider, cast.neighbour)
    sql(
        """INSERT INTO policies_delegation
           (principal_id, delegate_id, first_day, last_day, reason, by_id, at)
           VALUES (%s, %s, current_date - 1, current_date + 1, 'x', %s, now())""",
        cast.outsider.pk, cast.neighbour.pk, cast.outsider.pk,
    )  # fmt: skip
    assert access.principals_of(cast.neighbour, TODAY()) == []
    with refused("not_yours"):
        signing.decide(
            revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.neighbour,
            on_behalf_of=cast.outsider,
        )  # fmt: skip
    with sql_refused("decision_by_the_office"):
        insert(revision, Step.FINAL_APPROVAL, cast.neighbour, cast.outsider)


def test_a_principal_who_lost_the_office_is_not_stood_in_for(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    away(cast.approver, cast.outsider)
    cast.approver.groups.remove(Group.objects.get(name=PortalGroup.APPROVER))
    with pytest.raises(Refused):
        signing.decide(
            revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.outsider,
            on_behalf_of=Employee.objects.get(pk=cast.approver.pk),
        )  # fmt: skip
    with sql_refused("decision_by_the_office"):
        insert(revision, Step.FINAL_APPROVAL, cast.outsider, cast.approver)


def test_the_office_of_one_principal_is_not_that_of_another(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    away(cast.approver, cast.outsider)
    with refused("not_yours"):
        signing.decide(
            revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.outsider, on_behalf_of=cast.approver
        )


def test_a_superuser_is_no_exception(cast: Cast) -> None:
    root = EmployeeFactory(department=cast.company, site=cast.taiwan, is_superuser=True)
    revision = standing_at(cast, Place.LAST_OPEN)
    with refused("not_yours"):
        away(cast.approver, cast.outsider, by=root)
    with refused("not_yours"):
        signing.decide(
            revision, Step.FINAL_APPROVAL, Verdict.APPROVED, root, on_behalf_of=cast.approver
        )


def test_the_desk_and_the_page_offer_it(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    away(cast.legal_reviewer, cast.outsider)
    (seat,) = road.offers(cast.outsider, revision).decide
    assert (seat.review.step, seat.principal) == (Step.LEGAL_BASIS, cast.legal_reviewer)
    assert revision in desk.waiting_for(cast.outsider)
    for step, by in reviewers(cast).items():
        if step != Step.FINAL_APPROVAL:
            signing.decide(revision, step, Verdict.APPROVED, by)
    assert revision not in desk.waiting_for(cast.outsider)


@pytest.mark.parametrize("office", STEP_OF.values())
@pytest.mark.parametrize("place", Place)
def test_a_delegate_may_exactly_what_the_principal_may(
    cast: Cast, place: Place, office: str
) -> None:
    """Every step, yes and no, from every place: the same outcome or the same refusal."""
    revision = standing_at(cast, place)
    principal: Employee = getattr(cast, office)
    away(principal, cast.outsider)
    for step in STEP_OF:
        for verdict in Verdict:
            own = outcome(revision, step, verdict, principal)
            assert outcome(revision, step, verdict, cast.outsider, principal) == own


def outcome(
    revision: Revision,
    step: str,
    verdict: Verdict,
    by: Employee,
    principal: Employee | None = None,
) -> str:
    """Where the revision then stands, or the code of the refusal; all is taken back."""
    with transaction.atomic():
        try:
            signing.decide(revision, step, verdict, by, "理由", on_behalf_of=principal)
            result = Revision.objects.get(pk=revision.pk).status
        except Refused as told:
            result = told.code
        transaction.set_rollback(True)
    return result


def test_a_delegate_takes_an_approval_back(cast: Cast) -> None:
    revision = standing_at(cast, Place.APPROVED)
    assert not road.offers(cast.outsider, revision).return_approved
    away(cast.approver, cast.outsider)
    assert road.offers(cast.outsider, revision).return_approved
    away(cast.approver, cast.editor)
    assert not road.offers(cast.editor, revision).return_approved
    with refused("own_text"):
        workflow.return_approved(revision, cast.editor, "再改")
    workflow.return_approved(revision, cast.outsider, "再改")
    event = AuditEvent.objects.filter(verb="policies.return").get()
    assert event.payload["on_behalf_of"] == "A005"


def test_a_delegate_publishes_moves_and_waives_as_an_approver_would(cast: Cast) -> None:
    approved = standing_at(cast, Place.APPROVED)
    with refused("not_yours"):
        workflow.publish(approved, TODAY() + 9 * DAY, cast.outsider)
    away(cast.approver, cast.outsider)
    assert approved in desk.to_publish(cast.outsider)
    assert access.can(cast.outsider, Action.WAIVE, approved)
    published = workflow.publish(approved, TODAY() + 9 * DAY, cast.outsider)
    published = scheduling.postpone(published, TODAY() + 10 * DAY, "尚未備妥", cast.outsider)
    scheduling.cancel(published, "不施行了", cast.outsider)
    verbs = ("policies.publish", "policies.postpone", "policies.cancel")
    events = AuditEvent.objects.filter(verb__in=verbs)
    assert [event.payload["on_behalf_of"] for event in events] == ["A005"] * 3


def test_whoever_may_do_it_themselves_does_it_for_nobody(cast: Cast) -> None:
    away(cast.approver, cast.editor)
    workflow.publish(standing_at(cast, Place.APPROVED), TODAY(), cast.editor)
    assert AuditEvent.objects.get(verb="policies.publish").payload["on_behalf_of"] == ""
