"""To which roles a clause is addressed, and whom it binds of those its policy binds."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from policies.audience import Targets, effect_of, targets_of
from policies.drafting.keeping import create
from policies.models import Clause, ClauseAudienceRule, ClauseRole
from policies.models.audience import TARGET_OF, RuleKind
from policies.refusals import Refused
from policies.text.outline import AudienceLine
from regs_portal.people.models import Employee, Role


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


def address(clause: Clause, roles: dict[str, Role], by: Employee) -> None:
    """Addresses the clause to these roles and no others."""
    kept = clause.clause_roles.filter(role__in=roles.values())
    known = set(kept.values_list("role__code", flat=True))
    clause.clause_roles.exclude(pk__in=kept.values("pk")).delete()
    added = [
        ClauseRole(clause=clause, role=role) for code, role in roles.items() if code not in known
    ]
    create(added, by)


def audiences_of(clauses: Iterable[Clause]) -> dict[int, frozenset[AudienceLine]]:
    """Whom each binds of those its policy binds, by the clause's key, in one query."""
    clauses = list(clauses)
    rules = ClauseAudienceRule.objects.filter(clause__in=clauses)
    lines: dict[int, set[AudienceLine]] = {clause.pk: set() for clause in clauses}
    for key, line in rules.lines().values_list("clause_id", "line"):
        lines[key].add(AudienceLine(**line))
    return {key: frozenset(each) for key, each in lines.items()}


def audience_of(clause: Clause) -> frozenset[AudienceLine]:
    return audiences_of([clause])[clause.pk]


def bind(clause: Clause, audience: Iterable[AudienceLine], by: Employee) -> None:
    """Replaces the rules saying whom the clause binds; refuses a code that nobody has."""
    audience = frozenset(audience)
    targets = targets_of(audience)
    if unknown := {(line.kind, line.code) for line in audience} - targets.keys():
        raise Refused(
            "unknown_target",
            _("There is none with the code %(code)s.") % {"code": sorted(unknown)[0][1]},
        )
    clause.audience_rules.all().delete()
    create(rows_of(clause, audience, targets), by)


def rows_of(
    clause: Clause, audience: Iterable[AudienceLine], targets: Targets
) -> list[ClauseAudienceRule]:
    """The rules of the lines whose target is known, not yet saved, in order."""
    return [
        ClauseAudienceRule(
            clause=clause,
            effect=effect_of(line),
            kind=line.kind,
            **{str(TARGET_OF[RuleKind(line.kind)]): targets[line.kind, line.code]},
        )
        for line in sorted(audience)
        if (line.kind, line.code) in targets
    ]


def merged_audience(
    one: Iterable[AudienceLine], other: Iterable[AudienceLine]
) -> frozenset[AudienceLine]:
    """Whom the words of both bind together: nobody is let off whom one of them binds."""
    one, other = frozenset(one), frozenset(other)
    included = [frozenset(line for line in each if not line.excluded) for each in (one, other)]
    excluded = frozenset(line for line in one & other if line.excluded)
    return excluded | (included[0] | included[1] if all(included) else frozenset())


def in_code(audience: Iterable[AudienceLine]) -> list[str]:
    """For the audit trail, without names."""
    return [f"{effect_of(line)} {line.kind} {line.code}" for line in sorted(audience)]
