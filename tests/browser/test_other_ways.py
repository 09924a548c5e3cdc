"""Reading and acknowledging without JavaScript, and without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement
from policies.models import Revision
from tests import cast as casting
from tests.browser.conftest import Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 80
# What has the focus: whether it matches, where it is, whether a ring is drawn around it (or, for
# the box of a search, around its form), and whether something else lies over all of it.
FOCUSED = """wanted => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const rings = [focused, focused.closest("form.find")].filter(Boolean).map(ring => {
        const style = getComputedStyle(ring);
        const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        return outline || style.boxShadow !== "none";
    });
    const spots = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y => [x, y]));
    const uncovered = spots.some(([x, y]) => {
        const top = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
        return top && (focused.contains(top) || top.contains(focused));
    });
    return {
        what: focused.outerHTML.slice(0, 200),
        isWanted: focused.matches(wanted),
        isVisible: focused.checkVisibility() && box.width > 0 && box.height > 0,
        hasRing: rings.some(Boolean),
        isUncovered: uncovered,
    };
}"""


@pytest.fixture
def owed(portal: Portal) -> Revision:
    """A regulation in force that the employee has to acknowledge."""
    revision = casting.published_policy(portal.cast)
    assign_audience(revision)
    return revision


def test_everything_a_reader_needs_works_without_javascript(portal: Portal, owed: Revision) -> None:
    with portal.visited_by(portal.cast.employee, java_script_enabled=False) as visit:
        page = visit.page
        # theme.js would have shown its switch.
        expect(page.locator("[data-theme-switch]")).to_have_attribute("hidden", "")
        page.fill("main [name=q]", "特别休假")
        visit.click("main form.find button")
        expect(page.locator("main mark").first).to_be_visible()
        visit.click(".results h2 a")
        expect(page.locator(".policy")).to_contain_text("員工請假，應事先申請")
        page.check(".sign [type=checkbox]")
        visit.click(".sign button")
        expect(page).to_have_url(re.compile(r"/receipt/$"))
        expect(page.locator(".digest")).to_have_text(owed.digest)
        expect(page.locator(".messages .success")).to_be_visible()
    assert Acknowledgement.objects.get().employee == portal.cast.employee


def test_a_reader_needs_no_mouse(portal: Portal, owed: Revision) -> None:
    with portal.visited_by(portal.cast.employee, reduced_motion="reduce") as visit:
        page = visit.page
        tab_to(page, "main .owed a")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        tab_to(page, "a.skip")
        page.keyboard.press("Enter")
        tab_to(page, ".sign [type=checkbox]")
        page.keyboard.press("Space")
        expect(page.locator(".sign [type=checkbox]")).to_be_checked()
        tab_to(page, ".sign button")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".digest")).to_have_text(owed.digest)
    assert Acknowledgement.objects.get().employee == portal.cast.employee


def tab_to(page: Page, wanted: str) -> None:
    """Presses Tab until it is reached; on the way one always sees where one is."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED, wanted)
        for quality in ("isVisible", "hasRing", "isUncovered"):
            assert focused[quality], f"not {quality}: {focused['what']}"
        if focused["isWanted"]:
            return
    raise AssertionError(f"{wanted} is not reached with {MOST_TABS} times Tab.")
