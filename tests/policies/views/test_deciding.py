"""The road page: what it shows, whom it lets go on, and how it says no."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policies import drafting, workflow
from policies.models import AudienceRule, Decision, Revision, Status, Step, Verdict
from policies.models.audience import Effect, RuleKind
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee
from tests import signing
from tests.cast import Cast, approve, draft_of, next_revision, published_policy
from tests.factories import PASSWORD, EmployeeFactory
from tests.fixtures import SignIn
from tests.policies.standing import TODAY, Place, standing_at

VERBS = ["submit", "decide", "return", "waive", "publish", "withdraw"]


def at(revision: Revision, verb: str = "road") -> str:
    return reverse(f"deciding:{verb}", args=[revision.pk])


def send(browser: Client, revision: Revision, verb: str, **typed: Any) -> Any:
    return browser.post(at(revision, verb), typed)


def signed(revision: Revision, step: Step, verdict: str = "approved", comment: str = "") -> dict:
    return {
        "digest": revision.digest, "step": step, "verdict": verdict, "comment": comment,
        "is_material": str(revision.is_material), "password": PASSWORD,
    }  # fmt: skip


def status_of(revision: Revision) -> str:
    return Revision.objects.values_list("status", flat=True).get(pk=revision.pk)


# Looking


@pytest.mark.parametrize("place", Place)
def test_editors_and_the_office_see_the_road(cast: Cast, as_: SignIn, place: Place) -> None:
    revision = standing_at(cast, place)
    for person in (cast.editor, cast.legal_reviewer, cast.approver, cast.hr, cast.auditor):
        page = as_(person).get(at(revision))
        assert page.status_code == 200
        assert "本辦法依勞動基準法訂定之" in page.content.decode()


def test_nobody_else_does(cast: Cast, as_: SignIn) -> None:
    draft, published = draft_of(cast), published_policy(cast, "HR-004")
    for person in (cast.employee, cast.neighbour, cast.administrator, cast.outsider):
        for revision in (draft, published):
            browser = as_(person)
            assert browser.get(at(revision)).status_code == 404
            for verb in VERBS:
                assert browser.post(at(revision, verb), {}).status_code == 404


@pytest.mark.parametrize("verb", ["submit", "decide", "return"])
def test_looking_at_a_verb_is_not_taking_it(cast: Cast, as_: SignIn, verb: str) -> None:
    revision = standing_at(cast, Place.APPROVED)
    assert as_(cast.approver).get(at(revision, verb)).status_code == 405
    assert status_of(revision) == Status.APPROVED


def test_the_road_names_everybody_who_did_something(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    workflow.submit(revision, cast.editor, "請先看第三條")
    signing.decide(
        revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "第一條缺法源"
    )
    workflow.submit(revision, cast.editor)
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.APPROVED, cast.legal_reviewer)
    page = as_(cast.auditor).get(at(revision)).content.decode()
    for words in ("請先看第三條", "第一條缺法源", "王人資", "李法務", revision.digest[:12]):
        assert words in page
    pdf = reverse("drafting:print", args=[revision.pk])
    assert re.findall('<form[^>]* action="([^"]*)"', page.split("<main")[1]) == [pdf]


def test_a_decision_on_a_text_returned_since_is_called_void(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.LAST_OPEN)
    assert not any(h.is_void for h in as_(cast.auditor).get(at(revision)).context["happenings"])
    signing.decide(revision, Step.FINAL_APPROVAL, Verdict.RETURNED, cast.approver, "再改")
    happenings = as_(cast.auditor).get(at(revision)).context["happenings"]
    assert {h.by for h in happenings if h.is_void} == {"李法務", "公平審查"}


def test_what_is_missing_links_to_what_mends_it(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    clause = revision.clauses.get(label="第三條")
    drafting.edit_clause(revision, clause.anchor, clause.lock_version, cast.editor, body="")
    AudienceRule.objects.filter(policy=revision.policy).delete()
    page = as_(cast.editor).get(at(revision)).content.decode()
    assert f"/drafts/{revision.pk}/?clause={clause.anchor}" in page
    assert "/facts/#audience" in page


# Going on


def test_the_whole_way_by_the_pages(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    steps: list[tuple[Employee, str, Callable[[], dict]]] = [
        (cast.editor, "submit", lambda: {"comment": "請審"}),
        (cast.legal_reviewer, "decide", lambda: signed(revision, Step.LEGAL_BASIS)),
        (cast.fairness_reviewer, "decide", lambda: signed(revision, Step.FAIRNESS)),
        (cast.approver, "decide", lambda: signed(revision, Step.FINAL_APPROVAL)),
        (cast.editor, "publish", lambda: {"effective_from": TODAY().isoformat()}),
    ]
    for person, verb, typed in steps:
        revision.refresh_from_db()
        answer = as_(person).post(at(revision, verb), typed(), follow=True)
        assert answer.redirect_chain == [(at(revision), 302)]
        assert len(answer.context["messages"]) == 1
    revision.refresh_from_db()
    assert revision.is_in_force(TODAY())


def test_returning_by_the_page(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    typed = signed(revision, Step.LEGAL_BASIS, "returned", "第三條與工會約定不符")
    assert as_(cast.legal_reviewer).post(at(revision, "decide"), typed).status_code == 302
    assert status_of(revision) == Status.DRAFT


def test_taking_an_approval_back_by_the_page(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.APPROVED)
    assert send(as_(cast.approver), revision, "return", comment="法規改了").status_code == 302
    assert status_of(revision) == Status.DRAFT


def test_withdrawing_says_first_what_will_happen(cast: Cast, as_: SignIn) -> None:
    first = published_policy(cast)
    revision = drafting.start_revision(first.policy, cast.editor)
    browser = as_(cast.editor)
    page = browser.get(at(revision, "withdraw"))
    assert page.status_code == 200
    assert page.context["in_force"] == first
    assert status_of(revision) == Status.DRAFT
    assert send(browser, revision, "withdraw", comment="不需要了").status_code == 302
    assert status_of(revision) == Status.WITHDRAWN
    assert browser.get(at(revision, "withdraw")).status_code == 302


def test_publishing_says_first_what_will_happen(cast: Cast, as_: SignIn) -> None:
    first = published_policy(cast)
    revision = approve(cast, drafting.start_revision(first.policy, cast.editor))
    page = as_(cast.editor).get(at(revision, "publish"))
    assert page.context["before"] == first
    assert page.context["found"].bound == len(cast.everybody)
    assert page.context["found"].owing == len(cast.everybody)
    tomorrow = TODAY() + dt.timedelta(days=1)
    assert f'min="{tomorrow.isoformat()}"' in page.content.decode()


# Being refused: a sentence, nothing lost, never a 500


def refusal(answer: Any) -> str:
    return answer.context["refused"].code


def test_a_reviewer_who_wrote_is_told(cast: Cast, as_: SignIn) -> None:
    both = EmployeeFactory(
        department=cast.human_resources, site=cast.taiwan,
        groups=[PortalGroup.EDITOR, PortalGroup.LEGAL_REVIEWER],
    )  # fmt: skip
    revision = draft_of(cast, by=both)
    workflow.submit(revision, both)
    revision.refresh_from_db()
    browser = as_(both)
    assert browser.get(at(revision)).context["offers"].barred
    answer = browser.post(at(revision, "decide"), signed(revision, Step.LEGAL_BASIS, comment="好"))
    assert (answer.status_code, refusal(answer)) == (403, "own_text")
    assert "好" in answer.content.decode()


def test_the_wrong_office_is_told(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    for person in (cast.auditor, cast.hr):
        answer = as_(person).post(at(revision, "decide"), signed(revision, Step.LEGAL_BASIS))
        assert (answer.status_code, refusal(answer)) == (403, "not_yours")
    answer = as_(cast.approver).post(at(revision, "decide"), signed(revision, Step.LEGAL_BASIS))
    assert answer.status_code == 403
    answer = send(as_(cast.legal_reviewer), revision, "withdraw")
    assert (answer.status_code, refusal(answer)) == (403, "not_yours")
    assert status_of(revision) == Status.IN_REVIEW


def test_a_decision_on_an_older_text_shows_the_newer_one(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    typed = signed(revision, Step.LEGAL_BASIS, comment="我讀過的那一份很好")
    signing.decide(revision, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "改")
    clause = revision.clauses.get(label="第一條")
    drafting.edit_clause(
        revision, clause.anchor, clause.lock_version, cast.editor, body="<p>換了一句。</p>"
    )
    workflow.submit(revision, cast.editor)
    revision.refresh_from_db()
    answer = as_(cast.legal_reviewer).post(at(revision, "decide"), typed)
    assert (answer.status_code, refusal(answer)) == (409, "other_text")
    page = answer.content.decode()
    assert "換了一句" in page
    assert "我讀過的那一份很好" in page
    assert f'value="{revision.digest}"' in page
    assert "checked" not in page
    assert not Decision.objects.filter(round=2).exists()


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "waive"])
def test_the_second_click_is_told_and_changes_nothing(cast: Cast, as_: SignIn, verb: str) -> None:
    place = {
        "submit": Place.DRAFT, "decide": Place.LAST_OPEN, "return": Place.APPROVED,
        "publish": Place.APPROVED, "withdraw": Place.SUBMITTED,
    }[verb]  # fmt: skip
    revision = standing_at(cast, place)
    browser = as_(cast.approver if verb in {"decide", "return"} else cast.editor)
    typed = {
        "comment": "我的理由",
        "digest": revision.digest,
        "step": "final_approval",
        "verdict": "approved",
        "is_material": "True",
        "password": PASSWORD,
        "effective_from": TODAY().isoformat(),
    }
    assert browser.post(at(revision, verb), typed).status_code == 302
    moves = revision.transitions.count()
    answer = browser.post(at(revision, verb), typed)
    assert (answer.status_code, refusal(answer)) == (409, "wrong_state")
    assert verb == "publish" or "我的理由" in answer.content.decode()
    assert revision.transitions.count() == moves


BAD: list[tuple[str, Place, str, dict[str, str]]] = [
    ("no reason", Place.SUBMITTED, "decide", {"verdict": "returned", "step": "legal_basis"}),
    ("no verdict", Place.SUBMITTED, "decide", {"step": "legal_basis"}),
    ("unknown verdict", Place.SUBMITTED, "decide", {"verdict": "x", "step": "legal_basis"}),
    ("unknown step", Place.SUBMITTED, "decide", {"verdict": "approved", "step": "x"}),
    ("nothing", Place.SUBMITTED, "decide", {}),
    ("no reason to return", Place.APPROVED, "return", {"comment": " "}),
    ("no day", Place.APPROVED, "publish", {}),
    ("no such day", Place.APPROVED, "publish", {"effective_from": "2026-02-30"}),
    ("not a day", Place.APPROVED, "publish", {"effective_from": "民國一一五年"}),
    ("the past", Place.APPROVED, "publish", {"effective_from": "1999-01-01"}),
    ("the year 0", Place.APPROVED, "publish", {"effective_from": "0000-01-01"}),
    ("a slip in the year", Place.APPROVED, "publish", {"effective_from": "2206-01-01"}),
    ("the last day there is", Place.APPROVED, "publish", {"effective_from": "9999-12-31"}),
    ("far past", Place.APPROVED, "publish", {"effective_from": "0001-01-01"}),
    ("too long", Place.DRAFT, "submit", {"comment": "字" * 4001}),
    ("a NUL byte", Place.DRAFT, "submit", {"comment": "a\x00b"}),
    ("a NUL byte", Place.APPROVED, "return", {"comment": "a\x00b"}),
    ("a NUL byte", Place.SUBMITTED, "decide",
     {"verdict": "returned", "step": "legal_basis", "comment": "a\x00b"}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "place", "verb", "typed"), BAD)
def test_bad_input_is_answered_with_a_sentence(
    cast: Cast, as_: SignIn, what: str, place: Place, verb: str, typed: dict[str, str]
) -> None:
    revision = standing_at(cast, place)
    person = {"decide": cast.legal_reviewer, "return": cast.approver}.get(verb, cast.editor)
    answer = as_(person).post(at(revision, verb), {"digest": revision.digest} | typed)
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()
    assert status_of(revision) == revision.status


@pytest.mark.parametrize("verb", VERBS)
def test_bad_input_for_a_step_that_is_past_is_told_so_too(
    cast: Cast, as_: SignIn, verb: str
) -> None:
    revision = standing_at(cast, Place.WITHDRAWN)
    typed = {"comment": "我的話\x00", "effective_from": "x"}
    answer = as_(cast.editor).post(at(revision, verb), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'class="error-summary"' in page
    assert "我的話" in page


def test_what_was_typed_is_still_there(cast: Cast, as_: SignIn) -> None:
    revision = standing_at(cast, Place.SUBMITTED)
    answer = as_(cast.legal_reviewer).post(
        at(revision, "decide"),
        {"digest": revision.digest, "step": "legal_basis", "comment": "寫了很久的理由"},
    )
    assert answer.status_code == 422
    assert "寫了很久的理由" in answer.content.decode()


def test_an_unfinished_text_is_not_submitted(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    clause = revision.clauses.get(label="第三條")
    drafting.edit_clause(revision, clause.anchor, clause.lock_version, cast.editor, body="")
    answer = send(as_(cast.editor), revision, "submit", comment="請審")
    assert (answer.status_code, refusal(answer)) == (422, "incomplete")
    page = answer.content.decode()
    assert "請審" in page
    assert "第三條" in str(answer.context["refused"])


def test_a_day_before_the_last_revision(cast: Cast, as_: SignIn) -> None:
    first = published_policy(cast, effective_from=TODAY() + dt.timedelta(days=30))
    revision = approve(cast, drafting.start_revision(first.policy, cast.editor))
    answer = send(as_(cast.editor), revision, "publish", effective_from=TODAY().isoformat())
    assert (answer.status_code, refusal(answer)) == (422, "date_before_last")
    assert f'value="{TODAY().isoformat()}"' in answer.content.decode()


def test_hostile_words_are_shown_as_words(cast: Cast, as_: SignIn) -> None:
    revision = draft_of(cast)
    workflow.submit(revision, cast.editor, "<script>alert(1)</script>")
    page = as_(cast.auditor).get(at(revision)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_superseded_revision_keeps_its_road(cast: Cast, as_: SignIn) -> None:
    first = published_policy(cast, effective_from=None)
    next_revision(cast, first, effective_from=TODAY() + dt.timedelta(days=5))
    assert as_(cast.auditor).get(at(first)).status_code == 200


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("who", ["editor", "legal_reviewer", "approver", "auditor"])
def test_everybody_on_the_road_sees_whom_it_binds(
    cast: Cast, as_: SignIn, place: Place, who: str
) -> None:
    revision = standing_at(cast, place)
    AudienceRule.objects.create(
        policy=revision.policy, kind=RuleKind.SITE, site=cast.mainland, effect=Effect.EXCLUDE
    )

    page = as_(getattr(cast, who)).get(at(revision))

    assert page.context["bound"] == len(cast.everybody) - 1
    assert "昆山廠" in page.content.decode()
    assert "14" in page.content.decode()
