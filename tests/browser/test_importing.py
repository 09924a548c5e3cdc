"""Importing in the browser: as a revision of a policy in force, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from policies.models import ImportSource, Revision
from policies.text.parsing import parse
from tests import cast as casting
from tests.browser.conftest import Portal, Visit
from tests.browser.writing import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REVISED = TEXT.replace("三十秒內", "十秒內").replace("第四條", "第四條 應主動引導入座。\n第五條")


def give(visit: Visit, text: str) -> None:
    visit.page.goto("/drafts/import/")
    visit.page.fill("textarea[name=text]", text)
    visit.click("main form .button.solid")


def test_a_text_becomes_a_revision(portal: Portal) -> None:
    casting.published_policy(portal.cast, outline=parse(TEXT).documents[0].outline)
    with portal.visited_by(portal.cast.editor) as visit:
        page = visit.page
        give(visit, REVISED)
        visit.click(".page-head .button.solid")
        expect(page.locator("[type=radio][value=HR-003]")).to_be_checked()
        expect(page.locator(".found .facts")).to_be_hidden()
        visit.look()
        with page.expect_response(re.compile("/keep/$")):
            page.fill(".found [name^=found-][name$=-title]", "門市禮儀辦法")
            page.press(".found [name^=found-][name$=-title]", "Tab")
        page.reload()
        title = page.locator(".found [name^=found-][name$=-title]")
        expect(title).to_have_value("門市禮儀辦法")
        for words in ("別的辦法", "門市禮儀辦法"):  # there and back again
            with page.expect_response(re.compile("/keep/$")):
                title.fill(words)
                title.press("Tab")
        page.reload()
        expect(title).to_have_value("門市禮儀辦法")
        visit.click(".preview .form-actions .button.solid")
        expect(page.locator(".pairs tbody tr")).to_have_count(3)
        visit.look()
        with page.expect_response(re.compile("/clauses/$")):
            page.locator(".pairs select").last.select_option("")
        visit.click(".pairs td a >> nth=1")
        visit.look()
        visit.click("main .button.solid")
        expect(page.locator(".notice.good a")).to_have_count(1)
        visit.look()
    draft = Revision.objects.get(number="1.1")
    assert (draft.title, draft.policy.code) == ("門市禮儀辦法", "HR-003")


def test_a_text_is_imported_without_javascript(portal: Portal) -> None:
    with portal.visited_by(portal.cast.editor, java_script_enabled=False) as visit:
        page = visit.page
        give(visit, TEXT)
        visit.click("#line-5 [data-correct]")
        visit.click(".treatments [value='5:section']")
        expect(page.locator("#line-5")).to_have_class(re.compile("part-heading"))
        page.go_back()
        page.reload()
        expect(page.locator("#line-5")).to_have_class(re.compile("part-heading"))
        page.click(".tree-side a >> text=第三條")
        expect(page.locator("#line-11")).to_be_in_viewport()
        visit.click(".tabs a >> nth=1")
        page.fill(".found [name^=found-][name$=-title]", "禮儀辦法")
        visit.click(".preview .form-actions button >> nth=1")
        visit.click(".tabs a >> nth=1")
        expect(page.locator(".found [name^=found-][name$=-title]")).to_have_value("禮儀辦法")
        visit.click(".preview .form-actions button >> nth=0")
        expect(page.locator(".notice.good a")).to_have_text("禮儀辦法")
    assert ImportSource.objects.get().corrections == [[5, "section"]]
    assert Revision.objects.get().title == "禮儀辦法"
