"""The page that says whom a clause binds, and what readers see of it."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from policies import drafting, rendering
from policies.exports import printed
from policies.models import Clause, ClauseAudienceRule, Revision
from policies.text.outline import AudienceLine
from tests.cast import Cast, draft_of, publish
from tests.fixtures import SignIn

MAINLAND = AudienceLine(excluded=False, kind="site", code="KSH")


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast)


def third(draft: Revision) -> Clause:
    return draft.clauses.get(label="第三條")


def page(draft: Revision) -> str:
    return reverse("drafting:binding", args=[draft.pk, third(draft).anchor])


def typed(version: int, *rules: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The form with these rules."""
    data = {
        "version": version,
        "rules-TOTAL_FORMS": max(len(rules), 1),
        "rules-INITIAL_FORMS": initial,
        "rules-MIN_NUM_FORMS": 0,
        "rules-MAX_NUM_FORMS": 200,
    }
    for place, rule in enumerate(rules):
        data |= {f"rules-{place}-{name}": value for name, value in rule.items()}
    return data


def test_an_editor_narrows_whom_a_clause_binds(cast: Cast, draft: Revision, as_: SignIn) -> None:
    client = as_(cast.editor)
    assert client.get(page(draft)).status_code == 200
    mainland = {"effect": "include", "kind": "site", "site": cast.mainland.pk}
    answer = client.post(page(draft), typed(1, mainland))
    assert answer.status_code == 302
    assert str(ClauseAudienceRule.objects.get()) == str(cast.mainland)

    answer = client.post(page(draft), typed(2, {**mainland, "DELETE": "on"}, initial=1))
    assert answer.status_code == 302
    assert not ClauseAudienceRule.objects.exists()


def test_a_rule_without_its_target_is_sent_back(cast: Cast, draft: Revision, as_: SignIn) -> None:
    client = as_(cast.editor)
    answer = client.post(page(draft), typed(1, {"effect": "include", "kind": "site"}))
    assert answer.status_code == 422
    assert "請指定這條規則所指的對象" in answer.content.decode()
    everyone = client.post(page(draft), typed(1, {"effect": "include", "kind": "everyone"}))
    assert everyone.status_code == 422
    assert not ClauseAudienceRule.objects.exists()


def test_the_second_of_two_is_shown_what_the_first_saved(
    cast: Cast, draft: Revision, as_: SignIn
) -> None:
    drafting.bind_clause(draft, third(draft).anchor, 1, cast.editor, [MAINLAND])
    rule = {"effect": "include", "kind": "person", "employee": cast.hr.employee_number}
    client = as_(cast.editor)
    answer = client.post(page(draft), typed(1, rule))
    assert answer.status_code == 409
    words = answer.content.decode()
    assert str(cast.mainland) in words
    assert f'value="{cast.hr.employee_number}"' in words
    assert 'name="version" value="2"' in words
    assert client.post(page(draft), typed(2, rule)).status_code == 302
    assert ClauseAudienceRule.objects.get().employee == cast.hr


def test_a_clause_that_is_gone_leads_back(cast: Cast, draft: Revision, as_: SignIn) -> None:
    address = page(draft)
    drafting.remove_clause(draft, third(draft).anchor, cast.editor)
    answer = as_(cast.editor).get(address, follow=True)
    assert "先前已移除" in answer.content.decode()


def test_others_do_not_find_the_page(cast: Cast, draft: Revision, as_: SignIn) -> None:
    for person in (cast.employee, cast.hr, cast.neighbour, cast.outsider):
        assert as_(person).get(page(draft)).status_code in {403, 404}


def test_the_merged_clause_says_beforehand_whom_it_will_bind(
    cast: Cast, draft: Revision, as_: SignIn
) -> None:
    anchor = third(draft).anchor
    drafting.add_clause(draft, cast.editor, after=anchor, label="第三條之一", body="<p>甲。</p>")
    drafting.bind_clause(draft, anchor, 1, cast.editor, [MAINLAND])
    answer = as_(cast.editor).get(reverse("drafting:merge", args=[draft.pk, anchor]))
    assert "合併後適用於規章適用的每一個人" in answer.content.decode()


def test_readers_see_whether_the_clause_binds_them(
    cast: Cast, draft: Revision, as_: SignIn
) -> None:
    named = AudienceLine(excluded=True, kind="person", code=cast.hr.employee_number)
    drafting.bind_clause(draft, third(draft).anchor, 1, cast.editor, [MAINLAND, named])
    publish(cast, draft)
    address = reverse("reading:policy", args=[draft.policy.code])
    here = as_(cast.employee).get(address).content.decode()
    there = as_(cast.mainlander).get(address).content.decode()
    assert "不適用於您" in here
    assert "適用於您" in there.replace("不適用於您", "")
    for words in (here, there):
        assert str(cast.mainland) in words
        assert cast.hr.name not in words.split("third")[0].split('class="addressed"')[1][:400]


def test_paper_says_it_too(cast: Cast, draft: Revision) -> None:
    drafting.bind_clause(draft, third(draft).anchor, 1, cast.editor, [MAINLAND])
    revision = publish(cast, draft)
    sheet = printed.printed(revision, revision.outline(), timezone.localdate())
    pieces = {piece.label: piece.binds for piece in sheet.pieces}
    assert pieces["第三條"] == (f"{cast.mainland}的全體員工",)
    assert pieces["第一條"] == ()


def test_the_name_of_a_place_cannot_forge_a_mark(cast: Cast, draft: Revision) -> None:
    cast.mainland.name = '昆山--><script>alert(1)</script><!--word:purpose-->"&'
    cast.mainland.save()
    drafting.bind_clause(draft, third(draft).anchor, 1, cast.editor, [MAINLAND])
    shown = rendering.render(draft.outline()).for_reader(reader=cast.employee).html
    assert "<script" not in shown
    assert "<!--" not in shown
    assert "昆山--&gt;&lt;script&gt;" in shown
