"""Every step of a filing from every state by every person of the cast."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from policies.filing import moving
from policies.models import Filing, FilingMove, FilingStatus
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast
from tests.policies.filing.filed import AUTHORITY, DAY, NUMBER, TOLD, filing_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db
S = FilingStatus

# Written out by hand, so that a change of the rules has to be made twice.
ALLOWED: dict[str, tuple[set[FilingStatus], FilingStatus]] = {
    "send": ({S.TO_SEND, S.TO_CORRECT, S.RETURNED}, S.SENT),
    "correct": ({S.SENT}, S.TO_CORRECT),
    "approve": ({S.SENT}, S.APPROVED),
    "return": ({S.SENT}, S.RETURNED),
    "amend": ({S.APPROVED}, S.APPROVED),
    "drop": ({S.TO_SEND, S.SENT, S.TO_CORRECT, S.RETURNED}, S.DROPPED),
    "reopen": ({S.DROPPED}, S.TO_SEND),
}
MAY = ("editor", "hr")


def refusal(filing: Filing, verb: str, by: Any, **told: Any) -> str:
    with pytest.raises(Refused) as refused:
        moving.move(filing, verb, by, **{**TOLD[verb], **told})
    return refused.value.code


def test_the_table_is_the_one_that_was_meant() -> None:
    assert set(moving.TRANSITIONS) == set(ALLOWED) == set(TOLD)


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("verb", ALLOWED)
def test_who_may_take_which_step_from_where(cast: Cast, verb: str, status: FilingStatus) -> None:
    filing = filing_of(cast, status)
    sources, target = ALLOWED[verb]
    for person in cast.everybody:
        before = FilingMove.objects.count(), AuditEvent.objects.count()
        if person not in (cast.editor, cast.hr):
            assert refusal(filing, verb, person) == "not_yours"
        elif status not in sources:
            assert refusal(filing, verb, person) == "wrong_state"
        else:
            with transaction.atomic():
                moving.move(filing, verb, person, **TOLD[verb])
                assert Filing.objects.get(pk=filing.pk).status == target
                after = FilingMove.objects.count(), AuditEvent.objects.count()
                assert after == (before[0] + 1, before[1] + 1)
                transaction.set_rollback(True)
        assert (FilingMove.objects.count(), AuditEvent.objects.count()) == before
    assert (verb in moving.verbs_from(status)) == (status in sources)


def test_a_step_is_kept_with_what_was_told(cast: Cast) -> None:
    filing = filing_of(cast, S.SENT)
    moving.move(filing, "approve", cast.hr, number=f" {NUMBER} ", words="附帶條件。")
    row = filing.moves.last()
    assert row is not None
    assert (row.verb, row.from_status, row.to_status, row.by) == (
        "approve", S.SENT, S.APPROVED, cast.hr,
    )  # fmt: skip
    assert (row.number, row.words, row.on) == (NUMBER, "附帶條件。", TODAY())
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.payload["number"]) == ("policies.filing_approve", NUMBER)


def test_the_authority_is_kept_from_step_to_step(cast: Cast) -> None:
    filing = filing_of(cast, S.TO_CORRECT)
    moving.move(filing, "send", cast.editor)
    assert Filing.objects.get(pk=filing.pk).authority == AUTHORITY


def test_a_correction_has_its_own_last_day_until_it_is_sent(cast: Cast) -> None:
    filing = filing_of(cast, S.TO_CORRECT)
    assert filing.answer_by == filing.next_due == TODAY() + 9 * DAY
    moving.move(filing, "send", cast.hr)
    assert Filing.objects.get(pk=filing.pk).answer_by is None


@pytest.mark.parametrize(
    ("verb", "status", "told", "code"),
    [
        ("send", S.TO_SEND, {"authority": " "}, "no_authority"),
        ("correct", S.SENT, {"words": " \u200b"}, "no_words"),
        ("correct", S.SENT, {"until": None}, "no_until"),
        ("correct", S.SENT, {"until": dt.date(2020, 1, 1)}, "until_before"),
        ("approve", S.SENT, {"number": "\u3000"}, "no_number"),
        ("return", S.SENT, {"words": ""}, "no_words"),
        ("drop", S.SENT, {"words": ""}, "no_words"),
        ("reopen", S.DROPPED, {"words": ""}, "no_words"),
        ("send", S.TO_SEND, {"on": timezone.localdate() + DAY}, "on_to_come"),
        ("approve", S.SENT, {"on": timezone.localdate() - DAY}, "on_before_last"),
    ],
)
def test_what_must_be_told(
    cast: Cast, verb: str, status: FilingStatus, told: dict[str, Any], code: str
) -> None:
    filing = filing_of(cast, status)
    assert refusal(filing, verb, cast.hr, **told) == code
    assert Filing.objects.get(pk=filing.pk).status == status


def test_who_has_left_records_nothing(cast: Cast) -> None:
    filing = filing_of(cast)
    cast.hr.left_on = TODAY() - DAY
    assert refusal(filing, "send", cast.hr) == "not_employed"


def test_the_second_of_two_is_told(cast: Cast) -> None:
    filing = filing_of(cast)
    moving.move(filing, "send", cast.hr, **TOLD["send"])
    assert refusal(filing, "send", cast.editor) == "wrong_state"
    assert filing.moves.count() == 2
