"""How common each term is among the words in force: what tells a telling word from a usual one.

Counted from time to time, from a sample when there is much: a term's share is what counts, and a
word that came in since is a rare one until the next count.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Mod

from policies.models import SearchEntry, SearchTerm
from policies.text.relevance import Commonness, terms_of

SAMPLED = 50_000
_AT_ONCE = 2_000
_CHARACTERS = " characters"  # no term begins with a space
_EVERY = ""

_REPLACE = """
DELETE FROM policies_searchterm;
INSERT INTO policies_searchterm (term, entries) SELECT * FROM unnest(%s::text[], %s::int[])
"""


def count_terms() -> int:
    """Counts anew; how many entries were counted."""
    counts: Counter[str] = Counter()
    entries = characters = 0
    for text in _sample():
        counts.update(terms_of(text))
        entries += 1
        characters += len(text)
    kept = {term: count for term, count in counts.items() if count > 1 and len(term) <= 80}
    kept |= {_EVERY: entries, _CHARACTERS: characters}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_REPLACE, [list(kept), list(kept.values())])
    return entries


def commonness(terms: Collection[str]) -> Commonness:
    """Of these terms, as they were counted last. One query."""
    wanted = [*terms, _EVERY, _CHARACTERS]
    counts = dict(SearchTerm.objects.filter(term__in=wanted).values_list("term", "entries"))
    entries, characters = counts.pop(_EVERY, 0), counts.pop(_CHARACTERS, 0)
    if not entries:
        return Commonness()
    return Commonness(entries, max(characters / entries, 1.0), counts)


def _sample() -> Iterator[str]:
    """The texts of all entries, or of so many of them, spread evenly over the table."""
    entries: Any = SearchEntry.objects.order_by("pk")
    count = entries.count()
    if count > SAMPLED:
        entries = entries.alias(rest=Mod(F("pk"), -(-count // SAMPLED))).filter(rest=0)
    texts = entries.values_list("text", flat=True)
    return iter(texts.iterator(chunk_size=_AT_ONCE))
