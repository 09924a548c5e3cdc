"""Who may see who has acknowledged: HR and auditors all of it, everybody their own."""

import json

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from acknowledgements.models import Acknowledgement, Assignment, Terms
from policies.comparing import Noted
from policies.models import Policy, Revision
from policies.prepared import Prepared
from regs_portal.people.models import Employee


def sees_everybody(employee: Employee) -> bool:
    """HR keeps the acknowledgements, auditors examine them; not even administrators otherwise."""
    return employee.is_hr or employee.is_auditor


def require_office(employee: Employee) -> None:
    if not sees_everybody(employee):
        raise PermissionDenied


def receipt(reader: Employee, revision_pk: int, number: str = "") -> Acknowledgement:
    """The evidence one gave oneself, or, for the office only, that of the employee of a number.

    Http404 where there is none, PermissionDenied to whoever asks for somebody else's.
    """
    whose = {"employee__employee_number": number} if number else {"employee": reader}
    if number and number != reader.employee_number:
        require_office(reader)
    try:
        return Acknowledgement.objects.select_related("revision__policy", "shown__before").get(
            revision=revision_pk, **whose
        )
    except Acknowledgement.DoesNotExist:
        raise Http404 from None


def asked_of(employee: Employee) -> models.Q:
    """The revisions the employee owes or has acknowledged: whatever becomes of the audience, they
    may read what they were asked to, and open again what they accepted.

    Two questions, so that each has an index that begins with the employee.
    """
    owed = Assignment.objects.open().filter(employee=employee)
    accepted = Acknowledgement.objects.filter(employee=employee)
    return models.Q(pk__in=owed.values("revision")) | models.Q(pk__in=accepted.values("revision"))


def last_acknowledged(employee: Employee, policy: Policy) -> Noted | None:
    """The newest text of the policy that the employee has accepted."""
    found = accepted_texts(employee, policy.pk).values_list("revision", "at").first()
    return Noted(*found) if found else None


def accepted_texts(employee: Employee, policy_id: int) -> "models.QuerySet[Acknowledgement]":
    """What the employee has given for texts of the policy, that of the newest text first."""
    accepted = Acknowledgement.objects.filter(employee=employee, revision__policy=policy_id)
    return accepted.order_by("-revision__sequence")


_COLUMNS = tuple(field.attname for field in Assignment._meta.concrete_fields)
_TERMS = ("id", "confirmed", "asks_password", "asks_the_end")
_ASSIGNMENT = Prepared(
    "assignment_of",
    f"SELECT {', '.join(_COLUMNS)},"  # noqa: S608
    " (SELECT earlier.number FROM acknowledgements_acknowledgement AS given"
    " JOIN policies_revision AS earlier ON earlier.id = given.revision_id"
    " WHERE given.employee_id = %(employee)s AND earlier.policy_id = %(policy)s"
    " AND earlier.sequence < %(sequence)s"
    " ORDER BY earlier.sequence DESC LIMIT 1),"
    " (SELECT json_build_array(id, confirmed, asks_password, asks_the_end)"
    " FROM acknowledgements_terms WHERE policy_id = %(policy)s ORDER BY id DESC LIMIT 1)::text"
    " FROM acknowledgements_assignment"
    " WHERE revision_id = %(revision)s AND employee_id = %(employee)s",
    employee="bigint", policy="bigint", sequence="integer", revision="bigint",
)  # fmt: skip


def assignment_of(
    revision: Revision, employee: Employee
) -> tuple[Assignment | None, str, Terms | None]:
    """What the employee was asked to read, if they were, the number of the last text before it
    that they accepted, if any, and the terms of the policy, if it has any.

    Every page of every text asks this. Written by hand it takes an eighth of the ORM's time.
    """
    row = _ASSIGNMENT.row(
        {
            "employee": employee.pk,
            "policy": revision.policy_id,
            "sequence": revision.sequence,
            "revision": revision.pk,
        }
    )
    if row is None:
        return None, "", None
    *columns, accepted, asked = row
    terms = Terms.from_db("default", _TERMS, json.loads(asked)) if asked else None
    return Assignment.from_db("default", _COLUMNS, columns), accepted or "", terms


def examined_policy(employee: Employee, code: str) -> Policy:
    """Any policy, for the office that looks after its acknowledgements."""
    require_office(employee)
    try:
        return Policy.objects.select_related("issuing_department").get(code=code)
    except Policy.DoesNotExist:
        raise Http404 from None


def examined_revision(employee: Employee, code: str, number: str) -> Revision:
    """Any published revision, for the same office."""
    policy = examined_policy(employee, code)
    try:
        revision = policy.revisions.published().get(number=number)
    except Revision.DoesNotExist:
        raise Http404 from None
    revision.policy = policy
    return revision
