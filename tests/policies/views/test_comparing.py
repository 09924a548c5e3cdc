"""The pages with what changed: of two published revisions, and of a draft against its base."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from policies import drafting
from policies.models import Revision
from policies.text.outline import Clause, Outline
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, draft_of, leave_outline, next_revision, publish, published_policy
from tests.fixtures import SignIn
from tests.policies.comparing.texts import first_published, three_texts, two_more

PAGE, TABLE = "/policies/HR-003/v1.0/compare/v1.1/", "/policies/HR-003/v1.0/compare/v1.1/table/"
FORM = "/policies/HR-003/compare/"


def amended() -> Outline:
    """Of the second chapter one clause reworded, one added; the purpose reworded."""
    outline = leave_outline()
    first, second = outline.headings
    leave, agents = second.clauses
    leave = replace(leave, body=leave.body.replace("事先申請", "於三日前申請"))
    added = Clause("第三條之二", "<p>遠距工作者 <strong>&lt;亦同&gt;</strong>。</p>")
    return replace(
        outline,
        purpose="<p>為使同仁之出勤與休假有所遵循，特訂定本辦法。</p>",
        headings=(first, replace(second, clauses=(leave, agents, added))),
    )


@pytest.fixture
def two_revisions(cast: Cast) -> tuple[Revision, Revision]:
    old = published_policy(cast, at=timezone.now() - dt.timedelta(days=200))
    new = next_revision(cast, old, amended(), change_note="增訂遠距工作。")
    return old, new


class TestWhoMaySee:
    def test_whoever_may_read_the_policy(
        self, cast: Cast, as_: SignIn, two_revisions: object
    ) -> None:
        for person in (cast.employee, cast.neighbour, cast.outsider):
            for address in (PAGE, TABLE):
                assert as_(person).get(address).status_code == 200
            assert as_(person).get(FORM).status_code == 200

    def test_a_restricted_policy_stays_closed(self, cast: Cast, as_: SignIn) -> None:
        old = published_policy(
            cast,
            classification="restricted",
            binds_everyone=False,
            at=timezone.now() - dt.timedelta(days=9),
        )
        next_revision(cast, old, amended())
        for address in (PAGE, TABLE, FORM, f"{FORM}?before=1.0&after=1.1"):
            assert as_(cast.outsider).get(address).status_code == 404
            assert as_(cast.editor).get(address).status_code in (200, 302)
            assert as_(cast.auditor).get(address).status_code in (200, 302)

    @pytest.mark.parametrize(
        "address",
        [
            "/policies/HR-003/v1.0/compare/v9.9/",
            "/policies/HR-003/v9.9/compare/v1.0/table/",
            "/policies/HR-999/v1.0/compare/v1.1/",
            "/policies/HR-999/compare/",
        ],
    )
    def test_what_is_not_there_is_not_found(
        self, cast: Cast, as_: SignIn, two_revisions: object, address: str
    ) -> None:
        assert as_(cast.employee).get(address).status_code == 404

    def test_a_draft_has_no_number_for_readers(self, cast: Cast, as_: SignIn) -> None:
        published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
        drafting.start_revision(Revision.objects.get().policy, by=cast.editor, at=timezone.now())
        for person in (cast.employee, cast.editor):
            assert as_(person).get(PAGE).status_code == 404
        page = as_(cast.editor).get(f"{FORM}?before=1.0&after=1.1")
        assert page.status_code == 422


class TestChanges:
    def test_are_shown_in_place(
        self, cast: Cast, as_: SignIn, two_revisions: tuple[Revision, Revision]
    ) -> None:
        words = as_(cast.employee).get(PAGE).content.decode()
        assert "增訂遠距工作。" in words
        for text in ("<del>", "<ins>", "於三日前", "第三條之二", "同仁"):
            assert text in words
        assert 'id="change-3"' in words
        assert 'href="#change-2"' in words
        anchor = two_revisions[1].clauses.get(label="第三條之二").anchor
        assert f'href="/policies/HR-003/v1.1/#{anchor}"' in words
        assert "本辦法依勞動基準法訂定之" not in words  # it did not change

    def test_are_escaped(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        for address in (PAGE, TABLE):
            words = as_(cast.employee).get(address).content.decode()
            assert "&lt;亦同&gt;" in words
            assert "<亦同>" not in words

    def test_the_whole_text_on_request(
        self, cast: Cast, as_: SignIn, two_revisions: object
    ) -> None:
        for address in (PAGE, TABLE):
            words = as_(cast.employee).get(f"{address}?all=1").content.decode()
            assert "本辦法依勞動基準法訂定之" in words

    def test_side_by_side_on_request(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        words = as_(cast.employee).get(f"{PAGE}?sides=1").content.decode()
        assert words.count('class="columns"') == 5  # their names, three changes, one layout

    def test_a_revision_beside_itself(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        page = as_(cast.employee).get("/policies/HR-003/v1.0/compare/v1.0/")
        assert page.status_code == 200
        assert "change-1" not in page.content.decode()
        table = as_(cast.employee).get("/policies/HR-003/v1.0/compare/v1.0/table/")
        assert table.status_code == 200

    def test_backwards_too(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        words = as_(cast.employee).get("/policies/HR-003/v1.1/compare/v1.0/").content.decode()
        assert "第三條之二" in words


class TestTable:
    def test_has_three_columns(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        words = as_(cast.employee).get(TABLE).content.decode()
        assert words.count('scope="col"') == 3
        body = words.split("<tbody>")[1].split("</tbody>")[0]
        assert body.count("<tr ") == 3
        [new] = [row for row in body.split("</tr>") if "第三條之二" in row]
        assert new.count("第三條之二") == 1  # and nothing on the present side


class TestChoosing:
    def test_leads_to_the_comparison(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        page = as_(cast.employee).get(f"{FORM}?before=1.0&after=1.1")
        newer_first = reverse("reading:compare", args=["HR-003", "1.1", "1.0"])
        assert (page.status_code, page["Location"]) == (302, newer_first)

    @pytest.mark.parametrize(
        "query", ["?before=1.0", "?before=1.0&after=9.9", "?before=%00&after=x"]
    )
    def test_shows_the_form_again(
        self, cast: Cast, as_: SignIn, two_revisions: object, query: str
    ) -> None:
        page = as_(cast.employee).get(FORM + query)
        assert page.status_code == 422
        assert page.context["form"].errors

    def test_a_policy_never_published_has_nothing_to_compare(self, cast: Cast, as_: SignIn) -> None:
        draft_of(cast)
        assert as_(cast.editor).get(FORM).status_code == 404

    def test_the_list_of_versions_leads_there(
        self, cast: Cast, as_: SignIn, two_revisions: object
    ) -> None:
        words = as_(cast.employee).get("/policies/HR-003/").content.decode()
        assert words.count(PAGE) == 1

    def test_two_days(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        today = timezone.localdate()
        then = today - dt.timedelta(days=100)
        page = as_(cast.employee).get(f"{FORM}?from={then}&to={today}")
        assert (page.context["before"].number, page.context["after"].number) == ("1.0", "1.1")
        words = page.content.decode()
        assert "於三日前" in words
        assert then.isoformat() in words
        # The other way round, and until today, it is the same.
        for query in (f"?from={today}&to={then}", f"?from={then}", f"?from={then}&to="):
            again = as_(cast.employee).get(FORM + query)
            assert again.context["after"].number == "1.1"
            assert again.context["from_day"] == then

    def test_two_days_of_one_revision(self, cast: Cast, as_: SignIn, two_revisions: object) -> None:
        today = timezone.localdate()
        page = as_(cast.employee).get(f"{FORM}?from={today}&to={today}")
        assert page.status_code == 200
        assert page.context["changes"] == 0

    @pytest.mark.parametrize(
        "query",
        [
            "?from=1999-01-01",
            "?from=&to=",
            "?to=2026-01-01",
            "?from=明日&to=2026-13-40",
            "?from=%00&to=x",
            "?from=9999-12-31&to=0001-01-01",
        ],
    )
    def test_days_that_are_none_or_too_early_are_said(
        self, cast: Cast, as_: SignIn, two_revisions: object, query: str
    ) -> None:
        page = as_(cast.employee).get(FORM + query)
        assert page.status_code == 422
        assert page.context["problem"]
        assert page.context["problem"] in page.content.decode()

    def test_after_a_repeal_nothing_is_in_force(self, cast: Cast, as_: SignIn) -> None:
        old = published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
        publish(cast, drafting.start_repeal(old.policy, cast.editor, "業務已停辦。"))
        today = timezone.localdate()
        page = as_(cast.employee).get(f"{FORM}?from={today - dt.timedelta(days=1)}")
        assert page.status_code == 422
        assert today.isoformat() in page.context["problem"]
        repeal = as_(cast.employee).get("/policies/HR-003/v1.0/compare/v1.1/")
        assert repeal.status_code == 404  # it has no words to compare


class TestNumbers:
    @pytest.mark.parametrize(
        "pair", ["1.0/compare/v1.1", "1.1/compare/v1.0", "v1.1/compare/v1.0", "V1.1/compare/１.０"]
    )
    def test_are_taken_in_any_order_and_form(
        self, cast: Cast, as_: SignIn, two_revisions: object, pair: str
    ) -> None:
        page = as_(cast.employee).get(f"/policies/HR-003/{pair}/")
        assert (page.context["before"].number, page.context["after"].number) == ("1.0", "1.1")

    @pytest.mark.parametrize("number", ["9.9", "x", "%00", "1.0;DROP", "<b>", "1" * 4000, "latest"])
    def test_of_nothing_are_answered_with_a_sentence(
        self, cast: Cast, as_: SignIn, two_revisions: object, number: str
    ) -> None:
        page = as_(cast.employee).get(f"/policies/HR-003/{number}/compare/v1.0/")
        assert page.status_code == 404
        assert page.context["problem"]
        assert page.context["form"].fields["before"].choices
        assert "<b>" not in page.context["problem"] or "&lt;b&gt;" in page.content.decode()


class TestSinceAcknowledged:
    SINCE = "/policies/HR-003/compare/since/"

    def test_leads_from_what_was_accepted_to_what_is_in_force(
        self, cast: Cast, as_: SignIn
    ) -> None:
        first = first_published(cast)
        assign_audience(first)
        accept(first, cast.employee)
        unchanged = as_(cast.employee).get(self.SINCE)
        assert (unchanged.status_code, bool(unchanged.context["notice"])) == (200, True)
        two_more(cast, first)
        page = as_(cast.employee).get(self.SINCE)
        assert (page.status_code, page["Location"]) == (
            302, reverse("reading:compare", args=["HR-003", "1.2", "1.0"]),
        )  # fmt: skip

    def test_whoever_accepted_nothing_is_told(
        self, cast: Cast, as_: SignIn, two_revisions: object
    ) -> None:
        page = as_(cast.employee).get(self.SINCE)
        assert (page.status_code, bool(page.context["notice"])) == (200, True)
        assert as_(cast.employee).get("/policies/HR-999/compare/since/").status_code == 404

    def test_below_the_new_text_stands_the_way_there(self, cast: Cast, as_: SignIn) -> None:
        first = first_published(cast)
        assign_audience(first)
        accept(first, cast.employee)
        _second, third = two_more(cast, first)
        assign_audience(third)
        way = reverse("reading:compare", args=["HR-003", "1.2", "1.0"])
        assert way in as_(cast.employee).get("/policies/HR-003/").content.decode()
        assert way not in as_(cast.neighbour).get("/policies/HR-003/").content.decode()
        mine = as_(cast.employee).get("/acknowledgements/").content.decode()
        assert self.SINCE in mine


class TestMoved:
    def test_is_shown_as_moved_in_both_places(self, cast: Cast, as_: SignIn) -> None:
        three_texts(cast)
        for query in ("", "?sides=1", "?all=1"):
            words = as_(cast.employee).get(f"/policies/HR-003/v1.1/compare/v1.2/{query}").content
            assert b'class="departure"' in words

    def test_change_notes_of_every_step_are_told(self, cast: Cast, as_: SignIn) -> None:
        three_texts(cast)
        words = as_(cast.employee).get("/policies/HR-003/v1.0/compare/v1.2/").content.decode()
        assert "放寬申請期限。" in words
        assert "整併費用規定。" in words


class TestCosts:
    def test_a_kept_comparison_asks_once(
        self,
        cast: Cast,
        as_: SignIn,
        two_revisions: object,
        django_assert_max_num_queries: Any,
    ) -> None:
        client = as_(cast.employee)
        for address in (PAGE, TABLE, f"{PAGE}?all=1"):
            first = client.get(address).content
            with django_assert_max_num_queries(3):  # two to sign in
                assert len(client.get(address).content) == len(first)


class TestDrafts:
    @pytest.fixture
    def draft(self, cast: Cast) -> Revision:
        old = published_policy(cast, at=timezone.now() - dt.timedelta(days=200))
        draft = drafting.start_revision(old.policy, by=cast.editor, at=timezone.now())
        clause = draft.clauses.get(label="第三條")
        drafting.edit_clause(
            draft, clause.anchor, clause.lock_version, cast.editor,
            body=clause.body.replace("事先申請", "於三日前申請"),
        )  # fmt: skip
        return draft

    @pytest.mark.parametrize("name", ["deciding:changes", "deciding:changes_table"])
    def test_are_for_their_people_only(
        self, cast: Cast, as_: SignIn, draft: Revision, name: str
    ) -> None:
        address = reverse(name, args=[draft.pk])
        for person in (cast.editor, cast.legal_reviewer, cast.approver, cast.hr, cast.auditor):
            assert "於三日前" in as_(person).get(address).content.decode()
        for person in (cast.employee, cast.neighbour, cast.administrator, cast.outsider):
            assert as_(person).get(address).status_code == 404

    def test_a_first_draft_changes_nothing_in_force(self, cast: Cast, as_: SignIn) -> None:
        first = draft_of(cast)
        address = reverse("deciding:changes", args=[first.pk])
        assert as_(cast.editor).get(address).status_code == 404
        for page in ("drafting:draft", "deciding:road"):
            words = as_(cast.editor).get(reverse(page, args=[first.pk])).content.decode()
            assert address not in words

    def test_the_drafting_page_and_the_road_lead_there(
        self, cast: Cast, as_: SignIn, draft: Revision
    ) -> None:
        address = reverse("deciding:changes", args=[draft.pk])
        for name in ("drafting:draft", "deciding:road"):
            words = as_(cast.editor).get(reverse(name, args=[draft.pk])).content.decode()
            assert address in words

    def test_the_road_says_in_a_sentence_what_changes(
        self, cast: Cast, as_: SignIn, draft: Revision
    ) -> None:
        page = as_(cast.editor).get(reverse("deciding:road", args=[draft.pk]))
        assert page.context["changed"].before.number == "1.0"
        assert page.context["changed"].sentence in page.content.decode()
