"""Assigning a revision to everybody, and many acknowledging it one by one and at once."""

import threading
from collections.abc import Sequence

from django.db import connection

from acknowledgements import acknowledging, assigning
from policies.models import Revision
from regs_portal.people.models import Employee
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, timed

ONE_BY_ONE = 300
AT_ONCE = 4
EACH = 150


def measure(ground: Ground) -> list[Figure]:
    revision = ground.published("BENCH-EVERYBODY", 60)
    with timed() as watch:
        assigned = assigning.assign_audience(revision)
    assert assigned >= 10_000, f"only {assigned} people were assigned"
    people = list(
        Employee.objects.select_related("department").order_by("pk")[: ONE_BY_ONE + AT_ONCE * EACH]
    )
    with timed() as alone:
        _acknowledge(revision, people[:ONE_BY_ONE])
    readers = [
        threading.Thread(
            target=_in_a_thread, args=(revision, people[ONE_BY_ONE + start :: AT_ONCE])
        )
        for start in range(AT_ONCE)
    ]
    with timed() as together:
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    assert revision.acknowledgements.count() == len(people)
    return [
        Figure(f"assigning {assigned:,} people", f"{watch.seconds:,.2f} s"),
        Figure("acknowledgements, one connection", f"{ONE_BY_ONE / alone.seconds:,.0f} a second"),
        Figure(
            f"acknowledgements, {AT_ONCE} threads of one process",
            f"{AT_ONCE * EACH / together.seconds:,.0f} a second",
        ),
    ]


def _in_a_thread(revision: Revision, people: Sequence[Employee]) -> None:
    try:
        _acknowledge(revision, people)
    finally:
        connection.close()


def _acknowledge(revision: Revision, people: Sequence[Employee]) -> None:
    sentence = acknowledging.official_sentence(revision)
    for employee in people:
        acknowledging.acknowledge(
            revision,
            employee,
            digest=revision.digest,
            sentence=sentence,
            clauses_shown=60,
            seconds_open=90,
        )
