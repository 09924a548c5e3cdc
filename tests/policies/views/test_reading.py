"""A policy's page: the words of the day, its versions, for whom it is open."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.http import HttpRequest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from policies import access, audience
from policies.models import AudienceRule, Policy, Revision
from policies.models.audience import Effect, RuleKind
from policies.views import reading
from regs_portal.people.models import Department
from tests.cast import Cast, draft_of, leave_outline, next_revision, published_policy
from tests.fixtures import SignIn

TODAY = timezone.localdate
PAGES = ("/policies/HR-003/", "/policies/HR-003/v1.0/", "/policies/HR-003/v1.0/print/",
         "/policies/HR-003/v1.0/pdf/")  # fmt: skip
SIGN_IN_QUERIES = 2  # the session and the employee


@pytest.fixture
def three_revisions(cast: Cast) -> tuple[Revision, Revision, Revision]:
    """Superseded a hundred days ago, in force, and in force from a month hence."""
    today = timezone.now()
    old = published_policy(
        cast, outline=leave_outline(title="舊管理辦法"), at=today - dt.timedelta(days=200)
    )
    now = next_revision(
        cast, old, leave_outline(title="今管理辦法"), at=today - dt.timedelta(days=100)
    )
    coming = next_revision(
        cast, old, leave_outline(title="新管理辦法"),
        effective_from=TODAY() + dt.timedelta(days=30), change_note="修正第三條。",
    )  # fmt: skip
    old.refresh_from_db()
    return old, now, coming


class TestWords:
    def test_shows_every_part(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast)
        page = as_(cast.employee).get("/policies/HR-003/")
        assert page.status_code == 200
        words = page.content.decode()
        for part in (
            "出勤與休假管理辦法", "HR-003", "人力資源處", "王人資", "因應勞動基準法修正。",
            "第一章", "第三條之一", "請假程序", "客服人員輪班期間", "本辦法經核定後施行。",
        ):  # fmt: skip
            assert part in words
        assert "<!--" not in words

    def test_those_in_force_today(
        self, cast: Cast, as_: SignIn, three_revisions: tuple[Revision, ...]
    ) -> None:
        words = as_(cast.employee).get("/policies/HR-003/").content.decode()
        assert "<h1>今管理辦法</h1>" in words
        assert "修正第三條。" in words  # what is coming, in a sentence

    @pytest.mark.parametrize(
        ("days", "title"),
        [(-150, "舊"), (-100, "今"), (-101, "舊"), (0, "今"), (29, "今"), (30, "新")],
    )
    def test_those_in_force_on_a_day(
        self, cast: Cast, as_: SignIn, three_revisions: object, days: int, title: str
    ) -> None:
        day = TODAY() + dt.timedelta(days=days)
        page = as_(cast.employee).get(f"/policies/HR-003/?on={day}")
        assert f"<h1>{title}管理辦法</h1>" in page.content.decode()

    def test_no_words_on_a_day_before_the_first(
        self, cast: Cast, as_: SignIn, three_revisions: object
    ) -> None:
        page = as_(cast.employee).get("/policies/HR-003/?on=1999-01-01")
        assert page.status_code == 404
        words = page.content.decode()
        assert "1999-01-01" in words
        for number in ("1.0", "1.1", "1.2"):
            assert f"/policies/HR-003/v{number}/" in words

    @pytest.mark.parametrize(
        "day",
        ["gestern", "2026-02-30", "2026-13-01", "20260230", "<script>", "0", "9" * 400, "\x00"],
    )
    def test_a_bad_date_gets_a_sentence(self, cast: Cast, as_: SignIn, day: str) -> None:
        published_policy(cast)
        page = as_(cast.employee).get(f"/policies/HR-003/?on={quote(day)}")
        assert page.status_code == 200
        words = page.content.decode()
        assert 'role="alert"' in words
        assert "<h1>出勤與休假管理辦法</h1>" in words
        assert "“<script>" not in words

    def test_only_scheduled_words_are_announced(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, effective_from=TODAY() + dt.timedelta(days=5))
        page = as_(cast.employee).get("/policies/HR-003/")
        assert page.status_code == 404
        assert "/policies/HR-003/v1.0/" in page.content.decode()

    def test_a_clause_addressed_to_my_post(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, outline=leave_outline(roles=("CS-01",)))
        assert 'class="for-me"' in as_(cast.employee).get("/policies/HR-003/").content.decode()
        others = as_(cast.outsider).get("/policies/HR-003/").content.decode()
        assert 'class="for-me"' not in others
        assert "客戶服務專員" in others

    def test_small_letters_lead_to_the_address(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast)
        page = as_(cast.employee).get("/policies/hr-003/")
        assert (page.status_code, page["Location"]) == (301, "/policies/HR-003/")
        page = as_(cast.employee).get("/policies/hr-003/?on=2026-04-01")
        assert page["Location"] == "/policies/HR-003/?on=2026-04-01"


class TestVersions:
    def test_each_has_its_page_and_says_where_it_stands(
        self, cast: Cast, as_: SignIn, three_revisions: tuple[Revision, ...]
    ) -> None:
        old, now, _coming = three_revisions
        client = as_(cast.employee)
        pages = {
            number: client.get(f"/policies/HR-003/v{number}/").content.decode()
            for number in ("1.0", "1.1", "1.2")
        }
        assert "<h1>舊管理辦法</h1>" in pages["1.0"]
        assert "<h1>新管理辦法</h1>" in pages["1.2"]
        for banner in (pages["1.0"], pages["1.2"]):
            assert banner.count("notice-title") == 1
        assert "notice-title" not in pages["1.1"]
        assert now.effective_from and old.effective_until == now.effective_from
        last_day = now.effective_from - dt.timedelta(days=1)
        assert last_day.isoformat() in pages["1.0"]

    def test_the_one_shown_is_marked(
        self, cast: Cast, as_: SignIn, three_revisions: object
    ) -> None:
        words = as_(cast.employee).get("/policies/HR-003/v1.0/").content.decode()
        marked = words.index('aria-current="page"', words.index('class="timeline"'))
        assert words.index("/policies/HR-003/v1.0/", marked) - marked < 100

    @pytest.mark.parametrize("number", ["9.9", "0.0", "1.00"])
    def test_no_such_number(self, cast: Cast, as_: SignIn, number: str) -> None:
        published_policy(cast)
        for address in ("", "print/", "pdf/"):
            url = f"/policies/HR-003/v{number}/{address}"
            assert as_(cast.employee).get(url).status_code == 404

    def test_a_draft_has_no_page_here(self, cast: Cast, as_: SignIn) -> None:
        draft_of(cast)
        for person in (cast.employee, cast.editor, cast.hr):
            for url in PAGES:
                assert as_(person).get(url).status_code == 404

    def test_editors_see_what_is_on_its_way(self, cast: Cast, as_: SignIn) -> None:
        from policies import drafting

        revision = published_policy(cast)
        assert "/policies/HR-003/begin/" in as_(cast.editor).get(PAGES[0]).content.decode()
        draft = drafting.start_revision(revision.policy, by=cast.editor)
        assert f"/drafts/{draft.pk}/" in as_(cast.editor).get(PAGES[0]).content.decode()
        for person in (cast.employee, cast.neighbour):
            words = as_(person).get(PAGES[0]).content.decode()
            assert f"/drafts/{draft.pk}/" not in words
            assert "/policies/HR-003/begin/" not in words


class TestWho:
    def test_strangers_sign_in_first(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast)
        for url in PAGES:
            page = as_(None).get(url)
            assert page.status_code == 302
            assert page["Location"].startswith("/account/sign-in/?next=")

    def test_unknown_code_is_a_friendly_404(self, cast: Cast, as_: SignIn) -> None:
        page = as_(cast.employee).get("/policies/XX-999/")
        assert page.status_code == 404
        assert "/search/" in page.content.decode()

    def test_a_restricted_policy(self, cast: Cast, as_: SignIn) -> None:
        policy = published_policy(cast, classification="restricted", binds_everyone=False).policy
        AudienceRule.objects.create(
            policy=policy, kind=RuleKind.DEPARTMENT,
            department=Department.objects.get(code="CS"),
        )  # fmt: skip
        readers = (cast.employee, cast.editor, cast.hr, cast.auditor, cast.approver)
        others = (cast.neighbour, cast.outsider, cast.mainlander, cast.administrator)
        for url in PAGES:
            for person in readers:
                assert as_(person).get(url).status_code in (200, 202), (person, url)
            for person in others:
                assert as_(person).get(url).status_code == 404, (person, url)

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_only_reading(self, cast: Cast, as_: SignIn, method: str) -> None:
        published_policy(cast)
        for url in (*PAGES, "/policies/", "/my-post/", "/search/", "/"):
            assert getattr(as_(cast.employee), method)(url).status_code == 405

    @pytest.mark.parametrize("classification", ["internal", "restricted"])
    def test_three_queries_at_most(
        self,
        cast: Cast,
        as_: SignIn,
        classification: str,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        published_policy(cast, classification=classification)
        client = as_(cast.employee)
        for url in PAGES[:3]:
            with django_assert_max_num_queries(SIGN_IN_QUERIES + 3):
                assert client.get(url).status_code == 200


class TestPanels:
    def test_apps_above_may_add_a_bar(
        self, cast: Cast, as_: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        revision = published_policy(cast)
        asked = []

        def none_of_it(request: HttpRequest, shown: Revision) -> None:
            asked.append((request.user, shown))

        monkeypatch.setattr(reading, "panels", [none_of_it])
        assert as_(cast.employee).get(PAGES[0]).status_code == 200
        assert asked == [(cast.employee, revision)]


def test_the_print_view_is_whole(cast: Cast, as_: SignIn) -> None:
    revision = published_policy(cast)
    words = as_(cast.employee).get(PAGES[2]).content.decode()
    for part in ("出勤與休假管理辦法", "第三條之一", "本辦法經核定後施行。", revision.digest):
        assert part in words
    assert Policy.objects.get().code in words


class TestWhomItBinds:
    def test_the_facts_say_so(self, cast: Cast, as_: SignIn) -> None:
        policy = published_policy(cast, binds_everyone=False).policy
        for rule in (
            AudienceRule(kind=RuleKind.PERSON, employee=cast.outsider, effect=Effect.EXCLUDE),
            AudienceRule(kind=RuleKind.DEPARTMENT, department=cast.operations),
            AudienceRule(kind=RuleKind.SITE, site=cast.mainland),
            AudienceRule(kind=RuleKind.ROLE, role=cast.agent),
            AudienceRule(kind=RuleKind.PERSON, employee=cast.hr),
        ):
            rule.policy = policy
            rule.save()

        for url in (PAGES[0], PAGES[2]):
            words = as_(cast.employee).get(url).content.decode()
            places = [words.index(name) for name in ("營運部", "昆山廠", "客戶服務專員")]
            assert places == sorted(places)
            # Who is named is not everybody's business.
            assert "吳外人" not in words
            assert "何總務" not in words

    def test_in_the_same_words_as_for_those_who_decide(self, cast: Cast) -> None:
        policy = published_policy(cast).policy
        AudienceRule.objects.create(
            policy=policy, kind=RuleKind.SITE, site=cast.mainland, effect=Effect.EXCLUDE
        )
        found = access.words_to_read(cast.employee, policy.code, TODAY())
        assert audience.lines(found.binds) == audience.in_words(policy)
