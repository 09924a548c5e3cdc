"""The audit trail: what an event adds to a verb, how fast it is sealed, how long it takes to prove.

A million events are written by SQL, through the same triggers.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from acknowledgements import acknowledging
from policies import drafting, workflow
from policies.drafting import editing
from policies.models import Revision
from regs_portal.audit import sealing, verifying
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.recording import Statement
from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure, at_least, at_most, peak_megabytes, timed, timing

EVENTS = 1_000_000
TIMES = 901

WRITE = """
INSERT INTO audit_auditevent (sequence, version, at, actor_id, actor_number, verb, subject, door,
    address, before, after, payload, previous, hash)
SELECT 0, 2, now(), %s, 'B0001', 'acknowledgements.acknowledge', 'tests.page:' || number %% 5000,
    'screen', '192.0.2.1', repeat('a', 64), repeat('b', 64),
    jsonb_build_object('digest', repeat('c', 64), 'sentence', '我已閱讀並同意遵守'), '', ''
FROM generate_series(1, %s) AS number
"""


def measure(ground: Ground) -> list[Figure]:
    return [*_proved(ground), *_added(ground)]


def _added(ground: Ground) -> list[Figure]:
    """The same verb with its event and without, one beside the other: which goes first changes, and
    what counts is the difference of the two, for a machine is slower one moment than the next."""
    figures = []
    for name, verb, module in (
        ("edit a clause of 60", _editing(ground), editing),
        ("submit 60 clauses", _submitting(ground), workflow),
        ("acknowledge", _acknowledging(ground), acknowledging),
    ):
        bare, more = [], []
        for time in range(TIMES):
            took = {}
            for is_recorded in (True, False) if time % 2 else (False, True):
                with nullcontext() if is_recorded else _unrecorded(module):
                    took[is_recorded] = next(verb)
            bare.append(took[False])
            more.append(took[True] - took[False])
        added = statistics.median(more) / statistics.median(bare)
        figures.append(at_most(f"an event adds to: {name}", added * 100, 10, "%"))
        figures.append(Figure("  the verb without it", f"{statistics.median(bare) * 1000:.2f} ms"))
    return figures


@contextmanager
def _unrecorded(module: Any) -> Iterator[None]:
    """The verbs of the module without their event."""

    def run(then: Statement, *told: Any, **more: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(*then)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "record", lambda *told, **more: None, raising=False)
        patch.setattr(module, "record_and_run", run, raising=False)
        yield


def _editing(ground: Ground) -> Iterator[float]:
    draft = ground.next_draft(ground.published("BENCH-AUDIT-EDIT", 60).policy)
    clause = draft.clauses.order_by("position").first()
    assert clause is not None
    for version in count(clause.lock_version):
        words = f"<p>第{version}次修改。</p>"
        with timed() as watch:
            drafting.edit_clause(draft, clause.anchor, version, ground.author, body=words)
        yield watch.seconds


def _submitting(ground: Ground) -> Iterator[float]:
    draft = ground.next_draft(ground.published("BENCH-AUDIT-SUBMIT", 60).policy)
    while True:
        with timed() as watch:
            submitted = workflow.submit(draft, ground.author)
        yield watch.seconds
        workflow.withdraw(submitted, ground.author)
        draft = ground.next_draft(draft.policy)


def _acknowledging(ground: Ground) -> Iterator[float]:
    from acknowledgements.assigning import assign_audience
    from acknowledgements.models import Assignment

    revision: Revision = ground.published("BENCH-AUDIT-ACKNOWLEDGE", 10)
    assign_audience(revision)
    sentence = acknowledging.official_sentence(revision)
    owed = Assignment.objects.filter(revision=revision).select_related("employee__department")
    for assignment in owed.iterator():
        with timed() as watch:
            acknowledging.acknowledge(
                revision, assignment.employee, revision.digest, sentence, 10, 60, timezone.now()
            )
        yield watch.seconds


def _proved(ground: Ground) -> list[Figure]:
    sealing.seal()
    with connection.cursor() as cursor, timed() as writing:
        cursor.execute(WRITE, [ground.author.pk, EVENTS])
    seconds = timing(sealing.seal).seconds
    figures = [
        Figure("events written by one connection", f"{EVENTS / writing.seconds:,.0f} a second"),
        at_least("events sealed a second", EVENTS / seconds, 1_000),
    ]
    with timed() as watch:
        found = list(verifying.faults())
    total = AuditEvent.objects.count()
    with connection.cursor() as cursor:  # what a server does by itself, while nobody is measured
        cursor.execute("VACUUM ANALYZE")
    return [
        *figures,
        at_most(f"verify {total:,} events and the evidence", watch.seconds, 60, "s"),
        Figure("  faults found", str(len(found)), "0", not found),
        Figure("  most memory of this process", f"{peak_megabytes():,.0f} MB"),
    ]
