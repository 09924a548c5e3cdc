"""An imported text as a revision: which clause is which, confirmed before the draft is made."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies import drafting
from policies.models import Clause, Contribution, Revision
from policies.text.outline import Outline
from policies.text.parsing import parse
from regs_portal.audit.models import AuditEvent
from tests import cast as casting
from tests.cast import Cast
from tests.fixtures import SignIn
from tests.policies.views.sending import choices, fields, give, page_of, save

BEFORE = """出勤與休假管理辦法
第一章 總則
第一條 （依據）本辦法依勞動基準法訂定之。
第二條 （刪除）
第二章 休假
第三條 （請假程序）員工請假，應事先申請，並載明下列事項：
一、假別。
二、起訖時間。
第三條之一 客服人員輪班期間，應於交接後離席。
附則
本辦法經核定後施行。
"""
TEXT = BEFORE.replace("勞動基準法訂定", "勞動基準法及其施行細則訂定").replace(
    "第三條之一 ", "第四條 遠距工作者，應於前一日登記。\n第五條 "
)


@pytest.fixture
def editor(cast: Cast, as_: SignIn) -> Client:
    return as_(cast.editor)


@pytest.fixture
def base(cast: Cast) -> Revision:
    outline = parse(BEFORE).documents[0].outline
    *others, rest = outline.headings
    *clauses, last = rest.clauses
    rest = replace(rest, clauses=(*clauses, replace(last, roles=("CS-01",))))
    at = timezone.now() - dt.timedelta(days=9)
    return casting.published_policy(cast, outline=replace(outline, headings=(*others, rest)), at=at)


@pytest.fixture
def address(editor: Client, base: Revision) -> str:
    """Of the page with the clauses."""
    kept = give(editor, TEXT)
    response = save(editor, kept, choices(editor, kept))
    assert response["Location"] == f"{kept}1/clauses/"
    return str(response["Location"])


def anchors(outline: Outline) -> dict[str, str]:
    return {clause.label: clause.anchor for clause in outline.all_clauses()}


def send(client: Client, address: str, **changes: str) -> Any:
    sent = fields(page_of(client, f"{address}?all"))
    return client.post(address, sent | {name.replace("_", "-"): x for name, x in changes.items()})


def test_the_table_says_what_became_of_each_clause(editor: Client, address: str) -> None:
    page = page_of(editor, address)
    assert "<ins>及其施行細則</ins>" in page
    assert fields(page).keys() == {"state", "pair-0", "was-0", "pair-3", "was-3", "pair-4", "was-4"}
    assert fields(page_of(editor, f"{address}?all")).keys() > fields(page).keys()
    assert Revision.objects.count() == 1


def test_the_draft_carries_the_anchors(
    editor: Client, cast: Cast, base: Revision, address: str
) -> None:
    response = send(editor, address, step="save")
    draft = Revision.objects.get(number="1.1")
    assert response["Location"] == address.replace("1/clauses/", "choose/")
    assert reverse("drafting:draft", args=[draft.pk]) in page_of(editor, response["Location"])
    old, new = base.outline(), draft.outline()
    assert draft.based_on == base
    assert anchors(new) == {
        "第一條": anchors(old)["第一條"],
        "第二條": anchors(old)["第二條"],
        "第三條": anchors(old)["第三條"],
        "第四條": anchors(new)["第四條"],
        "第五條": anchors(old)["第三條之一"],
    }
    assert anchors(new)["第四條"] not in anchors(old).values()
    assert [h.anchor for h in new.all_headings()] == [h.anchor for h in old.all_headings()]
    assert [clause.roles for clause in new.all_clauses()][-2:] == [(), ("CS-01",)]
    assert new.supplementary == old.supplementary


def test_the_draft_has_history_writers_and_an_event(
    editor: Client, cast: Cast, address: str
) -> None:
    send(editor, address, step="save")
    draft = Revision.objects.get(number="1.1")
    assert Contribution.objects.filter(revision=draft, employee=cast.editor).exists()
    assert Clause.history.filter(revision=draft, history_user=cast.editor).count() == 5
    event = AuditEvent.objects.get(verb="policies.start_revision")
    assert event.payload == {
        "number": "1.1", "based_on": "1.0", "imported": True, "carried": 4,
    }  # fmt: skip


def test_pairings_are_changed_and_kept(editor: Client, base: Revision, address: str) -> None:
    old = anchors(base.outline())
    assert send(editor, address, pair_4="").status_code == 302
    assert fields(page_of(editor, address))["pair-4"] == ""
    send(editor, address, pair_3=old["第三條之一"], step="save")
    new = anchors(Revision.objects.get(number="1.1").outline())
    assert new["第四條"] == old["第三條之一"]
    assert new["第五條"] not in old.values()


def test_what_is_chosen_is_kept_as_one_goes(editor: Client, base: Revision, address: str) -> None:
    sent = fields(page_of(editor, address)) | {"pair-4": ""}
    response = editor.post(address, sent, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert fields(page_of(editor, address))["pair-4"] == ""
    assert Revision.objects.count() == 1


def test_a_clause_given_to_another_is_taken_from_the_one_that_had_it(
    editor: Client, base: Revision, address: str
) -> None:
    send(editor, address, pair_3=anchors(base.outline())["第三條之一"])
    again = fields(page_of(editor, f"{address}?all"))
    assert (again["pair-3"], again["pair-4"]) == (anchors(base.outline())["第三條之一"], "")


def test_two_clauses_are_never_the_same_clause(
    editor: Client, base: Revision, address: str
) -> None:
    first = anchors(base.outline())["第一條"]
    response = send(editor, address, pair_3=first, pair_4=first, step="save")
    assert response.status_code == 422
    again = fields(response.content.decode())
    assert (again["pair-3"], again["pair-4"]) == (first, first)
    assert Revision.objects.count() == 1


def test_any_clause_can_be_chosen(editor: Client, base: Revision, address: str) -> None:
    first = anchors(base.outline())["第一條"]
    assert f'value="{first}"' not in _row(page_of(editor, address), 3)
    assert f'value="{first}"' in _row(page_of(editor, f"{address}?row=3"), 3)


def _row(page: str, place: int) -> str:
    return page.split(f'<tr id="row-{place}">')[1].split("</tr>", maxsplit=1)[0]


@pytest.mark.parametrize("value", ["nonsense", "x" * 5000, "a\x00b"])
def test_an_anchor_that_is_not_there_changes_nothing(
    editor: Client, address: str, value: str
) -> None:
    before = fields(page_of(editor, f"{address}?all"))
    send(editor, address, pair_0=value, pair_99=before["pair-0"])
    assert fields(page_of(editor, f"{address}?all")) == before


def test_saving_twice_makes_one_revision(editor: Client, address: str) -> None:
    sent = fields(page_of(editor, address)) | {"step": "save"}
    assert editor.post(address, sent).status_code == 302
    assert editor.post(address, sent)["Location"] == address.replace("1/clauses/", "choose/")
    assert editor.get(address).status_code == 302
    assert Revision.objects.count() == 2


def test_a_correction_meanwhile_is_looked_at_first(editor: Client, address: str) -> None:
    sent = fields(page_of(editor, address)) | {"step": "save"}
    editor.post(f"{address.replace('1/clauses/', '')}correct/", {"mend": "10:text"})
    assert editor.post(address, sent).status_code == 422
    assert Revision.objects.count() == 1
    assert send(editor, address, step="save").status_code == 302


def test_a_revision_begun_meanwhile_stops_it(
    editor: Client, cast: Cast, base: Revision, address: str
) -> None:
    sent = fields(page_of(editor, address)) | {"step": "save"}
    drafting.start_revision(base.policy, by=cast.editor)
    response = editor.post(address, sent)
    assert response["Location"] == address.replace("1/clauses/", "choose/")
    assert Revision.objects.count() == 2


def test_newer_words_meanwhile_are_looked_at_first(
    editor: Client, cast: Cast, base: Revision, address: str
) -> None:
    sent = fields(page_of(editor, address)) | {"step": "save"}
    casting.next_revision(cast, base)
    assert editor.post(address, sent).status_code == 422
    assert Revision.objects.count() == 2


def test_which_policy_is_said_first(editor: Client, base: Revision) -> None:
    kept = give(editor, TEXT)
    assert editor.get(f"{kept}1/clauses/")["Location"] == f"{kept}choose/"
    assert editor.get(f"{kept}2/clauses/").status_code == 404


def test_hostile_words_stay_words(editor: Client, base: Revision) -> None:
    text = TEXT.replace("遠距工作者", "<img src=x onerror=alert(1)>").replace("依據", "<b>")
    kept = give(editor, text)
    page = page_of(editor, save(editor, kept, choices(editor, kept))["Location"])
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
