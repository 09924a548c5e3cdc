"""Measures the portal against its limits: ``make bench``.

Prints a table; ends with 1 only if something could not be measured, for a busy machine misses
limits that a quiet one holds.
"""

import os
import sys
import traceback
from collections.abc import Callable, Sequence

from tests.benchmarks import ground
from tests.benchmarks.measuring import Figure, say, table, timed


def main() -> int:
    figures: list[Figure] = []
    failed = False
    with ground.database():
        from tests.benchmarks import (
            assigning,
            audit,
            browsing,
            comparing,
            importing,
            nearness,
            pages,
            pdf,
            publishing,
            searching,
            word,
        )

        with timed() as watch:
            company = ground.people()
            ground.publish_policies(company)
        say(f"{ground.PEOPLE:,} people, {ground.CLAUSES:,} clauses in force: {watch.seconds:.0f} s")
        measures: dict[str, Callable[[ground.Ground], Sequence[Figure]]] = {
            "published page": pages.measure,
            "looking around": browsing.measure,
            "search": searching.measure,
            "publish": publishing.measure,
            "PDF": pdf.measure,
            "seed import": importing.measure,
            "Word file": word.measure,
            "comparison": comparing.measure,
            "assigning and acknowledging": assigning.measure,
            "near clauses": nearness.measure,
            "audit trail": audit.measure,
        }
        wanted = sys.argv[1:]
        for name, measure in measures.items():
            if wanted and not any(word in name for word in wanted):
                continue
            say(name)
            try:
                figures += measure(company)
            except Exception:
                traceback.print_exc()
                figures.append(Figure(name, "could not be measured"))
                failed = True
    load, cores = os.getloadavg()[1], os.cpu_count()
    print(table(figures))
    # Ratios hold on a busy machine; times do not.
    print(f"\nLoad of this machine over five minutes: {load:.1f} on {cores} cores.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
