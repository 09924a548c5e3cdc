"""References in a real browser: picked in a dialog at the caret, or on a page of their own."""

import pytest
from playwright.sync_api import Locator, Page, expect

from policies.models import Clause, Revision
from tests import cast as casting
from tests.browser.conftest import Portal, Visit
from tests.policies.citing.texts import ANCHORS, link, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(portal: Portal) -> Revision:
    casting.published_policy(portal.cast, "HR-002", text_of("甲", "乙", title="獎懲辦法"))
    return casting.draft_of(portal.cast, outline=text_of("甲", "員工應辦理。"))


def test_a_reference_is_inserted_at_the_caret(portal: Portal, draft: Revision) -> None:
    with portal.visited_by(portal.cast.editor) as visit:
        page = visit.page
        page.goto(f"/drafts/{draft.pk}/?clause={ANCHORS[1]}")
        words(page).click()
        page.keyboard.press("Control+Home")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        by_keyboard(page)
        expect(page.locator("#picker")).to_be_hidden()
        page.keyboard.type("之規定")
        expect(page.locator(".save-state[data-state=saved]")).to_be_visible()
        assert body(draft) == f"<p>員工{link(ANCHORS[0], '第一條')}之規定應辦理。</p>"

        change_it(visit)
        expect(page.locator(".save-state[data-state=saved]")).to_be_visible()
        page.reload()
        expect(words(page).locator("a")).to_have_text("《獎懲辦法》第二條")


def by_keyboard(page: Page) -> None:
    """Opens the dialog, narrows the list and picks, without the mouse."""
    page.locator("[data-picks]").press("Enter")
    expect(page.locator("#picker-q")).to_be_focused()
    page.keyboard.type("第一條")
    expect(page.locator(".places button")).to_have_count(2)  # its own, and of HR-002
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def change_it(visit: Visit) -> None:
    """A double click on a reference opens the list, not the editor's dialog for links."""
    page = visit.page
    words(page).locator("a").dblclick()
    expect(page.locator("#picker")).to_be_visible()
    page.fill("#picker-q", "HR-002 第二條")
    expect(page.locator(".places button").last).to_contain_text("《獎懲辦法》第二條")
    visit.look()
    page.locator(".places button").last.click()


def test_without_scripts_it_is_picked_on_a_page(portal: Portal, draft: Revision) -> None:
    with portal.visited_by(portal.cast.editor, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"/drafts/{draft.pk}/?clause={ANCHORS[1]}")
        page.fill("[name=caption]", "程序")
        page.click("button[name=then]")
        page.select_option("[name=where]", "body:0")
        page.click(".places button >> text=第一條")
        expect(page.locator(".messages .success")).to_be_visible()
        expect(page.locator("[name=caption]")).to_have_value("程序")
        assert body(draft) == f"<p>員工應辦理。{link(ANCHORS[0], '第一條')}</p>"


def test_what_points_nowhere_is_mended_or_waived(portal: Portal) -> None:
    said = f"<p>依{link(ANCHORS[0], '第五條')}及第九條。</p>"
    draft = casting.draft_of(portal.cast, outline=text_of("甲", said))
    with portal.visited_by(portal.cast.editor) as visit:
        page = visit.page
        page.goto(f"/drafts/{draft.pk}/")
        visit.look()
        visit.click(".findings form button")
        expect(page.locator(".findings li")).to_have_count(1)
        page.goto(f"/drafts/{draft.pk}/reference/")
        visit.look()
        page.goto(f"/drafts/{draft.pk}/road/")
        expect(page.locator(".text mark")).to_have_text("第九條")
        visit.look()
        casting.approve(portal.cast, draft)
        page.goto(f"/drafts/{draft.pk}/road/publish/")
        visit.click("form#publish button.primary")
        expect(page.locator(".error-summary")).to_contain_text("第九條")
        page.click(".findings summary")
        visit.look()
        page.fill(".findings [name=reason]", "另案增訂。")
        visit.click(".findings form button")
        visit.click("a#publish")
        visit.click("form#publish button.primary")
        page.goto("/policies/HR-003/")
        expect(page.locator(f"[id='{ANCHORS[0]}'] .cited a")).to_have_text("第二條")
        visit.look()


def words(page: Page) -> Locator:
    return page.locator(".editor [contenteditable=true]").first


def body(draft: Revision) -> str:
    return Clause.objects.values_list("body", flat=True).get(revision=draft, anchor=ANCHORS[1])
