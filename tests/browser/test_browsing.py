"""Looking around: map, news, following, feed and calendar, the notice; on every screen."""

import pytest
from playwright.sync_api import expect

from policies import summarising
from policies.models import FeedAddress, Follow, Level
from tests.browser.conftest import Portal
from tests.cast import next_revision, published_policy
from tests.policies.telling import ago, ahead, amended, repealed, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def company(portal: Portal) -> None:
    cast = portal.cast
    rules = text("工作規則", "<p>甲。</p>")
    published_policy(cast, "HR-001", rules, at=ago(90), level=Level.REGULATION)
    leave = text("請假辦法", "<p>本辦法依「工作規則」訂定之。</p>")
    published_policy(cast, "HR-002", leave, at=ago(60))
    steps = text("請假作業程序", "<p>本程序依「請假辦法」訂定之。</p>")
    published_policy(cast, "HR-005", steps, at=ago(50), level=Level.SOP)
    first = published_policy(cast, "HR-003", at=ago(40))
    for made in (first, next_revision(cast, first, amended(), at=ago(5), change_note="改三日前。")):
        summarising.summarise(made)
    next_revision(cast, first, effective_from=ahead(9))
    repealed(cast, published_policy(cast, "HR-004", at=ago(30)).policy)


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("script", [True, False])
def test_looking_around(portal: Portal, script: bool) -> None:
    with portal.visited_by(portal.cast.employee, java_script_enabled=script) as visit:
        page = visit.page

        def look() -> None:
            if script:
                visit.look()

        look()
        visit.click("main a[href='/map/']")
        look()
        below = page.get_by_role("link", name="請假作業程序")
        expect(below).to_be_visible()
        # By the keyboard: what stands under the regulations folds away.
        page.locator(".documents summary").first.focus()
        page.keyboard.press("Enter")
        expect(below).to_be_hidden()
        visit.click(".pyramid a[href*='measures']")
        look()
        page.goto("/changes/?period=all")
        look()
        visit.click("a[href='/policies/HR-003/']")
        visit.click("form[action$='/follow/'] button")
        look()
        assert Follow.objects.get().policy.code == "HR-003"
        visit.click("a[href$='/notice/']")
        look()
        expect(page.locator("svg.qr")).to_be_visible()
        page.goto("/following/")
        look()
        visit.click("form[action$='/unfollow/'] button")
        look()
        visit.click("main a[href='/feeds/']")
        look()
        visit.click("form[action$='/renew/'] button")
        look()
        expect(page.locator("input.address")).to_have_count(2)
        visit.click("form[action$='/revoke/'] button")
    assert not Follow.objects.exists()
    assert not FeedAddress.objects.exists()
