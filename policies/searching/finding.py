"""Finding: candidates by the index, ranked, one page of them with its words marked."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models

from policies.models import Category, Policy, SearchEntry
from policies.searching.asking import Asked, understand
from policies.searching.narrowing import Narrowing, entries
from policies.text import searchtext
from policies.text.synonyms import Synonyms
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


class Says(models.Func):
    """What ``@@`` asks, by its function, which no index answers."""

    function = "ts_match_vq"
    arity = 2
    output_field = models.BooleanField()


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


def saying(entries: "models.QuerySet[SearchEntry]", tokens: str) -> "models.QuerySet[SearchEntry]":
    """Those that a tsquery literal finds. The index is asked for a little more where that is
    quicker, and what it finds is looked at."""
    asked = searchtext.relaxed(tokens)
    found = entries.filter(vector=TokenQuery(asked))
    return found if asked == tokens else found.filter(Says(models.F("vector"), TokenQuery(tokens)))


def search(
    query: str,
    employee: Employee,
    on: dt.date,
    category: Category | None = None,
    page: int = 1,
    narrowing: Narrowing | None = None,
    synonyms: Synonyms = (),
) -> Results:
    """The clauses in force on that day, of policies open to the employee, best first.

    Every substring of two characters or more is found, and nothing that is not one, or that is
    not said by one of its ``synonyms``. A policy's code leads to the policy, a code with words or
    an article searches in that policy alone.
    """
    narrowing = narrowing or Narrowing(category=category)
    open_policies = Policy.objects.open_to(employee, on)
    asked = understand(query, open_policies)
    tokens = asked.tokens_with(synonyms)
    if asked.is_code_alone:
        tokens = searchtext.tsquery(asked.code)
    if tokens is None:
        return Results(asked)
    found = saying(entries(asked, open_policies, on, narrowing), tokens)
    last_page = -(-COUNTED // PER_PAGE)
    page = min(max(page, 1), last_page)
    hits, total = _ranked(found, tokens, asked, synonyms, page)
    if not hits and page > 1:
        return search(query, employee, on, narrowing=narrowing, synonyms=synonyms)
    return Results(asked, hits, min(total, COUNTED), total > COUNTED, page)


# The candidates come first, unsorted and capped; only they are ranked, and only the rows of the
# page asked for are joined with what is shown of them. Titles are few and all of them candidates,
# under an index of their own. A title that says it leads, before all the title of the policy asked
# for by its code; then captions, headings and labels; then the words as they were typed, in a row
# and not by a synonym.
_RANKED = """
WITH candidate AS (
    (SELECT * FROM ({found}) AS title WHERE anchor = '' LIMIT %s)
    UNION ALL (SELECT * FROM ({found}) AS other WHERE anchor <> '' LIMIT %s)
), ranked AS (
    SELECT id, count(*) OVER () AS total,
        CASE WHEN anchor <> '' THEN 0 WHEN policy_id = %s THEN 2 ELSE 1 END AS leads,
        {says} AS says,
        ts_rank(vector, %s::tsquery, 1) AS rank
    FROM candidate
    ORDER BY leads DESC, says DESC, rank DESC, id LIMIT %s OFFSET %s
)
SELECT total, policy.code, revision.title, revision.number, anchor, label, heading, text
FROM ranked
JOIN policies_searchentry USING (id)
JOIN policies_revision AS revision ON revision.id = revision_id
JOIN policies_policy AS policy ON policy.id = revision.policy_id
ORDER BY leads DESC, says DESC, rank DESC, ranked.id
"""
_SAYS = "CASE WHEN vector @@ %s::tsquery THEN {points} ELSE 0 END"


def _ranked(
    found: "models.QuerySet[SearchEntry]",
    tokens: str,
    asked: Asked,
    synonyms: Synonyms,
    page: int,
) -> tuple[list[Hit], int]:
    """One page of the best among the candidates, and how many candidates there are."""
    shown = ("id", "vector", "anchor", "policy_id")
    sql, values = found.values(*shown).query.sql_with_params()
    says = _points(asked, synonyms)
    policy = asked.policy if asked.policy is not None else 0
    with connection.cursor() as cursor:
        cursor.execute(
            _RANKED.format(  # as the ORM wrote it, values apart
                found=sql,
                says=" + ".join(_SAYS.format(points=points) for _query, points in says) or "0",
            ),
            [
                *values,
                CANDIDATES,
                *values,
                CANDIDATES,
                policy,
                *(query for query, _points in says),
                tokens,
                PER_PAGE,
                (page - 1) * PER_PAGE,
            ],
        )
        rows = cursor.fetchall()
    return [_hit(row[1:], asked, synonyms) for row in rows], rows[0][0] if rows else 0


def _points(asked: Asked, synonyms: Synonyms) -> list[tuple[str, int]]:
    """What brings an entry forward, as tsquery literals, and how far."""
    wanted = [
        (searchtext.tsquery(asked.words, synonyms, weight="A"), 4),
        (searchtext.in_a_row(asked.words), 2),
        (searchtext.tsquery(asked.words) if synonyms else None, 1),
    ]
    return [(query, points) for query, points in wanted if query]


def _hit(row: tuple[str, ...], asked: Asked, synonyms: Synonyms) -> Hit:
    code, title, number, anchor, label, heading, text = row
    marked = f"{searchtext.with_variants(asked.words, synonyms)} {asked.article_words}"
    return Hit(code, title, number, anchor, label, heading, searchtext.snippet(text, marked))
