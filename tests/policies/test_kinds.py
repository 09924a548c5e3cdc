"""Corrections (更正): what they may mend, and that they are recorded as such."""

import datetime as dt

import pytest
from django.utils import timezone

from acknowledgements.acknowledging import acknowledge, official_sentence
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Assignment
from policies import drafting, road, scheduling, workflow
from policies.models import Revision, RevisionKind, Step, Verdict
from policies.refusals import Refused
from policies.text.outline import AudienceLine
from tests import signing
from tests.cast import Cast, approve, draft_of, next_revision, publish, published_policy
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def correction(cast: Cast, revision: Revision) -> Revision:
    return drafting.start_revision(
        revision.policy, cast.editor, kind=RevisionKind.CORRECTION, reason="更正錯字"
    )


def mended(cast: Cast, revision: Revision) -> Revision:
    draft = correction(cast, revision)
    clause = draft.clauses.get(label="第一條")
    drafting.edit_clause(
        draft, clause.anchor, 1, cast.editor, body="<p>本辦法依勞動基準法訂定。</p>"
    )
    return draft


def test_it_is_begun_as_minor_with_its_reason(cast: Cast) -> None:
    draft = correction(cast, published_policy(cast))
    assert (draft.kind, draft.is_material, draft.change_note) == (
        RevisionKind.CORRECTION, False, "更正錯字"
    )  # fmt: skip


def test_only_what_was_published_is_corrected(cast: Cast) -> None:
    draft = draft_of(cast)
    workflow.withdraw(draft, cast.editor)
    with refused("nothing_to_correct"):
        correction(cast, draft)


def test_it_binds_nobody_else(cast: Cast) -> None:
    draft = mended(cast, published_policy(cast))
    clause = draft.clauses.get(label="第一條")
    mainland = AudienceLine(excluded=False, kind="site", code="KSH")
    drafting.bind_clause(draft, clause.anchor, clause.lock_version, cast.editor, [mainland])
    with refused("correction_of_substance"):
        workflow.submit(draft, cast.editor)


def test_it_mends_words(cast: Cast) -> None:
    end = publish(cast, mended(cast, published_policy(cast)), timezone.localdate() + DAY)
    assert end.kind == RevisionKind.CORRECTION
    assert Revision.objects.in_force(timezone.localdate() + DAY).get() == end


def test_it_mends_something(cast: Cast) -> None:
    draft = correction(cast, published_policy(cast))
    with refused("nothing_corrected"):
        workflow.submit(draft, cast.editor)


def test_it_changes_nothing_of_substance(cast: Cast) -> None:
    old = published_policy(cast)
    for change in (add_a_clause, remove_a_clause, renumber_a_clause, move_a_clause, delete_words):
        draft = correction(cast, old)
        change(draft, cast)
        with refused("correction_of_substance"):
            workflow.submit(draft, cast.editor)
        workflow.withdraw(draft, cast.editor)


@pytest.mark.parametrize(
    "words",
    [
        "<p>本辦法由公司訂定，員工應一律遵守，不得異議。</p>",
        "<p>本辦法不依勞動基準法訂定之。</p>",
        "<p>本辦法依勞動基準法2訂定之。</p>",
    ],
)
def test_it_says_nothing_else(cast: Cast, words: str) -> None:
    draft = correction(cast, published_policy(cast))
    drafting.edit_clause(
        draft, draft.clauses.get(label="第一條").anchor, 1, cast.editor, body=words
    )
    with refused("correction_of_substance"):
        workflow.submit(draft, cast.editor)
    checks = road.checks(draft, draft.outline(), [])
    assert [each.is_done for each in checks if "第一條" in each.sentence] == [False]


def test_it_says_what_it_corrects(cast: Cast) -> None:
    draft = mended(cast, published_policy(cast))
    drafting.edit_cover(draft, draft.lock_version, cast.editor, change_note="")
    with refused("correction_unsaid"):
        workflow.submit(draft, cast.editor)


@pytest.mark.parametrize("reached", ["draft", "approved"])
def test_words_called_off_are_not_corrected_into_force(cast: Cast, reached: str) -> None:
    first = published_policy(cast)
    scheduled = next_revision(cast, first, effective_from=timezone.localdate() + 9 * DAY)
    draft = mended(cast, scheduled)
    if reached == "approved":
        draft = approve(cast, draft)
    scheduling.cancel(scheduled, "工會反對", cast.editor)
    with refused("correction_of_the_newest"):
        if reached == "draft":
            workflow.submit(draft, cast.editor)
        else:
            workflow.publish(draft, timezone.localdate() + DAY, cast.editor)
    with sql_refused("correction_of_the_newest"):
        status = "in_review" if reached == "draft" else "published"
        sql("UPDATE policies_revision SET status = %s WHERE id = %s", status, draft.pk)


def add_a_clause(draft: Revision, cast: Cast) -> None:
    drafting.add_clause(draft, cast.editor, label="第九條", body="<p>新增。</p>")


def remove_a_clause(draft: Revision, cast: Cast) -> None:
    clause = draft.clauses.get(label="第三條之一")
    drafting.remove_clause(draft, clause.anchor, cast.editor)


def renumber_a_clause(draft: Revision, cast: Cast) -> None:
    clause = draft.clauses.get(label="第三條")
    drafting.edit_clause(draft, clause.anchor, 1, cast.editor, label="第五條")


def move_a_clause(draft: Revision, cast: Cast) -> None:
    clause = draft.clauses.get(label="第三條之一")
    chapter = draft.chapters.get(label="第一章")
    drafting.move_clause(draft, clause.anchor, cast.editor, chapter=chapter.anchor)


def delete_words(draft: Revision, cast: Cast) -> None:
    clause = draft.clauses.get(label="第三條")
    drafting.edit_clause(draft, clause.anchor, 1, cast.editor, is_deleted=True, body="")


def test_nobody_approves_it_as_material(cast: Cast) -> None:
    draft = mended(cast, published_policy(cast))
    workflow.submit(draft, cast.editor)
    signing.decide(draft, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    signing.decide(draft, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer)
    with refused("revision_correction_is_minor"):
        signing.decide(
            draft, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver, is_material=True
        )


def test_nor_does_sql(cast: Cast) -> None:
    draft = mended(cast, published_policy(cast))
    with sql_refused("revision_correction_is_minor"):
        sql("UPDATE policies_revision SET is_material = true WHERE id = %s", draft.pk)


def test_who_has_acknowledged_need_not_again(cast: Cast) -> None:
    old = published_policy(cast)
    assign_audience(old)
    acknowledge(old, cast.employee, old.digest, official_sentence(old), 3, None)
    draft = mended(cast, old)
    approve(cast, draft)
    end = workflow.publish(draft, timezone.localdate() + DAY, cast.editor)
    assign_audience(end)
    assert not Assignment.objects.filter(revision=end, employee=cast.employee).exists()
    assert Assignment.objects.filter(revision=end, employee=cast.outsider).exists()
