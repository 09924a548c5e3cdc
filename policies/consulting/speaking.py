"""What employees who were asked do: say something, take it back, agree with somebody."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.models import Consultation, Invitation, Opinion, OpinionWithdrawal, Support
from policies.models.consultation import Visibility
from policies.refusals import Refused, named_constraints
from policies.text import canonical
from policies.text.cleaning import typed
from policies.text.markup import to_text
from policies.text.outline import Clause
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# Of one person in one consultation: enough for every clause of a long text, and no flood.
MOST_OPINIONS = 300
LONGEST = 8_000


def give_opinion(
    consultation: Consultation,
    by: Employee,
    words: str,
    proposal: str = "",
    anchor: str = "",
    key: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Opinion:
    """Adds a comment on the clause of that anchor, on the whole without one.

    ``proposal`` is another wording of the clause; the same words as it has are none. ``key`` is
    that of the form: sent twice, the opinion is there once and returned again.
    """
    at, key = at or timezone.now(), key or uuid.uuid4()
    words, proposal = typed(words), typed(proposal)
    with named_constraints(), transaction.atomic():
        _invitation(consultation, by, at)
        if said := Opinion.objects.filter(consultation=consultation, by=by, key=key).first():
            return said
        _check_open(consultation, at)
        position, clause = _place(consultation, anchor)
        if clause is None or proposal == to_text(clause.body).strip():
            proposal = ""
        if not words and not proposal:
            raise Refused("opinion_says_something")
        _check_not_too_much(consultation, by, words, proposal)
        opinion = Opinion.objects.create(
            consultation=consultation, anchor=anchor, position=position, words=words,
            proposal=proposal, by=by, at=at, key=key,
        )  # fmt: skip
        record(
            "policies.give_opinion", consultation.revision, by, opinion=opinion.pk,
            anchor=anchor, digest=consultation.digest,
        )  # fmt: skip
    return opinion


def take_back(opinion: Opinion, by: Employee, at: dt.datetime | None = None) -> None:
    """Withdraws one's own opinion while the window is open; the words are kept, struck out."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        consultation = opinion.consultation
        _invitation(consultation, by, at)
        if opinion.by_id != by.pk:
            raise Refused("not_yours", _("Only who said it can take it back."))
        _check_open(consultation, at)
        _withdrawal, is_new = OpinionWithdrawal.objects.get_or_create(
            opinion=opinion, defaults={"at": at}
        )
        if is_new:
            record("policies.take_back_opinion", consultation.revision, by, opinion=opinion.pk)


def support(opinion: Opinion, by: Employee, *, agrees: bool, at: dt.datetime | None = None) -> None:
    """Agrees with somebody else's opinion, or no longer does; asking twice changes nothing."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        consultation = opinion.consultation
        _invitation(consultation, by, at)
        if consultation.shows == Visibility.DRAFTERS:
            raise Refused("not_yours", _("Here only the drafters read the opinions."))
        if opinion.by_id == by.pk:
            raise Refused("support_of_another")
        _check_open(consultation, at)
        turns = Support.objects.filter(opinion=opinion, by=by).count()
        if agrees == bool(turns % 2):
            return
        Support.objects.create(
            opinion=opinion, by=by, turn=turns + 1, weight=1 if agrees else -1, at=at
        )
        record(
            "policies.support_opinion", consultation.revision, by, opinion=opinion.pk,
            agrees=agrees,
        )  # fmt: skip


def _invitation(consultation: Consultation, by: Employee, at: dt.datetime) -> Invitation:
    """Locked, so that what one person sends twice takes turns."""
    asked = Invitation.objects.select_for_update(no_key=True).filter(
        consultation=consultation, employee=by
    )
    if not (invitation := asked.first()):
        raise Refused("opinion_of_somebody_asked")
    if not by.is_employed(timezone.localdate(at)):
        raise Refused("not_employed")
    return invitation


def _check_open(consultation: Consultation, at: dt.datetime) -> None:
    """As it stands now; a trigger asks once more, with the revision locked."""
    current = Consultation.objects.with_last_day().select_related("revision", "conclusion")
    if not current.get(pk=consultation.pk).is_open(timezone.localdate(at)):
        raise Refused("consultation_open")


def _place(consultation: Consultation, anchor: str) -> tuple[int, Clause | None]:
    """The place of the clause among those of the frozen text, from 1; 0 for the whole."""
    if not anchor:
        return 0, None
    clauses = canonical.read(consultation.text).all_clauses()
    for position, clause in enumerate(clauses, start=1):
        if clause.anchor == anchor:
            return position, clause
    raise Refused("no_clause", _("The text has no such clause. Reload the page to see it."))


def _check_not_too_much(
    consultation: Consultation, by: Employee, words: str, proposal: str
) -> None:
    if max(len(words), len(proposal)) > LONGEST:
        raise Refused(
            "too_long",
            _("Write at most %(most)d characters; a longer paper can be sent to the drafters.")
            % {"most": LONGEST},
        )
    if Opinion.objects.filter(consultation=consultation, by=by).count() >= MOST_OPINIONS:
        raise Refused(
            "too_many",
            _("You have given %(most)d opinions here, which is the most the portal takes.")
            % {"most": MOST_OPINIONS},
        )
