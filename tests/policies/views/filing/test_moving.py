"""Recording the steps of a filing on their pages, and opening one by hand."""

from typing import Any

import pytest
from django.urls import reverse

from policies.filing import moving
from policies.models import Filing, FilingMove, FilingStatus
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.filing.filed import DAY, NUMBER, TOLD, WAYS, filing_of, work_rule
from tests.policies.standing import TODAY

STARTS = {
    verb: next(status for status in FilingStatus if status in move.sources)
    for verb, move in moving.TRANSITIONS.items()
}


def page(filing: Filing, verb: str) -> str:
    return reverse("filing:move", args=[filing.pk, verb])


def typed(verb: str, **more: Any) -> dict[str, Any]:
    return {"on": TODAY(), **TOLD[verb], **more}


@pytest.mark.parametrize("verb", moving.TRANSITIONS)
def test_each_step_is_recorded(cast: Cast, as_: SignIn, verb: str) -> None:
    filing = filing_of(cast, STARTS[verb])
    client = as_(cast.hr)
    assert client.get(page(filing, verb)).status_code == 200
    answer = client.post(page(filing, verb), typed(verb))
    assert (answer.status_code, answer["Location"]) == (
        302, reverse("filing:filing", args=[filing.pk]),
    )  # fmt: skip
    assert filing.moves.latest("pk").verb == verb
    assert NUMBER in answer.client.get(answer["Location"]).content.decode() or verb != "approve"


@pytest.mark.parametrize("verb", moving.TRANSITIONS)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    cast: Cast, as_: SignIn, verb: str
) -> None:
    filing = filing_of(cast, STARTS[verb])
    before = FilingMove.objects.count()
    needed = sorted(moving.TRANSITIONS[verb].needs)[0]
    sent = typed(verb, **{needed: ""}) | ({"number": "留著"} if needed != "number" else {})
    answer = as_(cast.hr).post(page(filing, verb), sent)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert f'href="#id_{needed}"' in words
    assert "留著" in words or "number" not in answer.context["form"].fields or needed == "number"
    assert FilingMove.objects.count() == before


def test_a_rule_that_says_no_keeps_what_was_typed(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast, FilingStatus.SENT)
    answer = as_(cast.hr).post(page(filing, "approve"), typed("approve", on=TODAY() - DAY))
    assert answer.status_code == 422
    assert NUMBER in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_a_step_that_is_not_possible_leads_back(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast)
    assert as_(cast.hr).get(page(filing, "approve")).status_code == 302
    answer = as_(cast.hr).post(page(filing, "approve"), typed("approve"))
    assert answer.status_code == 409
    assert NUMBER in answer.content.decode()


def test_who_may(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast)
    for person in cast.everybody:
        if person in (cast.hr, cast.editor):
            continue
        expected = 404 if person.is_editor else 403
        assert as_(person).get(page(filing, "send")).status_code == expected
        assert as_(person).post(page(filing, "send"), typed("send")).status_code == expected
    assert filing.moves.count() == len(WAYS[FilingStatus.TO_SEND]) + 1
    assert as_(cast.editor).post(page(filing, "send"), typed("send")).status_code == 302


def test_mending_begins_with_what_is_on_record(cast: Cast, as_: SignIn) -> None:
    filing = filing_of(cast, FilingStatus.APPROVED)
    words = as_(cast.hr).get(page(filing, "amend")).content.decode()
    assert NUMBER in words


class TestByHand:
    def test_opens_one(self, cast: Cast, as_: SignIn) -> None:
        revision = work_rule(cast)
        client = as_(cast.hr)
        assert "HR-001 工作規則 1.0" in client.get("/filings/new/").content.decode()
        answer = client.post("/filings/new/", {"site": "", "revisions": [revision.pk]})
        filing = Filing.objects.get()
        assert answer["Location"] == reverse("filing:filing", args=[filing.pk])
        assert (filing.site, list(filing.revisions.all())) == (None, [revision])

    def test_the_same_again_is_refused(self, cast: Cast, as_: SignIn) -> None:
        filing = filing_of(cast)
        sent = {"site": "NTP", "revisions": [filing.revisions.get().pk]}
        answer = as_(cast.hr).post("/filings/new/", sent)
        assert answer.status_code == 409
        assert Filing.objects.count() == 1

    def test_needs_something_to_file(self, cast: Cast, as_: SignIn) -> None:
        assert 'class="empty"' in as_(cast.hr).get("/filings/new/").content.decode()
        work_rule(cast)
        assert as_(cast.hr).post("/filings/new/", {"site": "NTP"}).status_code == 422
        assert as_(cast.hr).post("/filings/new/", {"revisions": "x"}).status_code == 422

    def test_who_may(self, cast: Cast, as_: SignIn) -> None:
        revision = work_rule(cast)
        for person in cast.everybody:
            status = 200 if person.is_hr or person.is_editor else 403
            assert as_(person).get("/filings/new/").status_code == status
        sent = {"site": "NTP", "revisions": [revision.pk]}
        assert as_(cast.neighbour).post("/filings/new/", sent).status_code == 422
        assert not Filing.objects.exists()
