"""The facts of a policy and its audience: changed by its editors, and never over each other."""

from typing import Any

import pytest
from django.urls import reverse

from policies import drafting
from policies.models import AudienceRule, Policy
from policies.models.audience import RuleKind
from policies.refusals import Refused
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn
from tests.policies.standing import Place, standing_at


@pytest.fixture
def policy(cast: Cast) -> Policy:
    return draft_of(cast).policy


def address(policy: Policy) -> str:
    return reverse("drafting:facts", args=[policy.code])


def facts_of(policy: Policy, **other: Any) -> dict[str, Any]:
    return {
        "which": "facts",
        "seen": drafting.facts_seen(policy),
        "category": policy.category_id,
        "level": policy.level,
        "scheme": policy.scheme,
        "jurisdiction": policy.jurisdiction,
        "classification": policy.classification,
        "issuing_department": policy.issuing_department_id,
        "owner": policy.owner.employee_number,
        "review_interval_months": "12",
        "requires_acknowledgement": "on",
        "acknowledge_within_days": "14",
    } | other


def audience(policy: Policy, *rules: dict[str, Any]) -> dict[str, Any]:
    data = {
        "which": "audience",
        "seen": drafting.audience_seen(policy),
        "rules-TOTAL_FORMS": str(len(rules)),
        "rules-INITIAL_FORMS": "1",
    }
    for place, rule in enumerate(rules):
        data |= {f"rules-{place}-{name}": value for name, value in rule.items()}
    return data


def bound(policy: Policy) -> list[str]:
    return [str(rule) for rule in policy.audience_rules.all()]


def test_facts_are_changed(cast: Cast, as_: SignIn, policy: Policy) -> None:
    done = as_(cast.editor).post(address(policy), facts_of(policy, acknowledge_within_days="30"))

    assert done.status_code == 302
    assert Policy.objects.get(pk=policy.pk).acknowledge_within_days == 30


def test_a_stale_page_undoes_nothing(cast: Cast, as_: SignIn, policy: Policy) -> None:
    client = as_(cast.editor)
    stale = facts_of(policy, review_interval_months="6")
    client.post(address(policy), facts_of(policy, acknowledge_within_days="30"))

    page = client.post(address(policy), stale)

    stored = Policy.objects.get(pk=policy.pk)
    assert page.status_code == 409
    assert (stored.acknowledge_within_days, stored.review_interval_months) == (30, 12)
    # What is saved now, and what was typed.
    assert any(line.endswith("30") for line in page.context["saved"])
    assert page.context["form"]["review_interval_months"].value() == "6"

    again = stale | {"seen": page.context["seen_facts"], "acknowledge_within_days": "30"}
    assert client.post(address(policy), again).status_code == 302
    stored.refresh_from_db()
    assert (stored.acknowledge_within_days, stored.review_interval_months) == (30, 6)


def test_the_audience_is_replaced_as_a_whole(cast: Cast, as_: SignIn, policy: Policy) -> None:
    rules = audience(
        policy,
        {"effect": "include", "kind": "department", "department": cast.operations.pk},
        {"effect": "exclude", "kind": "person", "employee": "A001"},
    )

    done = as_(cast.editor).post(address(policy), rules)

    assert done.status_code == 302
    assert bound(policy) == ["營運部", "林客服"]


def test_a_stale_audience_replaces_nothing(cast: Cast, as_: SignIn, policy: Policy) -> None:
    stale = audience(policy, {"effect": "include", "kind": "site", "site": cast.mainland.pk})
    rule = AudienceRule(kind=RuleKind.DEPARTMENT, department=cast.operations)
    drafting.set_audience(policy, [rule], cast.editor)

    page = as_(cast.editor).post(address(policy), stale)

    assert page.status_code == 409
    assert bound(policy) == ["營運部"]
    assert "營運部" in page.context["saved"][0]
    assert page.context["rules"].forms[0]["site"].value() == str(cast.mainland.pk)
    as_(cast.editor).post(address(policy), stale | {"seen": page.context["seen_audience"]})
    assert bound(policy) == ["昆山廠"]


@pytest.mark.parametrize("which", ["facts", "audience"])
def test_saving_what_is_there_already_is_no_conflict(
    cast: Cast, as_: SignIn, policy: Policy, which: str
) -> None:
    data = {
        "facts": facts_of(policy),
        "audience": audience(policy, {"effect": "include", "kind": "everyone"}),
    }[which]

    assert as_(cast.editor).post(address(policy), data | {"seen": "old"}).status_code == 302


def test_an_audience_of_nobody_is_refused(cast: Cast, as_: SignIn, policy: Policy) -> None:
    rules = audience(policy, {"effect": "exclude", "kind": "everyone"})

    page = as_(cast.editor).post(address(policy), rules)

    assert page.status_code == 422
    assert policy.audience_rules.get().effect == "include"


def test_an_unknown_employee_is_a_sentence(cast: Cast, as_: SignIn, policy: Policy) -> None:
    rules = audience(policy, {"effect": "include", "kind": "person", "employee": "NOBODY"})

    page = as_(cast.editor).post(address(policy), rules)

    assert page.status_code == 422
    assert "NOBODY" in page.content.decode()


def test_what_a_rule_does_not_speak_of_is_let_go(cast: Cast, as_: SignIn, policy: Policy) -> None:
    """Its field is not shown, so nothing wrong in it may stand in the way."""
    rule = {"effect": "include", "kind": "site", "site": cast.mainland.pk, "employee": "NOBODY"}

    assert as_(cast.editor).post(address(policy), audience(policy, rule)).status_code == 302
    assert bound(policy) == ["昆山廠"]


def test_a_neighbour_does_not_touch_the_facts(cast: Cast, as_: SignIn, policy: Policy) -> None:
    assert as_(cast.neighbour).get(address(policy)).status_code == 403
    assert as_(cast.employee).get(address(policy)).status_code == 403


def test_a_claim_of_countless_rules_is_refused_quickly(
    cast: Cast, as_: SignIn, policy: Policy
) -> None:
    data = audience(policy, {"effect": "include", "kind": "everyone"})

    page = as_(cast.editor).post(address(policy), data | {"rules-TOTAL_FORMS": "9" * 20})

    assert page.status_code == 422
    assert len(page.context["rules"].forms) <= 200


def test_while_somebody_decides_the_page_says_so_and_keeps_what_is_typed(
    cast: Cast, as_: SignIn
) -> None:
    policy = standing_at(cast, Place.APPROVED).policy
    client = as_(cast.editor)

    assert client.get(address(policy)).context["under_review"]
    page = client.post(address(policy), facts_of(policy, acknowledge_within_days="3"))

    assert page.status_code == 409
    assert page.context["refused"].code == "under_review"
    assert page.context["form"]["acknowledge_within_days"].value() == "3"
    assert Policy.objects.get(pk=policy.pk).acknowledge_within_days == 14


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("review_interval_months", "0"),
        ("review_interval_months", "-1"),
        ("review_interval_months", "40000"),
        ("acknowledge_within_days", "-1"),
        ("acknowledge_within_days", "x"),
    ],
)
def test_no_count_that_cannot_be(
    cast: Cast, as_: SignIn, policy: Policy, name: str, number: str
) -> None:
    page = as_(cast.editor).post(address(policy), facts_of(policy, **{name: number}))

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {name}
    if number == "0":
        facts: dict[str, Any] = {name: 0}
        with pytest.raises(Refused) as refused:
            drafting.edit_policy(policy, cast.editor, None, **facts)
        assert refused.value.code == "policy_counts_from_one"


def test_a_mark_is_taken_away_for_a_reason(cast: Cast, as_: SignIn, policy: Policy) -> None:
    drafting.edit_policy(policy, cast.editor, vital_interests=["pay"])
    policy.refresh_from_db()
    browser = as_(cast.editor)

    refused = browser.post(address(policy), facts_of(policy, acknowledge_within_days="30"))

    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {"reason"}
    assert 'value="30"' in refused.content.decode()
    done = browser.post(address(policy), facts_of(policy, reason="不涉薪資。"))
    assert done.status_code == 302
    policy.refresh_from_db()
    assert policy.vital_interests == []
