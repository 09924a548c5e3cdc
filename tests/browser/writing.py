"""What editors do in the browser, up to the submission."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

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


def import_a_text(visit: Visit) -> None:
    page = visit.page
    visit.click(".nav a[href='/drafts/']")
    visit.look()
    visit.click("main a[href='/drafts/import/']")
    visit.look()
    page.fill("textarea[name=text]", TEXT)
    visit.click("main form .button.solid")
    expect(page.locator(".source-lines > .row")).to_have_count(12)
    expect(page.locator(".found-tree")).to_contain_text("第三條")
    visit.look()
    correct_a_line(visit)
    visit.click(".page-head .button.solid")
    expect(page.locator(".found")).to_have_count(1)
    visit.look()
    page.locator(".found select[name$=category]").select_option(index=1)
    visit.click(".preview .form-actions .button.solid")
    expect(page.locator(".notice.good a")).to_have_count(1)
    visit.look()
    visit.click(".notice.good a")
    visit.look()


def correct_a_line(visit: Visit) -> None:
    """What is pointed at lights up on both sides; a line is corrected, and that is undone."""
    page = visit.page
    chapter = page.locator("#line-4")
    page.hover("#line-5 .words")
    expect(page.locator(".found-tree .lit")).to_contain_text("第一條")
    page.click("#line-4 [data-correct]")
    expect(page.locator(".treatments")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".treatments")).to_have_count(0)
    page.click("#line-4 [data-correct]")
    visit.look()
    visit.click(".treatments [value='4:section']")
    expect(chapter).to_have_class(re.compile("corrected"))
    visit.look()
    visit.click("[name=undo] >> nth=0")
    expect(chapter).not_to_have_class(re.compile("corrected"))


def write_in_two_windows(visit: Visit) -> None:
    """What is typed is saved without a click; the second window is shown both texts."""
    page = visit.page
    open_clause(page)
    visit.look()
    other = page.context.new_page()
    visit.attend(other)
    other.goto(page.url)
    write(page, "不得使來賓久候。")
    expect(page.locator(".save-state[data-state=saved]")).to_be_visible()
    page.reload()
    expect(words(page)).to_contain_text("久候")

    write(other, "並應面帶微笑。")
    expect(other.locator(".conflict .theirs")).to_contain_text("久候")
    expect(other.locator(".conflict .yours")).to_contain_text("微笑")
    Visit(other, visit.seen).look()
    with other.expect_navigation():
        other.click("[data-autosave] .button.solid")
    other.close()
    page.reload()
    expect(words(page)).to_contain_text("微笑")


def mend(visit: Visit, reason: str) -> None:
    """Reads on the road why it came back, and writes what is missing."""
    visit.click(".nav a[href='/drafts/']")
    visit.click("main .list p a[href$='/road/']")
    expect(visit.page.locator(".timeline")).to_contain_text(reason)
    visit.look()
    visit.click(".page-head .buttons a")
    open_clause(visit.page)
    write(visit.page, "由值班人員招呼。")
    expect(visit.page.locator(".save-state[data-state=saved]")).to_be_visible()


def submit(visit: Visit) -> None:
    visit.click(".page-head .button.solid")
    visit.look()
    visit.click("form#submit button")
    expect(visit.page.locator(".messages .success")).to_be_visible()
    expect(visit.page.locator("form#submit")).to_have_count(0)
    visit.look()


def begin(visit: Visit, title: str, code: str) -> None:
    """From the category's outline; then whom it binds."""
    page = visit.page
    visit.click(".nav a[href='/drafts/']")
    visit.click("main a[href='/drafts/new/']")
    visit.look()
    page.fill("main [name=title]", title)
    page.fill("main [name=code]", code)
    page.select_option("main [name=category]", index=1)
    visit.click("main form .button.solid")
    visit.click(f"main a[href='/policies/{code}/facts/']")
    visit.look()
    page.go_back()


def remove_a_clause(visit: Visit) -> None:
    page = visit.page
    clauses = page.locator(".tree a[href*='clause=']")
    before = clauses.count()
    visit.click(".tree a[href*='clause='] >> nth=0")
    visit.click(".tree-tools a.danger")
    visit.look()
    visit.click("main .button.danger")
    expect(clauses).to_have_count(before - 1)


def withdraw(visit: Visit) -> None:
    visit.click(".page-head .button.solid")
    visit.click("main a.danger")
    visit.look()
    visit.click("main button.danger")
    expect(visit.page.locator(".messages .success")).to_be_visible()
    visit.look()


def open_clause(page: Page) -> None:
    page.click(".tree >> text=接待 >> nth=1")
    expect(words(page)).to_contain_text("三十秒")


def words(page: Page) -> Locator:
    return page.locator(".editor [contenteditable=true]").first


def write(page: Page, text: str) -> None:
    """At the end of what stands there."""
    words(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
