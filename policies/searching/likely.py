"""What likely answers a question, where not all of its words stand together anywhere.

Candidates are the entries that say one of the question's rarest terms; of these the ones that say
most of it are read and weighed (``policies.text.relevance``). The cost does not grow with what
there is: so many candidates, so many read.
"""

import datetime as dt
from typing import Any

from django.db import connection, models

from policies.models import Policy, SearchEntry
from policies.searching.asking import Asked
from policies.searching.counting import commonness
from policies.searching.finding import CANDIDATES, Hit, TokenQuery
from policies.searching.narrowing import Narrowing, entries
from policies.text import searchtext
from policies.text.folding import fold
from policies.text.relevance import Commonness, Question, relevance, stemmed
from policies.text.synonyms import Synonyms
from regs_portal.people.models import Employee

READ = 300
SHOWN = 20
# What says less of the question than this share of the best one says is left out.
_LEAST = 0.3
_MOST_TERMS = 60

# Each vector is unpacked once, not once for every term; which of them it has needs no positions.
_TELLING = """
WITH telling AS (
    SELECT id, {score} AS score
    FROM (SELECT id, strip(vector) AS vector FROM ({candidates}) AS found OFFSET 0) AS candidate
    ORDER BY score DESC, id LIMIT %s
)
SELECT telling.id, policy.code, revision.title, revision.number, anchor, label, heading, text
FROM telling
JOIN policies_searchentry USING (id)
JOIN policies_revision AS revision ON revision.id = revision_id
JOIN policies_policy AS policy ON policy.id = revision.policy_id
"""
_SAYS = "CASE WHEN vector @@ %s::tsquery THEN %s ELSE 0 END"


def likely(
    asked: Asked,
    employee: Employee,
    on: dt.date,
    narrowing: Narrowing | None = None,
    number: int = SHOWN,
    synonyms: Synonyms = (),
) -> list[Hit]:
    """The places in force that most likely answer, best first; each says some of the words."""
    question = Question.of(asked.words, synonyms)
    if not question:
        return []
    common = commonness(question.terms)
    weights = _weights(question, common)
    rare = " | ".join(_rarest(weights, common))
    open_policies = Policy.objects.open_to(employee, on)
    found = entries(asked, open_policies, on, narrowing or Narrowing()).filter(
        vector=TokenQuery(rare)
    )
    scored = sorted(
        (
            (-relevance(question, _as_read(row), common), row)
            for row in _told(found, weights)
        ),
        key=lambda each: (each[0], each[1][0]),
    )  # fmt: skip
    least = scored[0][0] * _LEAST if scored else 0.0
    return [_hit(row, question) for score, row in scored[:number] if score <= least and score]


def _weights(question: Question, common: Commonness) -> dict[str, tuple[float, int]]:
    """By the tsquery of each term what it weighs, and how many entries say it."""
    terms = {searchtext.exactly(pair): pair for pair in question.pairs}
    terms |= {searchtext.beginning_with(b): stemmed(s) for s, b in question.latin.items()}
    if not terms:  # single characters, nothing else
        terms = {searchtext.beginning_with(each): each for each in question.characters}
    weighed = {
        query: (common.weight(term), common.counts.get(term, 1)) for query, term in terms.items()
    }
    rarest_first = sorted(weighed.items(), key=lambda each: each[1][1])
    return dict(rarest_first[:_MOST_TERMS])


def _rarest(weights: dict[str, tuple[float, int]], common: Commonness) -> list[str]:
    """The rarest terms: as many as there are candidates to be found by them, one at least."""
    chosen: list[str] = []
    total = 0
    for query, (_weight, count) in weights.items():
        total += count
        if chosen and total > CANDIDATES:
            break
        chosen.append(query)
    return chosen


def _told(
    found: "models.QuerySet[SearchEntry]", weights: dict[str, tuple[float, int]]
) -> list[tuple[Any, ...]]:
    sql, parameters = found.values("id", "vector")[:CANDIDATES].query.sql_with_params()
    score = " + ".join([_SAYS] * len(weights))
    values = [value for query, (weight, _) in weights.items() for value in (query, weight)]
    with connection.cursor() as cursor:
        cursor.execute(
            _TELLING.format(score=score, candidates=sql),  # as the ORM wrote it, values apart
            [*values, *parameters, READ],
        )
        return list(cursor.fetchall())


def _as_read(row: tuple[Any, ...]) -> str:
    return fold(row[-1])


def _hit(row: tuple[Any, ...], question: Question) -> Hit:
    _id, code, title, number, anchor, label, heading, text = row
    terms = [*question.words, *question.latin.values()] or list(question.characters)
    marked = searchtext.snippet(text, " ".join(terms))
    return Hit(code, title, number, anchor, label, heading, marked)
