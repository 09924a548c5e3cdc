"""What is known of a policy apart from its words: its facts and whom it binds."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from policies.drafting.locking import check_editor, check_issuer
from policies.models import AudienceRule, Policy
from policies.models.audience import RULE_FIELDS
from policies.refusals import Refused, named_constraints, needed
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

POLICY_FIELDS = frozenset(
    {
        "category", "level", "scheme", "jurisdiction", "classification", "issuing_department",
        "owner", "review_interval_months", "is_work_rule", "requires_acknowledgement",
        "acknowledge_within_days", "vital_interests",
    }
)  # fmt: skip


# Who may read the text, what is asked of those it binds, whose law and which steps of review apply,
# and whether the law of work rules or of consulting the staff does: nobody decides on it without
# knowing.
DECIDED_ON = frozenset(
    {
        "category",
        "jurisdiction",
        "classification",
        "is_work_rule",
        "requires_acknowledgement",
        "acknowledge_within_days",
        "vital_interests",
    }
)
STALE = "stale"


def facts_seen(policy: Policy) -> str:
    """A digest of the facts as they stand: what a page was made from, see ``edit_policy``."""
    facts = (getattr(policy, name) for name in sorted(POLICY_FIELDS))
    return digest_of([str(getattr(value, "pk", value)) for value in facts])


def audience_seen(policy: Policy) -> str:
    """The same of the rules saying whom the policy binds, see ``set_audience``."""
    return digest_of(_said(AudienceRule.objects.filter(policy=policy)))


def edit_policy(
    policy: Policy, by: Employee, seen: str | None = None, reason: str = "", **facts: Any
) -> Policy:
    """Changes facts of a policy (``POLICY_FIELDS``); its code is changed by ``change_code``.

    ``seen`` is the digest of the facts that the person saw; refuses when others stand there
    by now. ``reason`` is needed when a mark of vital interests is taken away once there is a text;
    the audit event keeps it.
    """
    if unknown := facts.keys() - POLICY_FIELDS:
        raise TypeError(f"not a fact to edit: {sorted(unknown)}")
    with named_constraints(), transaction.atomic():
        policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
        check_editor(policy, by)
        changed = {name: value for name, value in facts.items() if getattr(policy, name) != value}
        if changed and seen not in {None, facts_seen(policy)}:
            raise Refused(STALE)
        if not DECIDED_ON.isdisjoint(changed):
            check_not_under_review(policy)
        if "issuing_department" in changed:
            check_issuer(changed["issuing_department"], by)
        told = _marks_changed(policy, changed, reason)
        if changed:
            for name, value in changed.items():
                setattr(policy, name, value)
            check_editor(policy, by)
            policy._history_user = by
            policy.save(update_fields=list(changed))
            record(
                "policies.edit_policy", policy, by,
                **{name: getattr(value, "pk", value) for name, value in changed.items()}, **told,
            )  # fmt: skip
    return policy


def marks_taken_away(policy: Policy, marks: Iterable[str]) -> list[str]:
    """Those the policy bears and the others leave out."""
    left = set(marks)
    return [mark for mark in policy.vital_interests if mark not in left]


def _marks_changed(policy: Policy, changed: dict[str, Any], reason: str) -> dict[str, Any]:
    """What the audit event tells of the marks beside which there are now."""
    if "vital_interests" not in changed:
        return {}
    marks = changed["vital_interests"]
    gone = marks_taken_away(policy, marks)
    told: dict[str, Any] = {
        "marked": [mark for mark in marks if mark not in policy.vital_interests],
        "taken_away": gone,
    }
    if gone and policy.revisions.exists():
        told["reason"] = needed(reason, "mark_taken_away_for_a_reason")
    return told


def set_audience(
    policy: Policy, rules: Iterable[AudienceRule], by: Employee, seen: str | None = None
) -> None:
    """Replaces the rules saying whom the policy binds; counts from the next publication on.

    ``seen`` is the digest of the rules that the person saw, as for ``edit_policy``.
    """
    rules = list(rules)
    with named_constraints(), transaction.atomic():
        policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
        check_editor(policy, by)
        before = list(policy.audience_rules.all())
        if _said(rules) == _said(before):
            return
        if seen not in {None, digest_of(_said(before))}:
            raise Refused(STALE)
        check_not_under_review(policy)
        for old in before:
            old._history_user = by
            old.delete()
        said = []
        for rule in rules:
            rule.policy = policy
            rule._history_user = by
            rule.save(force_insert=True)
            said.append(f"{rule.effect} {rule.kind} {rule}")
        record("policies.set_audience", policy, by, rules=said)


def check_not_under_review(policy: Policy) -> None:
    """Locks the open revision, so that nobody submits it meanwhile."""
    open_one = policy.revisions.open().select_for_update(no_key=True).first()
    if open_one is not None and not open_one.is_draft:
        raise Refused(
            "under_review",
            _(
                "The staff is being asked about revision %(number)s, or it is being reviewed or "
                "approved: whom it binds, what is asked of them, and the category and law it is "
                "decided under stand until it is published, returned or withdrawn."
            )
            % {"number": open_one.number},
        )


def _said(rules: Iterable[AudienceRule]) -> list[list[str]]:
    return sorted([str(getattr(rule, name)) for name in RULE_FIELDS] for rule in rules)


def digest_of(said: object) -> str:
    """Of what a page was made from, so that a stale one overwrites nothing."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
