"""Reviewed, no change: a signed decision from which the next interval counts."""

import datetime as dt

import pytest
from django.utils import timezone

from policies import desk, drafting, periodic_reviewing
from policies.models import PeriodicReview, Revision, RevisionKind
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, publish, published_policy
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql
from tests.signing import proof_of

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def confirm(revision: Revision, by: Employee, comment: str = "法令未變。") -> PeriodicReview:
    return periodic_reviewing.confirm(
        revision.policy, comment, by, revision.digest, proof=proof_of(by, revision)
    )


def old_policy(cast: Cast, days: int = 400) -> Revision:
    return published_policy(cast, at=timezone.now() - days * DAY)


def test_it_is_signed_and_the_interval_counts_from_it(cast: Cast) -> None:
    revision, today = old_policy(cast), timezone.localdate()
    assert revision in desk.due_for_review(cast.editor, today)
    made = confirm(revision, cast.editor)
    assert (made.digest, made.signed_name, made.authenticated_by, made.on) == (
        revision.digest, "王人資", "password", today
    )  # fmt: skip
    assert "不變" in made.meaning or "維持" in made.meaning
    assert revision not in desk.due_for_review(cast.editor, today)
    due = periodic_reviewing.due_day(revision.policy, today)
    assert due is not None
    assert (due.year, due.month) == (today.year + 1, today.month)
    event = AuditEvent.objects.get(verb="policies.review_unchanged")
    assert event.payload["comment"] == "法令未變。"


def test_who_signs(cast: Cast) -> None:
    revision = old_policy(cast)
    for person in cast.everybody:
        if person != cast.editor:
            with refused("not_yours"):
                confirm(revision, person)


def test_what_is_signed(cast: Cast) -> None:
    revision = old_policy(cast)
    with refused("periodic_review_has_a_reason"):
        confirm(revision, cast.editor, " \u3000")
    with refused("other_text"):
        periodic_reviewing.confirm(
            revision.policy, "看過", cast.editor, "0" * 64, proof=proof_of(cast.editor, revision)
        )
    with refused("not_proven"):
        periodic_reviewing.confirm(
            revision.policy, "看過", cast.editor, revision.digest,
            proof=proof_of(cast.approver, revision),
        )  # fmt: skip
    draft = draft_of(cast, "HR-020")
    with refused("nothing_in_force"):
        confirm(draft, cast.editor)


def test_a_correction_is_no_review(cast: Cast) -> None:
    revision = old_policy(cast)
    before = periodic_reviewing.due_day(revision.policy, timezone.localdate())
    draft = drafting.start_revision(
        revision.policy, cast.editor, kind=RevisionKind.CORRECTION, reason="錯字"
    )
    clause = draft.clauses.get(label="第一條")
    drafting.edit_clause(
        draft, clause.anchor, 1, cast.editor, body="<p>本辦法依勞動基準法訂定。</p>"
    )
    publish(cast, draft)
    assert periodic_reviewing.due_day(revision.policy, timezone.localdate()) == before


def test_what_is_being_revised_is_not_asked_for(cast: Cast) -> None:
    revision = old_policy(cast)
    drafting.start_revision(revision.policy, cast.editor)
    assert revision not in desk.due_for_review(cast.editor, timezone.localdate())


def test_postgresql_holds_it(cast: Cast) -> None:
    revision = old_policy(cast)
    made = confirm(revision, cast.editor)
    with sql_refused("evidence_append_only"):
        sql("UPDATE policies_periodicreview SET comment = 'x'")
    with sql_refused("evidence_append_only"):
        sql("DELETE FROM policies_periodicreview")
    copy = """INSERT INTO policies_periodicreview (policy_id, revision_id, digest, "on", comment,
        by_id, signed_name, meaning, authenticated_by, at)
        SELECT policy_id, revision_id, %s, %s, 'x', by_id, 'x', 'x', 'password', now()
        FROM policies_periodicreview WHERE id = %s"""
    with sql_refused("periodic_review_names_the_text"):
        sql(copy, "0" * 64, made.on, made.pk)
    with sql_refused("periodic_review_names_the_text"):
        sql(copy, made.digest, made.on - 1000 * DAY, made.pk)
