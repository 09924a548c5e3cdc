"""Two people take a step at the same moment: one wins, the other is told, nothing is torn.

Both are made to wait on the same row first, so that they truly meet.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from policies import drafting, reviewing, workflow
from policies.models import Clause, Policy, Revision, Status, Step, Verdict
from policies.refusals import Refused
from policies.text import outline as text
from regs_portal.audit.verifying import faults
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, published_policy
from tests.factories import EmployeeFactory
from tests.policies.standing import TODAY, Place, standing_at

pytestmark = pytest.mark.django_db(transaction=True)

Step_ = Callable[[], object]


def at_once(revision: Revision, *verbs: Step_) -> list[str]:
    """Runs the verbs in threads that meet at the revision's row; "done" or the refusal's code."""

    def take(verb: Step_) -> str:
        try:
            verb()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        with transaction.atomic():
            Revision.objects.select_for_update().get(pk=revision.pk)
            Policy.objects.select_for_update().get(pk=revision.policy_id)
            answers = [pool.submit(take, verb) for verb in verbs]
            wait_until_blocked(len(verbs))
        return [answer.result(timeout=20) for answer in answers]


def wait_until_blocked(how_many: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            # Within a transaction the view would otherwise keep saying what it said first.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= how_many:
                return
        time.sleep(0.02)
    raise AssertionError("the threads never met")


def second(cast: Cast, office: PortalGroup) -> Employee:
    return EmployeeFactory(department=cast.company, site=cast.taiwan, groups=[office])


def stored(revision: Revision) -> Revision:
    return Revision.objects.get(pk=revision.pk)


def decide(revision: Revision, step: Step, verdict: Verdict, by: Employee) -> Step_:
    return lambda: signing.decide(revision, step, verdict, by, "理由", revision.digest)


def test_two_approvers(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    other = second(cast, PortalGroup.APPROVER)
    answers = at_once(
        revision,
        decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver),
        decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, other),
    )
    assert sorted(answers) == ["done", "wrong_state"]
    assert stored(revision).status == Status.APPROVED
    assert revision.decisions.count() == 3
    assert list(faults()) == []


def test_two_legal_reviewers(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    other = second(cast, PortalGroup.LEGAL_REVIEWER)
    answers = at_once(
        revision,
        decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer),
        decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, other),
    )
    assert sorted(answers) == ["done", "not_next"]


def test_two_steps_side_by_side(cast: Cast) -> None:
    """Both are signed, whoever is first, and only the approver ends the round."""
    revision = standing_at(cast, Place.SUBMITTED)
    answers = at_once(
        revision,
        decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer),
        decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer),
    )
    assert answers == ["done", "done"]
    assert stored(revision).status == Status.IN_REVIEW
    assert [review.step for review in reviewing.ready(revision)] == [Step.FINAL_APPROVAL]


def test_the_last_two_sign_at_once(cast: Cast) -> None:
    """The last step waits for the one before: it is refused, or it comes second and approves."""
    revision = standing_at(cast, Place.LEGAL_DECIDED)
    fairness, final = at_once(
        revision,
        decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer),
        decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver),
    )
    assert fairness == "done"
    assert final in {"done", "not_next"}
    approved = stored(revision).status == Status.APPROVED
    assert approved == (final == "done")
    assert list(faults()) == []


def test_a_yes_beside_a_no(cast: Cast) -> None:
    """A return by anybody ends the round for those deciding beside them."""
    revision = standing_at(cast, Place.SUBMITTED)
    yes, no = at_once(
        revision,
        decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer),
        decide(revision, Step.FAIRNESS, Verdict.RETURNED, cast.fairness_reviewer),
    )
    assert no == "done"
    assert yes in {"done", "wrong_state"}
    assert stored(revision).status == Status.DRAFT


def test_one_person_in_two_tabs(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    verb = decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    assert sorted(at_once(revision, verb, verb)) == ["done", "not_next"]
    assert revision.decisions.count() == 1


def test_a_yes_and_a_no(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    other = second(cast, PortalGroup.APPROVER)
    answers = at_once(
        revision,
        decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver),
        decide(revision, Step.FINAL_APPROVAL, Verdict.RETURNED, other),
    )
    assert sorted(answers) == ["done", "wrong_state"]
    expected = Status.APPROVED if answers[0] == "done" else Status.DRAFT
    assert stored(revision).status == expected


def test_two_publishers(cast: Cast) -> None:
    revision = standing_at(cast, Place.APPROVED)
    answers = at_once(
        revision,
        lambda: workflow.publish(revision, TODAY(), cast.editor),
        lambda: workflow.publish(revision, TODAY(), cast.approver),
    )
    assert sorted(answers) == ["done", "wrong_state"]
    assert revision.transitions.filter(verb="publish").count() == 1
    assert stored(revision).status == Status.PUBLISHED


def test_publishing_and_withdrawing(cast: Cast) -> None:
    revision = standing_at(cast, Place.APPROVED)
    answers = at_once(
        revision,
        lambda: workflow.publish(revision, TODAY(), cast.approver),
        lambda: workflow.withdraw(revision, cast.editor),
    )
    assert sorted(answers) == ["done", "wrong_state"]
    expected = Status.PUBLISHED if answers[0] == "done" else Status.WITHDRAWN
    assert stored(revision).status == expected


def test_two_submitters(cast: Cast) -> None:
    revision = standing_at(cast, Place.DRAFT)

    def submit() -> Revision:
        return workflow.submit(revision, cast.editor)

    assert sorted(at_once(revision, submit, submit)) == ["done", "wrong_state"]
    assert stored(revision).round == 1


def test_submitting_and_editing(cast: Cast) -> None:
    """Either the edit is in the text that was submitted, or the editor is told; never a digest
    of other words."""
    revision = standing_at(cast, Place.DRAFT)
    clause = revision.clauses.get(label="第一條")

    def edit() -> Clause:
        return drafting.edit_clause(
            revision, clause.anchor, clause.lock_version, cast.editor, body="<p>最後一刻。</p>"
        )

    submitted, edited = at_once(revision, lambda: workflow.submit(revision, cast.editor), edit)
    assert submitted == "done"
    assert edited in {"done", "revision_frozen"}
    now = stored(revision)
    assert now.digest == text.digest(now.outline())
    assert ("最後一刻" in text.canonical(now.outline())) == (edited == "done")


def test_submitting_and_a_script_that_asks_nobody(cast: Cast) -> None:
    """Even an UPDATE that takes no lock of its own waits for the submission, and is refused."""
    revision = standing_at(cast, Place.DRAFT)

    def script() -> None:
        from policies.refusals import named_constraints

        with named_constraints():
            Clause.objects.filter(revision=revision).update(body="<p>腳本</p>")

    submitted, written = at_once(revision, lambda: workflow.submit(revision, cast.editor), script)
    assert submitted == "done"
    assert written in {"done", "revision_frozen"}
    now = stored(revision)
    assert now.digest == text.digest(now.outline())


def test_two_revisions_of_one_policy(cast: Cast) -> None:
    first = published_policy(cast)

    def start() -> Revision:
        return drafting.start_revision(first.policy, cast.editor)

    answers = at_once(first, start, start)
    assert answers.count("done") == 1
    assert set(answers) - {"done"} <= {"revision_one_open", "revision_sequence_unique"}
    assert Revision.objects.open().filter(policy=first.policy).count() == 1
