"""Beginning a policy from an outline; its facts and its audience."""

from typing import Any

from django.urls import reverse

from policies.models import Category, Policy
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn


def facts(cast: Cast, **other: Any) -> dict[str, Any]:
    return {
        "title": "差旅管理辦法",
        "code": "HR-020",
        "category": Category.objects.get(slug="leave").pk,
        "level": "measures",
        "scheme": "articles_tw",
        "jurisdiction": "TW",
        "classification": "internal",
        "issuing_department": cast.human_resources.pk,
        "owner": cast.editor.employee_number,
        "review_interval_months": "12",
        "requires_acknowledgement": "on",
        "acknowledge_within_days": "14",
    } | other


def audience(*rules: dict[str, Any]) -> dict[str, Any]:
    data = {
        "which": "audience",
        "rules-TOTAL_FORMS": str(len(rules)),
        "rules-INITIAL_FORMS": "1",
    }
    for place, rule in enumerate(rules):
        data |= {f"rules-{place}-{name}": value for name, value in rule.items()}
    return data


def test_a_policy_begins_from_the_outline_of_a_category(cast: Cast, as_: SignIn) -> None:
    done = as_(cast.editor).post(reverse("drafting:start_policy"), facts(cast, from_outline="on"))

    revision = Policy.objects.get(code="HR-020").revisions.get()
    assert done["Location"] == reverse("drafting:draft", args=[revision.pk])
    assert revision.title == "差旅管理辦法"
    assert revision.clauses.count() >= 10
    assert revision.supplementary


def test_a_code_that_is_taken_is_said_beside_what_was_typed(cast: Cast, as_: SignIn) -> None:
    draft_of(cast, "HR-020")

    page = as_(cast.editor).post(reverse("drafting:start_policy"), facts(cast))

    assert page.status_code == 422
    assert "差旅管理辦法" in page.content.decode()
    assert "code" in page.context["form"].errors


def test_only_editors_start_policies(cast: Cast, as_: SignIn) -> None:
    for person in (cast.employee, cast.hr, cast.approver):
        page = as_(person).post(reverse("drafting:start_policy"), facts(cast))
        assert page.status_code == 403
    assert not Policy.objects.exists()


def test_the_audience_is_replaced_as_a_whole(cast: Cast, as_: SignIn) -> None:
    policy = draft_of(cast).policy
    rules = audience(
        {"effect": "include", "kind": "department", "department": cast.operations.pk},
        {"effect": "exclude", "kind": "person", "employee": "A001"},
    )

    done = as_(cast.editor).post(reverse("drafting:facts", args=[policy.code]), rules)

    assert done.status_code == 302
    assert [str(rule) for rule in policy.audience_rules.all()] == ["營運部", "林客服"]


def test_an_audience_of_nobody_is_refused(cast: Cast, as_: SignIn) -> None:
    policy = draft_of(cast).policy
    rules = audience({"effect": "exclude", "kind": "everyone"})

    page = as_(cast.editor).post(reverse("drafting:facts", args=[policy.code]), rules)

    assert page.status_code == 422
    assert policy.audience_rules.get().effect == "include"


def test_an_unknown_employee_is_a_sentence(cast: Cast, as_: SignIn) -> None:
    policy = draft_of(cast).policy
    rules = audience({"effect": "include", "kind": "person", "employee": "NOBODY"})

    page = as_(cast.editor).post(reverse("drafting:facts", args=[policy.code]), rules)

    assert page.status_code == 422
    assert "NOBODY" in page.content.decode()


def test_a_neighbour_does_not_touch_the_facts(cast: Cast, as_: SignIn) -> None:
    policy = draft_of(cast).policy
    address = reverse("drafting:facts", args=[policy.code])

    assert as_(cast.neighbour).get(address).status_code == 403
    assert as_(cast.employee).get(address).status_code == 403


def test_a_claim_of_countless_rules_is_refused_quickly(cast: Cast, as_: SignIn) -> None:
    draft_of(cast, "HR-020")
    data = audience({"effect": "include", "kind": "everyone"}) | {"rules-TOTAL_FORMS": "9" * 20}

    page = as_(cast.editor).post(reverse("drafting:facts", args=["HR-020"]), data)

    assert page.status_code == 422
    assert len(page.context["rules"].forms) <= 200
