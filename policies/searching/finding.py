"""Finding: candidates by the index, ranked, one page of them with its words marked."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models

from policies.models import Category, Policy, Revision, SearchEntry
from policies.searching.asking import Asked, understand
from policies.text import searchtext
from regs_portal.people.models import Employee

CANDIDATES = 2_000
COUNTED = 1_000  # more than these are shown as "1,000+"
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One clause, heading, introduction or title found, with its words marked."""

    code: str
    title: str
    number: str
    anchor: str
    label: str
    heading: str
    snippet: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. ``count`` is exact up to ``COUNTED``; ``is_more`` says there are more."""

    asked: Asked
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    is_more: bool = False
    page: int = 1


class TokenQuery(SearchQuery):
    """A tsquery literal of ``policies.text.searchtext``, taken as it is written."""

    def __init__(self, literal: str) -> None:
        super().__init__(literal, search_type="raw")
        self.literal = literal

    def as_sql(self, *arguments: Any, **options: Any) -> Any:
        return "%s::tsquery", [self.literal]


def search(
    query: str,
    employee: Employee,
    on: dt.date,
    category: Category | None = None,
    page: int = 1,
) -> Results:
    """The clauses in force on that day, of policies open to the employee, best first.

    Every substring of two characters or more is found. A policy's code leads to the policy, a
    code with words or an article searches in that policy alone.
    """
    open_policies = Policy.objects.open_to(employee, on)
    asked = understand(query, open_policies)
    tokens = searchtext.tsquery(asked.code) if asked.is_code_alone else asked.tokens
    if tokens is None:
        return Results(asked)
    entries = SearchEntry.objects.in_force(on).filter(
        vector=TokenQuery(tokens), policy__in=open_policies.values("pk")
    )
    if asked.policy and not asked.is_code_alone:
        entries = entries.filter(
            revision__in=Revision.objects.in_force(on).filter(policy=asked.policy).values("pk")
        )
    if category is not None:
        entries = entries.filter(policy__category=category)
    last_page = -(-COUNTED // PER_PAGE)
    page = min(max(page, 1), last_page)
    hits, total = _ranked(entries, tokens, asked, page)
    if not hits and page > 1:
        return search(query, employee, on, category, 1)
    return Results(asked, hits, min(total, COUNTED), total > COUNTED, page)


# The candidates come first, unsorted and capped; only they are ranked, and only the rows of the
# page asked for are joined with what is shown of them. A title that says it leads, before all
# the title of the policy asked for by its code.
_RANKED = """
WITH ranked AS (
    SELECT id, count(*) OVER () AS total,
        CASE WHEN anchor <> '' THEN 0 WHEN policy_id = %s THEN 2 ELSE 1 END AS leads,
        ts_rank(vector, %s::tsquery, 1) AS rank
    FROM ({candidates}) AS candidate
    ORDER BY leads DESC, rank DESC, id LIMIT %s OFFSET %s
)
SELECT total, policy.code, revision.title, revision.number, anchor, label, heading, text
FROM ranked
JOIN policies_searchentry USING (id)
JOIN policies_revision AS revision ON revision.id = revision_id
JOIN policies_policy AS policy ON policy.id = revision.policy_id
ORDER BY leads DESC, rank DESC, ranked.id
"""


def _ranked(
    entries: "models.QuerySet[SearchEntry]", tokens: str, asked: Asked, page: int
) -> tuple[list[Hit], int]:
    """One page of the best among the candidates, and how many candidates there are."""
    candidates = entries.values("id", "vector", "anchor", "policy_id")[:CANDIDATES]
    sql, parameters = candidates.query.sql_with_params()
    policy = asked.policy if asked.policy is not None else 0
    bounds = [PER_PAGE, (page - 1) * PER_PAGE]
    with connection.cursor() as cursor:
        cursor.execute(
            _RANKED.format(candidates=sql),  # as the ORM wrote it, values apart
            [policy, tokens, *parameters, *bounds],
        )
        rows = cursor.fetchall()
    return [_hit(row[1:], asked) for row in rows], rows[0][0] if rows else 0


def _hit(row: tuple[str, ...], asked: Asked) -> Hit:
    code, title, number, anchor, label, heading, text = row
    marked = f"{asked.words} {asked.article_words}"
    return Hit(code, title, number, anchor, label, heading, searchtext.snippet(text, marked))
