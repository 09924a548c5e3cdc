"""Beginning a policy from an outline."""

from typing import Any

from django.urls import reverse

from policies.models import Category, Policy
from policies.refusals import SENTENCES
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
    assert page.context["form"].errors["code"] == [SENTENCES["policies_policy_code_key"]]


def test_only_editors_start_policies(cast: Cast, as_: SignIn) -> None:
    for person in (cast.employee, cast.hr, cast.approver):
        page = as_(person).post(reverse("drafting:start_policy"), facts(cast))
        assert page.status_code == 403
    assert not Policy.objects.exists()
