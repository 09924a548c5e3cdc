"""Publishing a revision of 60 clauses; assigning its audience comes later, in a worker."""

import datetime as dt
import statistics
from functools import partial

from django.utils import timezone

from policies import workflow
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, at_most, timing

TIMES = 21


def measure(ground: Ground) -> list[Figure]:
    policy = ground.published("BENCH-PUBLISH", 60).policy
    today = timezone.localdate()
    watches = []
    for number in range(TIMES):
        revision = ground.approved(ground.next_draft(policy))
        day = today + dt.timedelta(days=number)
        publish = partial(workflow.publish, revision, day, by=ground.author)
        watches.append(timing(publish))
    times = [watch.seconds * 1000 for watch in watches]
    own = statistics.median(watch.own * 1000 for watch in watches)
    return [
        at_most(f"publish 60 clauses, median of {TIMES}", statistics.median(times), 75, "ms"),
        Figure("  of it in this process", f"{own:,.2f} ms"),
        Figure("  slowest", f"{max(times):,.2f} ms"),
    ]
