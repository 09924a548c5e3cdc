"""Facts and audience while somebody decides on the text, and otherwise."""

from collections.abc import Callable
from typing import Any

import pytest

from policies import drafting, workflow
from policies.drafting.facts import DECIDED_ON
from policies.models import AudienceRule, Category, Policy
from policies.models.audience import RuleKind
from policies.models.policy import Classification
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee, Jurisdiction
from tests.cast import Cast, draft_of, published_policy
from tests.policies.standing import Place, standing_at


def narrow(cast: Cast, policy: Policy, by: Employee) -> None:
    rule = AudienceRule(kind=RuleKind.DEPARTMENT, department=cast.operations)
    drafting.set_audience(policy, [rule], by)


def fact(name: str, value: Any) -> Callable[[Cast, Policy, Employee], Any]:
    return lambda cast, policy, by: drafting.edit_policy(policy, by, **{name: value})


DECISIVE: dict[str, Callable[[Cast, Policy, Employee], Any]] = {
    "audience": narrow,
    "category": lambda cast, policy, by: drafting.edit_policy(
        policy, by, category=Category.objects.exclude(pk=policy.category_id)[0]
    ),
    "jurisdiction": fact("jurisdiction", Jurisdiction.PRC),
    "classification": fact("classification", Classification.RESTRICTED),
    "requires_acknowledgement": fact("requires_acknowledgement", False),
    "acknowledge_within_days": fact("acknowledge_within_days", 3),
    "is_work_rule": fact("is_work_rule", True),
    "vital_interests": fact("vital_interests", ["pay"]),
}


def test_every_decisive_fact_is_tried() -> None:
    assert DECISIVE.keys() - {"audience"} == DECIDED_ON


@pytest.mark.parametrize("place", [Place.SUBMITTED, Place.LEGAL_DECIDED, Place.APPROVED])
@pytest.mark.parametrize("change", DECISIVE)
def test_what_is_decided_on_stands(cast: Cast, place: Place, change: str) -> None:
    policy = standing_at(cast, place).policy

    with pytest.raises(Refused) as refused:
        DECISIVE[change](cast, policy, cast.editor)

    assert refused.value.code == "under_review"
    assert policy.audience_rules.get().kind == RuleKind.EVERYONE


@pytest.mark.parametrize("place", [Place.DRAFT, Place.PUBLISHED, Place.WITHDRAWN])
@pytest.mark.parametrize("change", DECISIVE)
def test_otherwise_it_changes_and_is_recorded(cast: Cast, place: Place, change: str) -> None:
    policy = standing_at(cast, place).policy

    DECISIVE[change](cast, policy, cast.editor)

    assert AuditEvent.objects.latest("sequence").subject == f"policies.policy:{policy.pk}"


def test_a_returned_text_lets_it_change_again(cast: Cast) -> None:
    revision = standing_at(cast, Place.APPROVED)
    workflow.return_approved(revision, cast.approver, "對象不對")

    narrow(cast, revision.policy, cast.editor)

    assert revision.policy.audience_rules.get().department == cast.operations


def test_what_nobody_decides_on_changes_at_any_time(cast: Cast) -> None:
    policy = standing_at(cast, Place.APPROVED).policy

    drafting.edit_policy(policy, cast.editor, review_interval_months=6, owner=cast.hr)

    policy.refresh_from_db()
    assert (policy.review_interval_months, policy.owner) == (6, cast.hr)


def test_the_same_audience_again_is_no_change(cast: Cast) -> None:
    policy = published_policy(cast).policy
    before = AuditEvent.objects.count()

    drafting.set_audience(policy, [AudienceRule(kind=RuleKind.EVERYONE)], cast.editor)

    assert AuditEvent.objects.count() == before


class TestTakingAMarkAway:
    def test_needs_a_reason(self, cast: Cast) -> None:
        policy = draft_of(cast, vital_interests=["pay", "hours"]).policy
        for reason in ("", " \u200b"):
            with pytest.raises(Refused) as refused:
                drafting.edit_policy(policy, cast.editor, reason=reason, vital_interests=["pay"])
            assert refused.value.code == "mark_taken_away_for_a_reason"
        policy.refresh_from_db()
        assert policy.vital_interests == ["pay", "hours"]

    def test_is_told_in_the_audit_trail(self, cast: Cast) -> None:
        policy = draft_of(cast, vital_interests=["pay", "hours"]).policy
        drafting.edit_policy(policy, cast.editor, reason="工時另訂。", vital_interests=["pay"])
        payload = AuditEvent.objects.latest("sequence").payload
        assert (payload["taken_away"], payload["reason"]) == (["hours"], "工時另訂。")

    def test_adding_one_needs_none(self, cast: Cast) -> None:
        policy = draft_of(cast, vital_interests=["pay"]).policy
        drafting.edit_policy(policy, cast.editor, vital_interests=["hours", "pay"])
        assert AuditEvent.objects.latest("sequence").payload["marked"] == ["hours"]
