"""The way of a revision: the only writer of its status.

The table can be read by somebody who has never programmed. Every verb checks, moves by
compare-and-set, records the move and its audit event, and announces, in one transaction.
``at`` is the moment it happened; it is only ever given by the demo company, which has a past.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies import (
    access,
    adverse,
    citing,
    commenting,
    kinds,
    proving,
    rendering,
    reviewing,
    revision_numbers,
    searching,
    waiving,
)
from policies.access import Action
from policies.announcements import revision_published
from policies.completeness import missing
from policies.consulting import ending, requiring
from policies.models import (
    Decision,
    Revision,
    Schedule,
    ScheduleVerb,
    Status,
    Transition,
    Verdict,
)
from policies.models.revision import OPEN
from policies.proving import Proof
from policies.refusals import SENTENCES, Refused, named_constraints, needed
from policies.text import outline as text
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from which states, to which, and who may."""

    sources: frozenset[Status]
    target: Status
    action: Action


DRAFT, IN_REVIEW, APPROVED = Status.DRAFT, Status.IN_REVIEW, Status.APPROVED
IN_CONSULTATION, PUBLISHED = Status.IN_CONSULTATION, Status.PUBLISHED

TRANSITIONS: dict[str, Move] = {
    # verb: from, to, who may
    "consult": Move(frozenset({DRAFT}), IN_CONSULTATION, Action.CONSULT),
    "conclude": Move(frozenset({IN_CONSULTATION}), DRAFT, Action.CONSULT),
    "submit": Move(frozenset({DRAFT}), IN_REVIEW, Action.SUBMIT),
    "return": Move(frozenset({IN_REVIEW, APPROVED}), DRAFT, Action.DECIDE),
    "approve": Move(frozenset({IN_REVIEW}), APPROVED, Action.DECIDE),
    "publish": Move(frozenset({APPROVED}), PUBLISHED, Action.PUBLISH),
    "cancel": Move(frozenset({PUBLISHED}), Status.CANCELLED, Action.PUBLISH),
    "withdraw": Move(frozenset(OPEN), Status.WITHDRAWN, Action.WITHDRAW),
}

# Nothing is published to begin later than this after today.
FURTHEST = dt.timedelta(days=3653)
TOO_FAR = gettext_lazy("Choose a day within the next ten years. Look at the year once more.")


def submit(
    revision: Revision, by: Employee, comment: str = "", at: dt.datetime | None = None
) -> Revision:
    """Freezes the text, fixes its digest and asks for the reviews configured now."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        revision = locked(revision, "submit", by, at)
        revision_numbers.check(revision.policy, revision.number)
        outline = revision.outline()
        if gaps := missing(outline):
            raise Refused("incomplete", gaps[0].sentence)
        kinds.check_submission(revision, outline)
        adverse.refuse_unjudged(revision, outline)
        requiring.refuse_unconsulted(revision)
        changes = {
            "digest": text.digest(outline),
            "round": revision.round + 1,
            "submitted_at": at,
        }
        move(revision, "submit", by, at, comment, **changes)
        reviewing.ask(revision)
        record("policies.submit", revision, by, digest=revision.digest, comment=comment)
    return revision


def decide(
    revision: Revision,
    step: str,
    verdict: Verdict,
    by: Employee,
    comment: str = "",
    digest: str | None = None,
    at: dt.datetime | None = None,
    *,
    proof: Proof,
    is_material: bool | None = None,
    on_behalf_of: Employee | None = None,
) -> Decision:
    """Signs one required step. The last yes approves the revision, a no returns it as a draft.

    ``proof`` comes from ``proving``: whoever signs was asked anew who they are. ``digest`` is that
    of the text the person had before them; a decision on any other text is refused. A no needs its
    reason. A yes to the last step says whether the change ``is_material``. ``on_behalf_of`` is the
    principal who is away and whose place the signer takes.
    """
    at = at or timezone.now()
    verb = "approve" if verdict == Verdict.APPROVED else "return"
    with named_constraints(), transaction.atomic():
        revision = locked(revision, verb, by, at, only=Status.IN_REVIEW)
        seat = reviewing.seat_for(revision, step, by, on_behalf_of, timezone.localdate(at))
        proving.check(proof, by)
        if verdict == Verdict.RETURNED and not comment.strip():
            raise Refused("no_reason", _("Say why you return it, so that the author can mend it."))
        if digest is not None and digest != revision.digest:
            raise Refused(
                "other_text",
                _("The text has changed since you opened it. Reload the page and read it again."),
            )
        weighs = seat.review.is_final and verdict == Verdict.APPROVED
        if weighs and is_material is None:
            raise Refused("weight_unsaid", SENTENCES["decision_weighs_the_change"])
        if weighs:
            commenting.refuse_unsettled(revision)
        principal = seat.principal
        decision = Decision.objects.create(
            review=seat.review,
            revision=revision,
            round=revision.round,
            verdict=verdict,
            by=by,
            on_behalf_of=principal,
            on_behalf_of_name=principal.name if principal else "",
            authenticated_by=proof.by,
            is_material=is_material if weighs else None,
            signed_name=by.name,
            meaning=f"{step}:{verdict}",
            comment=comment,
            digest=revision.digest,
            at=at,
        )
        fixed = revision.digest
        if verdict == Verdict.RETURNED:
            move(revision, "return", by, at, comment, digest="")
        elif not reviewing.undecided(revision).exists():
            # The last step is the last to be decided, so this decision is its.
            move(revision, "approve", by, at, comment, is_material=is_material)
        record(
            "policies.decide", revision, by, step=step, verdict=verdict, digest=fixed,
            comment=comment, authenticated_by=proof.by, is_material=decision.is_material,
            on_behalf_of=principal.employee_number if principal else "",
        )  # fmt: skip
    return decision


def return_approved(
    revision: Revision, by: Employee, comment: str, at: dt.datetime | None = None
) -> Revision:
    """Takes an approval back before publication: the revision is a draft again, decisions void."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        revision = locked(revision, "return", by, at, only=Status.APPROVED)
        approving = access.approving(by, revision, timezone.localdate(at))
        if approving is None:
            raise Refused("not_yours", _("Only an approver who did not write it may return it."))
        if not comment.strip():
            raise Refused("no_reason", _("Say why you return it, so that the author can mend it."))
        fixed = revision.digest
        move(revision, "return", by, at, comment, digest="")
        principal = approving.principal
        record(
            "policies.return", revision, by, digest=fixed, comment=comment,
            on_behalf_of=principal.employee_number if principal else "",
        )  # fmt: skip
    return revision


def withdraw(
    revision: Revision, by: Employee, comment: str = "", at: dt.datetime | None = None
) -> Revision:
    """Ends a revision that will not be published. It is kept, and the policy is free again.

    A consultation under way on it is called off; those asked are told ``comment``, which is needed
    then.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        revision = locked(revision, "withdraw", by, at)
        told: dict[str, Any] = {}
        if revision.status == IN_CONSULTATION:
            reason = needed(comment, "withdrawal_tells_those_asked")
            told["called_off"] = ending.call_off(revision, reason, by, at).pk
        move(revision, "withdraw", by, at, comment)
        record("policies.withdraw", revision, by, comment=comment, **told)
    return revision


def publish(
    revision: Revision, effective_from: dt.date, by: Employee, at: dt.datetime | None = None
) -> Revision:
    """Makes the approved text law from ``effective_from``, the day of publication or later.

    The revision in force until then ends on that day. The text is digested anew and must be the
    approved one, and no reference in it may point nowhere unless that is waived. Its page, its
    search entries and what it cites are made here; whom it binds, and the PDF, follow. A repeal
    ends the policy on that day: nothing of it is in force, and nothing of it is found, from then.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        revision = locked(revision, "publish", by, at)
        _check_date(revision, effective_from, timezone.localdate(at))
        outline = revision.outline()
        if text.digest(outline) != revision.digest:
            raise Refused(
                "revision_digest_fixed",
                _("The text is not the one that was approved. Nothing was published."),
            )
        kinds.check_publication(revision, effective_from)
        cites = citing.cites_of(outline, revision.policy, effective_from)
        waiving.refuse_dangling(citing.findings_of(outline, cites, citing.waivers_of(revision)))
        before = revision.policy.revisions.published().newest_first().first()
        if before:
            Revision.objects.filter(pk=before.pk).update(effective_until=effective_from)
            searching.end(before, effective_from)
        move(
            revision, "publish", by, at, "", effective_from=effective_from, published_at=at,
            published_by=by,
        )  # fmt: skip
        Schedule.objects.create(
            revision=revision,
            verb=ScheduleVerb.PUBLISH,
            effective_from=effective_from,
            by=by,
            at=at,
        )
        rendering.store_page(revision, outline, cites, at)
        if not revision.is_repeal:
            searching.index(revision, outline)
            citing.store(revision, outline, cites)
        record(
            "policies.publish", revision, by, digest=revision.digest,
            effective_from=effective_from, number=revision.number,
            on_behalf_of=access.acts_for(by, revision.policy, timezone.localdate(at)),
        )  # fmt: skip
        revision_published.send(Revision, revision=revision)
    return revision


def _check_date(revision: Revision, effective_from: dt.date, today: dt.date) -> None:
    if effective_from < today:
        raise Refused(
            "date_past",
            _("The effective date must be today or later; a regulation cannot bind the past."),
        )
    if effective_from > today + FURTHEST:
        # A slip of the finger in the year would keep the policy from being revised until then.
        raise Refused("date_far", str(TOO_FAR))
    newest = revision.policy.revisions.published().newest_first().first()
    if newest and newest.effective_from and effective_from <= newest.effective_from:
        raise Refused(
            "date_before_last",
            _("Revision %(number)s takes effect on %(date)s. Choose a later date than that.")
            % {"number": newest.number, "date": newest.effective_from.isoformat()},
        )


def locked(
    revision: Revision, verb: str, by: Employee, at: dt.datetime, only: Status | None = None
) -> Revision:
    """The revision as it stands now, locked, after checking state and person."""
    move = TRANSITIONS[verb]
    current = Revision.objects.locked().get(pk=revision.pk)
    if current.status not in move.sources or (only and current.status != only):
        raise Refused(
            "wrong_state",
            _(
                "This revision is now “%(status)s”, so that step is no longer possible. "
                "Somebody may have been quicker. Nothing was changed."
            )
            % {"status": current.get_status_display()},
        )
    on = timezone.localdate(at)
    if not by.is_employed(on):
        raise Refused("not_employed")
    if not access.can(by, move.action, current, on):
        if move.action is Action.DECIDE and access.signatories(by, on):
            raise Refused(reviewing.OWN_TEXT, SENTENCES["decision_not_by_a_writer"])
        raise Refused("not_yours")
    return current


def move(
    revision: Revision, verb: str, by: Employee, at: dt.datetime, comment: str, **changes: Any
) -> None:
    """Compare-and-set, and the row that says so; ``revision`` then carries the new values."""
    before, target = Status(revision.status), TRANSITIONS[verb].target
    digest = revision.digest if target == Status.DRAFT else changes.get("digest", revision.digest)
    moved = Revision.objects.filter(pk=revision.pk, status=before, round=revision.round).update(
        status=target, **changes
    )
    if moved != 1:
        raise Refused(
            "wrong_state", _("Somebody else was quicker. Reload the page to see where it stands.")
        )
    for name, value in {"status": target, **changes}.items():
        setattr(revision, name, value)
    Transition.objects.create(
        revision=revision,
        verb=verb,
        from_status=before,
        to_status=target,
        by=by,
        at=at,
        comment=comment,
        digest=digest,
        round=revision.round,
    )
