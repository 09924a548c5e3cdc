"""The table of heads: of one work rule, where it is kept, and of the company."""

from typing import Any

import pytest
from django.urls import reverse

from policies import drafting
from policies.filing import heads
from policies.models import Head, HeadCoverage, HeadOmission
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, published_policy
from tests.fixtures import SignIn
from tests.policies.filing.filed import HOURS, OTHER, WAGES, rules, work_rule

PAGE = "/policies/HR-001/heads/"
GAP = "chip late"


def send(as_: SignIn, person: Employee, which: str, **typed: Any) -> Any:
    return as_(person).post(PAGE, {"which": which, **typed})


def test_proposals_are_shown_and_do_not_count(cast: Cast, as_: SignIn) -> None:
    work_rule(cast)
    answer = as_(cast.editor).get(PAGE)
    words = answer.content.decode()
    assert f'value="{HOURS}:hours"' in words
    assert words.count(GAP) == len(Head)


def test_confirming_counts(cast: Cast, as_: SignIn) -> None:
    work_rule(cast)
    answer = send(as_, cast.editor, "confirm", pair=[f"{HOURS}:hours", f"{WAGES}:wages"])
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    words = as_(cast.editor).get(PAGE).content.decode()
    assert words.count(GAP) == len(Head) - 2
    assert f'href="/policies/HR-001/v1.0/#{HOURS}"' in words


def test_by_hand_taken_out_left_out_and_taken_back(cast: Cast, as_: SignIn) -> None:
    work_rule(cast)
    assert send(as_, cast.hr, "cover", anchor=OTHER, head="other").status_code == 302
    assert HeadCoverage.objects.get().head == "other"
    assert send(as_, cast.hr, "uncover", pair=f"{OTHER}:other").status_code == 302
    assert not HeadCoverage.objects.exists()
    assert send(as_, cast.hr, "omit", head="other", reason="無其他。").status_code == 302
    assert "無其他。" in as_(cast.auditor).get(PAGE).content.decode()
    assert send(as_, cast.hr, "take_back", head="other").status_code == 302
    assert not HeadOmission.objects.exists()


@pytest.mark.parametrize(
    ("which", "typed", "status"),
    [
        ("cover", {"anchor": "x", "head": "other"}, 422),
        ("cover", {"anchor": OTHER, "head": "none"}, 422),
        ("omit", {"head": "other", "reason": " "}, 422),
        ("uncover", {"pair": f"{OTHER}:other"}, 409),
        ("uncover", {"pair": "x"}, 409),
        ("take_back", {"head": "other"}, 409),
        ("confirm", {"pair": "ffffffffffff:hours"}, 409),
        ("confirm", {"pair": "x:y"}, 409),
        ("something", {}, 409),
    ],
)
def test_what_does_not_fit_is_told(
    cast: Cast, as_: SignIn, which: str, typed: dict[str, str], status: int
) -> None:
    work_rule(cast)
    answer = send(as_, cast.hr, which, **typed)
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert not HeadCoverage.objects.exists()


def test_who_may(cast: Cast, as_: SignIn) -> None:
    work_rule(cast)
    for person in cast.everybody:
        seen = as_(person).get(PAGE).status_code
        sent = send(as_, person, "cover", anchor=OTHER, head="other").status_code
        if person in (cast.hr, cast.editor):
            assert (seen, sent) == (200, 302)
        elif person == cast.auditor:
            assert (seen, sent) == (200, 403)
        else:
            assert seen == sent == (404 if person.is_editor else 403)


def test_a_vanished_clause_is_told(cast: Cast, as_: SignIn) -> None:
    first = work_rule(cast)
    heads.cover(first.policy, [(WAGES, Head.WAGES)], cast.hr)
    draft = drafting.start_revision(first.policy, cast.editor)
    drafting.load(draft, rules(gone=(WAGES,)), cast.editor)
    words = as_(cast.editor).get(PAGE + f"?number={draft.number}").content.decode()
    assert words.count(GAP) == len(Head)
    assert "▲" in words
    assert as_(cast.editor).get(PAGE).content.decode().count(GAP) == len(Head) - 1


def test_other_policies_have_no_table(cast: Cast, as_: SignIn) -> None:
    published_policy(cast)
    assert as_(cast.hr).get("/policies/HR-003/heads/").status_code == 404
    draft_of(cast, "HR-001", rules(), is_work_rule=True)
    assert as_(cast.hr).get(PAGE).status_code == 200


def test_the_company(cast: Cast, as_: SignIn) -> None:
    first, second = work_rule(cast), work_rule(cast, "HR-002")
    heads.cover(first.policy, [(HOURS, Head.HOURS)], cast.hr)
    heads.cover(second.policy, [(WAGES, Head.WAGES)], cast.hr)
    address = reverse("filing:company_heads")
    for person in cast.everybody:
        status = 200 if person.is_hr or person.is_auditor or person.is_editor else 403
        assert as_(person).get(address).status_code == status
    words = as_(cast.hr).get(address + "?site=NTP").content.decode()
    assert words.count(GAP) == len(Head) - 2
    assert f'href="/policies/HR-002/v1.0/#{WAGES}"' in words
    for query in ("?on=2020-01-01", "?site=no&on=x"):
        assert as_(cast.hr).get(address + query).status_code == 200
    assert 'class="empty"' in as_(cast.hr).get(address + "?on=2020-01-01").content.decode()
