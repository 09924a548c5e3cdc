"""Giving a policy another code; what bore the old one still leads to it."""

from django.db import transaction
from django.utils.translation import gettext as _

from policies import searching
from policies.drafting.facts import check_not_under_review
from policies.drafting.locking import check_editor
from policies.models import Policy
from policies.refusals import Refused, named_constraints
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def change_code(policy: Policy, by: Employee, code: str, former: str) -> Policy:
    """``former`` is the code the person saw. Refuses a code that any policy bears or has borne."""
    with named_constraints(), transaction.atomic():
        policy = Policy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
        check_editor(policy, by)
        code = code.strip().upper()
        if code == policy.code:
            return policy
        if former != policy.code:
            raise Refused(
                "code_changed_meanwhile",
                _("Somebody has changed the code meanwhile: it is %(code)s now.")
                % {"code": policy.code},
            )
        check_not_under_review(policy)
        policy.code = code
        policy._history_user = by
        policy.save(update_fields=["code"])
        searching.recode(policy)
        record("policies.change_code", policy, by, code=code, former=former)
    return policy
