"""Saying on its page whether a change is adverse, and who reads it."""

import pytest
from django.urls import reverse

from policies import adverse, drafting, workflow
from policies.models import AdverseChange, Revision
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.filing.filed import work_rule


@pytest.fixture
def amendment(cast: Cast) -> Revision:
    return drafting.start_revision(work_rule(cast).policy, cast.editor)


def page(revision: Revision) -> str:
    return reverse("filing:adverse", args=[revision.pk])


def road(revision: Revision) -> str:
    return reverse("deciding:road", args=[revision.pk])


def test_is_said_and_read_on_the_road(cast: Cast, as_: SignIn, amendment: Revision) -> None:
    client = as_(cast.editor)
    assert f'href="{page(amendment)}"' in client.get(road(amendment)).content.decode()
    answer = client.post(page(amendment), {"is_adverse": "yes", "reason": "刪除津貼。"})
    assert (answer.status_code, answer["Location"]) == (302, road(amendment))
    workflow.submit(amendment, cast.editor)
    for reader in (cast.legal_reviewer, cast.approver, cast.hr, cast.auditor):
        words = as_(reader).get(road(amendment)).content.decode()
        assert "刪除津貼。" in words


@pytest.mark.parametrize("typed", [{}, {"is_adverse": "maybe"}, {"is_adverse": "yes"}])
def test_what_is_missing_is_asked_for(
    cast: Cast, as_: SignIn, amendment: Revision, typed: dict[str, str]
) -> None:
    assert as_(cast.editor).post(page(amendment), typed).status_code == 422
    assert not AdverseChange.objects.exists()


def test_who_may(cast: Cast, as_: SignIn, amendment: Revision) -> None:
    for person in cast.everybody:
        answer = as_(person).post(page(amendment), {"is_adverse": "no"})
        if person == cast.editor:
            assert answer.status_code == 302
        elif person.is_reviewer or person.is_hr or person.is_auditor:
            assert answer.status_code == 403
        else:
            assert answer.status_code == 404
    assert AdverseChange.objects.count() == 1


def test_submitting_without_it_is_refused(cast: Cast, as_: SignIn, amendment: Revision) -> None:
    address = reverse("deciding:submit", args=[amendment.pk])
    answer = as_(cast.editor).post(address, {"comment": "請審。"})
    assert answer.status_code == 422
    assert "請審。" in answer.content.decode()


def test_too_late_keeps_what_was_typed(cast: Cast, as_: SignIn, amendment: Revision) -> None:
    adverse.judge(amendment, False, "", cast.editor)
    workflow.submit(amendment, cast.editor)
    answer = as_(cast.editor).post(page(amendment), {"is_adverse": "yes", "reason": "刪除津貼。"})
    assert answer.status_code == 409
    assert "刪除津貼。" in answer.content.decode()


def test_where_it_is_not_asked_there_is_no_page(cast: Cast, as_: SignIn) -> None:
    first = work_rule(cast)
    assert as_(cast.editor).get(page(first)).status_code == 404
