"""The outline rearranged in a real browser, and two people's changes saved as one text."""

import pytest
from playwright.sync_api import Locator, Page, expect

from policies import drafting
from policies.models import Revision
from tests import cast as casting
from tests.browser.conftest import Portal
from tests.browser.window import NARROW
from tests.browser.writing import words, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(portal: Portal) -> Revision:
    return casting.draft_of(portal.cast)


def labels(draft: Revision) -> list[str]:
    return [node.label for node in draft.outline().walk()]


def row(page: Page, label: str) -> Locator:
    return page.locator(".tree li", has=page.locator(f":scope > a .no:text-is('{label}')")).last


def drag(page: Page, label: str, onto: str, *, lower: bool = True) -> None:
    handle = row(page, label).locator(":scope > .handle").bounding_box()
    target = row(page, onto).locator(":scope > a").bounding_box()
    assert handle and target
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] * (0.8 if lower else 0.2))
    expect(page.locator(".drop-line")).to_be_visible()
    page.mouse.up()


def test_by_keys_and_by_mouse(portal: Portal, draft: Revision) -> None:
    with portal.visited_by(portal.cast.editor) as visit:
        page = visit.page
        page.goto(f"/drafts/{draft.pk}/")
        visit.look()
        moved = row(page, "第二條").locator("a")
        moved.focus()
        page.keyboard.press("Alt+ArrowUp")
        expect(page.locator(".tree-said")).to_contain_text("第二條")
        expect(moved).to_be_focused()
        page.keyboard.press("Alt+ArrowLeft")
        expect(page.locator(".tree > li[data-piece-kind=clause]")).to_have_count(1)
        assert labels(draft)[:3] == ["第二條", "第一章", "第一條"]
        page.keyboard.press("Alt+ArrowUp")
        expect(page.locator(".tree-said.late")).to_be_visible()

        drag(page, "第二條", "第三條")
        expect(page.locator(".tree-said")).to_contain_text("第三條")
        assert labels(draft)[2:5] == ["第二章", "第三條", "第二條"]
        drag(page, "第二章", "第一章", lower=False)
        expect(page.locator(".tree > li.heading").first).to_contain_text("第二章")
        visit.look()


def test_somebody_else_moved_meanwhile(portal: Portal, draft: Revision) -> None:
    with portal.visited_by(portal.cast.editor) as visit:
        page = visit.page
        page.goto(f"/drafts/{draft.pk}/")
        heading = draft.chapters.get(label="第二章")
        drafting.move_heading(draft, heading.anchor, portal.cast.editor, position=1)
        stands = labels(draft)
        drag(page, "第一條", "第三條")
        expect(page.locator(".tree-said.late")).to_be_visible()
        expect(page.locator(".tree > li.heading").first).to_contain_text("第二章")
        assert labels(draft) == stands
        visit.look()


def test_by_a_finger(portal: Portal, draft: Revision) -> None:
    with portal.visited_by(portal.cast.editor, has_touch=True) as visit:
        page = visit.page
        page.set_viewport_size(NARROW)
        page.goto(f"/drafts/{draft.pk}/")
        page.click("[popovertarget=outline]")
        handle = row(page, "第一條").locator(":scope > .handle").bounding_box()
        target = row(page, "第三條").locator(":scope > a").bounding_box()
        assert handle and target
        touches = page.context.new_cdp_session(page)
        ends = [(handle["x"] + 9, handle["y"] + 9), (target["x"] + 20, target["y"] + 30)]
        for kind, at in (("touchStart", ends[0]), ("touchMove", ends[1]), ("touchEnd", None)):
            points = [{"x": at[0], "y": at[1]}] if at else []
            touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        expect(page.locator(".tree-said")).to_contain_text("第三條")
        assert labels(draft)[2:5] == ["第二章", "第三條", "第一條"]


def test_both_changes_are_saved_as_one(portal: Portal, draft: Revision) -> None:
    anchor = draft.clauses.get(label="第三條之一").anchor
    with portal.visited_by(portal.cast.editor) as visit:
        page = visit.page
        page.goto(f"/drafts/{draft.pk}/?clause={anchor}")
        expect(words(page)).to_contain_text("客服人員")
        body = "<p>客服人員輪值期間，應於交接後離席。</p>"
        drafting.edit_clause(draft, anchor, 1, portal.cast.editor, body=body)
        write(page, "並登錄系統。")
        expect(page.locator(".proposal ins")).to_contain_text("並登錄系統")
        visit.look()
        visit.click(".proposal button")
        expect(words(page)).to_contain_text("輪值期間")
        expect(words(page)).to_contain_text("並登錄系統")
        merged = "<p>客服人員輪值期間，應於交接後離席。並登錄系統。</p>"
        assert draft.clauses.get(anchor=anchor).body == merged


def test_divided_merged_and_restored(portal: Portal, draft: Revision) -> None:
    body = "<p>員工請假，應事先申請。</p><p>主管應於三日內核定。</p>"
    anchor = draft.clauses.get(label="第三條").anchor
    drafting.edit_clause(draft, anchor, 1, portal.cast.editor, body=body)
    with portal.visited_by(portal.cast.editor) as visit:
        page = visit.page
        page.goto(f"/drafts/{draft.pk}/clause/{anchor}/split/")
        visit.look()
        page.check("[name=at]")
        visit.click("main form[method=get] button")
        visit.look()
        visit.click("main form[method=post] .button.solid")
        page.goto(f"/drafts/{draft.pk}/clause/{anchor}/merge/")
        visit.look()
        visit.click("main form[method=post] .button.solid")
        page.goto(f"/drafts/{draft.pk}/removed/")
        visit.look()
        visit.click("main .list a")
        visit.look()
        visit.click(".histories a.button >> nth=0")
        visit.look()
        visit.click("main form[method=post] .button.solid")
        expect(page.locator(".messages .success")).to_be_visible()
        page.goto(f"/drafts/{draft.pk}/clause/{anchor}/history/")
        expect(page.locator(".histories > li")).to_have_count(4)
        visit.look()
        visit.click(".histories a.button >> nth=0")
        visit.look()
