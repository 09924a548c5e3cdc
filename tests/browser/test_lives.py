"""A regulation's life under the law of each place, played by the people it takes.

In mainland China: the staff is consulted, discusses and settles it before it is decided on. In
Taiwan: a work rule is decided on, filed, approved, posted; changed to the workers' disadvantage
with a reason, postponed; corrected; and repealed in the end. With REGS_PORTAL_PICTURES naming a
folder, the pictures of the guides are taken on the way.
"""

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from policies import drafting
from policies.models import Filing, Revision, Status
from policies.text.outline import Clause, Heading, Kind, Outline
from regs_portal.audit import sealing
from regs_portal.audit.verifying import faults
from regs_portal.jobs.worker import run_pending
from regs_portal.people.models import Employee, Jurisdiction
from tests import cast as casting
from tests.browser.conftest import Portal, Visit
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEET = {"name": "签到表.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
PRC = Outline(
    "考勤管理办法",
    purpose="<p>为规范员工考勤，根据有关法律制定本办法。</p>",
    headings=(
        Heading(Kind.CHAPTER, "第一章", "总则", clauses=(
            Clause("第一条", "<p>本办法适用于昆山工厂全体员工。</p>"),
        )),
        Heading(Kind.CHAPTER, "第二章", "考勤", clauses=(
            Clause("第二条", "<p>员工迟到三次的，扣发当月全勤奖。</p>"),
            Clause("第三条", "<p>本办法自公布之日起施行，由人力资源部负责解释。</p>"),
        )),
    ),
)  # fmt: skip
TAIWAN = Outline(
    "工作規則",
    purpose="<p>為明確規範勞雇雙方之權利義務，特訂定本規則。</p>",
    clauses=(
        Clause("第一條", "<p>工作時間每日八小時，中午休息一小時。</p>", caption="工作時間"),
        Clause("第二條", "<p>每年發給年終獎金一個月。</p>", caption="獎金"),
        Clause("第三條", "<p>本規則由人力資源處解釋，自公告日起施行。</p>", caption="施行"),
    ),
)


class Clock:
    """The company's clock; it can be put forward, as days pass."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.ahead = dt.timedelta()
        real = timezone.now
        patch.setattr(timezone, "now", lambda: real() + self.ahead)

    def forward(self, days: int) -> None:
        self.ahead += dt.timedelta(days=days)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def day(days: int = 0) -> str:
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


def road(visit: Visit, revision: Revision) -> Page:
    visit.page.goto(f"/drafts/{revision.pk}/road/")
    return visit.page


def done(page: Page) -> None:
    expect(page.locator(".messages .success")).to_be_visible()


def submit(visit: Visit, revision: Revision) -> None:
    page = road(visit, revision)
    page.fill("form[action$='/submit/'] textarea", "請審核。")
    visit.click("form[action$='/submit/'] button")
    done(page)


def decide_all(portal: Portal, revision: Revision) -> None:
    cast = portal.cast
    for reviewer in (cast.legal_reviewer, cast.fairness_reviewer, cast.approver):
        with portal.visited_by(reviewer) as visit:
            page = road(visit, revision)
            page.check("form#decide [value=approved]")
            page.fill("form#decide [type=password]", PASSWORD)
            if reviewer == cast.approver:
                visit.picture("sign")
            visit.click("form#decide .button.primary")
            done(page)


def publish(visit: Visit, revision: Revision, days: int = 0) -> None:
    page = road(visit, revision)
    visit.click("a#publish")
    page.fill("form[method=get] [type=date]", day(days))
    visit.click("form[method=get] button")
    visit.look()
    visit.picture("publish")
    visit.click("form#publish .button.primary")
    done(page)


def test_in_mainland_china_the_staff_is_heard_first(portal: Portal, clock: Clock) -> None:
    cast = portal.cast
    draft = casting.draft_of(
        cast, "KS-010", PRC, jurisdiction=Jurisdiction.PRC,
        vital_interests=["pay", "hours", "discipline"],
    )  # fmt: skip
    with portal.visited_by(cast.editor) as visit:
        page = road(visit, draft)
        visit.look()
        visit.click("a[href$='/consult/']")
        visit.look()
        page.fill("[name=words]", "请看第二条：迟到的处理是否合理？")
        page.fill("[name=closes_on]", day(14))
        visit.picture("consult")
        visit.click("main .button.primary")
        done(page)
        visit.look()
    assert run_pending() >= 1
    with portal.visited_by(cast.mainlander) as visit:
        speak(visit)
    with portal.visited_by(cast.outsider) as visit:
        visit.page.goto("/consultations/")
        visit.look()
        visit.click("main .list a")
        visit.click("section.clause:has-text('第二条') .say a")
        visit.click("form[action$='/support/'] button")
        done(visit.page)
    clock.forward(15)
    with portal.visited_by(cast.editor) as visit:
        answer_and_conclude(visit, draft)
        record(visit)
        adopt(draft, cast.editor)
        submit(visit, draft)
    decide_all(portal, draft)
    with portal.visited_by(cast.editor) as visit:
        publish(visit, draft)
    assert run_pending() >= 2
    with portal.visited_by(cast.mainlander) as visit:
        visit.page.goto("/policies/KS-010/")
        expect(visit.page.locator(".policy")).to_contain_text("经提醒仍迟到")
        visit.page.check(".sign [type=checkbox]")
        visit.click(".sign .button.primary")
    with portal.visited_by(cast.auditor) as visit:
        visit.page.goto(f"/consultations/{draft.consultations.get().pk}/record/")
        visit.look()
        visit.picture("consultation-record")
        audit(visit)
    assert list(faults()) == []


def speak(visit: Visit) -> None:
    page = visit.page
    visit.look()
    visit.click("main a[href*='/consultations/']")
    visit.look()
    visit.picture("consultation")
    visit.click("section.clause:has-text('第二条') .say a")
    page.fill("[name=words]", "路上堵车不是员工的过错，建议先提醒。")
    page.fill("[name=proposal]", "员工经提醒仍迟到三次的，扣发当月全勤奖。")
    visit.click("main form .button.primary")
    done(page)
    expect(page.locator(".opinion ins").first).to_be_visible()
    visit.look()
    visit.picture("opinion")


def answer_and_conclude(visit: Visit, draft: Revision) -> None:
    page = road(visit, draft)
    visit.click("main a[href*='/lead/'] >> nth=0")
    visit.look()
    visit.click("main a[href$='/opinions/']")
    visit.look()
    page.check("form [value=adopted]")
    page.fill("form [name=reason]", "采纳：先提醒，再处理。")
    visit.picture("answer")
    visit.click("form[action*='/answer/'] .button.primary")
    done(page)
    page.goto(f"/consultations/{draft.consultations.get().pk}/lead/")
    visit.click("a[href$='/conclude/']")
    visit.look()
    page.fill("[name=summary]", "收到一条意见，已采纳。")
    visit.click("main .button.primary")
    done(page)


def record(visit: Visit) -> None:
    """The congress discussed it; the union agreed."""
    page = visit.page
    visit.click("a[href$='/meeting/']")
    visit.look()
    page.select_option("[name=kind]", "congress")
    page.fill("[name=held_on]", day(-1))
    page.fill("[name=place]", "昆山工厂餐厅")
    page.fill("[name=chair]", "孙昆山")
    page.fill("[name=topic]", "讨论考勤管理办法")
    page.fill("[name=attended]", "42")
    page.set_input_files("[name=files]", files=[SHEET])  # type: ignore[arg-type]
    visit.click("main .button.primary")
    done(page)
    visit.click("a[href$='/settlement/']")
    visit.look()
    page.fill("[name=names]", "孙昆山")
    page.check("[name=outcome][value=agreed]")
    page.fill("[name=held_on]", day())
    page.fill("[name=statement]", "双方同意修改后的第二条。")
    visit.click("main .button.primary")
    done(page)
    visit.look()
    visit.picture("consultation-lead")


def adopt(draft: Revision, by: Employee) -> None:
    clause = draft.clauses.get(label="第二条")
    words = "<p>员工经提醒仍迟到三次的，扣发当月全勤奖。</p>"
    drafting.edit_clause(draft, clause.anchor, clause.lock_version, by, body=words)


def audit(visit: Visit) -> None:
    page = visit.page
    visit.click(".nav a[href='/audit/']")
    visit.look()
    visit.click("form[action$='/verify/'] button")
    assert run_pending() >= 1
    sealing.seal()
    page.reload()
    expect(page.locator(".chip.good").first).to_be_visible()
    visit.look()
    visit.picture("audit")
    with page.expect_download() as download:
        page.click("form[action$='/export/'] button")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_in_taiwan_a_work_rule_is_filed(portal: Portal, clock: Clock) -> None:
    cast = portal.cast
    first = casting.published_policy(cast, "HR-010", TAIWAN, is_work_rule=True)
    assert run_pending() >= 2
    with portal.visited_by(cast.hr) as visit:
        file_and_post(visit)
    clock.forward(30)
    second = change_to_their_disadvantage(portal, first)
    with portal.visited_by(cast.approver) as visit:
        page = road(visit, second)
        visit.click("a[href$='/postpone/']")
        visit.look()
        page.fill("[name=to]", day(40))
        page.fill("[name=reason]", "待主管機關核備。")
        visit.click("main .button.primary")
        done(page)
    with portal.visited_by(cast.auditor) as visit:
        page = visit.page
        page.goto("/policies/HR-010/clocks/")
        visit.look()
        page.fill("[name=on]", day(20))
        visit.click("main form button")
        expect(page.locator("main")).to_contain_text("1.0")
        visit.picture("clocks")
    with portal.visited_by(cast.editor) as visit:
        page = road(visit, second)
        visit.click("a[href$='/cancel/']")
        visit.look()
        page.fill("[name=reason]", "經勞資會議協商，維持原獎金。")
        visit.click("main .button.danger")
        done(page)
        look_again(visit)
        repeal(visit)
    end = Revision.objects.repeals().get()
    decide_all(portal, end)
    with portal.visited_by(cast.editor) as visit:
        publish(visit, end, 7)
    with portal.visited_by(cast.employee) as visit:
        visit.page.goto("/policies/HR-010/")
        expect(visit.page.locator(".notice.wait")).to_contain_text("廢止")
        visit.look()
    clock.forward(8)
    with portal.visited_by(cast.employee) as visit:
        visit.page.goto("/policies/HR-010/")
        visit.look()
        expect(visit.page.locator("main")).to_contain_text("廢止")
    assert Revision.objects.filter(status=Status.CANCELLED).get() == second
    assert list(faults()) == []


def file_and_post(visit: Visit) -> None:
    page = visit.page
    visit.click(".nav a[href='/filings/']")
    visit.look()
    visit.click("main a[href='/filings/new/']")
    visit.look()
    page.select_option("[name=site]", "NTP")
    page.check("[name=revisions]")
    visit.click("main form .button:not([href])")
    done(page)
    visit.click(".nav a[href='/filings/']")
    visit.picture("filings")
    visit.click(f"main a[href$='/filings/{Filing.objects.get().pk}/']")
    visit.look()
    for verb, told in (
        ("send", {"authority": "新北市政府勞工局", "on": day(), "number": "人字第1150001號"}),
        ("approve", {"on": day(), "number": "新北府勞資字第1150012345號"}),
    ):
        visit.click(f"main a[href$='/{verb}/']")
        visit.look()
        for name, value in told.items():
            page.fill(f"[name={name}]", value)
        visit.click("main form .button:not([href])")
        done(page)
    visit.click("main a[href$='/post/']")
    visit.look()
    page.fill("[name=place]", "一樓員工餐廳旁公布欄")
    page.fill("[name=since]", day())
    visit.click("main form .button:not([href])")
    done(page)
    visit.look()
    visit.picture("filing")
    page.goto("/filings/heads/")
    visit.look()


def change_to_their_disadvantage(portal: Portal, first: Revision) -> Revision:
    """Said before it is decided on, with the reason."""
    cast = portal.cast
    draft = drafting.start_revision(first.policy, cast.editor)
    clause = draft.clauses.get(label="第二條")
    words = "<p>每年視營運狀況發給年終獎金。</p>"
    drafting.edit_clause(draft, clause.anchor, clause.lock_version, cast.editor, body=words)
    with portal.visited_by(cast.editor) as visit:
        page = road(visit, draft)
        visit.click("a[href$='/adverse/']")
        visit.look()
        page.check("main form [value=yes]")
        page.fill("main form textarea", "獎金改依營運狀況發給；已於勞資會議說明，並設過渡期。")
        visit.click("main form .button:not([href])")
        done(page)
        submit(visit, draft)
    decide_all(portal, draft)
    with portal.visited_by(cast.editor) as visit:
        publish(visit, draft, 10)
    return Revision.objects.get(pk=draft.pk)


def look_again(visit: Visit) -> None:
    """The periodic review: signed that nothing has to change."""
    page = visit.page
    page.goto("/policies/HR-010/periodic-review/")
    visit.look()
    page.fill("[name=comment]", "法令未變，員工無疑義。")
    page.fill("[name=password]", PASSWORD)
    visit.picture("periodic-review")
    visit.click("main form .button.primary")
    done(page)
    visit.look()


def repeal(visit: Visit) -> None:
    page = visit.page
    page.goto("/policies/HR-010/")
    visit.click(".margin a[href$='/begin/']")
    visit.look()
    visit.picture("begin")
    page.fill("form[action$='/repeal/'] [name=reason]", "公司遷移，另訂工作規則。")
    visit.click("form[action$='/repeal/'] .button.danger")
    done(page)
    visit.look()
    visit.picture("repeal")
    revision = Revision.objects.repeals().get()
    page = road(visit, revision)
    visit.click("a[href$='/adverse/']")
    page.check("main form [value=no]")
    visit.click("main form .button:not([href])")
    done(page)
    submit(visit, revision)
