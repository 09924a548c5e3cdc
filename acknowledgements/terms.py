"""How a policy is acknowledged beyond its sentence: clauses ticked one by one, the password again,
the end of the text."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from acknowledgements.models import Terms
from policies.models import Policy, Revision
from policies.refusals import Refused
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee


def terms_of(policy_id: int) -> Terms | None:
    """Those that hold; None where only the sentence is asked for."""
    return Terms.objects.filter(policy=policy_id).order_by("-pk").first()


def may_set(by: Employee, policy: Policy) -> bool:
    """HR, and whoever edits the policy."""
    return by.is_hr or policy.is_editable_by(by)


def set_terms(
    policy: Policy,
    by: Employee,
    *,
    confirmed: Iterable[str],
    asks_password: bool,
    asks_the_end: bool,
) -> Terms:
    """From now on, for whoever has not acknowledged yet."""
    if not may_set(by, policy):
        raise PermissionDenied
    anchors = list(dict.fromkeys(confirmed))
    facts = {"confirmed": anchors, "asks_password": asks_password, "asks_the_end": asks_the_end}
    with transaction.atomic():
        kept = Terms.objects.create(policy=policy, by=by, at=timezone.now(), **facts)
        record("acknowledgements.set_terms", policy, by, terms=kept.pk, **facts)
    return kept


def to_confirm(terms: Terms | None, revision: Revision) -> list[tuple[str, str]]:
    """Anchor and name of the clauses of this text that are ticked one by one, in its order."""
    if terms is None or not terms.confirmed:
        return []
    wanted = set(terms.confirmed)
    return [(anchor, name) for anchor, name in clauses_of(revision) if anchor in wanted]


def clauses_of(revision: Revision) -> list[tuple[str, str]]:
    """Anchor and name of every clause that has words, in the order of the text."""
    return [
        (clause.anchor, f"{clause.label} {clause.caption}".strip())
        for clause in revision.outline().all_clauses()
        if not clause.deleted
    ]


def check(
    terms: Terms | None, revision: Revision, confirmed: Iterable[str], *, proven: str, reached: bool
) -> None:
    """Refuses what leaves something out that the terms ask for."""
    if terms is None:
        return
    ticked = set(confirmed)
    missing = [name for anchor, name in to_confirm(terms, revision) if anchor not in ticked]
    if missing:
        raise Refused(
            "not_all_confirmed",
            _("Tick these clauses too, one by one: %(clauses)s. Nothing was acknowledged yet.")
            % {"clauses": "、".join(missing)},
        )
    if terms.asks_the_end and not reached:
        raise Refused(
            "end_not_reached",
            _("Read on to the end of the text first. Nothing was acknowledged yet."),
        )
    if terms.asks_password and not proven:
        raise Refused(
            "password_asked",
            _("This policy asks for your password again. Nothing was acknowledged yet."),
        )
