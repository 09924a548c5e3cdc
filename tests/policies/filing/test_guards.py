"""Filings in PostgreSQL, attacked with SQL as a shell or a script would."""

import pytest

from policies import adverse, drafting
from policies.filing import posting, scans
from policies.models import FilingReminder, FilingStatus
from tests.cast import Cast, published_policy
from tests.policies.attacking import refused, sql
from tests.policies.filing.filed import PDF, filing_of, work_rule
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

MOVE = """
INSERT INTO policies_filingmove (filing_id, verb, from_status, to_status, "on", number, words, at)
VALUES (%s, %s, %s, %s, now(), %s, '', now())
"""


def test_a_filing_moves_only_with_its_row(cast: Cast) -> None:
    filing = filing_of(cast)
    with refused("filing_move_recorded"):
        sql("UPDATE policies_filing SET status = 'approved' WHERE id = %s", filing.pk)
    with refused("filing_move_recorded"):
        sql(MOVE, filing.pk, "send", "to_send", "sent", "")


def test_only_along_the_table(cast: Cast) -> None:
    filing = filing_of(cast)
    with refused("filing_move_in_the_table"):
        sql("UPDATE policies_filing SET status = 'approved' WHERE id = %s", filing.pk)
        sql(MOVE, filing.pk, "approve", "to_send", "approved", "1")


def test_an_approval_has_a_number(cast: Cast) -> None:
    filing = filing_of(cast, FilingStatus.SENT)
    with refused("filing_approved_under_a_number"):
        sql(MOVE, filing.pk, "approve", "sent", "approved", "")


@pytest.mark.parametrize("change", ["due_on = due_on + 9", "site_id = NULL", "kind = 'first'"])
def test_a_filing_is_kept_as_it_was_opened(cast: Cast, change: str) -> None:
    first = published_policy(cast, "HR-001", is_work_rule=True)
    draft = drafting.start_revision(first.policy, cast.editor)
    adverse.judge(draft, False, "", cast.editor)
    filing = filing_of(cast, revision=first)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    if change == "kind = 'first'":
        change = "kind = 'amendment'"
    with refused("filing_moves_by_the_table"):
        sql(f"UPDATE policies_filing SET {change} WHERE id = %s", filing.pk)
    with refused("filing_moves_by_the_table"):
        sql("DELETE FROM policies_filing WHERE id = %s", filing.pk)


def test_only_what_is_approved_is_posted(cast: Cast) -> None:
    filing = filing_of(cast)
    with refused("posted_when_approved"):
        sql(
            "INSERT INTO policies_posting (filing_id, site_id, place, since, by_id, at)"
            " VALUES (%s, %s, '公布欄', now(), %s, now())",
            filing.pk,
            cast.taiwan.pk,
            cast.hr.pk,
        )


def test_a_change_of_a_work_rule_is_judged(cast: Cast) -> None:
    draft = drafting.start_revision(work_rule(cast).policy, cast.editor)
    with refused("adverse_judged"):
        sql(
            "UPDATE policies_revision SET status = 'in_review', round = 1, digest = 'x'"
            " WHERE id = %s",
            draft.pk,
        )


def test_it_is_judged_while_it_is_a_draft(cast: Cast) -> None:
    revision = work_rule(cast)
    with refused("adverse_in_a_draft"):
        sql(
            "INSERT INTO policies_adversechange (revision_id, is_adverse, reason, by_id, at)"
            " VALUES (%s, false, '', %s, now())",
            revision.pk,
            cast.editor.pk,
        )


def test_an_adverse_change_has_a_reason(cast: Cast) -> None:
    draft = drafting.start_revision(work_rule(cast).policy, cast.editor)
    with refused("adverse_for_a_reason"):
        sql(
            "INSERT INTO policies_adversechange (revision_id, digest, is_adverse, reason, by_id,"
            " at) VALUES (%s, '', true, ' ', %s, now())",
            draft.pk,
            cast.editor.pk,
        )


def test_a_work_rule_stands_under_taiwans_law(cast: Cast) -> None:
    policy = work_rule(cast).policy
    with refused("policy_work_rule_in_taiwan"):
        sql("UPDATE policies_policy SET jurisdiction = 'CN' WHERE id = %s", policy.pk)


EVIDENCE = (
    "filedrevision", "filingmove", "filingscan", "filingreminder", "posting", "adversechange",
)  # fmt: skip


@pytest.mark.parametrize("table", EVIDENCE)
def test_what_was_filed_is_evidence(cast: Cast, table: str) -> None:
    filing = filing_of(cast, FilingStatus.APPROVED)
    scans.keep(filing, scans.Given("a.pdf", PDF), "函", cast.hr)
    posting.post(filing, cast.taiwan, "公布欄", TODAY(), cast.hr)
    FilingReminder.objects.create(
        filing=filing, due_on=TODAY(), mark=1, employee=cast.hr, was_mailed=True,
        at=filing.created_at,
    )  # fmt: skip
    draft = drafting.start_revision(filing.revisions.get().policy, cast.editor)
    adverse.judge(draft, False, "", cast.editor)
    with refused("evidence_append_only"):
        assert sql(f"UPDATE policies_{table} SET id = id")
    with refused("evidence_append_only"):
        sql(f"DELETE FROM policies_{table}")
