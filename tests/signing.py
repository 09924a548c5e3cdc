"""Signing in tests as in the portal: everybody of the cast has the factory's password."""

import datetime as dt

from policies import proving, workflow
from policies.models import Decision, Revision, Verdict
from policies.proving import Proof
from regs_portal.people.models import Employee
from tests.factories import PASSWORD


def proof_of(employee: Employee, revision: Revision) -> Proof:
    return proving.by_password(employee, PASSWORD, revision)


def decide(
    revision: Revision,
    step: str,
    verdict: Verdict,
    by: Employee,
    comment: str = "",
    digest: str | None = None,
    at: dt.datetime | None = None,
    *,
    is_material: bool | None = None,
    on_behalf_of: Employee | None = None,
) -> Decision:
    """``workflow.decide`` with the password given; as material as the author had it."""
    return workflow.decide(
        revision,
        step,
        verdict,
        by,
        comment,
        digest,
        at,
        proof=proof_of(by, revision),
        is_material=revision.is_material if is_material is None else is_material,
        on_behalf_of=on_behalf_of,
    )
