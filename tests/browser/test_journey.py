"""One regulation's whole life, played by the people it takes, in a real browser.

A text is pasted, previewed and saved; revised, submitted, decided on and published; assigned and
printed by the worker; found, read and acknowledged; counted and taken away by HR; checked by the
auditor. Every page on the way is looked at wide and narrow, light and dark, and by axe.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from policies.models import Policy
from regs_portal.audit.verifying import broken_links
from regs_portal.jobs.worker import run_pending
from tests.browser.conftest import Portal, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """門市禮儀管理辦法
目的：為使門市人員之服務有所遵循，特訂定本辦法。

第一章 總則
第一條（適用） 門市人員應依本辦法提供服務。
第二條（稱呼） 稱呼來賓應用敬語，並注意下列事項：
一、先問候。
二、不議論來賓。

第二章 接待
第三條（接待） 來賓進門時，應於三十秒內招呼。
第四條（抱怨） 來賓抱怨時，應耐心聽取並向主管反映。

附則
本辦法由營運部解釋。
"""


def test_the_whole_life_of_a_regulation(portal: Portal) -> None:
    cast = portal.cast
    with portal.visited_by(cast.neighbour) as visit:
        import_a_text(visit)
        revise_a_clause(visit)
        submit(visit)
    policy = Policy.objects.get()
    road = f"/drafts/{policy.revisions.get().pk}/road/"
    for reviewer in (cast.legal_reviewer, cast.approver):
        with portal.visited_by(reviewer) as visit:
            decide(visit, road)
    with portal.visited_by(cast.neighbour) as visit:
        publish(visit, road)
    assert run_pending() >= 2
    with portal.visited_by(cast.employee) as visit:
        find(visit)
        acknowledge(visit, policy.code)
    with portal.visited_by(cast.hr) as visit:
        count(visit, policy.code)
    with portal.visited_by(cast.auditor) as visit:
        check(visit, policy.code)
    assert broken_links() == []


def import_a_text(visit: Visit) -> None:
    page = visit.page
    page.goto("/drafts/")
    visit.look()
    page.goto("/drafts/import/")
    visit.look()
    page.fill("textarea[name=text]", TEXT)
    page.click("main form .button.solid")
    expect(page.locator(".found")).to_have_count(1)
    expect(page.locator(".found-tree")).to_contain_text("第三條")
    visit.look()
    page.locator(".found select[name$=category]").select_option(index=1)
    page.locator(".preview .form-actions button").last.click()
    expect(page.locator(".notice.good a")).to_have_count(1)
    page.click(".notice.good a")
    visit.look()


def revise_a_clause(visit: Visit) -> None:
    """In the editor; what is typed is saved without a click, and is there after a reload."""
    page = visit.page
    page.click(".tree >> text=接待 >> nth=1")
    editor = page.locator(".editor [contenteditable=true]").first
    expect(editor).to_contain_text("三十秒")
    visit.look()
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("不得使來賓久候。")
    expect(page.locator(".save-state[data-state=saved]")).to_be_visible()
    page.reload()
    expect(page.locator(".editor [contenteditable=true]").first).to_contain_text("久候")


def submit(visit: Visit) -> None:
    page = visit.page
    page.click(".page-head .button.solid")
    visit.look()
    page.click("form#submit button")
    expect(page.locator(".messages")).to_be_visible()
    visit.look()


def decide(visit: Visit, road: str) -> None:
    page = visit.page
    page.goto("/drafts/")
    expect(page.locator("main")).to_contain_text("門市禮儀管理辦法")
    page.goto(road)
    visit.look()
    page.check("form#decide [value=approved]")
    page.click("form#decide .button.primary")
    expect(page.locator(".messages")).to_be_visible()


def publish(visit: Visit, road: str) -> None:
    page = visit.page
    page.goto(road)
    visit.look()
    day = page.get_attribute("form#publish [type=date]", "min")
    page.fill("form#publish [type=date]", str(day))
    page.click("form#publish .button.primary")
    expect(page.locator(".messages")).to_be_visible()


def find(visit: Visit) -> None:
    """From the front page, in Simplified characters, what was written in Traditional ones."""
    page = visit.page
    page.goto("/")
    expect(page.locator("main")).to_contain_text("門市禮儀管理辦法")
    visit.look()
    page.locator("main [name=q], header [name=q]").first.fill("来宾抱怨")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("main mark").first).to_be_visible()
    visit.look()
    for address in ("/policies/", "/my-post/"):
        page.goto(address)
        visit.look()


def acknowledge(visit: Visit, code: str) -> None:
    page = visit.page
    page.goto(f"/policies/{code}/")
    visit.look()
    page.check(".sign [type=checkbox]")
    page.click(".sign .button.primary")
    page.wait_for_load_state()
    page.goto(f"/policies/{code}/")
    expect(page.locator(".sign.done")).to_be_visible()
    visit.look()
    page.click(".sign.done a")
    expect(page.locator("main")).to_contain_text(re.compile("[0-9a-f]{64}"))
    visit.look()
    page.goto("/acknowledgements/")
    expect(page.locator("main")).to_contain_text("門市禮儀管理辦法")
    visit.look()
    assert pdf_of(visit, code).startswith(b"%PDF")
    page.goto(f"/policies/{code}/1.0/print/")
    visit.look()


def count(visit: Visit, code: str) -> None:
    page = visit.page
    for address in ("/hr/", f"/hr/policies/{code}/1.0/", f"/hr/policies/{code}/1.0/names/"):
        page.goto(address)
        visit.look()
    expect(page.locator("main")).to_contain_text("林客服")


def check(visit: Visit, code: str) -> None:
    """The auditor reads all of it, and is offered nothing that would change it."""
    page = visit.page
    page.goto(f"/policies/{code}/1.0/")
    visit.look()
    page.goto(f"/hr/policies/{code}/1.0/names/")
    expect(page.locator("main")).to_contain_text("林客服")
    page.goto("/drafts/")
    visit.look()
    expect(page.locator("main form[method=post]")).to_have_count(0)


def pdf_of(visit: Visit, code: str) -> Any:
    return visit.page.request.get(f"/policies/{code}/1.0/pdf/").body()
