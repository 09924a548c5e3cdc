"""The pictures of the guides: python -m tests.browser.screenshots ADDRESS PASSWORD, of the demo."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.window import FLAGS, WIDE, executable

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SAMPLE = """門市禮儀管理辦法
第一章 總則
第一條（目的） 為使門市人員之服務有所遵循，特訂定本辦法。
第二條（稱呼） 稱呼來賓應用敬語：
一、先問候。
二、不議論來賓。
第三章 接待
第四條（接待） 來賓進門時，應於三十秒內招呼。
"""
# Name, who, address; "import" and "draft" take a step first.
PICTURES = (
    ("home", "T0020", "/"),
    ("policy", "T0020", "/policies/HR-003/"),
    ("workspace", "T0009", "/drafts/"),
    ("draft", "T0024", "/drafts/"),
    ("import", "T0009", "/drafts/import/"),
    ("road", "T0003", "/drafts/"),
    ("hr", "T0007", "/hr/"),
)


def main(address: str, password: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for name, who, path in PICTURES:
            context = browser.new_context(base_url=address, viewport=WIDE)
            page = context.new_page()
            sign_in(page, who, password)
            page.goto(path)
            step_into(name, page)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
            context.close()
        browser.close()


def sign_in(page: Page, who: str, password: str) -> None:
    page.goto("/account/sign-in/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", password)
    page.click("main button")
    page.wait_for_load_state()


def step_into(name: str, page: Page) -> None:
    match name:
        case "draft":
            page.click("main .list a >> nth=0")
            page.click("main a:has-text('繼續撰寫')")
            page.click(".tree ol a >> nth=2")
            page.locator("[contenteditable=true]").first.wait_for()
        case "road":
            page.click("main .list a >> nth=0")
        case "import":
            page.fill("textarea[name=text]", SAMPLE)
            page.click("main form .button.solid")
            page.click("#line-8 [data-correct]")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
