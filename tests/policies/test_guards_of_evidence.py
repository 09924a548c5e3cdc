"""Deciding and evidence in PostgreSQL, attacked with SQL as a shell or a script would."""

import pytest
from django.db import IntegrityError, connection, transaction

from policies import workflow
from policies.models import Policy, Revision
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, published_policy
from tests.policies.attacking import refused, sql
from tests.policies.standing import Place, standing_at

pytestmark = pytest.mark.django_db

TEXT_TABLES = (
    "policies_chapter",
    "policies_clause",
    "policies_clauserole",
    "policies_clauseaudiencerule",
)


@pytest.fixture
def published(cast: Cast) -> Revision:
    return published_policy(cast, outline=None, code="HR-010")


# 5. Deciding


DECISION = """
INSERT INTO policies_decision (review_id, revision_id, round, verdict, by_id, signed_name, meaning,
    comment, digest, at, authenticated_by, on_behalf_of_name)
SELECT review.id, revision.id, revision.round + %s, 'approved', %s, 'x', 'x', '', {digest}, now(),
    'password', ''
FROM policies_revision AS revision JOIN policies_review AS review
    ON review.revision_id = revision.id AND review.step = 'legal_basis'
WHERE revision.id = %s ORDER BY review.round DESC LIMIT 1
"""


def decision(
    revision: Revision, by: Employee, digest: str = "revision.digest", rounds: int = 0
) -> int:
    return sql(DECISION.format(digest=digest), rounds, by.pk, revision.pk)


def test_a_decision_names_the_text_under_review(cast: Cast) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    with refused("decision_names_the_text"):
        decision(revision, cast.legal_reviewer, digest="repeat('0', 64)")
    with refused("decision_names_the_text"):
        decision(revision, cast.legal_reviewer, rounds=1)
    with transaction.atomic():
        assert decision(revision, cast.legal_reviewer) == 1
        transaction.set_rollback(True)


def test_no_writer_decides(cast: Cast) -> None:
    with refused("decision_not_by_a_writer"):
        decision(standing_at(cast, Place.SUBMITTED), cast.editor)


@pytest.mark.parametrize("place", [Place.APPROVED, Place.PUBLISHED, Place.WITHDRAWN])
def test_what_is_not_under_review_is_not_decided(cast: Cast, place: Place) -> None:
    revision = standing_at(cast, place)
    if place is Place.WITHDRAWN:
        revision = standing_at(cast, Place.SUBMITTED, "HR-009")
        workflow.withdraw(revision, cast.editor)
    with refused("decision_names_the_text"):
        decision(revision, cast.outsider)


def test_approved_means_that_every_step_said_yes(cast: Cast) -> None:
    for place in (Place.SUBMITTED, Place.LEGAL_DECIDED, Place.LAST_OPEN):
        revision = standing_at(cast, place, f"HR-1{len(place)}")
        with refused("revision_steps_decided"):
            sql("UPDATE policies_revision SET status = 'approved' WHERE id = %s", revision.pk)


def test_a_no_is_not_a_yes(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    with refused("revision_steps_decided"):
        sql(
            DECISION.replace("'approved'", "'returned'")
            .replace("'legal_basis'", "'final_approval'")
            .format(digest="revision.digest"),
            0, cast.approver.pk, revision.pk,
        )  # fmt: skip
        sql("UPDATE policies_revision SET status = 'approved' WHERE id = %s", revision.pk)


@pytest.mark.parametrize("place", [Place.DRAFT, Place.APPROVED, Place.PUBLISHED])
def test_reviews_are_asked_for_by_submitting_only(cast: Cast, place: Place) -> None:
    revision = standing_at(cast, place)
    with refused("revision_moves_by_the_table"):
        sql(
            "INSERT INTO policies_review (revision_id, round, step, position)"
            " VALUES (%s, %s, 'legal_basis', 9)",
            revision.pk, revision.round,
        )  # fmt: skip


# 6. Evidence


EVIDENCE = (
    "policies_contribution", "policies_transition", "policies_review", "policies_decision",
    "policies_rendition", "audit_auditevent",
)  # fmt: skip


@pytest.mark.parametrize("table", EVIDENCE)
@pytest.mark.parametrize("attack", ["DELETE FROM {}", "UPDATE {} SET {column} = {column}"])
def test_evidence_is_append_only(published: Revision, table: str, attack: str) -> None:
    column = "sequence" if table == "audit_auditevent" else "id"
    with refused("evidence_append_only"):
        sql(attack.format(table, column=column))


@pytest.mark.parametrize(
    "table", [*EVIDENCE, *TEXT_TABLES, "policies_revision", "policies_referencewaiver"]
)
def test_every_guarded_table_watches_rows_and_truncate(db: None, table: str) -> None:
    """That TRUNCATE is refused outside test databases: tests/regs_portal/audit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(tgtype & 32 > 0), bool_or(tgtype & 1 > 0), bool_and(tgenabled <> 'D')"
            " FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [table],
        )
        assert cursor.fetchone() == (True, True, True)


@pytest.mark.parametrize(
    "change",
    ["html = html || 'x'", "contents = 'x'", "digest = repeat('0', 64)", "kind = 'pdf'",
     "file = 'renditions/other.pdf'", "made_at = now()"],
)  # fmt: skip
def test_the_page_that_was_read_never_changes(published: Revision, change: str) -> None:
    page = "revision_id = %s AND kind = 'page'"
    with refused("evidence_append_only"):
        sql(f"UPDATE policies_rendition SET {change} WHERE {page}", published.pk)
    with refused("evidence_append_only"):
        sql(f"DELETE FROM policies_rendition WHERE {page}", published.pk)


def test_people_and_policies_behind_evidence_are_kept(cast: Cast, published: Revision) -> None:
    with refused("employee_never_deleted"):
        sql("DELETE FROM people_employee WHERE id = %s", cast.outsider.pk)
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        sql("DELETE FROM policies_policy WHERE id = %s", published.policy_id)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert Policy.objects.filter(pk=published.policy_id).exists()


# 8. Positions and anchors


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("position = 1", "clause_position_unique"),
        ("anchor = 'aaaaaaaaaaaa'", "clause_anchor_unique"),
    ],
)
def test_positions_and_anchors_are_unique(cast: Cast, change: str, name: str) -> None:
    draft = draft_of(cast)
    with refused(name):
        sql(f"UPDATE policies_clause SET {change} WHERE revision_id = %s", draft.pk)


def test_positions_may_change_places_within_a_transaction(cast: Cast) -> None:
    draft = draft_of(cast)
    with transaction.atomic():
        sql("UPDATE policies_clause SET position = 3 - position WHERE revision_id = %s", draft.pk)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
