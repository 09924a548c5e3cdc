"""The one verb: who may, which words, once; what is kept of it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone, translation

from acknowledgements.acknowledging import acknowledge, official_sentence
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement, Assignment, DepartmentTally
from policies.models import Revision
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, draft_of, next_revision, published_policy

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def revision(cast: Cast) -> Revision:
    made = published_policy(cast)
    assign_audience(made)
    return made


def refusal(revision: Revision, by: Employee, **other: Any) -> str:
    """The code of the refusal; nothing may have been kept."""
    before = Acknowledgement.objects.count(), AuditEvent.objects.count()
    given: dict[str, Any] = {
        "digest": revision.digest,
        "sentence": official_sentence(revision),
    } | other
    with pytest.raises(Refused) as refused:
        acknowledge(revision, by, clauses_shown=4, seconds_open=60, **given)
    assert str(refused.value)
    assert (Acknowledgement.objects.count(), AuditEvent.objects.count()) == before
    return refused.value.code


def test_keeps_the_evidence(cast: Cast, revision: Revision) -> None:
    now = timezone.now()
    accept(revision, cast.employee, at=now, seconds_open=75)

    evidence = Acknowledgement.objects.get(revision=revision, employee=cast.employee)
    assert evidence.at == now
    assert evidence.digest == revision.digest
    assert evidence.sentence == official_sentence(revision)
    assert (evidence.clauses_shown, evidence.seconds_open) == (4, 75)
    assert (evidence.employee_number, evidence.employee_name) == ("A001", "林客服")
    assert evidence.department_name == "客戶服務課"
    event = AuditEvent.objects.get(verb="acknowledgements.acknowledge")
    assert event.actor_id == cast.employee.pk
    assert event.payload["digest"] == revision.digest


def test_settles_what_was_owed_and_nothing_else(cast: Cast, revision: Revision) -> None:
    evidence = accept(revision, cast.employee)

    settled = Assignment.objects.settled().get()
    assert settled.employee_id == cast.employee.pk
    assert settled.settled_on == timezone.localdate(evidence.at)
    assert Assignment.objects.open().count() == 10
    assert not Assignment.objects.owed_by(cast.employee, TODAY()).exists()
    tallies = DepartmentTally.objects.filter(revision=revision, settled__gt=0)
    assert [(tally.department_id, tally.settled) for tally in tallies] == [
        (cast.customer_service.pk, 1)
    ]


def test_the_tally_is_that_of_the_department_then(cast: Cast, revision: Revision) -> None:
    Employee.objects.filter(pk=cast.employee.pk).update(department=cast.company)
    accept(revision, Employee.objects.get(pk=cast.employee.pk))
    tally = DepartmentTally.objects.get(revision=revision, settled=1)
    assert tally.department_id == cast.customer_service.pk


def test_a_duration_nobody_measured(cast: Cast, revision: Revision) -> None:
    assert accept(revision, cast.employee, seconds_open=None).seconds_open is None


def test_a_coming_text_may_be_acknowledged_once_one_is_told(cast: Cast) -> None:
    coming = published_policy(cast, effective_from=TODAY() + 10 * DAY)
    assign_audience(coming)
    assert accept(coming, cast.employee).digest == coming.digest


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_sentence_is_accepted_in_each_language(
    cast: Cast, revision: Revision, language: str
) -> None:
    with translation.override(language):
        sentence = official_sentence(revision)
    for part in (revision.title, "HR-003", "1.0"):
        assert part in sentence
    kept = acknowledge(revision, cast.employee, revision.digest, sentence, 4, 60)
    assert kept.sentence == sentence


def test_a_second_time_is_told(cast: Cast, revision: Revision) -> None:
    first = accept(revision, cast.employee)
    assert refusal(revision, cast.employee) == "acknowledgements_acknowledgement_pkey"
    assert Acknowledgement.objects.get().at == first.at
    assert DepartmentTally.objects.get(settled=1).department_id == cast.customer_service.pk


@pytest.mark.parametrize(
    "other",
    [{"digest": "0" * 64}, {"digest": ""}, {"sentence": "I accept everything."}, {"sentence": ""}],
)
def test_other_words_are_refused(cast: Cast, revision: Revision, other: dict[str, str]) -> None:
    assert refusal(revision, cast.employee, **other) == "other_text"


def test_another_policys_words_are_refused(cast: Cast, revision: Revision) -> None:
    other = published_policy(cast, "HR-004")
    assert refusal(revision, cast.employee, sentence=official_sentence(other)) == "other_text"


def test_who_was_not_asked_is_refused(cast: Cast) -> None:
    revision = published_policy(cast)
    revision.policy.audience_rules.all().delete()
    revision.policy.audience_rules.create(kind="department", department=cast.operations)
    assign_audience(revision)
    assert refusal(revision, cast.outsider) == "acknowledgement_was_assigned"


def test_before_anybody_was_asked(cast: Cast) -> None:
    assert refusal(published_policy(cast), cast.employee) == "acknowledgement_was_assigned"


def test_an_unpublished_text_is_refused(cast: Cast) -> None:
    assert refusal(draft_of(cast), cast.employee) == "acknowledgement_names_the_text"


def test_a_superseded_text_is_refused_and_its_evidence_stays(cast: Cast) -> None:
    past = timezone.now() - 20 * DAY
    first = published_policy(cast, at=past)
    assign_audience(first, at=past)
    kept = accept(first, cast.editor, at=past + DAY)
    second = next_revision(cast, first)
    first.refresh_from_db()

    assert refusal(first, cast.employee) == "acknowledgement_names_the_text"

    assert Acknowledgement.objects.get() == kept
    assign_audience(second)
    accept(second, cast.editor)
    assert Acknowledgement.objects.filter(employee=cast.editor).count() == 2


@pytest.mark.parametrize("dates", [{"left_on": -1}, {"hired_on": 1}])
def test_who_is_not_employed_is_refused(
    cast: Cast, revision: Revision, dates: dict[str, int]
) -> None:
    changes = {name: TODAY() + days * DAY for name, days in dates.items()}
    Employee.objects.filter(pk=cast.employee.pk).update(**changes)
    assert refusal(revision, Employee.objects.get(pk=cast.employee.pk)) == "not_employed"
