"""The review page: comments beside the text, answers, settling, reasons for words that stay."""

from typing import Any

import pytest
from django.urls import reverse

from policies import advising, commenting, drafting, workflow
from policies.models import AdviceAnswer, ReviewComment, ReviewReply, Revision, Step, Verdict
from policies.text.wording_advice import Problem
from tests import signing
from tests.cast import Cast, draft_of, publish, published_policy
from tests.fixtures import SignIn
from tests.policies.standing import TODAY, Place, standing_at

pytestmark = pytest.mark.django_db


def at(revision: Revision, name: str = "review", *keys: int) -> str:
    return reverse(f"deciding:{name}", args=[revision.pk, *keys])


def anchor_of(revision: Revision, label: str = "第三條") -> str:
    return revision.clauses.get(label=label).anchor


def passage(answer: Any, anchor: str) -> Any:
    return next(each for each in answer.context["passages"] if each.anchor == anchor)


@pytest.fixture
def revision(cast: Cast) -> Revision:
    return standing_at(cast, Place.SUBMITTED)


@pytest.fixture
def said(cast: Cast, revision: Revision) -> ReviewComment:
    return commenting.comment(
        revision, anchor_of(revision), "「事先」是多久？", cast.legal_reviewer
    )


@pytest.mark.parametrize("place", Place)
def test_who_works_on_it_sees_it(cast: Cast, as_: SignIn, place: Place) -> None:
    revision = standing_at(cast, place)
    for person in (cast.editor, cast.legal_reviewer, cast.approver, cast.hr, cast.auditor):
        assert as_(person).get(at(revision)).status_code == 200
    for person in (cast.neighbour, cast.outsider, cast.employee, cast.mainlander):
        assert as_(person).get(at(revision)).status_code == 404


def test_the_whole_text_is_there(cast: Cast, as_: SignIn, revision: Revision) -> None:
    page = as_(cast.legal_reviewer).get(at(revision)).content.decode()
    for words in (
        "第一章",
        "第三條之一",
        "客服人員輪班",
        "因應勞動基準法修正",
        "本辦法經核定後施行",
    ):
        assert words in page


def test_a_comment_by_the_page(cast: Cast, as_: SignIn, revision: Revision) -> None:
    browser, anchor = as_(cast.legal_reviewer), anchor_of(revision)
    page = browser.get(f"{at(revision)}?on={anchor}")
    assert passage(page, anchor).form is not None
    assert not ReviewComment.objects.exists()
    answer = browser.post(at(revision, "comment"), {"anchor": anchor, "words": "多久以前？"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{at(revision)}#{anchor}"
    page = browser.get(at(revision))
    assert [r.comment.words for r in passage(page, anchor).remarks] == ["多久以前？"]


def test_the_whole_is_commented_on_too(cast: Cast, as_: SignIn, revision: Revision) -> None:
    typed = {"anchor": "", "words": "結構很清楚，惟過長"}
    assert as_(cast.approver).post(at(revision, "comment"), typed).status_code == 302
    page = as_(cast.auditor).get(at(revision))
    assert passage(page, "").remarks[0].comment.words == "結構很清楚，惟過長"


def test_who_only_looks_has_no_forms(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    page = as_(cast.auditor).get(f"{at(revision)}?on={said.anchor}")
    assert "<form" not in page.content.decode().split("<main")[1]


def test_writers_answer_and_do_not_comment(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    browser = as_(cast.editor)
    (remark,) = passage(browser.get(at(revision)), said.anchor).remarks
    assert remark.form is not None and not remark.may_resolve
    answer = browser.post(at(revision, "reply", said.pk), {"words": "三日以前"})
    assert answer.status_code == 302
    assert ReviewReply.objects.get().by == cast.editor
    answer = browser.post(at(revision, "comment"), {"anchor": "", "words": "我自己說"})
    assert (answer.status_code, answer.context["refused"].code) == (403, "own_text")
    assert "我自己說" in answer.content.decode()


def test_settling_by_the_page(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    assert as_(cast.editor).post(at(revision, "resolve", said.pk)).status_code == 403
    assert as_(cast.legal_reviewer).get(at(revision, "resolve", said.pk)).status_code == 405
    assert as_(cast.legal_reviewer).post(at(revision, "resolve", said.pk)).status_code == 302
    page = as_(cast.editor).get(at(revision))
    assert page.context["open_count"] == 0
    assert "李法務" in page.content.decode()
    assert as_(cast.legal_reviewer).post(at(revision, "resolve", said.pk)).status_code == 409


def test_bad_input_keeps_what_was_typed(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    browser = as_(cast.legal_reviewer)
    for words in ("", " ", "a\x00b", "字" * 4001):
        for address in (at(revision, "comment"), at(revision, "reply", said.pk)):
            answer = browser.post(address, {"anchor": said.anchor, "words": words})
            assert answer.status_code == 422
            assert 'class="error-summary"' in answer.content.decode()
    answer = browser.post(at(revision, "comment"), {"anchor": "0" * 12, "words": "寫很久"})
    assert (answer.status_code, answer.context["refused"].code) == (422, "gone")
    assert "寫很久" in answer.content.decode()
    assert ReviewComment.objects.count() == 1


def test_a_comment_of_another_text_is_not_there(
    cast: Cast, as_: SignIn, said: ReviewComment
) -> None:
    other = standing_at(cast, Place.SUBMITTED, "HR-004")
    for verb in ("reply", "resolve"):
        assert as_(cast.legal_reviewer).post(at(other, verb, said.pk)).status_code == 404
        assert as_(cast.legal_reviewer).post(at(other, verb, 999_999)).status_code == 404


def test_strangers_to_it_say_nothing(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    for person in (cast.neighbour, cast.outsider):
        for address in (
            at(revision, "comment"), at(revision, "reply", said.pk),
            at(revision, "resolve", said.pk), at(revision, "answer_advice"),
        ):  # fmt: skip
            assert as_(person).post(address, {"words": "x"}).status_code == 404


def test_an_open_comment_holds_the_approval_up_and_the_road_says_so(
    cast: Cast, as_: SignIn
) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    commenting.comment(revision, "", "再想想", cast.approver)
    road = as_(cast.approver).get(reverse("deciding:road", args=[revision.pk]))
    (check,) = [each for each in road.context["checks"] if each.address == at(revision)][:1]
    assert not check.is_done and check.is_for_all
    assert f'href="{at(revision)}"' in road.content.decode()


def test_it_is_carried_into_the_draft_beside_the_clause(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "見第三條")
    page = as_(cast.editor).get(reverse("drafting:draft", args=[revision.pk]))
    html = page.content.decode()
    assert "「事先」是多久？" in html
    assert f"?clause={said.anchor}#editor" in html
    page = as_(cast.editor).get(
        reverse("drafting:draft", args=[revision.pk]), {"clause": said.anchor}
    )
    assert [is_here for *_rest, is_here in page.context["comments"]] == [True]


def test_what_was_said_of_a_clause_since_removed_is_shown(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "刪去")
    drafting.remove_clause(revision, said.anchor, cast.editor)
    page = as_(cast.editor).get(at(revision))
    assert [r.comment for r in passage(page, "").remarks] == [said]
    draft = as_(cast.editor).get(reverse("drafting:draft", args=[revision.pk]))
    assert "「事先」是多久？" in draft.content.decode()


def test_earlier_rounds_are_kept_apart(
    cast: Cast, as_: SignIn, revision: Revision, said: ReviewComment
) -> None:
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "再改")
    workflow.submit(revision, cast.editor)
    page = as_(cast.legal_reviewer).get(at(revision))
    assert [comment for comment, _place in page.context["earlier"]] == [said]
    assert page.context["open_count"] == 0


def test_the_changes_are_one_click_away(cast: Cast, as_: SignIn) -> None:
    first = published_policy(cast)
    revision = drafting.start_revision(first.policy, cast.editor)
    page = as_(cast.legal_reviewer).get(at(revision)).content.decode()
    assert reverse("deciding:changes", args=[revision.pk]) in page


# Advice


@pytest.fixture
def harsh(cast: Cast) -> Revision:
    draft = draft_of(cast)
    clause = draft.clauses.get(label="第三條")
    drafting.edit_clause(
        draft, clause.anchor, clause.lock_version, cast.editor, body="<p>遲到者一律開除。</p>"
    )
    return draft


def reason(revision: Revision, **changed: str) -> dict[str, str]:
    typed = {
        "problem": Problem.ABSOLUTE.value, "anchor": anchor_of(revision), "words": "一律",
        "reason": "另有申訴程序",
    }  # fmt: skip
    return typed | changed


def test_the_author_says_why_it_stays(cast: Cast, as_: SignIn, harsh: Revision) -> None:
    browser = as_(cast.editor)
    assert browser.get(at(harsh)).context["advice_count"] == 2
    assert browser.post(at(harsh, "answer_advice"), reason(harsh)).status_code == 302
    page = browser.get(at(harsh))
    assert page.context["advice_count"] == 1
    assert "另有申訴程序" in page.content.decode()
    road = browser.get(reverse("deciding:road", args=[harsh.pk])).content.decode()
    assert "另有申訴程序" in road


def test_a_reviewer_may_too(cast: Cast, as_: SignIn, harsh: Revision) -> None:
    answer = as_(cast.legal_reviewer).post(at(harsh, "answer_advice"), reason(harsh))
    assert answer.status_code == 403
    workflow.submit(harsh, cast.editor)
    answer = as_(cast.legal_reviewer).post(at(harsh, "answer_advice"), reason(harsh))
    assert answer.status_code == 302
    assert AdviceAnswer.objects.get().by == cast.legal_reviewer


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"reason": ""}, 422), ({"reason": "a\x00"}, 422), ({"anchor": "!"}, 422),
        ({"words": "別的"}, 409), ({"problem": "other"}, 409),
    ],
)  # fmt: skip
def test_a_bad_reason_is_told_so(
    cast: Cast, as_: SignIn, harsh: Revision, changed: dict[str, str], status: int
) -> None:
    answer = as_(cast.editor).post(at(harsh, "answer_advice"), reason(harsh, **changed))
    assert answer.status_code == status
    assert 'class="error-summary"' in answer.content.decode()
    assert not AdviceAnswer.objects.exists()


def test_unanswered_advice_blocks_nothing(cast: Cast, harsh: Revision) -> None:
    assert advising.advice_on(harsh, harsh.outline())
    assert publish(cast, harsh).is_in_force(TODAY())
