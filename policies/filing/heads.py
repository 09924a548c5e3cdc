"""Saying which clause of a work rule treats which head, and which heads it leaves out, and why."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.filing import access
from policies.models import Clause, Head, HeadCoverage, HeadOmission, Policy
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

Pair = tuple[str, Head]  # the anchor of a clause, and a head it treats


def cover(
    policy: Policy, pairs: Iterable[Pair], by: Employee, at: dt.datetime | None = None
) -> list[HeadCoverage]:
    """Confirms that these clauses treat these heads; those already confirmed stay as they are.

    Returns the new ones. A head that a clause treats is no longer left out.
    """
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        policy = _locked(policy, by)
        present = set(policy.head_coverages.values_list("anchor", "head"))
        wanted = {(anchor, Head(head)) for anchor, head in pairs}
        _check_there_are(policy, {anchor for anchor, _head in wanted})
        made = HeadCoverage.objects.bulk_create(
            HeadCoverage(policy=policy, anchor=anchor, head=head, by=by, at=at)
            for anchor, head in sorted(wanted - present)
        )
        policy.head_omissions.filter(head__in=[head for _anchor, head in wanted]).delete()
        if made:
            record("policies.cover_heads", policy, by, pairs=_told(made))
    return made


def uncover(policy: Policy, anchor: str, head: Head, by: Employee) -> None:
    """Takes back that the clause treats the head; refuses when nobody said so."""
    with named_constraints(), transaction.atomic():
        policy = _locked(policy, by)
        taken, _rows = policy.head_coverages.filter(anchor=anchor, head=head).delete()
        if not taken:
            raise Refused("gone", _("Somebody has already taken that out. Reload the page."))
        record("policies.uncover_head", policy, by, anchor=anchor, head=head)


def omit(
    policy: Policy, head: Head, reason: str, by: Employee, at: dt.datetime | None = None
) -> HeadOmission:
    """Says why the policy need not treat the head."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        policy = _locked(policy, by)
        reason = needed(reason, "head_omitted_for_a_reason")
        if policy.head_coverages.filter(head=head).exists():
            raise Refused(
                "head_is_covered",
                _("A clause is noted under that head, so it applies. Take the clause out first."),
            )
        omission = HeadOmission.objects.create(
            policy=policy, head=head, reason=reason, by=by, at=at
        )
        record("policies.omit_head", policy, by, head=head, reason=reason)
    return omission


def take_omission_back(policy: Policy, head: Head, by: Employee) -> None:
    """The head applies after all; refuses when nobody said otherwise."""
    with named_constraints(), transaction.atomic():
        policy = _locked(policy, by)
        taken, _rows = policy.head_omissions.filter(head=head).delete()
        if not taken:
            raise Refused("gone", _("Somebody has already taken that out. Reload the page."))
        record("policies.take_omission_back", policy, by, head=head)


def _locked(policy: Policy, by: Employee) -> Policy:
    policy = (
        Policy.objects.select_for_update(of=("self",), no_key=True)
        .select_related("issuing_department")
        .get(pk=policy.pk)
    )
    access.check_keeps(by, [policy])
    if not policy.is_work_rule:
        raise Refused(
            "no_work_rule", _("This policy is not a work rule. Say so in its facts first.")
        )
    return policy


def _check_there_are(policy: Policy, anchors: set[str]) -> None:
    known = Clause.objects.filter(revision__policy=policy, anchor__in=anchors)
    if anchors - set(known.values_list("anchor", flat=True)):
        raise Refused("gone", _("That clause is not in this policy. Reload the page."))


def _told(rows: Iterable[HeadCoverage]) -> list[str]:
    return [f"{row.anchor} {row.head}" for row in rows]
