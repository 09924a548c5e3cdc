"""What helps whoever reads: the other script, clauses for others, a place without leaving."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from policies import drafting, summarising
from policies.models import Rendition, Revision
from policies.models.rendition import RenditionKind
from policies.text.outline import Clause, Outline
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, leave_outline, next_revision, publish, published_policy
from tests.fixtures import SignIn

NOW = timezone.now
DAY = dt.timedelta(days=1)


class TestOtherScript:
    def test_is_stored_marked_and_leads_back(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast)
        reader = as_(cast.employee)
        original = reader.get("/policies/HR-003/").content.decode()
        assert "?script=zh-Hans" in original
        page = reader.get("/policies/HR-003/?script=zh-Hans").content.decode()
        assert "员工请假，应事先申请" in page
        assert "员工" not in original
        assert '<a href="?">' in page  # the original is one click away
        assert "出勤与休假管理办法" in page  # its title too

    def test_asks_no_more_of_the_database(
        self, cast: Cast, as_: SignIn, django_assert_max_num_queries: object
    ) -> None:
        published_policy(cast)
        reader = as_(cast.employee)
        with django_assert_max_num_queries(5):  # type: ignore[operator]
            reader.get("/policies/HR-003/?script=zh-Hans")

    def test_is_nothing_to_acknowledge(self, cast: Cast, as_: SignIn) -> None:
        assign_audience(published_policy(cast))
        reader = as_(cast.employee)
        assert 'id="acknowledge"' in reader.get("/policies/HR-003/").content.decode()
        converted = reader.get("/policies/HR-003/?script=zh-Hans").content.decode()
        assert 'id="acknowledge"' not in converted

    @pytest.mark.parametrize("script", ["zh-Hant", "en", "x", "<script>", "zh-Hans\x00"])
    def test_its_own_script_or_none_is_the_original(
        self, cast: Cast, as_: SignIn, script: str
    ) -> None:
        published_policy(cast)
        page = as_(cast.employee).get("/policies/HR-003/", {"script": script})
        if page.status_code == 200:
            assert "員工請假，應事先申請" in page.content.decode()
        else:
            assert page.status_code == 400

    def test_of_simplified_words_is_traditional(self, cast: Cast, as_: SignIn) -> None:
        words = Outline(
            title="考勤管理办法", clauses=(Clause("第一条", "<p>员工应当按时出勤。</p>"),)
        )
        revision = published_policy(cast, "KS-001", words)
        page = as_(cast.employee).get("/policies/KS-001/v1.0/?script=zh-Hant").content.decode()
        assert "員工應當按時出勤" in page
        assert Rendition.objects.filter(revision=revision, kind=RenditionKind.PAGE_HANT).exists()

    def test_english_has_none(self, cast: Cast, as_: SignIn) -> None:
        words = Outline(title="Remote work", clauses=(Clause("1.", "<p>Stay reachable.</p>"),))
        published_policy(cast, "EN-001", words)
        page = as_(cast.employee).get("/policies/EN-001/").content.decode()
        assert "?script=" not in page
        assert Rendition.objects.filter(kind__startswith="page").count() == 1


class TestForMe:
    def test_clauses_for_other_posts_can_be_folded(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, outline=leave_outline(roles=("CS-01",)))
        mine = as_(cast.employee).get("/policies/HR-003/").content.decode()
        assert 'class="for-me"' in mine
        assert 'id="only-mine"' not in mine
        others = as_(cast.outsider).get("/policies/HR-003/").content.decode()
        assert 'class="not-for-me"' in others
        assert 'id="only-mine"' in others

    def test_nothing_of_it_is_printed(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, outline=leave_outline(roles=("CS-01",)))
        printed = as_(cast.outsider).get("/policies/HR-003/v1.0/print/").content.decode()
        assert "not-for-me" not in printed


class TestTime:
    @pytest.mark.parametrize(("clauses", "minutes"), [(1, 1), (40, 5)])
    def test_is_said(self, cast: Cast, as_: SignIn, clauses: int, minutes: int) -> None:
        words = "員工應遵守本條所定之事項，" * 4
        outline = Outline(
            title="長辦法",
            clauses=tuple(Clause(f"{n}.", f"<p>{words}</p>") for n in range(1, clauses + 1)),
        )
        published_policy(cast, "HR-100", outline)
        page = as_(cast.employee).get("/policies/HR-100/").content.decode()
        assert f"約需 {minutes} 分鐘" in page


class TestParts:
    def test_a_clause_without_leaving(self, cast: Cast, as_: SignIn) -> None:
        revision = published_policy(cast)
        anchor = revision.clauses.get(label="第三條").anchor
        reader = as_(cast.employee)
        for which in (anchor, "article-3"):
            page = reader.get(f"/policies/HR-003/c/{which}/part/")
            words = page.content.decode()
            assert "員工請假，應事先申請" in words
            assert "第三條之一" not in words
            assert " id=" not in words
            assert "<html" not in words

    def test_a_heading_with_its_lead(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast)
        words = as_(cast.employee).get("/policies/HR-003/c/chapter-2/part/").content.decode()
        assert "規定各種假別。" in words
        assert "員工請假" not in words

    @pytest.mark.parametrize("which", ["article-99", "0" * 12, "x", "contents", "article-3x"])
    def test_of_none(self, cast: Cast, as_: SignIn, which: str) -> None:
        published_policy(cast)
        assert as_(cast.employee).get(f"/policies/HR-003/c/{which}/part/").status_code == 404

    def test_of_a_policy_that_is_shut(self, cast: Cast, as_: SignIn) -> None:
        revision = published_policy(cast, classification="restricted")
        revision.policy.audience_rules.all().delete()
        assert as_(cast.outsider).get("/policies/HR-003/c/article-3/part/").status_code == 404

    def test_are_those_in_force(self, cast: Cast, as_: SignIn) -> None:
        old = published_policy(cast, at=NOW() - dt.timedelta(days=9))
        words = leave_outline(title="新辦法")
        next_revision(cast, old, words, at=NOW() - dt.timedelta(days=1))
        part = as_(cast.employee).get("/policies/HR-003/c/article-1/part/").content.decode()
        assert "新辦法" in part


class TestTerms:
    def test_what_the_text_defines_goes_with_the_page(self, cast: Cast, as_: SignIn) -> None:
        outline = Outline(
            title="加班辦法",
            clauses=(
                Clause("第一條", "<p>本辦法所稱加班，指於正常工作時間以外工作。</p>"),
                Clause("第二條", "<p>加班應事先申請。</p>"),
            ),
        )
        revision = published_policy(cast, "HR-101", outline)
        page = as_(cast.employee).get("/policies/HR-101/").content.decode()
        anchor = revision.clauses.get(label="第一條").anchor
        entry = page.split('<dl class="terms"')[1].split("</dl>")[0]
        assert f'data-anchor="{anchor}">加班</dt>' in entry
        assert "正常工作時間以外" in entry


class TestKeptPages:
    """A browser that has the page is told so, and never that an old page is still right."""

    @pytest.fixture
    def reader(self, cast: Cast, as_: SignIn) -> Client:
        published_policy(cast, outline=leave_outline(roles=("CS-01",)))
        return as_(cast.employee)

    def again(self, reader: Client, tag: str, address: str = "/policies/HR-003/") -> int:
        return reader.get(address, headers={"if-none-match": tag}).status_code

    def test_the_same_page_is_not_sent_again(self, reader: Client) -> None:
        page = reader.get("/policies/HR-003/")
        assert self.again(reader, page["ETag"]) == 304
        assert page["Cache-Control"] == "private, no-cache"

    def test_nor_made_again(self, reader: Client, django_assert_max_num_queries: Any) -> None:
        tag = reader.get("/policies/HR-003/")["ETag"]
        with django_assert_max_num_queries(5):
            assert self.again(reader, tag) == 304

    def test_whatever_it_shows_changes_it(self, cast: Cast, as_: SignIn, reader: Client) -> None:
        revision = Revision.objects.get(policy__code="HR-003")

        def assign() -> None:
            assign_audience(revision)

        def acknowledge() -> None:
            accept(revision, cast.employee)

        def leave_the_post() -> None:
            cast.employee.appointments.update(ends_on=timezone.localdate() - DAY)

        def cite() -> None:
            words = "<p>依《出勤與休假管理辦法》第三條辦理。</p>"
            published_policy(cast, "HR-300", Outline("細則", clauses=(Clause("第一條", words),)))

        def schedule() -> None:
            next_revision(cast, revision, effective_from=timezone.localdate() + 9 * DAY)

        def rename() -> None:
            cast.employee.name = "林小明"
            cast.employee.save()

        tags = [reader.get("/policies/HR-003/")["ETag"]]
        for change in (assign, acknowledge, leave_the_post, cite, schedule, rename):
            change()
            assert self.again(reader, tags[-1]) == 200, change.__name__
            tags.append(reader.get("/policies/HR-003/")["ETag"])
        assert len(set(tags)) == len(tags)

    def test_in_another_language_it_is_another(self, reader: Client) -> None:
        tag = reader.get("/policies/HR-003/")["ETag"]
        reader.cookies["language"] = "en"
        reader.cookies["django_language"] = "en"
        assert self.again(reader, tag) == 200

    def test_somebody_else_has_another(self, cast: Cast, as_: SignIn, reader: Client) -> None:
        tag = reader.get("/policies/HR-003/")["ETag"]
        assert self.again(as_(cast.outsider), tag) == 200
        # Signing in makes other secrets for the forms of the page.
        assert self.again(as_(cast.employee), tag) == 200
        reader.logout()
        assert self.again(reader, tag) == 302

    def test_what_is_said_once_is_not_kept(self, cast: Cast, reader: Client) -> None:
        assign_audience(Revision.objects.get(policy__code="HR-003"))
        page = reader.post("/policies/HR-003/v1.0/acknowledge/", {}, follow=True)
        assert page.status_code == 200
        assert "ETag" not in page.headers


class TestRelated:
    def test_what_it_is_based_on_and_the_other_way_round(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, outline=leave_outline())
        words = "<p>本細則依《出勤與休假管理辦法》訂定之。</p>"
        published_policy(
            cast, "HR-400", Outline("休假細則", clauses=(Clause("第一條", words),)), level="rules"
        )
        reader = as_(cast.employee)
        assert "出勤與休假管理辦法" in reader.get("/policies/HR-400/related/").content.decode()
        page = reader.get("/policies/HR-003/related/").content.decode()
        assert "休假細則" in page
        assert "/policies/HR-003/related/" in reader.get("/policies/HR-003/").content.decode()

    def test_nothing_says_so_and_a_shut_one_is_not_found(self, cast: Cast, as_: SignIn) -> None:
        revision = published_policy(cast, classification="restricted")
        assert as_(cast.editor).get("/policies/HR-003/related/").status_code == 200
        revision.policy.audience_rules.all().delete()
        assert as_(cast.outsider).get("/policies/HR-003/related/").status_code == 404


def test_a_change_that_is_scheduled_is_told_in_a_sentence(cast: Cast, as_: SignIn) -> None:
    old = published_policy(cast, at=NOW() - 9 * DAY)
    draft = drafting.start_revision(old.policy, by=cast.editor)
    clause = draft.clauses.get(label="第三條之一")
    drafting.edit_clause(draft, clause.anchor, 1, cast.editor, body="<p>另有規定。</p>")
    draft.refresh_from_db()
    coming = publish(cast, draft, effective_from=timezone.localdate() + 9 * DAY)
    summarising.summarise(coming)
    page = as_(cast.employee).get("/policies/HR-003/").content.decode()
    assert "修正 1 條" in page
