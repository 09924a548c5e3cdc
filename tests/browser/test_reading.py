"""Reading in a real browser: keys, tools of a clause, previews, defined words, folded clauses."""

import pytest
from playwright.sync_api import expect

from policies.text.outline import Clause, Outline
from tests.browser.conftest import Portal
from tests.browser.window import NARROW
from tests.cast import leave_outline, published_policy

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COPIED = "() => navigator.clipboard.readText()"


def text() -> Outline:
    others = tuple(
        Clause(f"第{n}條", "<p>員工應依前條之規定辦理，並留存紀錄以備查核。</p>" * 3)
        for n in "四五六七八九"
    )
    return Outline(
        title="加班管理辦法",
        clauses=(
            Clause("第一條", "<p>本辦法所稱加班，指於正常工作時間以外工作。</p>"),
            Clause(
                "第二條",
                "<p>加班應依第一條申請。</p><p>其補休，依《出勤與休假管理辦法》第三條辦理。</p>",
            ),
            Clause("第三條", "<p>客服人員另依輪班表。</p>", roles=("CS-01",)),
            *others,
        ),
    )


def test_aids_for_whoever_reads(portal: Portal) -> None:
    published_policy(portal.cast, outline=leave_outline())
    published_policy(portal.cast, "HR-004", text())
    rights = {"permissions": ["clipboard-read", "clipboard-write"]}
    with portal.visited_by(portal.cast.outsider, **rights) as visit:
        page = visit.page
        page.goto("/policies/HR-004/")
        visit.look()

        # A clause: its tools, and what they put on the clipboard.
        ids = page.locator("section.clause").evaluate_all("all => all.map(each => each.id)")
        second = page.locator(f"[id='{ids[1]}']")
        second.hover()
        second.locator(".clause-button").click()
        expect(page.locator("#clause-tools")).to_be_visible()
        visit.look_here()
        page.click("[data-copy-as=citation]")
        assert page.evaluate(COPIED) == "《加班管理辦法》（HR-004，修訂版 1.0）第二條"
        second.hover()
        second.locator(".clause-button").click()
        page.click("[data-copy-as=address]")
        address = page.evaluate(COPIED)
        page.goto(address)
        assert page.url.endswith(f"/policies/HR-004/#{ids[1]}")

        # What a defined word means, and where references lead, without leaving.
        second.locator("button.term").click()
        expect(page.locator("#preview")).to_contain_text("正常工作時間以外")
        page.keyboard.press("Escape")
        expect(page.locator("#preview")).to_be_hidden()
        second.locator("a", has_text="第一條").hover()
        expect(page.locator("#preview")).to_contain_text("本辦法所稱加班")
        second.locator("a[href^='/policies/HR-003/']").hover()
        expect(page.locator("#preview")).to_contain_text("員工請假，應事先申請")
        visit.look_here()
        page.keyboard.press("Escape")

        # Keys, and switched off.
        page.goto("/policies/HR-004/")
        page.keyboard.press("]")
        page.keyboard.press("]")
        assert page.url.endswith(f"#{ids[1]}")
        page.keyboard.press("[")
        assert page.url.endswith(f"#{ids[0]}")
        page.keyboard.press("c")
        assert page.evaluate(COPIED).endswith("第一條")
        page.keyboard.press("t")
        expect(page.locator("nav.toc a:focus")).to_have_count(1)
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        visit.look_here()
        page.click("[data-keys-on]")
        page.keyboard.press("Escape")
        before = page.url
        page.keyboard.press("]")
        assert page.url == before

        # What is for others folds, and stays folded.
        third = page.locator("section.clause").nth(2)
        expect(third.locator(".words")).to_be_visible()
        page.check("#only-mine")
        expect(third.locator(".words")).to_be_hidden()
        page.reload()
        expect(page.locator("section.clause").nth(2).locator(".words")).to_be_hidden()

        # Going on where one stopped.
        page.set_viewport_size(NARROW)
        page.locator("section.clause").nth(6).scroll_into_view_if_needed()
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(200)
        page.goto("/policies/HR-003/")
        page.goto("/policies/HR-004/")
        expect(page.locator("[data-resume]")).to_be_visible()


def test_the_other_script(portal: Portal) -> None:
    published_policy(portal.cast, outline=leave_outline())
    with portal.visited_by(portal.cast.employee) as visit:
        visit.page.goto("/policies/HR-003/")
        visit.click("text=以簡體顯示")
        expect(visit.page.locator("article")).to_contain_text("员工请假")
        visit.look()
        visit.click("text=顯示原文")
        expect(visit.page.locator("article")).to_contain_text("員工請假")
        visit.page.goto("/policies/HR-003/c/99/")
        visit.look()
