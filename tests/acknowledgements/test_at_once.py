"""Two at once: one wins, the other is told; tallies stay right, audiences are assigned once."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from acknowledgements.acknowledging import acknowledge, official_sentence
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, Assignment, AudienceAssigned, DepartmentTally
from acknowledgements.recounting import drifts
from policies.models import Revision
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests import cast as casting
from tests.cast import published_policy
from tests.factories import EmployeeFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the refusal it met; all begin together."""
    barrier = Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=30)
            results[place] = call()
        except Refused as refused:
            results[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def accept(revision: Revision, by: Employee) -> Acknowledgement:
    return acknowledge(revision, by, revision.digest, official_sentence(revision), 3, 60)


def test_one_person_twice_at_once() -> None:
    cast = casting.assemble()
    revision = published_policy(cast)
    assign_audience(revision)

    results = at_once(*[lambda: accept(revision, cast.employee)] * 4)

    assert sum(isinstance(result, Acknowledgement) for result in results) == 1
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 3
    assert all("already acknowledged" in str(one) or "簽收" in str(one) for one in refused)
    assert Acknowledgement.objects.count() == 1
    assert AuditEvent.objects.filter(verb="acknowledgements.acknowledge").count() == 1
    assert drifts() == []


def test_twenty_people_of_one_department_at_once() -> None:
    cast = casting.assemble()
    people = [EmployeeFactory(department=cast.customer_service) for _ in range(20)]
    revision = published_policy(cast)
    assign_audience(revision)

    results = at_once(*[lambda by=by: accept(revision, by) for by in people])

    assert all(isinstance(result, Acknowledgement) for result in results)
    tally = DepartmentTally.objects.get(revision=revision, department=cast.customer_service)
    assert (tally.assigned, tally.settled) == (21, 20)
    assert drifts() == []


def test_an_audience_assigned_twice_at_once() -> None:
    cast = casting.assemble()
    revision = published_policy(cast)

    results = at_once(*[lambda: assign_audience(revision)] * 3)

    assert sorted(results) == [0, 0, len(cast.everybody)]
    assert Assignment.objects.filter(revision=revision).count() == len(cast.everybody)
    assert AudienceAssigned.objects.filter(revision=revision).count() == 1
    assert AuditEvent.objects.filter(verb="acknowledgements.assign").count() == 1
    assert drifts() == []
