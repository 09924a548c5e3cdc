"""To which roles a clause is addressed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from policies.models import Clause, ClauseRole
from policies.refusals import Refused
from regs_portal.people.models import Role


def roles_of(codes: Iterable[str]) -> dict[str, Role]:
    """The roles by their codes; refuses a code that nobody has."""
    wanted = set(codes)
    roles = {role.code: role for role in Role.objects.filter(code__in=wanted)} if wanted else {}
    if unknown := wanted - roles.keys():
        raise Refused(
            "unknown_role",
            _("There is no role with the code %(code)s.") % {"code": sorted(unknown)[0]},
        )
    return roles


def codes_of(clauses: Iterable[Clause]) -> dict[int, set[str]]:
    """The codes of the roles each is addressed to, by the clause's key, in one query."""
    clauses = list(clauses)
    rows = ClauseRole.objects.filter(clause__in=clauses).values_list("clause_id", "role__code")
    codes: dict[int, set[str]] = {clause.pk: set() for clause in clauses}
    for key, code in rows:
        codes[key].add(code)
    return codes


def address(clause: Clause, roles: dict[str, Role]) -> None:
    """Addresses the clause to these roles and no others."""
    kept = clause.clause_roles.filter(role__in=roles.values())
    known = set(kept.values_list("role__code", flat=True))
    clause.clause_roles.exclude(pk__in=kept.values("pk")).delete()
    ClauseRole.objects.bulk_create(
        ClauseRole(clause=clause, role=role) for code, role in roles.items() if code not in known
    )
