"""The invariants in PostgreSQL, attacked with SQL as a shell or a script would."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies import drafting, workflow
from policies.models import Revision, Verdict
from tests import signing
from tests.cast import Cast, draft_of, next_revision, published_policy, reviewers
from tests.policies.attacking import refused, sql
from tests.policies.standing import TODAY, Place, breach_of, standing_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(cast: Cast) -> Revision:
    return published_policy(cast, outline=None, code="HR-010")


@pytest.fixture
def addressed(cast: Cast) -> Revision:
    """A draft one of whose clauses is addressed to a role."""
    revision = draft_of(cast)
    clause = revision.clauses.get(label="第一條")
    drafting.edit_clause(revision, clause.anchor, clause.lock_version, cast.editor, roles=["CS-01"])
    return revision


# 1. Published words never change


WORDS = {
    "title": "'另一個名稱'", "background": "'x'", "supplementary": "'x'", "number": "'9.9'",
    "digest": "repeat('0', 64)", "effective_from": "effective_from + 1", "change_note": "'x'",
    "published_at": "now() + interval '1 day'", "is_material": "NOT is_material",
    "status": "'withdrawn'", "round": "round + 1", "policy_id": "0", "created_by_id": "0",
    "kind": "'repeal'", "lock_version": "lock_version + 1",
    "submitted_at": "now() + interval '1 day'",
}  # fmt: skip


@pytest.mark.parametrize("column", WORDS)
def test_no_column_of_a_published_revision_changes(published: Revision, column: str) -> None:
    with refused("revision_frozen"):
        sql(f"UPDATE policies_revision SET {column} = {WORDS[column]} WHERE id = %s", published.pk)


def test_the_columns_tried_are_all_but_the_movable_one() -> None:
    columns = {field.column for field in Revision._meta.concrete_fields}
    untried = {"id", "sequence", "superscription", "issuing_unit", "purpose", "scope",
               "based_on_id", "created_at", "published_by_id", "replaced_by_id"}  # fmt: skip
    assert columns - set(WORDS) - untried == {"effective_until"}


def test_a_published_revision_is_not_deleted(published: Revision) -> None:
    with refused("revision_frozen"):
        sql("DELETE FROM policies_revision WHERE id = %s", published.pk)


@pytest.mark.parametrize("place", [p for p in Place if p is not Place.DRAFT])
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE policies_clause SET body = '<p>x</p>' WHERE revision_id = %s",
        "UPDATE policies_clause SET position = position + 10 WHERE revision_id = %s",
        "DELETE FROM policies_clause WHERE revision_id = %s",
        "UPDATE policies_chapter SET title = 'x' WHERE revision_id = %s",
        "DELETE FROM policies_chapter WHERE revision_id = %s",
        "INSERT INTO policies_clause (revision_id, label, caption, body, is_deleted, position,"
        " anchor, lock_version) VALUES (%s, '第九條', '', 'x', false, 99, 'aaaaaaaaaaaa', 1)",
        "INSERT INTO policies_chapter (revision_id, kind, label, title, lead, position, anchor,"
        " lock_version) VALUES (%s, 'chapter', '第九章', '', '', 99, 'aaaaaaaaaaaa', 1)",
        "INSERT INTO policies_clauserole (clause_id, role_id)"
        " SELECT clause.id, role.id FROM policies_clause AS clause, people_role AS role"
        " WHERE revision_id = %s",
    ],
)
def test_a_submitted_text_is_frozen(cast: Cast, place: Place, attack: str) -> None:
    revision = standing_at(cast, place)
    with refused("revision_frozen"):
        sql(attack, revision.pk)


def test_the_roles_of_a_submitted_clause_are_frozen(cast: Cast, addressed: Revision) -> None:
    assert sql("UPDATE policies_clauserole SET role_id = role_id") == 1
    workflow.submit(addressed, cast.editor)
    with refused("revision_frozen"):
        sql("UPDATE policies_clauserole SET role_id = role_id")
    with refused("revision_frozen"):
        sql("DELETE FROM policies_clauserole")


def test_words_do_not_move_between_revisions(cast: Cast) -> None:
    """Neither a clause taken into another revision nor one hung below another's heading."""
    mine, other = draft_of(cast), draft_of(cast, "HR-004")
    heading = other.chapters.get(label="第一章")
    for attack in (
        f"UPDATE policies_clause SET revision_id = {other.pk} WHERE revision_id = {mine.pk}",
        f"UPDATE policies_clause SET chapter_id = {heading.pk}, position = position + 50"
        f" WHERE revision_id = {mine.pk}",
        f"UPDATE policies_chapter SET parent_id = {heading.pk}, position = position + 50"
        f" WHERE revision_id = {mine.pk}",
    ):
        with refused("text_in_one_revision"):
            sql(attack)


def test_a_draft_stays_its_policys_and_its_authors(cast: Cast) -> None:
    draft, other = draft_of(cast), draft_of(cast, "HR-004")
    assert sql("UPDATE policies_revision SET title = 'x' WHERE id = %s", draft.pk) == 1
    with refused("revision_frozen"):
        sql("UPDATE policies_revision SET policy_id = %s WHERE id = %s", other.policy_id, draft.pk)
    with refused("revision_frozen"):
        sql(
            "UPDATE policies_revision SET created_by_id = %s WHERE id = %s",
            cast.outsider.pk, draft.pk,
        )  # fmt: skip


@pytest.mark.parametrize("place", [Place.SUBMITTED, Place.APPROVED, Place.WITHDRAWN])
@pytest.mark.parametrize(
    "change",
    ["digest = repeat('0', 64)", "title = 'x'", "round = round + 1", "submitted_at = now()"],
)
def test_nothing_changes_between_moves(cast: Cast, place: Place, change: str) -> None:
    revision = standing_at(cast, place)
    with refused("revision_frozen"):
        sql(f"UPDATE policies_revision SET {change} WHERE id = %s", revision.pk)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("digest = repeat('0', 64)", "revision_digest_fixed"),
        ("round = round + 1", "revision_digest_fixed"),
        ("effective_from = current_date", "revision_moves_by_the_table"),
        ("published_at = now()", "revision_moves_by_the_table"),
        ("status = 'in_review'", "revision_digest_fixed"),
        ("status = 'withdrawn', digest = repeat('0', 64)", "revision_digest_fixed"),
        (
            "status = 'in_review', digest = repeat('0', 64), round = round + 2",
            "revision_digest_fixed",
        ),
        (
            "status = 'in_review', digest = repeat('0', 64), round = round + 1, title = 'x'",
            "revision_frozen",
        ),
    ],
)
def test_a_draft_has_no_digest_and_takes_no_short_cut(cast: Cast, change: str, name: str) -> None:
    draft = draft_of(cast)
    with refused(name):
        sql(f"UPDATE policies_revision SET {change} WHERE id = %s", draft.pk)


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (Place.LEGAL_DECIDED, "status = 'withdrawn', digest = repeat('0', 64)"),
        (
            Place.APPROVED,
            "status = 'published', digest = repeat('0', 64), effective_from = current_date,"
            " published_at = now(), published_by_id = created_by_id",
        ),
    ],
)
def test_the_digest_survives_every_move_but_the_return(
    cast: Cast, place: Place, change: str
) -> None:
    revision = standing_at(cast, place)
    with refused("revision_digest_fixed"):
        sql(f"UPDATE policies_revision SET {change} WHERE id = %s", revision.pk)


# 2. One open revision; every revision begins as a draft


INSERT = """
INSERT INTO policies_revision (policy_id, sequence, number, kind, status, title, superscription,
    issuing_unit, background, purpose, scope, supplementary, change_note, is_material, digest,
    round, created_by_id, created_at, lock_version, effective_from, published_at, published_by_id)
SELECT policy_id, sequence + 1, '7.7', 'text', %s, title, '', '', '', '', '', '', '', true, %s, %s,
    created_by_id, now(), 1, %s, %s, %s
FROM policies_revision WHERE id = %s
"""


def test_two_open_revisions_are_one_too_many(cast: Cast) -> None:
    draft = draft_of(cast)
    with refused("revision_one_open"):
        sql(INSERT, "draft", "", 0, None, None, None, draft.pk)


@pytest.mark.parametrize(
    ("status", "digest", "round_"),
    [("published", "0" * 64, 1), ("approved", "0" * 64, 1), ("in_review", "0" * 64, 1),
     ("withdrawn", "", 0), ("draft", "0" * 64, 0), ("draft", "", 3)],
)  # fmt: skip
def test_nothing_is_inserted_but_a_draft(
    published: Revision, status: str, digest: str, round_: int
) -> None:
    with refused("revision_moves_by_the_table"):
        sql(
            INSERT, status, digest, round_, TODAY(), published.published_at,
            published.published_by_id, published.pk,
        )  # fmt: skip


# 3. Periods in force


PUBLISH = """
UPDATE policies_revision SET status = 'published', effective_from = current_date + %s,
    published_at = now(), published_by_id = created_by_id, effective_until = %s WHERE id = %s
"""


def approved_after(cast: Cast, first: Revision) -> Revision:
    draft = drafting.start_revision(first.policy, cast.editor)
    workflow.submit(draft, cast.editor)
    for step, by in reviewers(cast).items():
        signing.decide(draft, step, Verdict.APPROVED, by)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")
    return draft


@pytest.mark.parametrize("days", [0, 1, 400])
def test_periods_in_force_never_overlap(cast: Cast, published: Revision, days: int) -> None:
    following = approved_after(cast, published)
    with refused("revision_periods_apart"):
        sql(PUBLISH, days, None, following.pk)


def test_a_period_is_not_ended_by_publishing_itself(cast: Cast) -> None:
    revision = standing_at(cast, Place.APPROVED)
    with refused("revision_frozen"):
        sql(PUBLISH, 0, TODAY().replace(year=2199), revision.pk)


def test_no_text_binds_the_past(cast: Cast) -> None:
    revision = standing_at(cast, Place.APPROVED)
    with refused("revision_binds_no_past"):
        sql(PUBLISH, -3, None, revision.pk)


def test_a_period_ends_only_with_the_next_one(published: Revision) -> None:
    with refused("revision_ends_with_the_next"):
        sql(
            "UPDATE policies_revision SET effective_until = effective_from + 30 WHERE id = %s",
            published.pk,
        )


ENDS = ("NULL", "effective_until + 1", "effective_until - 1")


@pytest.mark.parametrize("end", ENDS)
def test_a_period_to_end_ends_with_the_next_and_no_other_day(
    cast: Cast, published: Revision, end: str
) -> None:
    following = approved_after(cast, published)
    workflow.publish(following, TODAY() + dt.timedelta(days=365), cast.editor)
    overlaps = end != "effective_until - 1"
    with refused("revision_periods_apart" if overlaps else "revision_ends_with_the_next"):
        sql(f"UPDATE policies_revision SET effective_until = {end} WHERE id = %s", published.pk)


@pytest.mark.parametrize("end", ENDS)
def test_a_period_once_ended_stays_ended(cast: Cast, end: str) -> None:
    first = published_policy(cast, at=timezone.now() - dt.timedelta(days=30))
    next_revision(cast, first, at=timezone.now() - dt.timedelta(days=10))
    with refused("revision_frozen"):
        sql(f"UPDATE policies_revision SET effective_until = {end} WHERE id = %s", first.pk)


# 4. Every move has its record


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (Place.DRAFT, "status = 'withdrawn'"),
        (Place.DRAFT, "status = 'in_review', digest = repeat('0', 64), round = round + 1"),
        (Place.SUBMITTED, "status = 'draft', digest = ''"),
        (Place.APPROVED, "status = 'withdrawn'"),
        (
            Place.APPROVED,
            "status = 'published', effective_from = current_date, published_at = now(),"
            " published_by_id = created_by_id",
        ),
    ],
)
def test_a_move_without_its_transition_is_undone(cast: Cast, place: Place, change: str) -> None:
    revision = standing_at(cast, place)
    assert sql(f"UPDATE policies_revision SET {change} WHERE id = %s", revision.pk) == 1
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert breach_of(raised.value) == "revision_move_recorded"
    transaction.set_rollback(True)


TRANSITION = """
INSERT INTO policies_transition (revision_id, verb, from_status, to_status, by_id, at, comment,
    digest, round) SELECT id, %s, %s, %s, created_by_id, now(), '', digest, round
FROM policies_revision WHERE id = %s
"""


@pytest.mark.parametrize(
    ("move", "name"),
    [
        (("publish", "approved", "published"), "revision_move_recorded"),
        (("submit", "published", "in_review"), "transition_in_the_table"),
        (("skip", "draft", "in_review"), "transition_in_the_table"),
        (("submit", "draft", "in_review"), "transition_once"),
    ],
)
def test_no_transition_tells_of_what_did_not_happen(
    cast: Cast, move: tuple[str, str, str], name: str
) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    with refused(name):
        sql(TRANSITION, *move, revision.pk)


# 5. A scheduled text moves only with its record, and not once it has begun

POSTPONED = "UPDATE policies_revision SET effective_from = effective_from + 5 WHERE id = %s"
CANCELLED = "UPDATE policies_revision SET status = 'cancelled' WHERE id = %s"
RESCHEDULE = """
INSERT INTO policies_schedule (revision_id, verb, effective_from, reason, by_id, at)
SELECT id, 'postpone', effective_from + %s, 'x', created_by_id, now()
FROM policies_revision WHERE id = %s
"""


@pytest.fixture
def scheduled(cast: Cast) -> Revision:
    return published_policy(cast, "HR-011", effective_from=TODAY() + dt.timedelta(days=20))


def test_a_day_moves_only_with_its_record(scheduled: Revision) -> None:
    with refused("schedule_recorded"):
        sql(POSTPONED, scheduled.pk)
    with refused("schedule_recorded"):
        sql(RESCHEDULE, 5, scheduled.pk)
    with refused("schedule_recorded"):
        sql(RESCHEDULE, 4, scheduled.pk)
        sql(POSTPONED, scheduled.pk)
    with transaction.atomic():
        sql(RESCHEDULE, 5, scheduled.pk)
        sql(POSTPONED, scheduled.pk)
        sql("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_cancellation_has_its_record(scheduled: Revision) -> None:
    with refused("schedule_recorded"):
        sql(CANCELLED, scheduled.pk)


def test_what_has_begun_neither_moves_nor_is_cancelled(published: Revision) -> None:
    for statement in (POSTPONED, CANCELLED):
        with refused("revision_frozen"):
            sql(statement, published.pk)
