"""One regulation's whole life, played by the people it takes, in a real browser.

A text is pasted, previewed and saved; written on in two windows at once; submitted, returned with
a reason, mended, decided on and published; assigned and printed by the worker; found, read and
acknowledged; counted and taken away by HR; checked by the auditor. Another is begun and withdrawn.
Every page on the way is looked at wide and narrow, light and dark, and by axe; everybody gets to
it by clicking.
"""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone, translation
from playwright.sync_api import expect

from acknowledgements.exports.sheet import headings
from policies.models import Policy, Revision, Status, Verdict
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.verifying import faults
from regs_portal.jobs.worker import run_pending
from tests import cast as casting
from tests.browser import writing
from tests.browser.conftest import Portal, Visit
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "門市禮儀管理辦法"
REASON = "第三條未說明由何人招呼，請補正。"
DIGEST = r"[0-9a-f]{64}"


def test_the_whole_life_of_a_regulation(portal: Portal) -> None:
    cast = portal.cast
    with portal.visited_by(cast.neighbour) as visit:
        writing.import_a_text(visit)
        writing.write_in_two_windows(visit)
        writing.submit(visit)
    with portal.visited_by(cast.legal_reviewer) as visit:
        decide(visit, Verdict.RETURNED)
    with portal.visited_by(cast.neighbour) as visit:
        writing.mend(visit, REASON)
        writing.submit(visit)
    for reviewer in (cast.legal_reviewer, cast.fairness_reviewer, cast.approver):
        with portal.visited_by(reviewer) as visit:
            decide(visit, Verdict.APPROVED)
    with portal.visited_by(cast.neighbour) as visit:
        publish(visit)
        assert run_pending() >= 2
        take_the_pdf(visit)
    policy = Policy.objects.get()
    with portal.visited_by(cast.employee) as visit:
        find(visit)
        acknowledge(visit)
        look_around(visit)
    with portal.visited_by(cast.hr) as visit:
        count(visit)
        take_away(visit)
    with portal.visited_by(cast.auditor) as visit:
        check(visit, policy.code)
    assert [*policy.revisions.get().transitions.order_by("at").values_list("verb", flat=True)] == [
        "submit", "return", "submit", "approve", "publish",
    ]  # fmt: skip
    assert list(faults()) == []


def test_a_draft_that_comes_to_nothing(portal: Portal) -> None:
    with portal.visited_by(portal.cast.neighbour) as visit:
        writing.begin(visit, "門市鑰匙管理辦法", "OPS-901")
        writing.remove_a_clause(visit)
        writing.withdraw(visit)
    assert Revision.objects.get().status == Status.WITHDRAWN


def test_a_text_that_another_has_superseded(portal: Portal) -> None:
    today = timezone.now()
    first = casting.published_policy(portal.cast, at=today - dt.timedelta(days=300))
    casting.next_revision(portal.cast, first, at=today - dt.timedelta(days=100))
    with portal.visited_by(portal.cast.employee) as visit:
        visit.click("main .categories a >> nth=0")
        visit.page.select_option("[name=category]", index=1)
        visit.click(".filters button")
        visit.look()
        visit.page.goto("/policies/HR-003/")
        visit.click(".margin a[href='/policies/HR-003/v1.0/']")
        expect(visit.page.locator(".notice.wait a").first).to_have_attribute(
            "href", "/policies/HR-003/"
        )
        expect(visit.page.locator(".sign")).to_have_count(0)
        visit.look()


def to_the_road(visit: Visit) -> None:
    """From wherever one is, by way of the workspace."""
    visit.click(".nav a[href='/drafts/']")
    visit.click(f"main .list a[href$='/road/'] >> text={TITLE} >> nth=0")


def decide(visit: Visit, verdict: Verdict) -> None:
    to_the_road(visit)
    visit.look()
    visit.page.check(f"form#decide [value={verdict}]")
    if verdict == Verdict.RETURNED:
        visit.page.fill("form#decide textarea", REASON)
    visit.page.fill("form#decide [type=password]", PASSWORD)
    visit.click("form#decide .button.primary")
    expect(visit.page.locator(".messages .success")).to_be_visible()
    expect(visit.page.locator("form#decide")).to_have_count(0)


def publish(visit: Visit) -> None:
    """Before the worker ran, the PDF is said to be on its way."""
    page = visit.page
    to_the_road(visit)
    visit.look()
    visit.click("a#publish")
    day = page.get_attribute("form [type=date]", "min")
    page.fill("form [type=date]", str(day))
    visit.click("form[method=get] button")
    visit.look()
    visit.click("form#publish .button.primary")
    expect(page.locator(".messages .success")).to_be_visible()
    visit.look()
    visit.click(".page-head a[href^='/policies/']")
    visit.click(".policy-head a[href$='/pdf/']")
    expect(page.locator("main a.button.solid")).to_have_attribute("href", "")
    visit.look()


def take_the_pdf(visit: Visit) -> None:
    pdf = visit.page.request.get(visit.page.url)
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF")


def find(visit: Visit) -> None:
    """From the front page, in Simplified characters, what was written in Traditional ones."""
    page = visit.page
    expect(page.locator("main .owed")).to_contain_text(TITLE)
    visit.look()
    page.fill("main [name=q]", "来宾抱怨")
    page.press("main [name=q]", "Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("main mark").first).to_be_visible()
    visit.look()
    visit.click(".results h2 a")


def acknowledge(visit: Visit) -> None:
    page = visit.page
    expect(page.locator(".policy")).to_contain_text("由值班人員招呼")
    visit.look()
    page.check(".sign [type=checkbox]")
    visit.click(".sign .button.primary")
    expect(page.locator(".receipt .digest")).to_have_text(Revision.objects.get().digest)
    visit.look()
    visit.click(".nav a[href='/acknowledgements/']")
    expect(page.locator("main")).to_contain_text(TITLE)
    visit.look()
    visit.click(f"main .list a >> text={TITLE}")
    expect(page.locator(".sign.done")).to_be_visible()
    visit.look()
    visit.click(".policy-head a[href$='/print/']")
    visit.look()


def look_around(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    for address in ("/policies/", "/my-post/"):
        visit.click(f".nav a[href='{address}']")
        visit.look()
    page.click("details.account summary")
    visit.click("details.account a[href='/account/password/']")
    visit.look()
    missing = page.goto("/policies/HR-999/")
    assert missing is not None
    assert missing.status == 404
    visit.look()


def count(visit: Visit) -> None:
    """From the company down to the names."""
    visit.click(".nav a[href='/hr/']")
    visit.look()
    visit.click("table.heat thead a")
    visit.look()
    visit.click("main a[href*='/names/'] >> nth=0")
    visit.look()
    expect(visit.page.locator("main")).to_contain_text("林客服")


def take_away(visit: Visit) -> None:
    """As CSV and as a spreadsheet, one after the other, without loading the page anew."""
    comma, sheet = (
        saved(visit, f"form.buttons button{which}") for which in ("[formaction]", ":first-of-type")
    )
    with translation.override("zh-hant"):
        assert comma.read_text("utf-8").split("\n")[0] == "\ufeff" + ",".join(headings())
    assert "林客服" in comma.read_text("utf-8")
    assert sheet.read_bytes().startswith(b"PK")
    with zipfile.ZipFile(sheet) as book:
        assert "林客服" in book.read("xl/worksheets/sheet1.xml").decode()
    events = AuditEvent.objects.filter(verb="acknowledgements.export").order_by("sequence")
    assert [event.payload["format"] for event in events] == ["csv", "xlsx"]


def saved(visit: Visit, button: str) -> Path:
    with visit.page.expect_download() as download:
        visit.page.click(button)
    return Path(download.value.path())


def check(visit: Visit, code: str) -> None:
    """The auditor reads all of it, and is offered nothing that would change it."""
    page = visit.page
    page.goto(f"/policies/{code}/1.0/")
    visit.look()
    page.goto(f"/hr/policies/{code}/1.0/names/")
    expect(page.locator("main")).to_contain_text("林客服")
    visit.click(".nav a[href='/drafts/']")
    visit.look()
    expect(page.locator("main form[method=post]")).to_have_count(0)
