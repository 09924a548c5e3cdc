"""Reviewing in the browser: a comment, an answer, settled, and signed by a delegate."""

import pytest
from playwright.sync_api import expect

from policies import drafting, workflow
from policies.models import Decision, ReviewComment, Revision, Step, Verdict
from tests import signing
from tests.browser.conftest import Portal, Visit
from tests.cast import draft_of
from tests.factories import PASSWORD
from tests.policies.standing import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def revision(portal: Portal) -> Revision:
    """Under review, with words that the portal advises against."""
    cast = portal.cast
    draft = draft_of(cast)
    clause = draft.clauses.get(label="第三條")
    drafting.edit_clause(
        draft, clause.anchor, clause.lock_version, cast.editor,
        body="<p>員工請假，應事先申請；未申請者一律以曠職論。</p>",
    )  # fmt: skip
    return workflow.submit(draft, cast.editor)


def test_a_clause_is_discussed_and_signed_by_a_delegate(portal: Portal, revision: Revision) -> None:
    cast = portal.cast
    page_of = f"/drafts/{revision.pk}/review/"
    with portal.visited_by(cast.legal_reviewer, java_script_enabled=False) as visit:
        visit.page.goto(page_of)
        anchor = revision.clauses.get(label="第三條").anchor
        visit.click(f"section[id='{anchor}'] a[href^='?on=']")
        visit.page.fill("#comment textarea", "「事先」是多久以前？")
        visit.click("#comment .button.primary")
        expect(visit.page.locator(f"section[id='{anchor}'] .remark")).to_contain_text("事先")
    with portal.visited_by(cast.editor) as visit:
        visit.page.goto(page_of)
        visit.look()
        visit.page.click(".remark summary")
        visit.page.fill(".remark textarea", "三日以前，將於細則訂明。")
        visit.click(".remark form .button")
        visit.page.click(".advice summary >> nth=0")
        visit.page.fill(".advice textarea >> nth=0", "得依第四條申訴。")
        visit.look()
        visit.click(".advice form .button >> nth=0")
        expect(visit.page.locator(".advice.answered")).to_have_count(1)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    signing.decide(revision, Step.FAIRNESS, Verdict.APPROVED, cast.fairness_reviewer)
    with portal.visited_by(cast.approver) as visit:
        visit.page.goto("/delegations/")
        visit.look()
        visit.page.fill("[name=to]", cast.outsider.employee_number)
        for name in ("first_day", "last_day"):
            visit.page.fill(f"[name={name}]", TODAY().isoformat())
        visit.page.fill("[name=reason]", "年假")
        visit.click("main form .button.primary")
        visit.look()
    with portal.visited_by(cast.outsider) as visit:
        page = visit.page
        page.goto(f"/drafts/{revision.pk}/road/")
        visit.look()
        sign(visit)
        expect(page.locator(".error-summary")).to_be_visible()
        visit.look()
    with portal.visited_by(cast.legal_reviewer) as visit:
        visit.page.goto(page_of)
        visit.click(".remark > form .button")
    assert ReviewComment.objects.get().settled
    with portal.visited_by(cast.outsider) as visit:
        visit.page.goto(f"/drafts/{revision.pk}/road/")
        visit.page.fill("#decide textarea", "同意")
        sign(visit, "not-my-password")
        expect(visit.page.locator("#decide textarea")).to_have_value("同意")
        expect(visit.page.locator("#decide [type=password]")).to_have_value("")
        sign(visit)
        expect(visit.page.locator(".messages .success")).to_be_visible()
        visit.look()
    assert Decision.objects.get(by=cast.outsider).on_behalf_of == cast.approver


def sign(visit: Visit, password: str = PASSWORD) -> None:
    page = visit.page
    page.check("#decide [value=approved]")
    page.fill("#decide [type=password]", password)
    visit.click("#decide .button.primary")
