"""Signing that a policy was looked at and stays as it is."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from policies.models import PeriodicReview, Revision
from tests.cast import Cast, draft_of, published_policy
from tests.factories import PASSWORD
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = "/policies/HR-003/periodic-review/"


def typed(revision: Revision, **changed: Any) -> dict[str, Any]:
    values = {"digest": revision.digest, "comment": "法令未變。", "password": PASSWORD}
    return values | changed


def old_policy(cast: Cast) -> Revision:
    return published_policy(cast, at=timezone.now() - dt.timedelta(days=400))


def test_it_is_signed(cast: Cast, as_: SignIn) -> None:
    revision, editor = old_policy(cast), as_(cast.editor)
    assert "逾期" in editor.get(ADDRESS).content.decode()
    answer = editor.post(ADDRESS, typed(revision), follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert PeriodicReview.objects.get().comment == "法令未變。"
    assert "法令未變。" in answer.content.decode()


@pytest.mark.parametrize("who", ["employee", "neighbour", "outsider", "hr", "auditor", "approver"])
def test_only_editors_sign(cast: Cast, as_: SignIn, who: str) -> None:
    revision = old_policy(cast)
    person = as_(getattr(cast, who))
    assert person.get(ADDRESS).status_code == 403
    assert person.post(ADDRESS, typed(revision)).status_code == 403
    assert not PeriodicReview.objects.exists()


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"password": "錯"}, 422), ({"comment": " "}, 422), ({"digest": "0" * 64}, 409)],
)
def test_what_is_refused_keeps_the_words(
    cast: Cast, as_: SignIn, changed: dict[str, Any], status: int
) -> None:
    revision = old_policy(cast)
    sent = {"comment": "逐條看過"} | changed
    answer = as_(cast.editor).post(ADDRESS, typed(revision, **sent))
    assert answer.status_code == status
    assert sent["comment"] in answer.content.decode()
    assert revision.digest in answer.content.decode()
    assert not PeriodicReview.objects.exists()


def test_nothing_in_force_nothing_to_sign(cast: Cast, as_: SignIn) -> None:
    draft = draft_of(cast)
    page = as_(cast.editor).post(ADDRESS, typed(draft))
    assert page.status_code == 409
    assert as_(cast.editor).get(ADDRESS).status_code == 200
    assert not PeriodicReview.objects.exists()
