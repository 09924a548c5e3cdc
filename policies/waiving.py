"""Letting a reference that points nowhere stand as it is, for a reason.

Publishing waits until every one is mended or waived.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import access
from policies.access import Action
from policies.citing import Finding, cites_of, findings_of, waivers_of
from policies.models import ReferenceWaiver, Revision, Status
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

# While its words are fixed and not yet law: a waiver names exactly those words.
FROZEN = (Status.IN_REVIEW, Status.APPROVED)


def waive(
    revision: Revision,
    anchor: str,
    words: str,
    reason: str,
    by: Employee,
    on: dt.date | None = None,
    at: dt.datetime | None = None,
) -> ReferenceWaiver:
    """Waives one reference of a frozen text: ``anchor`` of the place it stands in, and its words.

    Who may publish the text may waive: the editors of the policy, and approvers. ``on`` is the day
    from which it is to be in force (today), for other policies are looked up as of that day.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = Revision.objects.locked().get(pk=revision.pk)
        if not by.is_employed(timezone.localdate(at)):
            raise Refused("not_employed")
        if not access.can(by, Action.WAIVE, current):
            raise Refused("not_yours")
        if current.status not in FROZEN:
            raise Refused("waiver_names_the_text")
        reason = needed(reason, "waiver_has_a_reason")
        _check_there_is(current, anchor, words, on or timezone.localdate(at))
        waiver = ReferenceWaiver.objects.create(
            revision=current,
            digest=current.digest,
            anchor=anchor,
            words=words,
            reason=reason,
            by=by,
            at=at,
        )
        record(
            "policies.waive_reference", current, by, digest=current.digest, anchor=anchor,
            words=words, reason=reason,
            on_behalf_of=access.acts_for(by, current.policy, timezone.localdate(at)),
        )  # fmt: skip
    return waiver


def refuse_dangling(findings: Iterable[Finding]) -> None:
    """Raises Refused, naming what points nowhere and is not waived; nothing when nothing does."""
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        each = _("%(place)s “%(words)s”")
        named = _("; ").join(each % {"place": f.place, "words": f.words} for f in blocking)
        raise Refused(
            "references_dangle",
            _(
                "Some references point nowhere: %(references)s. Have the text returned to mend "
                "them, or waive each with a reason. Nothing was published."
            )
            % {"references": named},
        )


def _check_there_is(revision: Revision, anchor: str, words: str, on: dt.date) -> None:
    outline = revision.outline()
    findings = findings_of(outline, cites_of(outline, revision.policy, on), waivers_of(revision))
    same = [finding for finding in findings if finding.key == (anchor, words)]
    if any(finding.waiver for finding in same):
        raise Refused("waiver_once")
    if not any(finding.blocks for finding in same):
        raise Refused(
            "nothing_to_waive",
            _("That reference does not point nowhere. Reload the page to see what does."),
        )
