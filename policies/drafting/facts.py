"""What is known of a policy apart from its words: its facts and whom it binds."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from policies.drafting.locking import check_editor, check_issuer
from policies.models import AudienceRule, Policy
from policies.refusals import named_constraints
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

POLICY_FIELDS = frozenset(
    {
        "category", "level", "scheme", "jurisdiction", "classification", "issuing_department",
        "owner", "review_interval_months", "requires_acknowledgement", "acknowledge_within_days",
    }
)  # fmt: skip


def edit_policy(policy: Policy, by: Employee, **facts: Any) -> Policy:
    """Changes facts of a policy (``POLICY_FIELDS``); its code is for ever."""
    if unknown := facts.keys() - POLICY_FIELDS:
        raise TypeError(f"not a fact to edit: {sorted(unknown)}")
    with named_constraints(), transaction.atomic():
        policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
        check_editor(policy, by)
        changed = {name: value for name, value in facts.items() if getattr(policy, name) != value}
        if "issuing_department" in changed:
            check_issuer(changed["issuing_department"], by)
        if changed:
            for name, value in changed.items():
                setattr(policy, name, value)
            check_editor(policy, by)
            policy.save(update_fields=list(changed))
            record(
                "policies.edit_policy", policy, by,
                **{name: getattr(value, "pk", value) for name, value in changed.items()},
            )  # fmt: skip
    return policy


def set_audience(policy: Policy, rules: Iterable[AudienceRule], by: Employee) -> None:
    """Replaces the rules saying whom the policy binds; counts from the next publication on."""
    with named_constraints(), transaction.atomic():
        policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
        check_editor(policy, by)
        for old in policy.audience_rules.all():
            old._history_user = by
            old.delete()
        said = []
        for rule in rules:
            rule.policy = policy
            rule._history_user = by
            rule.save(force_insert=True)
            said.append(f"{rule.effect} {rule.kind} {rule}")
        record("policies.set_audience", policy, by, rules=said)
