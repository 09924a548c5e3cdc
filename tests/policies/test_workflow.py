"""What each verb does, and what it says when it will not."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone, translation

from policies import drafting, reviewing, workflow
from policies.models import Decision, Rendition, Revision, SearchEntry, Status, Step, Verdict
from policies.refusals import Refused
from policies.text import outline as text
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.recording import subject_of
from tests import signing
from tests.cast import Cast, approve, draft_of, publish, published_policy
from tests.policies.standing import TODAY, Place, standing_at

pytestmark = pytest.mark.django_db


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def verbs_recorded(revision: Revision) -> list[str]:
    subject = subject_of(revision)
    return list(AuditEvent.objects.filter(subject=subject).values_list("verb", flat=True))


def check_deferred() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_whole_way_leaves_its_records(cast: Cast) -> None:
    revision = publish(cast, draft_of(cast))
    assert [
        (move.verb, move.from_status, move.to_status, move.by_id, move.digest)
        for move in revision.transitions.all()
    ] == [
        ("submit", "draft", "in_review", cast.editor.pk, revision.digest),
        ("approve", "in_review", "approved", cast.approver.pk, revision.digest),
        ("publish", "approved", "published", cast.editor.pk, revision.digest),
    ]
    assert verbs_recorded(revision) == [
        "policies.submit", "policies.decide", "policies.decide", "policies.decide",
        "policies.publish",
    ]  # fmt: skip
    check_deferred()


def test_submitting_fixes_the_digest_of_the_text(cast: Cast) -> None:
    draft = draft_of(cast)
    assert draft.digest == ""
    revision = workflow.submit(draft, cast.editor, "請看第三條")
    stored = Revision.objects.get(pk=draft.pk)
    assert revision.digest == stored.digest == text.digest(stored.outline())
    assert [(review.position, review.step) for review in stored.reviews.all()] == [
        (1, "fairness"), (1, "legal_basis"), (2, "final_approval"),
    ]  # fmt: skip
    assert stored.transitions.get().comment == "請看第三條"
    assert stored.submitted_at


@pytest.mark.parametrize(
    ("outline", "sentence"),
    [
        (text.Outline("空的"), "There is no clause yet."),
        (text.Outline("缺字", clauses=(text.Clause("第一條", "<p>&nbsp;</p>"),)), "第一條 has no"),
        (text.Outline(" ", clauses=(text.Clause("第一條", "<p>有</p>"),)), "The title is missing."),
    ],
)
def test_an_unfinished_text_is_not_submitted(
    cast: Cast, outline: text.Outline, sentence: str
) -> None:
    draft = draft_of(cast)
    drafting.load(draft, outline, cast.editor)
    # An empty title keeps the one before it, so it is emptied as an editor would.
    if not outline.title.strip():
        draft.refresh_from_db()
        drafting.edit_cover(draft, draft.lock_version, cast.editor, title="")
    with translation.override("en"), refused("incomplete") as told:
        workflow.submit(draft, cast.editor)
    assert str(told.value).startswith(sentence)
    assert Revision.objects.get(pk=draft.pk).status == Status.DRAFT


def test_a_decision_is_signed_and_names_the_text(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    decision = signing.decide(
        revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer, "合於勞基法第三十八條"
    )
    assert decision.signed_name == "李法務"
    assert decision.meaning == "legal_basis:approved"
    assert decision.digest == revision.digest
    assert Revision.objects.get(pk=revision.pk).status == Status.IN_REVIEW


def test_the_last_yes_approves(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    signing.decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver)
    assert Revision.objects.get(pk=revision.pk).status == Status.APPROVED
    check_deferred()


def test_a_decision_on_another_text_is_refused(cast: Cast) -> None:
    """The reviewer's page was made before the text was returned, changed and submitted again."""
    revision = standing_at(cast, Place.SUBMITTED)
    seen = revision.digest
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "漏字")
    clause = revision.clauses.get(label="第一條")
    drafting.edit_clause(
        revision, clause.anchor, clause.lock_version, cast.editor, body="<p>改了。</p>"
    )
    workflow.submit(revision, cast.editor)
    with refused("other_text"):
        signing.decide(
            revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer, digest=seen
        )
    assert not Decision.objects.filter(revision=revision, round=2).exists()


def test_an_empty_digest_is_not_the_text(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    with refused("other_text"):
        signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer, digest="")


def test_a_no_needs_its_reason(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    with refused("no_reason"):
        signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "  ")
    approved = standing_at(cast, Place.APPROVED, "HR-004")
    with refused("no_reason"):
        workflow.return_approved(approved, cast.approver, "\n")


@pytest.mark.parametrize("place", [Place.SUBMITTED, Place.LAST_OPEN, Place.APPROVED])
def test_returning_voids_the_decisions(cast: Cast, place: Place) -> None:
    revision = standing_at(cast, place)
    if place is Place.APPROVED:
        workflow.return_approved(revision, cast.approver, "再想想")
    else:
        step, by = (
            (Step.LEGAL_BASIS, cast.legal_reviewer)
            if place is Place.SUBMITTED
            else (Step.FINAL_APPROVAL, cast.approver)
        )
        signing.decide(revision, step, Verdict.RETURNED, by, "再想想")
    stored = Revision.objects.get(pk=revision.pk)
    assert (stored.status, stored.digest, stored.round) == (Status.DRAFT, "", 1)

    workflow.submit(stored, cast.editor)
    again = Revision.objects.get(pk=revision.pk)
    assert again.round == 2
    assert reviewing.undecided(again).count() == 3
    check_deferred()


def test_publishing_makes_the_approved_words_law(cast: Cast) -> None:
    revision = approve(cast, draft_of(cast))
    workflow.publish(revision, TODAY(), cast.editor)
    stored = Revision.objects.get(pk=revision.pk)
    assert stored.is_in_force(TODAY())
    assert stored.digest == text.digest(stored.outline())
    assert (stored.published_by_id, stored.effective_until) == (cast.editor.pk, None)
    assert Rendition.objects.filter(revision=stored, kind="page").exists()
    assert SearchEntry.objects.filter(revision=stored).exists()


def test_a_later_day_schedules_and_supersedes(cast: Cast) -> None:
    first = published_policy(cast, at=timezone.now() - dt.timedelta(days=90))
    draft = drafting.start_revision(first.policy, cast.editor)
    day = TODAY() + dt.timedelta(days=10)
    workflow.publish(approve(cast, draft), day, cast.approver)
    first.refresh_from_db()
    draft.refresh_from_db()
    assert (first.effective_until, draft.effective_from) == (day, day)
    assert first.is_in_force(TODAY()) and not first.is_in_force(day)
    assert draft.is_scheduled(TODAY()) and draft.is_in_force(day)
    check_deferred()


def test_yesterday_is_too_late(cast: Cast) -> None:
    revision = approve(cast, draft_of(cast))
    with refused("date_past"):
        workflow.publish(revision, TODAY() - dt.timedelta(days=1), cast.editor)
    assert Revision.objects.get(pk=revision.pk).status == Status.APPROVED


def test_a_slip_in_the_year_does_not_lock_the_policy(cast: Cast) -> None:
    revision = approve(cast, draft_of(cast))
    with refused("date_far"):
        workflow.publish(revision, TODAY() + dt.timedelta(days=3654), cast.editor)
    workflow.publish(revision, TODAY() + dt.timedelta(days=3653), cast.editor)


@pytest.mark.parametrize("days", [0, 9, 10])
def test_no_text_begins_before_the_one_it_supersedes(cast: Cast, days: int) -> None:
    """The newest is scheduled in ten days, so nothing may begin until the eleventh."""
    first = published_policy(cast, effective_from=TODAY() + dt.timedelta(days=10))
    draft = approve(cast, drafting.start_revision(first.policy, cast.editor))
    with refused("date_before_last"):
        workflow.publish(draft, TODAY() + dt.timedelta(days=days), cast.editor)
    first.refresh_from_db()
    assert first.effective_until is None
    workflow.publish(draft, TODAY() + dt.timedelta(days=11), cast.editor)
    check_deferred()


def test_a_text_that_is_not_the_approved_one_is_not_published(cast: Cast) -> None:
    """Whoever switched the guards off and changed a word is found out by the digest."""
    revision = approve(cast, draft_of(cast))
    check_deferred()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE policies_clause DISABLE TRIGGER text_guard")
        cursor.execute(
            "UPDATE policies_clause SET body = '<p>換過</p>' WHERE revision_id = %s",
            [revision.pk],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE policies_clause ENABLE TRIGGER text_guard")
    with refused("revision_digest_fixed"):
        workflow.publish(revision, TODAY(), cast.editor)
    assert Revision.objects.get(pk=revision.pk).status == Status.APPROVED


def test_withdrawing_frees_the_policy(cast: Cast) -> None:
    first = published_policy(cast)
    draft = drafting.start_revision(first.policy, cast.editor)
    with refused("revision_one_open"):
        drafting.start_revision(first.policy, cast.editor)
    workflow.withdraw(draft, cast.editor, "不需要了")
    assert verbs_recorded(draft)[-1] == "policies.withdraw"
    again = drafting.start_revision(first.policy, cast.editor)
    assert again.sequence > draft.sequence


def test_a_refusal_leaves_nothing_behind(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    before = verbs_recorded(revision)
    with refused("not_yours"):
        signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.outsider)
    assert verbs_recorded(revision) == before
    assert not revision.decisions.exists()
