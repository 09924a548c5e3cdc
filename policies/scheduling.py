"""Moving the day of a scheduled revision, or calling it off, before it takes effect.

Each change of the day is a row of the schedule, so that what was known on any day can be told.
"""

import datetime as dt

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import access, citing, kinds, searching, workflow
from policies.announcements import revision_rescheduled
from policies.models import Revision, Schedule, ScheduleVerb
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def postpone(
    revision: Revision, to: dt.date, reason: str, by: Employee, at: dt.datetime | None = None
) -> Revision:
    """Has a scheduled revision take effect on a later day; what is in force stays until then."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        revision = _scheduled(revision, by, at)
        reason = _said(reason)
        former = revision.effective_from
        _check_later(revision, to, timezone.localdate(at))
        kinds.check_publication(revision, to)
        kinds.check_stands_in(revision, to)
        # The later one gives way before the one before it stays longer: periods never overlap.
        Revision.objects.filter(pk=revision.pk).update(effective_from=to)
        revision.effective_from = to
        searching.begin(revision, to)
        _join(revision, to)
        _keep(revision, ScheduleVerb.POSTPONE, to, reason, by, at)
        record(
            "policies.postpone", revision, by, digest=revision.digest, reason=reason,
            former=former, effective_from=to,
            on_behalf_of=access.acts_for(by, revision.policy, timezone.localdate(at)),
        )  # fmt: skip
        revision_rescheduled.send(Revision, revision=revision)
    return revision


def cancel(
    revision: Revision, reason: str, by: Employee, at: dt.datetime | None = None
) -> Revision:
    """Calls a scheduled revision off: it never takes effect, and what is in force goes on."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        revision = _scheduled(revision, by, at)
        reason = _said(reason)
        kinds.check_stands_in(revision, None)
        workflow.move(revision, "cancel", by, at, reason)
        _join(revision, None)
        searching.remove(revision)
        citing.forget(revision)
        _keep(revision, ScheduleVerb.CANCEL, None, reason, by, at)
        record(
            "policies.cancel", revision, by, digest=revision.digest, reason=reason,
            former=revision.effective_from,
            on_behalf_of=access.acts_for(by, revision.policy, timezone.localdate(at)),
        )  # fmt: skip
        revision_rescheduled.send(Revision, revision=revision)
    return revision


def is_movable(revision: Revision, on: dt.date) -> bool:
    """Scheduled, and nothing published after it."""
    return revision.is_scheduled(on) and not _published(revision, after=True).exists()


def _scheduled(revision: Revision, by: Employee, at: dt.datetime) -> Revision:
    """The revision locked, with its policy; refuses what is in force or followed by another."""
    current = workflow.locked(revision, "cancel", by, at)
    if not current.is_scheduled(timezone.localdate(at)):
        raise Refused(
            "in_force_already",
            _(
                "It is in force already, so its day cannot be moved or called off any more. "
                "Begin a new revision, or a repeal."
            ),
        )
    following = _published(current, after=True).first()
    if following:
        raise Refused(
            "followed",
            _("Revision %(number)s is published after it. Cancel that one first.")
            % {"number": following.number},
        )
    return current


def _check_later(revision: Revision, to: dt.date, today: dt.date) -> None:
    if revision.effective_from and to <= revision.effective_from:
        raise Refused(
            "not_later",
            _("It takes effect on %(date)s. Choose a later day; it cannot be brought forward.")
            % {"date": revision.effective_from.isoformat()},
        )
    if to > today + workflow.FURTHEST:
        raise Refused("date_far", str(workflow.TOO_FAR))


def _published(revision: Revision, *, after: bool) -> "models.QuerySet[Revision]":
    """Those of the policy published before this one, or after it; the nearest first."""
    others = revision.policy.revisions.published()
    if after:
        return others.filter(sequence__gt=revision.sequence).order_by("sequence")
    return others.filter(sequence__lt=revision.sequence).newest_first()


def _join(revision: Revision, until: dt.date | None) -> None:
    """The one before it ends on that day, or has no end again."""
    before = _published(revision, after=False).first()
    if before:
        Revision.objects.filter(pk=before.pk).update(effective_until=until)
        searching.end(before, until)


def _keep(
    revision: Revision,
    verb: ScheduleVerb,
    day: dt.date | None,
    reason: str,
    by: Employee,
    at: dt.datetime,
) -> None:
    Schedule.objects.create(
        revision=revision, verb=verb, effective_from=day, reason=reason, by=by, at=at
    )


def _said(reason: str) -> str:
    return needed(reason, "no_reason", _("Say why; whoever was told of the day reads it."))
