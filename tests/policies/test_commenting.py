"""Comments on the frozen text: who speaks, who answers, who settles, and what they hold up."""

import pytest
from django.db import IntegrityError, transaction

from policies import commenting, drafting, workflow
from policies.models import CommentResolution, ReviewComment, Revision, Status, Step, Verdict
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, draft_of, reviewers
from tests.factories import EmployeeFactory
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql
from tests.policies.standing import Place, breach_of, standing_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(cast: Cast) -> Revision:
    return standing_at(cast, Place.SUBMITTED)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def anchor_of(revision: Revision, label: str = "第三條") -> str:
    return revision.clauses.get(label=label).anchor


def said(revision: Revision, by: Employee, anchor: str | None = None) -> ReviewComment:
    anchor = anchor_of(revision) if anchor is None else anchor
    return commenting.comment(revision, anchor, "「事先」是多久以前？", by)


def verbs() -> list[str]:
    return list(AuditEvent.objects.values_list("verb", flat=True).order_by("sequence"))


def test_a_comment_names_the_clause_and_the_text(cast: Cast, revision: Revision) -> None:
    made = said(revision, cast.legal_reviewer)
    assert (made.round, made.digest) == (1, revision.digest)
    assert made.review.step == Step.LEGAL_BASIS
    assert verbs()[-1] == "policies.comment_on_review"
    assert list(commenting.unsettled(revision)) == [made]


@pytest.mark.parametrize("anchor", ["", "introduction", "closing", "heading"])
def test_where_else_one_comments(cast: Cast, revision: Revision, anchor: str) -> None:
    if anchor == "heading":
        anchor = revision.chapters.get(label="第二章").anchor
    assert said(revision, cast.approver, anchor).anchor == anchor


@pytest.mark.parametrize("who", ["legal_reviewer", "fairness_reviewer", "approver"])
def test_reviewers_comment(cast: Cast, revision: Revision, who: str) -> None:
    assert said(revision, getattr(cast, who))


@pytest.mark.parametrize(
    "who", ["employee", "neighbour", "hr", "auditor", "administrator", "outsider", "mainlander"]
)
def test_nobody_else_does(cast: Cast, revision: Revision, who: str) -> None:
    with refused("not_yours"):
        said(revision, getattr(cast, who))
    comment = said(revision, cast.legal_reviewer)
    with refused("not_yours"):
        commenting.reply(comment, "我也覺得", getattr(cast, who))
    with refused("not_yours"):
        commenting.resolve(comment, getattr(cast, who))


def test_who_wrote_answers_and_settles_nothing(cast: Cast, revision: Revision) -> None:
    with refused("own_text"):
        said(revision, cast.editor)
    comment = said(revision, cast.legal_reviewer)
    assert commenting.reply(comment, "三日以前", cast.editor).by == cast.editor
    with refused("not_yours"):
        commenting.resolve(comment, cast.editor)
    with sql_refused("decision_not_by_a_writer"):
        sql(
            "INSERT INTO policies_commentresolution (comment_id, by_id, at) VALUES (%s, %s, now())",
            comment.pk, cast.editor.pk,
        )  # fmt: skip


def test_a_reviewer_who_wrote_does_not_comment(cast: Cast) -> None:
    both = EmployeeFactory(
        department=cast.human_resources, site=cast.taiwan,
        groups=[PortalGroup.EDITOR, PortalGroup.LEGAL_REVIEWER],
    )  # fmt: skip
    draft = draft_of(cast)
    drafting.add_clause(draft, both, body="<p>新</p>")
    revision = workflow.submit(draft, cast.editor)
    with refused("own_text"):
        said(revision, both)


def test_who_commented_or_decides_the_step_settles(cast: Cast, revision: Revision) -> None:
    second = EmployeeFactory(
        department=cast.company, site=cast.taiwan, groups=[PortalGroup.LEGAL_REVIEWER]
    )
    one, other = (said(revision, cast.legal_reviewer) for _each in range(2))
    with refused("not_yours"):
        commenting.resolve(one, cast.approver)
    commenting.resolve(one, cast.legal_reviewer)
    commenting.resolve(other, second)
    assert not commenting.unsettled(revision).exists()
    with refused("policies_commentresolution_comment_id_key"):
        commenting.resolve(one, cast.legal_reviewer)


def test_an_open_comment_holds_the_approval_up(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    comment = said(revision, cast.legal_reviewer)
    with refused("revision_comments_settled") as told:
        signing.decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver)
    assert "1" in str(told.value)
    assert not revision.decisions.filter(by=cast.approver).exists()
    commenting.resolve(comment, cast.legal_reviewer)
    signing.decide(revision, Step.FINAL_APPROVAL, Verdict.APPROVED, cast.approver)
    assert Revision.objects.get(pk=revision.pk).status == Status.APPROVED


def test_other_steps_do_not_wait_for_it(cast: Cast, revision: Revision) -> None:
    said(revision, cast.approver)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    signing.decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer)


def test_a_return_carries_it_into_the_draft(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    comment = said(revision, cast.approver)
    signing.decide(revision, Step.FINAL_APPROVAL, Verdict.RETURNED, cast.approver, "見第三條")
    revision.refresh_from_db()
    assert list(commenting.unsettled(revision)) == [comment]
    commenting.reply(comment, "已改為三日前", cast.editor)
    commenting.resolve(comment, cast.approver)
    workflow.submit(revision, cast.editor)
    revision.refresh_from_db()
    assert not commenting.of_round(revision).exists()
    with refused("comment_over"):
        commenting.reply(comment, "晚了", cast.editor)


def test_an_earlier_rounds_comment_holds_nothing_up(cast: Cast, revision: Revision) -> None:
    said(revision, cast.legal_reviewer)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "再改")
    workflow.submit(revision, cast.editor)
    for step, by in reviewers(cast).items():
        signing.decide(revision, step, Verdict.APPROVED, by)


@pytest.mark.parametrize("place", [Place.DRAFT, Place.APPROVED, Place.PUBLISHED, Place.WITHDRAWN])
def test_only_a_text_under_review_is_commented_on(cast: Cast, place: Place) -> None:
    revision = standing_at(cast, place)
    with refused("review_comment_names_the_text"):
        said(revision, cast.legal_reviewer)


@pytest.mark.parametrize("words", ["", "  ", "\n", "\x00"])
def test_words_are_needed(cast: Cast, revision: Revision, words: str) -> None:
    with refused("review_comment_has_words"):
        commenting.comment(revision, "", words, cast.legal_reviewer)
    with refused("review_comment_has_words"):
        commenting.reply(said(revision, cast.legal_reviewer), words, cast.editor)


def test_no_such_place(cast: Cast, revision: Revision) -> None:
    with refused("gone"):
        said(revision, cast.legal_reviewer, "0" * 12)


def test_a_refusal_leaves_nothing_behind(cast: Cast, revision: Revision) -> None:
    before = verbs()
    with refused("not_yours"):
        said(revision, cast.outsider)
    assert verbs() == before
    assert not ReviewComment.objects.exists()


# Held by PostgreSQL

INSERT = """
INSERT INTO policies_reviewcomment (review_id, revision_id, round, digest, anchor, words, by_id, at)
SELECT review.id, revision.id, revision.round + %s, {digest}, %s, '字', %s, now()
FROM policies_revision AS revision JOIN policies_review AS review
    ON review.revision_id = revision.id AND review.step = 'legal_basis'
WHERE revision.id = %s
"""


def test_sql_comments_on_the_text_under_review_only(cast: Cast, revision: Revision) -> None:
    statement = INSERT.format(digest="revision.digest")
    legal = cast.legal_reviewer.pk
    with sql_refused("review_comment_names_the_text"):
        sql(statement, 1, "", legal, revision.pk)
    with sql_refused("review_comment_names_the_text"):
        sql(INSERT.format(digest="repeat('0', 64)"), 0, "", legal, revision.pk)
    with sql_refused("review_comment_names_the_text"):
        sql(statement, 0, "0" * 12, legal, revision.pk)
    with sql_refused("decision_not_by_a_writer"):
        sql(statement, 0, "", cast.editor.pk, revision.pk)
    assert sql(statement, 0, "", legal, revision.pk) == 1


def test_sql_approves_no_text_with_an_open_comment(cast: Cast) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    said(revision, cast.legal_reviewer)
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        sql(
            """INSERT INTO policies_decision (review_id, revision_id, round, verdict, by_id,
                signed_name, meaning, comment, digest, at, authenticated_by, on_behalf_of_name,
                is_material)
            SELECT review.id, revision.id, revision.round, 'approved', %s, 'x', 'x', '',
                revision.digest, now(), 'password', '', revision.is_material
            FROM policies_revision AS revision JOIN policies_review AS review
                ON review.revision_id = revision.id AND review.is_final
            WHERE revision.id = %s""",
            cast.approver.pk, revision.pk,
        )  # fmt: skip
        sql("UPDATE policies_revision SET status = 'approved' WHERE id = %s", revision.pk)
    assert breach_of(raised.value) == "revision_comments_settled"


@pytest.mark.parametrize(
    "table", ["policies_reviewcomment", "policies_reviewreply", "policies_commentresolution"]
)
def test_what_was_said_stays(cast: Cast, revision: Revision, table: str) -> None:
    comment = said(revision, cast.legal_reviewer)
    commenting.reply(comment, "三日", cast.editor)
    commenting.resolve(comment, cast.legal_reviewer)
    for attack in (f"UPDATE {table} SET by_id = by_id", f"DELETE FROM {table}"):
        with sql_refused("evidence_append_only"):
            sql(attack)
    assert CommentResolution.objects.count() == 1
