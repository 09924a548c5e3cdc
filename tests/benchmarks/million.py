"""Search among a million clauses in force: ``python -m tests.benchmarks.million [CLAUSES]``.

Some thousand clauses are published as any are; their rows of the index are then copied by SQL,
until there are so many. Superseded revisions have no rows to be searched: they are swept out.
Heavy: some minutes, and 3 GB of disk for a million.
"""

import os
import sys
from functools import partial

from tests.benchmarks import ground
from tests.benchmarks.measuring import Figure, at_most, percentile, say, table, timed, timing

CLAUSES = 1_000_000
PUBLISHED = 25  # policies of 160 clauses each that are written and published
QUERIES = 300
QUESTIONS = (
    "公司可以不給特休嗎",
    "出差的費用怎麼報",
    "離職前要交接什麼",
    "主管可以隨時調閱我的電子郵件嗎",
)

_COPY = """
INSERT INTO policies_searchentry (revision_id, policy_id, anchor, label, heading, text, vector,
    effective_from, effective_until)
SELECT revision_id, policy_id, anchor, label, heading, text, vector, effective_from, effective_until
FROM policies_searchentry CROSS JOIN generate_series(1, %s) WHERE anchor <> ''
"""


def main() -> int:
    clauses = int(sys.argv[1]) if len(sys.argv) > 1 else CLAUSES
    with ground.database():
        with timed() as watch:
            company = ground.people(few=True)
            for number in range(PUBLISHED):
                company.published(f"BENCH-{number:03}", ground.CLAUSES_A_POLICY)
            _multiply(clauses)
        say(f"{clauses:,} clauses: {watch.seconds:.0f} s")
        figures = [*_sizes(), *_times(company, clauses)]
    print(table(figures))
    print(f"\nLoad of this machine over five minutes: {os.getloadavg()[1]:.1f}.")
    return 0


def _multiply(clauses: int) -> None:
    from django.db import connection

    from policies import searching
    from policies.models import SearchEntry

    copies = clauses // SearchEntry.objects.exclude(anchor="").count()
    with connection.cursor() as cursor:
        # The index is built once, after the rows: what publication pays for is measured elsewhere.
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_vector'")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX search_vector")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(_COPY, [copies])
        say(f"{SearchEntry.objects.count():,} rows")
        cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE policies_searchentry")
    searching.count_terms()


def _sizes() -> list[Figure]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size('search_vector') + pg_relation_size('search_title_vector'),"
            " sum(octet_length(text)) FROM policies_searchentry"
        )
        index, body = cursor.fetchone()
    return [
        Figure("text", f"{body / 2**20:,.0f} MB"),
        at_most("index for each byte of text", float(index) / float(body), 0.8, ""),
    ]


def _times(company: ground.Ground, clauses: int) -> list[Figure]:
    from django.utils import timezone

    from policies import searching

    today = timezone.localdate()
    found = partial(searching.search, employee=company.reader, on=today)
    answered = partial(searching.answer, employee=company.reader, on=today)
    figures = []
    for what, ask, queries in (
        ("words", found, company.writer.queries(QUERIES)),
        ("questions", answered, QUESTIONS * 10),
    ):
        for query in queries[:20]:
            ask(query)
        times = [timing(partial(ask, query)).seconds * 1000 for query in queries]
        figures.append(Figure(f"{what}, {clauses:,}, p50", f"{percentile(times, 50):,.2f} ms"))
        figures.append(at_most(f"{what}, {clauses:,}, p95", percentile(times, 95), 60, "ms"))
    return figures


if __name__ == "__main__":
    sys.exit(main())
