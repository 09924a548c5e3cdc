"""The recount says where a tally is out of step, and sets it right when asked."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from acknowledgements.assigning import assign_audience
from acknowledgements.models import DepartmentTally
from acknowledgements.recounting import drifts, mend
from policies.models import Revision
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, published_policy


@pytest.fixture
def revision(cast: Cast) -> Revision:
    made = published_policy(cast)
    assign_audience(made)
    return made


def spoil(revision: Revision, cast: Cast) -> None:
    tallies = DepartmentTally.objects.filter(revision=revision)
    tallies.filter(department=cast.human_resources).update(assigned=99, settled=7)


def test_tallies_are_right_after_assigning(revision: Revision) -> None:
    assert drifts() == []


def test_a_wrong_tally_is_named_with_both_figures(cast: Cast, revision: Revision) -> None:
    spoil(revision, cast)

    (drift,) = drifts()

    assert (drift.tallied_settled, drift.tallied_assigned) == (7, 99)
    assert (drift.counted_settled, drift.counted_assigned) == (0, 3)


def test_a_missing_tally_is_drift(cast: Cast, revision: Revision) -> None:
    DepartmentTally.objects.filter(revision=revision, department=cast.customer_service).delete()
    assert [drift.department_id for drift in drifts()] == [cast.customer_service.pk]


def test_mending_sets_it_right_and_is_audited(cast: Cast, revision: Revision) -> None:
    spoil(revision, cast)

    assert len(mend()) == 1

    assert drifts() == []
    event = AuditEvent.objects.get(verb="acknowledgements.recount")
    assert event.subject == f"policies.revision:{revision.pk}"
    assert "7 of 99" in event.payload["found"][0]


def test_mending_what_is_right_leaves_no_trace(revision: Revision) -> None:
    assert mend() == []
    assert not AuditEvent.objects.filter(verb="acknowledgements.recount").exists()


def test_the_command_fails_on_drift_and_changes_nothing(cast: Cast, revision: Revision) -> None:
    spoil(revision, cast)
    with pytest.raises(CommandError, match="1 tallies are out of step"):
        call_command("recount_tallies", stdout=StringIO())
    assert len(drifts()) == 1


def test_the_command_mends_when_asked(cast: Cast, revision: Revision) -> None:
    spoil(revision, cast)
    said = StringIO()
    call_command("recount_tallies", mend=True, stdout=said)
    assert "1 tallies mended." in said.getvalue()
    assert drifts() == []


def test_the_command_says_that_all_is_right(revision: Revision) -> None:
    said = StringIO()
    call_command("recount_tallies", stdout=said)
    assert said.getvalue() == "Every tally is right.\n"
