"""Acknowledging in a real browser: what changed, clauses ticked one by one, the end of the text."""

from dataclasses import replace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from acknowledgements import terms
from acknowledgements.assigning import assign_audience
from acknowledgements.models import Acknowledgement
from tests.acknowledgements.accepting import accept
from tests.browser.conftest import Portal
from tests.cast import leave_outline, next_revision, published_policy
from tests.policies.telling import ago

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_what_changed_is_read_to_its_end_and_accepted(portal: Portal) -> None:
    cast = portal.cast
    first = published_policy(cast, at=ago(20))
    assign_audience(first, at=ago(20))
    accept(first, cast.employee, at=ago(19))
    second = next_revision(
        cast,
        first,
        replace(leave_outline(), purpose="<p>新目的。</p>"),
        timezone.localdate(),
        ago(5),
    )
    assign_audience(second)
    anchor = next(second.outline().all_clauses()).anchor
    terms.set_terms(
        second.policy, cast.hr, confirmed=[anchor], asks_password=False, asks_the_end=True
    )
    with portal.visited_by(cast.employee) as visit:
        page = visit.page
        visit.click("main a:has-text('出勤與休假管理辦法')")
        expect(page.locator(".changes")).to_contain_text("新目的")
        visit.look()
        page.locator("#acknowledge").scroll_into_view_if_needed()
        expect(page.locator("[name=reached]")).to_have_value("yes")
        page.check("[name=confirmed]")
        page.check("[name=accept]")
        page.click("#acknowledge details summary")
        page.fill("[name=objection]", "目的過於空泛。")
        visit.look_here()
        visit.click("#acknowledge button.primary")
        expect(page.locator("main")).to_contain_text("目的過於空泛。")
        visit.look()
    assert Acknowledgement.objects.get(revision=second).confirmed == [anchor]


def test_pages_that_hr_keeps(portal: Portal) -> None:
    revision = published_policy(portal.cast)
    assign_audience(revision)
    with portal.visited_by(portal.cast.hr) as visit:
        for address in ("terms/", "v1.0/sheet/"):
            visit.page.goto(f"/hr/policies/HR-003/{address}")
            visit.look()
        visit.page.goto("/hr/exemptions/")
        visit.look()
        visit.page.click("main summary")
        visit.look_here()
