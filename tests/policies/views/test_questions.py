"""Asking on screen, and the page of questions and answers."""

import pytest

from policies import questions
from policies.models import Policy, Question, Revision
from tests.cast import Cast, published_policy
from tests.fixtures import SignIn

PAGE = "/policies/HR-003/questions/"


@pytest.fixture
def revision(cast: Cast) -> Revision:
    return published_policy(cast)


def anchor_of(revision: Revision) -> str:
    return str(revision.clauses.get(label="第三條").anchor)


def test_asked_and_answered(cast: Cast, as_: SignIn, revision: Revision) -> None:
    place = f"/policies/HR-003/v1.0/c/{anchor_of(revision)}/ask/"
    reader = as_(cast.employee)
    form = reader.get(place).content.decode()
    assert "請假程序" in form
    page = reader.post(place, {"words": "可以請半天嗎？<script>"}, follow=True)
    words = page.content.decode()
    assert page.redirect_chain[-1][0] == PAGE
    assert "可以請半天嗎？&lt;script&gt;" in words
    asked = Question.objects.get()
    keeper = as_(cast.editor)
    assert "林客服" in keeper.get(PAGE).content.decode()
    answer = f"{PAGE}{asked.pk}/answer/"
    assert keeper.post(answer, {"words": " "}).status_code == 422
    done = keeper.post(answer, {"words": "可以。", "is_shared": "on"}, follow=True)
    assert "可以。" in done.content.decode()
    again = keeper.post(answer, {"words": "可以嗎？"})
    assert again.status_code == 409
    assert "可以嗎？" not in reader.get(PAGE).content.decode()
    others = as_(cast.outsider).get(PAGE).content.decode()
    assert "可以。" in others
    assert "林客服" not in others


def test_about_the_whole(cast: Cast, as_: SignIn, revision: Revision) -> None:
    reader = as_(cast.employee)
    assert reader.post("/policies/HR-003/v1.0/ask/", {"words": "何時檢討？"}).status_code == 302
    assert Question.objects.get().anchor == ""


@pytest.mark.parametrize("words", ["", "長" * 2001])
def test_what_cannot_be_sent_comes_back(
    cast: Cast, as_: SignIn, revision: Revision, words: str
) -> None:
    page = as_(cast.employee).post("/policies/HR-003/v1.0/ask/", {"words": words})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Question.objects.exists()


def test_wrong_places_and_people(cast: Cast, as_: SignIn, revision: Revision) -> None:
    reader = as_(cast.employee)
    assert reader.get("/policies/HR-003/v1.0/c/nowhere/ask/").status_code == 404
    assert reader.get("/policies/HR-003/v9.9/ask/").status_code == 404
    asked = questions.ask(revision, "", "？？", cast.employee)
    answer = f"{PAGE}{asked.pk}/answer/"
    assert reader.post(answer, {"words": "好。"}).status_code == 409
    assert as_(cast.outsider).post(answer, {"words": "好。"}).status_code == 404
    assert reader.get(answer).status_code == 405
    Policy.objects.update(classification="restricted")
    revision.policy.audience_rules.all().delete()
    for address in (PAGE, "/policies/HR-003/v1.0/ask/"):
        assert as_(cast.outsider).get(address).status_code == 404


def test_a_page_of_many(
    cast: Cast, as_: SignIn, revision: Revision, django_assert_max_num_queries: object
) -> None:
    for number in range(15):
        questions.ask(revision, anchor_of(revision), f"第{number}問", cast.employee)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert as_(cast.editor).get(PAGE).status_code == 200
