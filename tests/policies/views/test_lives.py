"""A policy through its revisions, and one clause of it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from acknowledgements.assigning import assign_audience
from policies import drafting
from policies.models import Revision
from tests.acknowledgements.accepting import accept
from tests.cast import Cast, draft_of, leave_outline, next_revision, publish, published_policy
from tests.fixtures import SignIn
from tests.policies.comparing.texts import DAY, first_published, three_texts, two_more

HISTORY = "/policies/HR-003/history/"


@pytest.fixture
def texts(cast: Cast) -> tuple[Revision, ...]:
    return three_texts(cast)


class TestPolicy:
    def test_tells_every_revision_the_newest_first(
        self, cast: Cast, as_: SignIn, texts: tuple[Revision, ...]
    ) -> None:
        page = as_(cast.employee).get(HISTORY)
        told = page.context["milestones"]
        assert [each.revision.number for each in told] == ["1.2", "1.1", "1.0"]
        assert [each.standing for each in told] == ["in-force", "superseded", "superseded"]
        words = page.content.decode()
        for text in ("放寬申請期限。", "整併費用規定。", told[0].sentence, told[1].sentence):
            assert text in words
        assert told[2].before is None
        for text in texts:
            assert str(text.effective_from) in words
            assert reverse("reading:pdf", args=["HR-003", text.number]) in words
        assert reverse("reading:compare", args=["HR-003", "1.2", "1.1"]) in words

    def test_counts_what_each_changed(self, cast: Cast, as_: SignIn, texts: object) -> None:
        told = as_(cast.employee).get(HISTORY).context["milestones"]
        counted = [
            {kind.value: n for kind, n in each.tally.clauses} if each.tally else {} for each in told
        ]
        assert counted == [
            {"removed": 1, "renumbered": 2, "moved": 1}, {"reworded": 1, "added": 1}, {},
        ]  # fmt: skip

    def test_what_is_to_come_and_what_ends_it(self, cast: Cast, as_: SignIn) -> None:
        first = published_policy(cast, at=timezone.now() - 9 * DAY)
        day = timezone.localdate() + 30 * DAY
        next_revision(cast, first, leave_outline(title="新辦法"), effective_from=day)
        page = as_(cast.employee).get(HISTORY)
        assert [each.standing for each in page.context["milestones"]] == ["coming", "in-force"]
        assert day.isoformat() in page.content.decode()

    def test_a_repeal_is_told_with_what_takes_its_place(self, cast: Cast, as_: SignIn) -> None:
        old = published_policy(cast, at=timezone.now() - 9 * DAY)
        new = published_policy(cast, "HR-010")
        publish(cast, drafting.start_repeal(old.policy, cast.editor, "併入新辦法。", new.policy))
        page = as_(cast.employee).get(HISTORY)
        repeal, text = page.context["milestones"]
        assert (repeal.standing, repeal.before, text.standing) == ("repealed", None, "superseded")
        assert 'href="/policies/HR-010/"' in page.content.decode()
        assert as_(cast.employee).get("/policies/HR-003/c/1/history/").status_code == 200

    def test_asks_the_same_few_questions_however_many_there_are(
        self, cast: Cast, as_: SignIn, django_assert_max_num_queries: object
    ) -> None:
        texts = three_texts(cast)
        client = as_(cast.employee)
        client.get(HISTORY)
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            client.get(HISTORY)
        next_revision(cast, texts[-1], leave_outline(), at=timezone.now() - DAY)
        client.get(HISTORY)
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            assert len(client.get(HISTORY).context["milestones"]) == 4

    def test_names_what_the_reader_acknowledged(self, cast: Cast, as_: SignIn) -> None:
        first = first_published(cast)
        assign_audience(first)
        accept(first, cast.employee)
        two_more(cast, first)
        mine = as_(cast.employee).get(HISTORY)
        assert [each.is_noted for each in mine.context["milestones"]] == [False, False, True]
        assert reverse("reading:compare_since", args=["HR-003"]) in mine.content.decode()
        other = as_(cast.outsider).get(HISTORY)
        assert not any(each.is_noted for each in other.context["milestones"])
        assert reverse("reading:compare_since", args=["HR-003"]) not in other.content.decode()

    def test_a_restricted_policy_stays_closed(self, cast: Cast, as_: SignIn) -> None:
        three_texts(cast, classification="restricted", binds_everyone=False)
        for address in (HISTORY, "/policies/HR-003/c/2/history/"):
            assert as_(cast.outsider).get(address).status_code == 404
            assert as_(cast.editor).get(address).status_code == 200

    def test_drafts_are_nobodys_history(self, cast: Cast, as_: SignIn) -> None:
        draft_of(cast)
        assert as_(cast.editor).get(HISTORY).status_code == 404
        assert as_(cast.editor).get("/policies/HR-999/history/").status_code == 404

    def test_a_page_that_is_not_there_is_the_last(
        self, cast: Cast, as_: SignIn, texts: object
    ) -> None:
        for page in ("0", "99", "x", "%00"):
            assert as_(cast.employee).get(f"{HISTORY}?page={page}").status_code == 200


class TestClause:
    def test_by_number_and_by_anchor(
        self, cast: Cast, as_: SignIn, texts: tuple[Revision, ...]
    ) -> None:
        anchor = texts[0].clauses.get(label="第二條").anchor
        for which in ("2", "第二條", anchor):
            page = as_(cast.employee).get(reverse("reading:clause_history", args=["HR-003", which]))
            words = page.content.decode()
            assert page.context["anchor"] == anchor
            assert "七日前" in words
            assert "三日前" in words
            assert f'/1.1/#{anchor}"' in words.replace("/v1.1/", "/1.1/")

    def test_is_escaped(self, cast: Cast, as_: SignIn, texts: object) -> None:
        words = as_(cast.employee).get("/policies/HR-003/c/5-1/history/").content.decode()
        assert "&lt;每年一次&gt;" in words
        assert "<每年一次>" not in words

    @pytest.mark.parametrize("which", ["99", "%00", "<script>", "第", "x" * 3000])
    def test_what_is_not_there_is_said(
        self, cast: Cast, as_: SignIn, texts: object, which: str
    ) -> None:
        page = as_(cast.employee).get(f"/policies/HR-003/c/{which}/history/")
        assert page.status_code == 404
        assert page.context["problem"]
        assert "<script>" not in page.content.decode().split("<main")[1]

    def test_a_moved_clause_says_from_where(
        self, cast: Cast, as_: SignIn, texts: tuple[Revision, ...]
    ) -> None:
        page = as_(cast.employee).get("/policies/HR-003/c/4/history/")
        newest = page.context["lives"][0]
        assert newest.row.moved in page.content.decode()
        assert newest.revision.effective_from == timezone.localdate() - dt.timedelta(days=100)
