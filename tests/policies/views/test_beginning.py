"""The ways a policy may go on or end: the page that offers them, corrections, repeals."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from policies import drafting
from policies.models import Revision, RevisionKind
from tests.cast import Cast, draft_of, publish, published_policy
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db

BEGIN, CORRECT, REPEAL = (
    "/policies/HR-003/begin/", "/policies/HR-003/correct/", "/policies/HR-003/repeal/",
)  # fmt: skip


def repealed(cast: Cast, revision: Revision) -> Revision:
    draft = drafting.start_repeal(revision.policy, cast.editor, "停辦")
    return publish(cast, draft, timezone.localdate() + dt.timedelta(days=1))


def test_the_ways_are_offered(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    page = as_(cast.editor).get(BEGIN).content.decode()
    for address in (CORRECT, REPEAL, "/policies/HR-003/revise/", "/periodic-review/"):
        assert address in page


def test_not_while_something_is_on_its_way(cast: Cast, as_: SignIn) -> None:
    draft = drafting.start_revision(published_policy(cast).policy, cast.editor)
    page = as_(cast.editor).get(BEGIN).content.decode()
    assert f"/drafts/{draft.pk}/road/" in page
    for address in (CORRECT, REPEAL, "/policies/HR-003/revise/"):
        assert f'action="{address}"' not in page


def test_what_has_ended_may_only_come_back(cast: Cast, as_: SignIn) -> None:
    repealed(cast, published_policy(cast))
    page = as_(cast.editor).get(BEGIN).content.decode()
    assert "/policies/HR-003/revise/" in page
    assert f'action="{CORRECT}"' not in page
    assert f'action="{REPEAL}"' not in page


@pytest.mark.parametrize("who", ["employee", "neighbour", "outsider", "hr", "auditor", "approver"])
def test_only_editors_begin(cast: Cast, as_: SignIn, who: str) -> None:
    published_policy(cast)
    person = as_(getattr(cast, who))
    assert person.get(BEGIN).status_code == 403
    assert person.post(CORRECT, {"reason": "錯字"}).status_code == 403
    assert person.post(REPEAL, {"reason": "停辦"}).status_code == 403
    assert Revision.objects.count() == 1


def test_a_correction_is_begun(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    answer = as_(cast.editor).post(CORRECT, {"reason": "第一條誤字"})
    draft = Revision.objects.get(kind=RevisionKind.CORRECTION)
    assert answer["Location"] == f"/drafts/{draft.pk}/"
    assert draft.change_note == "第一條誤字"


@pytest.mark.parametrize("address", [CORRECT, REPEAL])
def test_without_a_reason_nothing_is_begun(cast: Cast, as_: SignIn, address: str) -> None:
    published_policy(cast)
    answer = as_(cast.editor).post(address, {"reason": " ", "replaced_by": "hr-010"})
    assert answer.status_code == 422
    assert Revision.objects.count() == 1


def test_a_repeal_in_favour_of_another(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    other = published_policy(cast, "HR-010")
    answer = as_(cast.editor).post(REPEAL, {"reason": "併入", "replaced_by": "hr-010"})
    draft = Revision.objects.get(kind=RevisionKind.REPEAL)
    assert answer["Location"] == f"/drafts/{draft.pk}/repeal/"
    assert draft.replaced_by == other.policy


@pytest.mark.parametrize("code", ["HR-003", "XX-1", "HR-999"])
def test_in_favour_of_none_there_is(cast: Cast, as_: SignIn, code: str) -> None:
    published_policy(cast)
    answer = as_(cast.editor).post(REPEAL, {"reason": "併入新辦法", "replaced_by": code})
    assert answer.status_code == 422
    assert "併入新辦法" in answer.content.decode()
    assert Revision.objects.count() == 1


def test_two_windows_begin_one(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    editor = as_(cast.editor)
    editor.post(REPEAL, {"reason": "停辦"})
    answer = editor.post(REPEAL, {"reason": "停辦二"})
    assert answer.status_code == 409
    assert "停辦二" in answer.content.decode()
    assert Revision.objects.repeals().count() == 1


def kept(draft: Revision, **typed: Any) -> dict[str, Any]:
    return {"version": draft.lock_version, "reason": draft.change_note} | typed


def test_the_draft_of_a_repeal(cast: Cast, as_: SignIn) -> None:
    draft = drafting.start_repeal(published_policy(cast).policy, cast.editor, "停辦")
    editor, page = as_(cast.editor), f"/drafts/{draft.pk}/repeal/"
    assert editor.get(f"/drafts/{draft.pk}/")["Location"] == page
    assert "廢止" in editor.get(page).content.decode()
    assert editor.post(page, kept(draft, reason="業務移交")).status_code == 302
    stale = editor.post(page, kept(draft, reason="舊頁"))
    assert stale.status_code == 409
    assert "舊頁" in stale.content.decode()
    draft.refresh_from_db()
    assert draft.change_note == "業務移交"
    assert editor.post(page, kept(draft, reason="")).status_code == 422
    assert as_(cast.neighbour).get(page).status_code == 404


def test_a_draft_with_words_has_no_such_page(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast)
    answer = as_(cast.editor).get(f"/drafts/{draft.pk}/repeal/")
    assert answer["Location"] == f"/drafts/{draft.pk}/road/"


def test_readers_are_told(cast: Cast, as_: SignIn) -> None:
    other = published_policy(cast, "HR-010")
    old = published_policy(cast, at=timezone.now() - dt.timedelta(days=3))
    draft = drafting.start_repeal(old.policy, cast.editor, "併入", other.policy)
    end = publish(cast, draft, timezone.localdate())
    reader = as_(cast.employee)
    gone = reader.get("/policies/HR-003/")
    assert gone.status_code == 404
    for page in (gone, reader.get("/policies/HR-003/v1.0/"), reader.get("/policies/HR-003/v1.1/")):
        assert "/policies/HR-010/" in page.content.decode()
    assert "/policies/HR-003/" in reader.get("/policies/HR-010/").content.decode()
    assert reader.get(f"/policies/HR-003/{end.number}/print/").status_code == 200
    assert "/compare/" not in reader.get("/policies/HR-003/v1.1/").content.decode()


def test_a_scheduled_end_is_announced(cast: Cast, as_: SignIn) -> None:
    repealed(cast, published_policy(cast))
    page = as_(cast.employee).get("/policies/HR-003/")
    assert page.status_code == 200
    assert "停辦" in page.content.decode()
