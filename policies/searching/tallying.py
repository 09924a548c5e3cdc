"""What people search for, and what they do not find: counted by the day, of nobody in particular.

The page that shows the results is fetched and writes nothing; it carries a signed note of what was
asked and found, which the reader's browser sends back once (``static/js/search.js``). Without
script nothing is counted.
"""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.db import connection, models

from policies.models import SearchTally
from policies.text.folding import fold

# What fewer have asked for may be about somebody: it is not shown.
SHOWN_FROM = 3
KEPT = dt.timedelta(days=400)
_SALT = "policies.searching.tallying"
_VALID = 600  # seconds
_LONGEST = 200

_COUNT = """
INSERT INTO policies_searchtally (day, query, asked, in_vain) VALUES (%s, %s, 1, %s)
ON CONFLICT (day, query) DO UPDATE SET asked = policies_searchtally.asked + 1,
    in_vain = policies_searchtally.in_vain + excluded.in_vain
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """Something searched for over a time: how often, and how often nothing said it."""

    query: str
    asked: int
    in_vain: int


def note(query: str, is_found: bool) -> str:
    """The signed note of a search; empty for a query that says nothing."""
    folded = _counted(query)
    if not folded:
        return ""
    return signing.dumps([folded, int(is_found), secrets.token_hex(4)], salt=_SALT)


def count(noted: str, on: dt.date) -> bool:
    """Counts a note that is sent back, once; False for one that is not ours, too old or known."""
    try:
        query, is_found, nonce = signing.loads(noted[:2_000], salt=_SALT, max_age=_VALID)
    except signing.BadSignature:
        return False
    if not cache.add(f"search-tally:{nonce}", 1, _VALID):
        return False
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [on, query, 0 if is_found else 1])
    return True


def sought(since: dt.date, until: dt.date, number: int = 100) -> list[Sought]:
    """The most sought, of what enough have asked for."""
    return _list(since, until, "-total", number)


def missed(since: dt.date, until: dt.date, number: int = 100) -> list[Sought]:
    """What was most often sought in vain."""
    return _list(since, until, "-vain", number, vain__gt=0)


def totals(since: dt.date, until: dt.date) -> Sought:
    """All searches of that time together."""
    sums = SearchTally.objects.filter(day__range=(since, until)).aggregate(
        asked=models.Sum("asked", default=0), in_vain=models.Sum("in_vain", default=0)
    )
    return Sought("", sums["asked"], sums["in_vain"])


def forget(on: dt.date) -> int:
    """Removes what is older than it is kept for."""
    removed, _each = SearchTally.objects.filter(day__lt=on - KEPT).delete()
    return removed


def _list(since: dt.date, until: dt.date, order: str, number: int, **wanted: int) -> list[Sought]:
    rows = (
        SearchTally.objects.filter(day__range=(since, until))
        .values("query")
        .annotate(total=models.Sum("asked"), vain=models.Sum("in_vain"))
        .filter(total__gte=SHOWN_FROM, **wanted)
        .order_by(order, "query")[:number]
    )
    return [Sought(row["query"], row["total"], row["vain"]) for row in rows]


def _counted(query: str) -> str:
    words = " ".join(fold(query.replace("\x00", " ")[:_LONGEST]).split())
    return words.encode("utf-8", "ignore").decode()[:_LONGEST]
