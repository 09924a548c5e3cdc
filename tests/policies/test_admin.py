"""The steps of review in the administration: by administrators, with a record of every change."""

from typing import Any

import pytest
from django.urls import reverse

from policies.models import Category, ReviewStep, Step
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db

ADD = "admin:policies_reviewstep_add"
MONEY = {
    "slug": "money", "position": 1, "name": "費用審核", "name_en": "Money", "meaning": "審核費用",
    "office": "approver", "is_active": "on",
}  # fmt: skip


def change(step: str) -> str:
    pk = ReviewStep.objects.get(slug=step).pk
    return reverse("admin:policies_reviewstep_change", args=[pk])


def as_typed(step: str, **typed: Any) -> dict[str, Any]:
    """The form of a step as its page sends it."""
    found = ReviewStep.objects.get(slug=step)
    names = ("slug", "position", "name", "name_hans", "name_en", "office", "meaning",
             "meaning_hans", "meaning_en", "is_final", "is_active")  # fmt: skip
    values = {name: getattr(found, name) for name in names} | typed
    return {name: value for name, value in values.items() if value is not False}


def test_an_administrator_adds_a_step_and_it_is_recorded(cast: Cast, as_: SignIn) -> None:
    category = Category.objects.earliest("position")
    typed = MONEY | {"categories": [category.pk]}
    assert as_(cast.administrator).post(reverse(ADD), typed).status_code == 302
    step = ReviewStep.objects.get(slug="money")
    assert list(step.categories.all()) == [category]
    event = AuditEvent.objects.get(verb="policies.add_reviewstep")
    assert (event.actor_number, event.payload["meaning"]) == ("A008", "審核費用")
    assert event.payload["categories"] == [category.slug]


def test_a_change_is_recorded_as_it_now_is(cast: Cast, as_: SignIn) -> None:
    typed = as_typed(Step.FAIRNESS, meaning="審核平等")
    assert as_(cast.administrator).post(change(Step.FAIRNESS), typed).status_code == 302
    event = AuditEvent.objects.get(verb="policies.change_reviewstep")
    assert (event.payload["slug"], event.payload["meaning"]) == ("fairness", "審核平等")


@pytest.mark.parametrize("who", ["editor", "legal_reviewer", "approver", "hr", "auditor"])
def test_nobody_else_keeps_them(cast: Cast, as_: SignIn, who: str) -> None:
    for address in (reverse(ADD), change(Step.FAIRNESS)):
        answer = as_(getattr(cast, who)).post(address, MONEY, follow=True)
        assert answer.status_code == 403
    assert ReviewStep.objects.count() == 3


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        (Step.FINAL_APPROVAL, {"is_final": False}),
        (Step.FINAL_APPROVAL, {"position": 1}),
        (Step.FINAL_APPROVAL, {"is_active": False}),
        (Step.FINAL_APPROVAL, {"office": "legal_reviewer"}),
        (Step.FAIRNESS, {"position": 2}),
        (Step.FAIRNESS, {"is_final": True}),
        (Step.FAIRNESS, {"office": "hr"}),
        (Step.FAIRNESS, {"slug": "legal_basis"}),
        (Step.FAIRNESS, {"position": "", "is_final": True}),
    ],
)
def test_a_round_without_an_end_is_not_configured(
    cast: Cast, as_: SignIn, step: str, typed: dict[str, Any]
) -> None:
    before = list(ReviewStep.objects.values())
    answer = as_(cast.administrator).post(change(step), as_typed(step, **typed))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert list(ReviewStep.objects.values()) == before


def test_the_last_step_is_for_every_category(cast: Cast, as_: SignIn) -> None:
    typed = as_typed(Step.FINAL_APPROVAL, categories=[Category.objects.earliest("position").pk])
    answer = as_(cast.administrator).post(change(Step.FINAL_APPROVAL), typed)
    assert "categories" in answer.context["adminform"].form.errors


def test_steps_are_not_deleted(cast: Cast, as_: SignIn) -> None:
    pk = ReviewStep.objects.get(slug=Step.FAIRNESS).pk
    address = reverse("admin:policies_reviewstep_delete", args=[pk])
    assert as_(cast.administrator).post(address, {"post": "yes"}).status_code == 403
    assert ReviewStep.objects.filter(pk=pk).exists()
