"""Evidence put in by hand, and drafts changed by hand, are found; later deeds hide nothing."""

import pytest
from django.db import connection
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from policies import drafting, workflow
from policies.models import Revision, Step, Verdict
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.verifying import faults
from tests import signing
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, draft_of, published_policy
from tests.policies.standing import Place, standing_at
from tests.regs_portal.audit.trail import tamper

pytestmark = pytest.mark.django_db


def by_hand(sql: str, *values: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE policies_clause SET body = '<p>每日工作十二小時。</p>' WHERE revision_id = %s",
        "UPDATE policies_chapter SET title = '其他' WHERE revision_id = %s",
        "UPDATE policies_revision SET purpose = '<p>其他。</p>' WHERE id = %s",
        "DELETE FROM policies_clause WHERE revision_id = %s AND label = '第二條'",
        "DELETE FROM policies_legalbasis WHERE revision_id = %s",
        "UPDATE policies_attachment SET title = '其他' WHERE revision_id = %s",
        "UPDATE policies_policy SET is_work_rule = true"
        " WHERE id = (SELECT policy_id FROM policies_revision WHERE id = %s)",
        "DELETE FROM policies_audiencerule"
        " WHERE policy_id = (SELECT policy_id FROM policies_revision WHERE id = %s)",
    ],
)
@pytest.mark.parametrize("later", ["nothing", "submitted"])
def test_what_was_written_into_a_draft_is_found_whatever_follows(
    cast: Cast, enclosing: Revision, sql: str, later: str
) -> None:
    assert list(faults()) == []
    by_hand(sql, enclosing.pk)
    if later == "submitted":
        workflow.submit(enclosing, cast.editor)
    assert list(faults()) != []


@pytest.fixture
def enclosing(cast: Cast, tmp_path: object, settings: object) -> Revision:
    from policies import papers

    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    draft = draft_of(cast)
    drafting.add_basis(draft, cast.editor, "勞動基準法", "第三十八條")
    drafting.attach(draft, cast.editor, "附件一", papers.take_in("表.pdf", b"%PDF-1.7 form"))
    return draft


def test_forged_decisions_are_found_after_an_honest_publication(cast: Cast) -> None:
    draft = standing_at(cast, Place.SUBMITTED)
    signing.decide(draft, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    by_hand(
        "INSERT INTO policies_decision (review_id, revision_id, round, verdict, by_id,"
        " on_behalf_of_name, authenticated_by, signed_name, meaning, comment, digest, at)"
        " SELECT review.id, review.revision_id, review.round, 'approved', %s, '', 'password',"
        " %s, '我核定', '', revision.digest, now() FROM policies_review AS review"
        " JOIN policies_revision AS revision ON revision.id = review.revision_id"
        " WHERE review.step = 'fairness'",
        cast.fairness_reviewer.pk, cast.fairness_reviewer.name,
    )  # fmt: skip
    signing.decide(draft, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver)
    draft.refresh_from_db()
    workflow.publish(draft, timezone.localdate(), cast.editor)
    (found,) = faults()
    assert "policies_decision" in found


def test_a_forged_delegation_is_found(cast: Cast) -> None:
    by_hand(
        "INSERT INTO policies_delegation (principal_id, delegate_id, first_day, last_day, reason,"
        " by_id, at) VALUES (%s, %s, '2026-01-01', '2036-01-01', '', %s, now())",
        cast.approver.pk, cast.outsider.pk, cast.approver.pk,
    )  # fmt: skip
    (found,) = faults()
    assert "policies_delegation" in found


def test_a_forged_acknowledgement_is_found(cast: Cast) -> None:
    revision = published_policy(cast)
    assign_audience(revision)
    by_hand(
        "INSERT INTO acknowledgements_acknowledgement (revision_id, employee_id, employee_number,"
        " employee_name, department_name, digest, sentence, clauses_shown, at, means,"
        " outcome, objection, confirmed, language, address, device, proven)"
        " VALUES (%s, %s, 'A001', '', '', %s, '我同意', 1, now(), 'screen',"
        " 'accepted', '', '[]', '', '', '', '')",
        revision.pk, cast.employee.pk, revision.digest,
    )  # fmt: skip
    assert any("acknowledgements_acknowledgement" in found for found in faults())


def test_what_was_changed_in_force_is_found_after_it_was_acknowledged(cast: Cast) -> None:
    revision = published_policy(cast)
    assign_audience(revision)
    tamper("UPDATE policies_revision SET change_note = '其他' WHERE id = %s", revision.pk,
        table="policies_revision")  # fmt: skip
    accept(revision, cast.employee)
    event = AuditEvent.objects.latest("sequence")
    assert event.before == event.after != ""
    assert list(faults())


@pytest.mark.parametrize(
    ("sql", "verb"),
    [
        ("INSERT INTO people_employee_groups (employee_id, group_id) SELECT %s, id FROM auth_group"
         " WHERE name = 'approver'", "people.gain_office"),
        ("DELETE FROM people_employee_groups WHERE employee_id = %s", "people.lose_office"),
        ("UPDATE people_employee SET is_superuser = true WHERE id = %s", "people.change_account"),
        ("UPDATE people_employee SET password = 'x' WHERE id = %s", "people.change_account"),
        ("UPDATE policies_reviewstep SET is_active = false WHERE %s > 0 AND NOT is_final",
         "policies.change_step"),
    ],
)  # fmt: skip
def test_power_taken_by_hand_is_in_the_trail(cast: Cast, sql: str, verb: str) -> None:
    before = AuditEvent.objects.count()
    by_hand(sql, cast.auditor.pk)
    noted = AuditEvent.objects.order_by("-sequence")[: AuditEvent.objects.count() - before]
    assert {event.verb for event in noted} == {verb}
    assert not any("password" in str(event.payload.get("was", "")) for event in noted)


def test_a_writer_put_in_is_found(cast: Cast) -> None:
    revision = drafting.start_revision(published_policy(cast, "HR-009").policy, cast.editor)
    assert list(faults()) == []
    by_hand(
        "INSERT INTO policies_contribution (revision_id, employee_id, since)"
        " VALUES (%s, %s, now())",
        revision.pk, cast.neighbour.pk,
    )  # fmt: skip
    assert len(list(faults())) == 1
