"""A process killed in the middle of a verb: all of it happened or none; then it can be done."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from acknowledgements import acknowledging
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, Assignment, DepartmentTally
from policies import workflow
from policies.models import Rendition, Revision, SearchEntry, Status, Transition
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.verifying import faults
from regs_portal.people.models import Employee
from tests.cast import approve, assemble, draft_of, published_policy

pytestmark = pytest.mark.django_db(transaction=True)


def kill_in_the_middle(where: str, verb: str, revision: Revision, by: Employee) -> None:
    """Starts the verb in another process, waits until it hangs there, and kills it (SIGKILL)."""
    arguments = [connection.settings_dict["NAME"], where, verb, str(revision.pk)]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.regs_portal.killed", *arguments, by.employee_number],
        cwd=Path(settings.BASE_DIR),
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "hanging"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


@pytest.mark.parametrize("where", ["before search", "before audit", "before commit"])
def test_a_publication_killed_half_way_never_happened(where: str) -> None:
    cast = assemble()
    revision = approve(cast, draft_of(cast))
    events = AuditEvent.objects.count()

    kill_in_the_middle(where, "publish", revision, cast.editor)

    revision.refresh_from_db()
    assert revision.status == Status.APPROVED
    assert revision.effective_from is None
    assert not Transition.objects.filter(verb="publish").exists()
    assert not SearchEntry.objects.exists()
    assert not Rendition.objects.exists()
    assert AuditEvent.objects.count() == events

    workflow.publish(revision, timezone.localdate(), by=cast.editor)

    revision.refresh_from_db()
    assert revision.status == Status.PUBLISHED
    assert SearchEntry.objects.filter(revision=revision).exists()
    assert Rendition.objects.filter(revision=revision).exists()
    assert list(faults()) == []


def test_an_acknowledgement_killed_half_way_never_happened() -> None:
    cast = assemble()
    revision = published_policy(cast)
    assign_audience(revision)

    kill_in_the_middle("before audit", "acknowledge", revision, cast.employee)

    tally = DepartmentTally.objects.get(revision=revision, department=cast.customer_service)
    assert not Acknowledgement.objects.exists()
    assert Assignment.objects.get(employee=cast.employee).settled_on is None
    assert tally.settled == 0

    acknowledging.acknowledge(
        revision,
        cast.employee,
        digest=revision.digest,
        sentence=acknowledging.official_sentence(revision),
        clauses_shown=4,
        seconds_open=10,
    )

    tally.refresh_from_db()
    assert Acknowledgement.objects.get().employee == cast.employee
    assert tally.settled == 1
    assert list(faults()) == []
