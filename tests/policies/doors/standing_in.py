"""Having somebody stand in; and starting a policy, which is about no text that there is."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from policies import delegating, drafting
from policies.models import Category, Delegation
from regs_portal.people.models import Employee
from tests.cast import Cast
from tests.policies.doors.people import DAY, DECIDERS, WRITERS, People
from tests.policies.doors.table import Deed, Table, from_
from tests.policies.standing import TODAY

STATES = ("valid", "over", "ended")


@dataclass
class StandIn:
    """The approver's delegation, and who is there to be named."""

    delegation: Delegation
    cast: Cast


def standing(cast: Cast, people: People, state: str) -> StandIn:
    at = timezone.now() - 20 * DAY if state == "over" else timezone.now()
    first = timezone.localdate(at)
    made = delegating.delegate(
        cast.approver, cast.employee, first, first + 7 * DAY, "休假", cast.approver, at
    )
    if state == "ended":
        delegating.end(made, cast.approver)
    return StandIn(made, cast)


def delegate(it: StandIn, principal: Employee, by: Employee) -> Any:
    days = TODAY() + 10 * DAY, TODAY() + 12 * DAY
    return delegating.delegate(principal, it.cast.mainlander, *days, "出差", by)


def category() -> Category:
    return Category.objects.get(slug="working-time")


STANDING_IN: Table = {
    "have somebody stand in": Deed(
        "delegate",
        lambda it, by: delegate(it, by, by),
        lambda it: reverse("deciding:delegations"),
        lambda it: {
            "to": it.cast.mainlander.employee_number, "reason": "出差",
            "first_day": (TODAY() + 10 * DAY).isoformat(),
            "last_day": (TODAY() + 12 * DAY).isoformat(),
        },
        from_(STATES, DECIDERS),
    ),
    # On the screen whoever keeps nobody's people makes their own; that is the row above.
    "have somebody stand in for the approver": Deed(
        "delegate",
        lambda it, by: delegate(it, it.cast.approver, by),
        None,
        lambda it: {},
        from_(STATES, frozenset({"approver", "administrator"})),
    ),
    "end it": Deed(
        "end_delegation",
        lambda it, by: delegating.end(it.delegation, by),
        lambda it: reverse("deciding:end_delegation", args=[it.delegation.pk]),
        lambda it: {},
        from_(("valid",), frozenset({"approver", "administrator"})),
    ),
    "start a policy": Deed(
        "start_policy",
        lambda it, by: drafting.start_policy(
            title="新辦法", by=by, code="HR-099", category=category(),
            issuing_department=it.cast.human_resources,
        ),
        lambda it: reverse("drafting:start_policy"),
        lambda it: {
            "title": "新辦法", "code": "HR-099", "category": category().pk, "level": "measures",
            "scheme": "articles_tw", "jurisdiction": "TW", "classification": "internal",
            "issuing_department": it.cast.human_resources.pk,
            "owner": it.cast.editor.employee_number, "review_interval_months": 12,
            "acknowledge_within_days": 14,
        },
        from_(STATES, WRITERS),
    ),
}  # fmt: skip
