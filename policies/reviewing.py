"""The steps of a round: which are asked, which may be signed now, and by whom.

Questions, and the asking that belongs to submitting; signing is ``workflow.decide``. Steps of one
position are decided side by side, in any order; those of a higher one wait for them.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from policies import access
from policies.models import Policy, Review, ReviewStep, Revision
from policies.refusals import SENTENCES, Refused
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee

OWN_TEXT = "own_text"


@dataclass(frozen=True, slots=True)
class Seat:
    """A step that somebody may sign now. ``principal``: whose place they take, if not their own."""

    review: Review
    principal: Employee | None = None

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.review.step}:{self.principal.pk if self.principal else ''}"


def asked_of(policy: Policy) -> list[ReviewStep]:
    """What a text of the policy would be asked if it were submitted now."""
    return list(ReviewStep.objects.asked_of(policy.category))


def ask(revision: Revision) -> list[Review]:
    """Copies the configuration of this moment into the round that begins."""
    steps = asked_of(revision.policy)
    if not any(step.is_final for step in steps):
        raise Refused("no_last_step", SENTENCES["review_steps_end_with_an_approver"])
    words = ("name", "name_hans", "name_en", "meaning", "meaning_hans", "meaning_en")
    return Review.objects.bulk_create(
        Review(
            revision=revision,
            round=revision.round,
            step=step.slug,
            position=step.position,
            office=step.office,
            is_final=step.is_final,
            **{word: getattr(step, word) for word in words},
        )
        for step in steps
    )


def of_round(revision: Revision) -> models.QuerySet[Review]:
    """The steps of this round with their decisions, in order."""
    return (
        Review.objects.filter(revision=revision, round=revision.round)
        .select_related("decision")
        .order_by("position", "step")
    )


def undecided(revision: Revision) -> models.QuerySet[Review]:
    """The steps still to be decided in this round, the next ones first."""
    return of_round(revision).filter(decision__isnull=True)


def ready(revision: Revision) -> list[Review]:
    """The steps that may be decided now: undecided, with every lower position decided."""
    return first_of(undecided(revision))


def first_of(reviews: models.QuerySet[Review] | list[Review]) -> list[Review]:
    """Those of the lowest position."""
    waiting = list(reviews)
    lowest = min((review.position for review in waiting), default=0)
    return [review for review in waiting if review.position == lowest]


def seats(employee: Employee, revision: Revision, on: dt.date) -> tuple[list[Seat], str]:
    """What the employee may sign now, and otherwise why an office of theirs may not."""
    barred = ""
    found = []
    waiting = ready(revision)
    for signatory in access.signatories(employee, on) if waiting else []:
        for review in waiting:
            if signatory.holder.in_group(PortalGroup(review.office)):
                refused = _bar(revision, employee, signatory.holder)
                if refused is None:
                    found.append(Seat(review, signatory.principal))
                else:
                    barred = str(refused)
    return found, "" if found else barred


def seat_for(
    revision: Revision, step: str, by: Employee, principal: Employee | None, on: dt.date
) -> Seat:
    """The step ``by`` wants to sign, for themselves or for the principal; or Refused."""
    holder = by
    if principal is not None:
        signatory = next((s for s in access.signatories(by, on) if s.principal == principal), None)
        if signatory is None:
            raise Refused("decision_by_a_delegate")
        holder = signatory.holder
    review = of_round(revision).filter(step=step).first()
    if review is None or not holder.in_group(PortalGroup(review.office)):
        raise Refused("not_yours")
    if review not in ready(revision):
        raise Refused(
            "not_next",
            _("This step is already decided, or an earlier one has to be decided first."),
        )
    if (refused := _bar(revision, by, holder)) is not None:
        raise refused
    return Seat(review, principal)


def _bar(revision: Revision, by: Employee, holder: Employee) -> Refused | None:
    """Why neither may sign in the other's place: one of them wrote, or has signed already."""
    if access.is_writer(by, revision):
        return Refused(OWN_TEXT, SENTENCES["decision_not_by_a_writer"])
    if access.is_writer(holder, revision):
        return Refused(
            OWN_TEXT,
            _("%(name)s wrote part of this text, so nobody may decide on it in their place.")
            % {"name": holder.name},
        )
    both = (by, holder)
    signed = models.Q(by__in=both) | models.Q(on_behalf_of__in=both)
    if revision.decisions.filter(signed, round=revision.round).exists():
        return Refused(
            "two_steps",
            _("You have already decided another step. Each step needs a different person.")
            if by == holder
            else _(
                "You or %(name)s have already decided another step. Each step needs a different "
                "person, and a delegate counts as both."
            )
            % {"name": holder.name},
        )
    return None
