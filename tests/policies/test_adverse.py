"""Whether a change of a work rule is adverse: said before it is submitted, and kept."""

import pytest

from policies import adverse, drafting, road, workflow
from policies.models import AdverseChange, Revision, Status
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of, published_policy
from tests.policies.filing.filed import rules, work_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def amendment(cast: Cast) -> Revision:
    return drafting.start_revision(work_rule(cast).policy, cast.editor)


def code_of(verb: object) -> str:
    with pytest.raises(Refused) as refused:
        verb()  # type: ignore[operator]
    return refused.value.code


def test_an_amendment_is_not_submitted_before(cast: Cast, amendment: Revision) -> None:
    assert code_of(lambda: workflow.submit(amendment, cast.editor)) == "adverse_judged"
    adverse.judge(amendment, False, "", cast.editor)
    workflow.submit(amendment, cast.editor)
    amendment.refresh_from_db()
    assert amendment.status == Status.IN_REVIEW


def test_the_newest_judgement_counts_and_all_are_kept(cast: Cast, amendment: Revision) -> None:
    adverse.judge(amendment, False, "", cast.editor)
    adverse.judge(amendment, True, " 刪除津貼。 ", cast.editor)
    newest = adverse.newest_of(amendment)
    assert newest is not None
    assert (newest.is_adverse, newest.reason) == (True, "刪除津貼。")
    assert AdverseChange.objects.count() == 2
    assert AuditEvent.objects.latest("sequence").verb == "policies.judge_change"


@pytest.mark.parametrize("reason", ["", " ", "\u200b"])
def test_yes_needs_a_reason(cast: Cast, amendment: Revision, reason: str) -> None:
    assert code_of(lambda: adverse.judge(amendment, True, reason, cast.editor)) == (
        "adverse_for_a_reason"
    )


def test_who_may_is_who_may_write(cast: Cast, amendment: Revision) -> None:
    for person in cast.everybody:
        if person != cast.editor:
            assert code_of(lambda by=person: adverse.judge(amendment, False, "", by)) == "not_yours"
    assert not AdverseChange.objects.exists()


def test_it_is_said_of_a_draft(cast: Cast, amendment: Revision) -> None:
    adverse.judge(amendment, False, "", cast.editor)
    workflow.submit(amendment, cast.editor)
    assert code_of(lambda: adverse.judge(amendment, True, "甲", cast.editor)) == "revision_frozen"


def test_a_first_revision_and_other_policies_are_not_asked(cast: Cast) -> None:
    first = draft_of(cast, "HR-001", rules(), is_work_rule=True)
    other = drafting.start_revision(published_policy(cast).policy, cast.editor)
    for draft in (first, other):
        assert not adverse.is_asked(draft)
        assert code_of(lambda draft=draft: adverse.judge(draft, False, "", cast.editor)) == (
            "nothing_to_judge"
        )
        workflow.submit(draft, cast.editor)


def test_the_checklist_asks_and_then_tells(cast: Cast, amendment: Revision) -> None:
    def lines() -> list[tuple[bool, str]]:
        found = road.checks(amendment, amendment.outline(), [])
        page = f"/drafts/{amendment.pk}/adverse/"
        return [(check.is_done, check.address) for check in found if check.address == page]

    page = f"/drafts/{amendment.pk}/adverse/"
    assert lines() == [(False, page)]
    adverse.judge(amendment, True, "甲", cast.editor)
    assert lines() == [(True, page)]


def test_the_end_of_a_work_rule_is_judged_too(cast: Cast) -> None:
    draft = drafting.start_repeal(work_rule(cast).policy, cast.editor, "公司遷移")
    with pytest.raises(Refused, check=lambda told: told.code == "adverse_judged"):
        workflow.submit(draft, cast.editor)
    adverse.judge(draft, False, "", cast.editor)
    assert workflow.submit(draft, cast.editor).status == Status.IN_REVIEW


def test_other_words_are_judged_anew(cast: Cast, amendment: Revision) -> None:
    adverse.judge(amendment, False, "", cast.editor)
    clause = amendment.clauses.earliest("position")
    drafting.edit_clause(amendment, clause.anchor, 1, cast.editor, body="<p>請假一律扣薪。</p>")
    assert code_of(lambda: workflow.submit(amendment, cast.editor)) == "adverse_of_other_words"
    words = str(adverse.OTHER_WORDS)
    checks = road.checks(amendment, amendment.outline(), [])
    assert [each.is_done for each in checks if each.sentence == words] == [False]
    adverse.judge(amendment, True, "請假扣薪", cast.editor)
    workflow.submit(amendment, cast.editor)
