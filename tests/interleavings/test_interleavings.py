"""Ten people act on one policy in any order, each from a page that may be out of date.

Whatever they do, the invariants hold in PostgreSQL after every step: a verb is taken whole, with
its one event, or refused and leaves nothing.
"""

import random
from collections.abc import Callable

import pytest
from django.db import transaction

from policies.models import Revision, Status
from policies.refusals import Refused
from policies.text import outline as text
from regs_portal.audit.verifying import faults
from tests.cast import Cast, draft_of
from tests.interleavings.invariants import broken, counts
from tests.interleavings.moves import MOVES, ONWARD, Desk
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

INTERLEAVINGS = 200
STEPS = 24
TEN = (
    "employee", "editor", "neighbour", "legal_reviewer", "fairness_reviewer", "approver", "hr",
    "auditor", "outsider", "mainlander",
)  # fmt: skip

Act = Callable[[], object]


@pytest.mark.parametrize("seed", range(INTERLEAVINGS))
def test_whatever_ten_people_do_the_invariants_hold(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    draft = draft_of(cast)
    desks = {name: Desk(getattr(cast, name), draft.policy, draft) for name in TEN}
    for desk in desks.values():
        desk.look()
    for _step in range(STEPS):
        take(chosen(chance, desks))
        assert broken() == []
    for revision in Revision.objects.exclude(status__in=(Status.DRAFT, Status.WITHDRAWN)):
        assert text.digest(revision.outline()) == revision.digest
    assert Revision.objects.in_force(TODAY()).count() <= 1
    assert list(faults()) == []


def chosen(chance: random.Random, desks: dict[str, Desk]) -> Act:
    """Half of the time what comes next, by somebody whose task it is and who has just looked;
    else anything, by anybody, from what they saw last."""
    move = chance.choice(sorted(MOVES))
    name = chance.choice([*MOVES[move][0] * 5, *sorted(desks)])
    pick = chance.randrange(4)
    if chance.random() < 0.4:
        desks["editor"].look()
        move = chance.choice(ONWARD[Status(desks["editor"].seen.status)])
        name = chance.choice(MOVES[move][0])
        desks[name].look()
    elif chance.random() < 0.3:
        desks[name].look()
    desk = desks[name]
    return lambda: MOVES[move][1](desk, pick)


def take(act: Act) -> None:
    """The verb leaves its one event, or is refused with a sentence and leaves nothing."""
    before = counts()
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        assert str(refused).strip()
        assert counts() == before
        return
    after = counts()
    assert all(after[name] >= number for name, number in before.items())
    events = after["audit_auditevent"] - before["audit_auditevent"]
    assert events == 1 or (events == 0 and after == before)
