"""References on the road page: marked, listed, waived there."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from policies import workflow
from policies.models import ReferenceWaiver, Revision, Status
from regs_portal.people.models import Employee
from tests.cast import Cast, approve, draft_of, published_policy
from tests.fixtures import SignIn
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.standing import TODAY

MARK = '<mark title="'
FORM = 'name="reason"'


@pytest.fixture
def approved(cast: Cast) -> Revision:
    return approve(cast, draft_of(cast, outline=text_of("依第九條辦理。", "依第一條。")))


def road(revision: Revision) -> str:
    return reverse("deciding:road", args=[revision.pk])


def waive(as_: SignIn, person: Employee, revision: Revision, **typed: Any) -> Any:
    sent = {"anchor": ANCHORS[0], "words": "第九條", "reason": "另案增訂。", "on": TODAY()}
    return as_(person).post(reverse("deciding:waive", args=[revision.pk]), sent | typed)


def test_the_draft_is_marked_where_a_reference_points_nowhere(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast, outline=text_of("依第九條辦理。", "依第一條。"))
    words = as_(cast.editor).get(road(draft)).content.decode()
    assert MARK in words
    assert f'<a href="#{ANCHORS[0]}">第一條</a>' in words
    assert f'href="/drafts/{draft.pk}/?clause={ANCHORS[0]}"' in words
    assert FORM not in words


def test_what_was_published_is_not_marked(cast: Cast, as_: SignIn, approved: Revision) -> None:
    waive(as_, cast.editor, approved)
    workflow.publish(approved, TODAY(), cast.editor)
    for page in (road(approved), "/policies/HR-003/"):
        words = as_(cast.editor).get(page).content.decode()
        assert "依第九條辦理。" in words
        assert MARK not in words


def test_those_who_may_publish_are_offered_to_waive(
    cast: Cast, as_: SignIn, approved: Revision
) -> None:
    for person in (cast.editor, cast.approver):
        assert FORM in as_(person).get(road(approved)).content.decode()
    for person in (cast.legal_reviewer, cast.hr, cast.auditor):
        words = as_(person).get(road(approved)).content.decode()
        assert "第九條" in words
        assert FORM not in words


def test_waiving_leads_back_with_the_reason_shown(
    cast: Cast, as_: SignIn, approved: Revision
) -> None:
    answer = waive(as_, cast.approver, approved)
    assert (answer.status_code, answer["Location"]) == (302, road(approved))
    words = as_(cast.editor).get(road(approved)).content.decode()
    assert "另案增訂。" in words
    assert "張核准" in words
    assert FORM not in words


def test_publishing_is_refused_until_then(cast: Cast, as_: SignIn, approved: Revision) -> None:
    publish = reverse("deciding:publish", args=[approved.pk])
    answer = as_(cast.editor).post(publish, {"effective_from": TODAY()})
    assert answer.status_code == 422
    assert "第九條" in answer.content.decode().partition('role="alert"')[2][:600]
    approved.refresh_from_db()
    assert approved.status == Status.APPROVED
    waive(as_, cast.editor, approved)
    assert as_(cast.editor).post(publish, {"effective_from": TODAY()}).status_code == 302


def test_a_blank_reason_is_asked_for_again(cast: Cast, as_: SignIn, approved: Revision) -> None:
    answer = waive(as_, cast.editor, approved, reason="  ")
    assert answer.status_code == 422
    assert 'href="#waive-0-reason"' in answer.content.decode()
    assert not ReferenceWaiver.objects.exists()


def test_the_second_click_is_told(cast: Cast, as_: SignIn, approved: Revision) -> None:
    waive(as_, cast.editor, approved)
    assert waive(as_, cast.approver, approved, reason="再一次。").status_code == 409
    assert [waiver.by for waiver in ReferenceWaiver.objects.all()] == [cast.editor]


def test_who_may_not_keeps_what_they_typed(cast: Cast, as_: SignIn, approved: Revision) -> None:
    answer = waive(as_, cast.legal_reviewer, approved)
    assert answer.status_code == 403
    assert "另案增訂。" in answer.content.decode()


def test_too_late_keeps_what_was_typed(cast: Cast, as_: SignIn, approved: Revision) -> None:
    workflow.return_approved(approved, cast.approver, "請修正。")
    answer = waive(as_, cast.editor, approved)
    assert answer.status_code == 409
    assert "另案增訂。" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{"anchor": "x"}, {"words": "第一條"}, {"anchor": ""}, {"on": "明日"}, {"words": ""}]
)
def test_nothing_else_is_waived(
    cast: Cast, as_: SignIn, approved: Revision, typed: dict[str, str]
) -> None:
    assert waive(as_, cast.editor, approved, **typed).status_code in (409, 422)
    assert not ReferenceWaiver.objects.exists()


def test_the_day_typed_decides_what_is_in_force(cast: Cast, as_: SignIn) -> None:
    """A clause of another policy that is gone from the day on: waived as of that day."""
    begins = TODAY() + dt.timedelta(days=9)
    other = published_policy(cast, "HR-002", text_of("甲", title="獎懲辦法"), effective_from=begins)
    body = f"<p>{link(other.clauses.get().anchor, '《獎懲辦法》第一條', 'HR-002')}</p>"
    revision = approve(cast, draft_of(cast, "HR-004", text_of(body)))
    publish = reverse("deciding:publish", args=[revision.pk])
    words = as_(cast.editor).post(publish, {"effective_from": TODAY()}).content.decode()
    assert f'name="on" value="{TODAY()}"' in words
    assert "《獎懲辦法》第一條" in words
    assert as_(cast.editor).post(publish, {"effective_from": begins}).status_code == 302
