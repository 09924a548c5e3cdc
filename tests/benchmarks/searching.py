"""Search among the clauses in force, as an employee asks."""

from functools import partial

from django.utils import timezone

from policies import searching
from policies.models import SearchEntry
from tests.benchmarks.ground import CLAUSES, Ground
from tests.benchmarks.measuring import Figure, at_most, percentile, timing

QUERIES = 450


def measure(ground: Ground) -> list[Figure]:
    assert SearchEntry.objects.count() >= CLAUSES
    today = timezone.localdate()
    queries = ground.writer.queries(QUERIES)
    found = sum(bool(searching.search(query, ground.reader, today).hits) for query in queries)
    assert found > QUERIES / 2, f"only {found} of {QUERIES} queries found anything"
    watches = [timing(partial(searching.search, query, ground.reader, today)) for query in queries]
    times = [watch.seconds * 1000 for watch in watches]
    own = [watch.own * 1000 for watch in watches]
    return [
        Figure(f"search, {CLAUSES:,} clauses, p50", f"{percentile(times, 50):,.2f} ms"),
        at_most(f"search, {CLAUSES:,} clauses, p95", percentile(times, 95), 30, "ms"),
        Figure("  of it in this process, p95", f"{percentile(own, 95):,.2f} ms"),
    ]
