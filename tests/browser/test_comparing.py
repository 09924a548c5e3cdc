"""Somebody compares revisions, steps from change to change, and follows one clause."""

from playwright.sync_api import expect

from acknowledgements.assigning import assign_audience
from tests.acknowledgements.accepting import accept
from tests.browser.conftest import Portal
from tests.policies.comparing.texts import first_published, two_more


def test_comparing_revisions_and_following_a_clause(portal: Portal) -> None:
    first = first_published(portal.cast)
    assign_audience(first)
    accept(first, portal.cast.employee)
    _second, third = two_more(portal.cast, first)
    assign_audience(third)
    with portal.visited_by(portal.cast.employee) as visit:
        page = visit.page
        for address in ("", "?sides=1", "?all=1", "table/", "table/pdf/"):
            page.goto(f"/policies/HR-003/v1.2/compare/v1.0/{address}")
            visit.look()
            visit.picture(f"compare-{address.strip('?/').replace('/', '-')}")
        page.goto("/policies/HR-003/compare/?from=1999-01-01")
        visit.look()
        for address in ("history/", "c/2/history/", "c/99/history/"):
            page.goto(f"/policies/HR-003/{address}")
            visit.look()
            visit.picture(address.strip("/").replace("/", "-"))
        page.goto("/policies/HR-003/")
        visit.click(".sign a[href*='/compare/']")
        page.keyboard.press("]")
        expect(page.locator("#change-1")).to_be_focused()
        page.keyboard.press("]")
        page.keyboard.press("]")
        page.keyboard.press("[")
        expect(page.locator("#change-2")).to_be_focused()
        expect(page.locator("[data-keys-switch]")).to_be_checked()  # the script is there
        page.uncheck("[data-keys-switch]")
        page.keyboard.press("]")
        expect(page.locator("#change-3")).not_to_be_focused()
        page.reload()
        expect(page.locator("[data-keys-switch]")).not_to_be_checked()
