"""Somebody chooses regulations, waits, and takes one PDF of them away; so does who writes."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from regs_portal.jobs.worker import run_pending
from tests import cast as casting
from tests.browser.conftest import Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_handbook_is_chosen_made_and_taken_away(portal: Portal) -> None:
    cast = portal.cast
    for code in ("HR-003", "HR-004"):
        casting.published_policy(cast, code)
    casting.published_policy(cast, "OP-001", by=cast.neighbour)
    with portal.visited_by(cast.employee) as visit:
        page = visit.page
        page.goto("/policies/")
        visit.look()
        visit.click("a[href^='/handbook/']")
        visit.look()
        page.check("[value=HR-003]")
        page.select_option("[name=department]", "OPS")
        visit.click("[name=show]")
        expect(page.locator("[value=HR-003]")).to_be_checked()
        visit.look()
        visit.click("[name=all]")
        expect(page.locator("[value=OP-001]")).to_be_checked()
        page.uncheck("[value=HR-003]")
        page.uncheck("[value=OP-001]")
        visit.click("[name=make]")
        expect(page.get_by_role("alert")).to_be_visible()
        visit.look()
        page.check("[value=OP-001]")
        page.fill("[name=title]", "營運手冊")
        visit.click("[name=make]")
        visit.look()
        run_pending()
        page.reload()
        visit.look()
        answer = page.request.get(page.get_attribute("main a.primary", "href") or "")
        assert answer.body().startswith(b"%PDF-1.7")
        page.goto("/handbook/")
        visit.look()
        page.goto("/my-post/")
        visit.look()


def test_a_draft_is_printed_from_its_road(portal: Portal) -> None:
    draft = casting.draft_of(portal.cast)
    with portal.visited_by(portal.cast.editor, java_script_enabled=False) as visit:
        visit.page.goto(f"/drafts/{draft.pk}/road/")
        visit.click(f"form[action='/drafts/{draft.pk}/pdf/'] button")
        run_pending()
        visit.page.reload()
        answer = visit.page.request.get(visit.page.get_attribute("main a.primary", "href") or "")
        assert answer.body().startswith(b"%PDF-1.7")
