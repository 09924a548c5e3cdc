"""Why: the rules of an audience as evidence keeps them, and which of them names whom."""

import json
from typing import Any

from django.db import models

from policies.audience import rules_of, speaks_of, told
from policies.models import Policy
from policies.models.audience import CODE_OF, TARGET_OF, Effect, RuleKind


def lines(policy: Policy) -> list[dict[str, Any]]:
    """Every rule of the policy as an assignment's ground keeps it."""
    return [_line(rule) for rule in rules_of(policy)]


def by_key(policy: Policy) -> str:
    """The lines of those that bind, by their keys, as JSON for ``jsonb_to_recordset``."""
    including = [rule for rule in rules_of(policy) if rule.effect == Effect.INCLUDE]
    return json.dumps([{"key": rule.pk, "line": _line(rule)} for rule in including])


def first_rule(policy: Policy, on: Any) -> models.Case:
    """The key of the first rule that includes an employee; 0 of whom none does."""
    including = [rule for rule in rules_of(policy) if rule.effect == Effect.INCLUDE]
    return models.Case(
        *(models.When(speaks_of(rule, on), then=models.Value(rule.pk)) for rule in including),
        default=models.Value(0),
        output_field=models.BigIntegerField(),
    )


def _line(rule: Any) -> dict[str, Any]:
    target = TARGET_OF[RuleKind(rule.kind)]
    named = getattr(rule, target) if target else None
    return {
        "excluded": rule.effect == Effect.EXCLUDE,
        "kind": rule.kind,
        "code": getattr(named, CODE_OF[str(target)]) if named else "",
        "name": told(rule).name,
    }
