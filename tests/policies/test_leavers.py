"""Whose last day has passed takes no step, whatever door they come through."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from policies import drafting, workflow
from policies.models import AudienceRule, Revision, Step, Verdict
from policies.models.audience import RuleKind
from policies.refusals import Refused
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, draft_of
from tests.policies.standing import TODAY, Place, standing_at

YESTERDAY = dt.timedelta(days=-1)

STEPS: dict[str, tuple[Place, str, Callable[[Revision, Employee], Any]]] = {
    "submit": (Place.DRAFT, "editor", workflow.submit),
    "approve": (
        Place.SUBMITTED, "legal_reviewer",
        lambda text, by: signing.decide(text, Step.LEGAL_BASIS, Verdict.APPROVED, by),
    ),
    "return": (
        Place.APPROVED, "approver", lambda text, by: workflow.return_approved(text, by, "理由")
    ),
    "publish": (
        Place.APPROVED, "approver", lambda text, by: workflow.publish(text, TODAY(), by)
    ),
    "withdraw": (Place.DRAFT, "editor", workflow.withdraw),
    "write": (
        Place.DRAFT, "editor", lambda text, by: drafting.add_clause(text, by, body="<p>文。</p>")
    ),
    "change facts": (
        Place.DRAFT, "editor", lambda text, by: drafting.edit_policy(text.policy, by)
    ),
    "change the audience": (
        Place.DRAFT, "editor",
        lambda text, by: drafting.set_audience(
            text.policy, [AudienceRule(kind=RuleKind.EVERYONE)], by
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_leaver_takes_no_step(cast: Cast, step: str) -> None:
    place, who, take = STEPS[step]
    revision = standing_at(cast, place)
    leaver = getattr(cast, who)
    leaver.left_on = TODAY() + YESTERDAY

    with pytest.raises(Refused) as refused:
        take(revision, leaver)

    assert refused.value.code == "not_employed"
    leaver.left_on = TODAY()
    take(revision, leaver)


def test_a_leaver_starts_no_policy(cast: Cast) -> None:
    cast.editor.left_on = TODAY() + YESTERDAY

    with pytest.raises(Refused) as refused:
        draft_of(cast)

    assert refused.value.code == "not_employed"
