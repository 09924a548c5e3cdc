"""Which policies in force say nearly what an imported text says.

Candidates come from the search index, so the cost does not grow with the number of policies.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from policies.models import Policy, Revision, SearchEntry
from policies.searching.finding import TokenQuery
from policies.text import searchtext
from policies.text.markup import to_text
from policies.text.outline import Outline
from policies.text.similarity import NEAR, nearness
from regs_portal.people.models import Employee

SAMPLES = 8  # clauses asked for
SAMPLE_LENGTH = 16  # characters of each
CANDIDATES = 3  # policies compared in full
HITS = 50  # rows a sample may bring


@dataclass(frozen=True, slots=True)
class Near:
    """A policy in force and the share of wording it has in common, 0 to 1."""

    revision: Revision
    share: float


def near_policies(outline: Outline, by: Employee | None, on: dt.date) -> list[Near]:
    """Those open to the employee that are at least ``NEAR``, the nearest first; all of them for
    the command line, which is nobody."""
    hits = Counter(policy for sample in _samples(outline) for policy in _holding(sample, on))
    likeliest = [policy for policy, _count in hits.most_common(CANDIDATES)]
    readable = Policy.objects.open_to(by, on) if by else Policy.objects.all()
    found = [
        Near(revision, nearness(outline, revision.outline()))
        for revision in Revision.objects.in_force(on)
        .filter(policy__in=readable.filter(pk__in=likeliest).values("pk"))
        .select_related("policy")
    ]
    return sorted((near for near in found if near.share >= NEAR), key=lambda near: -near.share)


def _samples(outline: Outline) -> Iterator[str]:
    """The beginnings of clauses, taken evenly from the whole text."""
    texts = [
        line
        for clause in outline.all_clauses()
        if len(line := to_text(clause.body).partition("\n")[0]) >= SAMPLE_LENGTH // 2
    ]
    step = max(1, len(texts) // SAMPLES)
    for text in texts[::step][:SAMPLES]:
        yield text[:SAMPLE_LENGTH]


def _holding(sample: str, on: dt.date) -> list[int]:
    tokens = searchtext.tsquery(sample)
    if tokens is None:
        return []
    entries = SearchEntry.objects.in_force(on).filter(vector=TokenQuery(tokens))
    return list(entries.values_list("policy_id", flat=True)[:HITS])
