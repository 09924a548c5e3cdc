"""How a policy stands to others: what it is based on, what is based on it, what it replaces, and
what else to see. Read off the texts in force and off repeals; nobody keeps it by hand.

A policy is based on another when it says so where drafters do, in its introduction or its first
clause (本辦法依「工作規則」訂定之), or names it among its legal bases, and that one is of no
narrower a level.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from policies.models import Level, Policy
from policies.models.policy import Classification
from regs_portal.people.models import Employee

# The pyramid: a smaller rank is more general. Kinds of one rank stand side by side.
RANKS: dict[str, int] = {
    Level.CHARTER: 0, Level.REGULATION: 1, Level.CODE_OF_CONDUCT: 1, Level.MEASURES: 2,
    Level.STANDARD: 2, Level.RULES: 3, Level.PROCEDURE: 3, Level.SOP: 4, Level.GUIDE: 4,
    Level.FORM: 5,
}  # fmt: skip
# How a law's name is written where it is quoted.
QUOTES = "《》「」〈〉『』"


class RelatedPolicy(NamedTuple):
    """A policy the reader may read; ``title`` of its words in force, else of its last ones."""

    code: str
    title: str
    level: str


@dataclass(frozen=True, slots=True)
class Relations:
    """Each policy stands in one of them, in the first that fits; by code."""

    replaces: tuple[RelatedPolicy, ...] = ()
    replaced_by: tuple[RelatedPolicy, ...] = ()
    based_on: tuple[RelatedPolicy, ...] = ()
    basis_of: tuple[RelatedPolicy, ...] = ()
    see_also: tuple[RelatedPolicy, ...] = ()

    def __bool__(self) -> bool:
        return any((self.replaces, self.replaced_by, self.based_on, self.basis_of, self.see_also))


_IN_FORCE = """{it}.status = 'published' AND {it}.kind <> 'repeal'
    AND {it}.effective_from <= %(on)s
    AND ({it}.effective_until IS NULL OR {it}.effective_until > %(on)s)"""
_STANDS = """{it}.status = 'published' AND {it}.kind = 'repeal' AND {it}.effective_from <= %(on)s
    AND ({it}.effective_until IS NULL OR {it}.effective_until > %(on)s)"""
_LINKS = """
SELECT reference.cited_policy_id AS other, 'cites' AS way, reference.is_basis
FROM policies_crossreference AS reference
JOIN policies_revision AS own ON own.id = reference.revision_id
    AND own.policy_id = %(policy)s AND {own}
UNION ALL
SELECT citing.policy_id, 'cited', reference.is_basis
FROM policies_crossreference AS reference
JOIN policies_revision AS citing ON citing.id = reference.revision_id AND {citing}
WHERE reference.cited_policy_id = %(policy)s
UNION ALL
SELECT named.policy_id, 'cites', basis.anchor = ''
FROM policies_legalbasis AS basis
JOIN policies_revision AS own ON own.id = basis.revision_id
    AND own.policy_id = %(policy)s AND {own}
JOIN policies_revision AS named ON named.title = btrim(basis.law, %(quotes)s) AND {named}
UNION ALL
SELECT naming.policy_id, 'cited', basis.anchor = ''
FROM policies_revision AS own
JOIN policies_legalbasis AS basis
    ON basis.law = ANY (ARRAY[own.title, '《' || own.title || '》', '「' || own.title || '」'])
JOIN policies_revision AS naming ON naming.id = basis.revision_id AND {naming}
WHERE own.policy_id = %(policy)s AND {own}
UNION ALL
SELECT repeal.policy_id, 'replaces', false FROM policies_revision AS repeal
WHERE repeal.replaced_by_id = %(policy)s AND {repeal}
UNION ALL
SELECT repeal.replaced_by_id, 'replaced_by', false FROM policies_revision AS repeal
WHERE repeal.policy_id = %(policy)s AND repeal.replaced_by_id IS NOT NULL AND {repeal}
""".format(
    repeal=_STANDS.format(it="repeal"),
    **{it: _IN_FORCE.format(it=it) for it in ("own", "citing", "named", "naming")},
)
_QUERY = f"""
SELECT policy.id, policy.classification, policy.code, policy.level, linked.way,
    coalesce(bool_or(linked.is_basis), false),
    (SELECT words.title FROM policies_revision AS words WHERE words.policy_id = policy.id
        AND words.status = 'published' AND words.kind <> 'repeal'
        ORDER BY words.effective_from > %(on)s, words.sequence DESC LIMIT 1)
FROM ({_LINKS}) AS linked JOIN policies_policy AS policy ON policy.id = linked.other
WHERE policy.id <> %(policy)s
GROUP BY policy.id, linked.way ORDER BY policy.code
"""  # noqa: S608  (of our own pieces)


def related_to(policy: Policy, employee: Employee, on: dt.date) -> Relations:
    """What the employee may read of it: one query, two where one is not open to everybody."""
    values: dict[str, Any] = {"policy": policy.pk, "on": on, "quotes": QUOTES}
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, values)
        rows = cursor.fetchall()
    shut = {pk for pk, classification, *_link in rows if classification != Classification.INTERNAL}
    if shut:
        opened = Policy.objects.open_to(employee, on).filter(pk__in=shut)
        shut -= set(opened.values_list("pk", flat=True))
    return _sorted(policy.level, [tuple(link) for pk, _open, *link in rows if pk not in shut])


def may_be_based_on(level: str, basis: str) -> bool:
    """Whether a policy of the level can rest on one of the level ``basis``."""
    return RANKS[basis] <= RANKS[level]


def _sorted(own_level: str, rows: list[tuple[str, str, str, bool, str]]) -> Relations:
    found: dict[str, list[RelatedPolicy]] = {
        name: [] for name in ("replaces", "replaced_by", "based_on", "basis_of", "see_also")
    }
    ways = {"cites": "based_on", "cited": "basis_of"}
    placed: dict[str, str] = {}
    order = list(found)
    others: dict[str, RelatedPolicy] = {}
    for code, level, way, is_basis, title in rows:
        others[code] = RelatedPolicy(code, title or code, level)
        place = ways.get(way, way)
        lower, upper = (own_level, level) if way == "cites" else (level, own_level)
        if way in ways and not (is_basis and may_be_based_on(lower, upper)):
            place = "see_also"
        placed[code] = min(placed.get(code, place), place, key=order.index)
    for code, place in placed.items():
        found[place].append(others[code])
    return Relations(**{name: tuple(policies) for name, policies in found.items()})
