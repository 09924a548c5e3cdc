"""The page on which a reference is picked, and the list of those to look at."""

from typing import Any

import pytest
from django.urls import reverse

from policies import drafting, workflow
from policies.models import Clause, Revision
from tests.cast import Cast, draft_of, leave_outline, published_policy
from tests.fixtures import SignIn
from tests.policies.citing.texts import ANCHORS, link, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast, outline=text_of("甲", "<p>依下列規定：</p><p>乙</p>"))


def page(draft: Revision, query: str = f"?clause={ANCHORS[1]}") -> str:
    return reverse("drafting:reference", args=[draft.pk]) + query


def picked(pointer: str = f"#{ANCHORS[0]}", **typed: Any) -> dict[str, Any]:
    return {"version": 1, "where": "body:", "target": pointer} | typed


def body(draft: Revision, number: int = 1) -> str:
    return Clause.objects.values_list("body", flat=True).get(revision=draft, anchor=ANCHORS[number])


class TestPicking:
    def test_lists_the_text_and_the_lines(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        words = as_(cast.editor).get(page(draft)).content.decode()
        assert f'value="#{ANCHORS[0]}" data-words="第一條"' in words
        assert '<option value="body:0" lang="zh-Hant">依下列規定：</option>' in words

    def test_finds_in_other_policies(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        published_policy(cast, "HR-002", leave_outline(title="出勤辦法"))
        words = as_(cast.editor).get(page(draft, f"?clause={ANCHORS[1]}&q=特別休假"))
        assert "《出勤辦法》第三條" in words.content.decode()

    def test_says_when_nothing_was_found(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        client = as_(cast.editor)
        client.cookies["django_language"] = "en"
        words = client.get(page(draft, "?q=天文")).content.decode()
        assert "Nothing was found." in words

    def test_scripts_get_the_list_alone(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        answer = as_(cast.editor).get(page(draft), headers={"hx-request": "true"})
        words = answer.content.decode()
        assert "data-words" in words
        assert "<html" not in words

    @pytest.mark.parametrize("query", ["?q=%00", f"?q={'甲' * 500}", "?q=(", "?q=%F0%9F%98%80"])
    def test_any_query_is_answered(
        self, cast: Cast, as_: SignIn, draft: Revision, query: str
    ) -> None:
        assert as_(cast.editor).get(page(draft, query)).status_code in (200, 400)

    def test_inserts_and_leads_back(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        answer = as_(cast.editor).post(page(draft), picked(where="body:0"))
        assert answer.status_code == 302
        assert answer["Location"] == f"/drafts/{draft.pk}/?clause={ANCHORS[1]}"
        assert body(draft) == f"<p>依下列規定：{link(ANCHORS[0], '第一條')}</p><p>乙</p>"

    def test_into_the_cover(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        draft.refresh_from_db()
        sent = picked(where="scope:", version=draft.lock_version)
        answer = as_(cast.editor).post(page(draft, ""), sent)
        assert answer["Location"] == f"/drafts/{draft.pk}/"
        draft.refresh_from_db()
        assert draft.scope == f"<p>{link(ANCHORS[0], '第一條')}</p>"

    def test_nobody_is_overwritten(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        drafting.edit_clause(draft, ANCHORS[1], 1, cast.editor, body="<p>別人的字</p>")
        answer = as_(cast.editor).post(page(draft), picked(), follow=True)
        words = answer.content.decode()
        assert 'class="error"' in words
        assert 'name="version" value="2"' in words
        assert body(draft) == "<p>別人的字</p>"

    @pytest.mark.parametrize(
        "typed",
        [
            {"target": ""}, {"target": "javascript:alert(1)"}, {"target": "#x"},
            {"where": "body:9"}, {"where": "scope:"}, {"version": "x"},
            {"target": "//example.com/#0123456789ab"},
        ],
    )  # fmt: skip
    def test_only_what_is_offered(
        self, cast: Cast, as_: SignIn, draft: Revision, typed: dict[str, str]
    ) -> None:
        before = body(draft)
        assert as_(cast.editor).post(page(draft), picked(**typed)).status_code == 422
        assert body(draft) == before

    def test_what_is_gone_meanwhile(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        answer = as_(cast.editor).post(page(draft), picked(f"#{'f' * 12}"), follow=True)
        assert 'class="error"' in answer.content.decode()
        assert "<a " not in body(draft)
        assert as_(cast.editor).get(page(draft, f"?clause={'f' * 12}")).status_code == 404
        assert as_(cast.editor).get(page(draft, "?heading=x")).status_code == 404

    def test_for_editors_of_the_policy(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        expected = {cast.legal_reviewer: 403, cast.hr: 403, cast.neighbour: 404, cast.outsider: 404}
        for person, status in expected.items():
            assert as_(person).get(page(draft)).status_code == status
            assert as_(person).post(page(draft), picked()).status_code == status

    def test_a_frozen_text_is_on_its_road(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        workflow.submit(draft, cast.editor)
        answer = as_(cast.editor).get(page(draft))
        assert answer["Location"] == reverse("deciding:road", args=[draft.pk])


class TestDraftingPage:
    def test_saving_may_lead_on_to_picking(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        address = reverse("drafting:clause", args=[draft.pk, ANCHORS[1]])
        sent = {"label": "第二條", "body": "丙", "version": 1, "then": "reference"}
        answer = as_(cast.editor).post(address, sent)
        assert answer["Location"] == page(draft)
        assert body(draft) == "<p>丙</p>"

    def test_lists_what_points_nowhere(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast, outline=text_of("依第九條。"))
        words = as_(cast.editor).get(f"/drafts/{draft.pk}/").content.decode()
        listed = words.partition('id="references"')[2]
        assert f'href="/drafts/{draft.pk}/?clause={ANCHORS[0]}#editor"' in listed
        assert "第九條" in listed

    def test_a_sound_text_lists_nothing(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        assert (
            'id="references"' not in as_(cast.editor).get(f"/drafts/{draft.pk}/").content.decode()
        )

    def test_one_click_rewords(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast, outline=text_of("甲", f"<p>依{link(ANCHORS[0], '第五條')}。</p>"))
        client = as_(cast.editor)
        assert (
            "第一條"
            in client.get(f"/drafts/{draft.pk}/").content.decode().partition('id="references"')[2]
        )
        answer = client.post(reverse("drafting:reword", args=[draft.pk]), {"anchor": ANCHORS[1]})
        assert answer["Location"] == f"/drafts/{draft.pk}/#references"
        assert body(draft) == f"<p>依{link(ANCHORS[0], '第一條')}。</p>"

    def test_rewording_is_for_editors(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        address = reverse("drafting:reword", args=[draft.pk])
        assert as_(cast.neighbour).post(address, {}).status_code == 404
        assert as_(cast.hr).post(address, {}).status_code == 403
        assert as_(cast.editor).get(address).status_code == 405
        workflow.submit(draft, cast.editor)
        answer = as_(cast.editor).post(address, {}, follow=True)
        assert "error" in answer.content.decode()
