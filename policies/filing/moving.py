"""A filing goes its way: the only writer of its state. ``on`` is the day on the paper."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.filing import access
from policies.models import Filing, FilingMove, FilingStatus, Policy
from policies.refusals import SENTENCES, Refused, named_constraints
from policies.text.cleaning import one_line, without_noise
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

TO_SEND, SENT, TO_CORRECT = FilingStatus.TO_SEND, FilingStatus.SENT, FilingStatus.TO_CORRECT
APPROVED, RETURNED, DROPPED = FilingStatus.APPROVED, FilingStatus.RETURNED, FilingStatus.DROPPED


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table. ``needs`` names what must be told besides the day."""

    sources: frozenset[FilingStatus]
    target: FilingStatus
    needs: frozenset[str] = frozenset()


TRANSITIONS: dict[str, Move] = {
    # verb: from, to, what must be told; HR and the editors of the policies may take each
    "send": Move(frozenset({TO_SEND, TO_CORRECT, RETURNED}), SENT, frozenset({"authority"})),
    "correct": Move(frozenset({SENT}), TO_CORRECT, frozenset({"words", "until"})),
    "approve": Move(frozenset({SENT}), APPROVED, frozenset({"number"})),
    "return": Move(frozenset({SENT}), RETURNED, frozenset({"words"})),
    # The number or the day was written down wrongly: the new row counts, the old one is kept.
    "amend": Move(frozenset({APPROVED}), APPROVED, frozenset({"number"})),
    "drop": Move(frozenset({TO_SEND, SENT, TO_CORRECT, RETURNED}), DROPPED, frozenset({"words"})),
    "reopen": Move(frozenset({DROPPED}), TO_SEND, frozenset({"words"})),
}

# What must be told, and the sentence when it is not.
MISSING: dict[str, Callable[[], str]] = {
    "authority": lambda: _("Name the authority it goes to."),
    "words": lambda: _("Say what and why; it is kept with the filing."),
    "until": lambda: _("Give the day by which the authority wants the correction."),
    "number": lambda: str(SENTENCES["filing_approved_under_a_number"]),
}


def verbs_from(status: str) -> list[str]:
    """The verbs possible in that state, in the order of the table."""
    return [verb for verb, move in TRANSITIONS.items() if status in move.sources]


def move(
    filing: Filing,
    verb: str,
    by: Employee,
    on: dt.date | None = None,
    *,
    number: str = "",
    words: str = "",
    until: dt.date | None = None,
    authority: str = "",
    at: dt.datetime | None = None,
) -> FilingMove:
    """Takes one step of ``TRANSITIONS`` and records it; ``on`` is today unless given.

    ``authority`` names whom it goes to, and is kept from step to step.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    on = on or today
    with named_constraints(), transaction.atomic():
        filing = _locked(filing, verb, by, today)
        before, target = FilingStatus(filing.status), TRANSITIONS[verb].target
        authority = one_line(authority) or filing.authority
        told = {
            "number": one_line(number),
            "words": without_noise(words).strip(),
            "until": until if verb == "correct" else None,
        }
        _check_told(verb, told | {"authority": authority})
        _check_days(filing, verb, on, until, today)
        changed = Filing.objects.filter(pk=filing.pk, status=before).update(
            status=target, authority=authority, answer_by=told["until"]
        )
        if changed != 1:
            raise Refused("wrong_state", SENTENCES["filing_moves_by_the_table"])
        row = FilingMove.objects.create(
            filing=filing, verb=verb, from_status=before, to_status=target, on=on, by=by, at=at,
            **told,
        )  # fmt: skip
        record(
            f"policies.filing_{verb}", filing, by, on=on, authority=authority,
            **{name: value for name, value in told.items() if value},
        )  # fmt: skip
    return row


def policies_of(filing: Filing) -> list[Policy]:
    return list(
        Policy.objects.filter(revisions__filed__filing=filing)
        .select_related("issuing_department")
        .distinct()
    )


def _locked(filing: Filing, verb: str, by: Employee, today: dt.date) -> Filing:
    current = Filing.objects.select_for_update().get(pk=filing.pk)
    access.check_keeps(by, policies_of(current), today)
    if verb not in verbs_from(current.status):
        raise Refused("wrong_state", SENTENCES["filing_moves_by_the_table"])
    return current


def _check_told(verb: str, told: Mapping[str, object]) -> None:
    for name in sorted(TRANSITIONS[verb].needs):
        if not told[name]:
            raise Refused(f"no_{name}", MISSING[name]())


def _check_days(
    filing: Filing, verb: str, on: dt.date, until: dt.date | None, today: dt.date
) -> None:
    if on > today:
        raise Refused("on_to_come", _("That day is still to come. Record it when it has happened."))
    if until and verb == "correct" and until < on:
        raise Refused("until_before", _("The last day cannot be before the day of the letter."))
    last = filing.moves.exclude(verb="open").exclude(to_status=DROPPED).last()
    if last and on < last.on and verb not in {"amend", "reopen", "drop"}:
        raise Refused(
            "on_before_last",
            _("The step before was on %(date)s. Choose that day or a later one.")
            % {"date": last.on.isoformat()},
        )
