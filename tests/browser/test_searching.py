"""Searching in the browser: suggestions by keys, one's own last searches, what is counted."""

import pytest
from playwright.sync_api import expect

from policies import searching
from policies.models import SearchTally, SynonymGroup
from policies.searching import synonyms
from tests.browser.conftest import Portal
from tests.cast import leave_outline, published_policy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_suggestions_are_chosen_by_keys(portal: Portal) -> None:
    published_policy(portal.cast, outline=leave_outline(title="加班管理辦法"))
    with portal.visited_by(portal.cast.employee) as visit:
        box = visit.page.get_by_role("combobox").first
        box.focus()
        box.press_sequentially("jbgl")
        option = visit.page.get_by_role("option")
        expect(option).to_have_count(1)
        expect(option).to_contain_text("加班管理辦法")
        visit.look()
        box.press("Escape")
        expect(option).to_have_count(0)
        box.press("ArrowDown")
        expect(option).to_have_count(1)
        box.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
        box.press("Enter")
        visit.page.wait_for_url("**/policies/HR-003/")


def test_own_searches_stay_in_the_browser(portal: Portal) -> None:
    published_policy(portal.cast)
    searching.count_terms()
    with portal.visited_by(portal.cast.employee) as visit:
        page = visit.page
        page.goto("/search/")
        visit.look()
        page.fill("#find", "輪班可以不交接就離席嗎")
        page.press("#find", "Enter")
        expect(page.locator(".found-apart")).to_be_visible()
        visit.look()
        page.goto("/search/")
        page.click("#find")
        expect(page.get_by_role("option")).to_have_count(2)
        page.get_by_role("option").last.click()
        page.locator("#find").blur()
        page.click("#find")
        expect(page.get_by_role("option")).to_have_count(0)
    tally = SearchTally.objects.get()
    assert (tally.asked, tally.in_vain) == (1, 1)


def test_found_narrowed_and_kept_by_hr(portal: Portal) -> None:
    published_policy(portal.cast)
    synonyms.keep("假別 = 休假種類", portal.cast.hr)
    SearchTally.objects.create(day="2026-01-01", query="很久", asked=9)
    with portal.visited_by(portal.cast.hr) as visit:
        for address in (
            "/search/?q=員工", "/search/?q=休假種類&level=measures",
            "/search/?q=火星&policy=HR-003",
            "/search/words/", "/search/sought/",
            f"/search/words/{SynonymGroup.objects.get().pk}/",
        ):  # fmt: skip
            visit.page.goto(address)
            visit.look()
