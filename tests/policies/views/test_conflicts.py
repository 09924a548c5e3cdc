"""Two people on one piece: both texts are shown, and both changes in one where they can be."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policies import drafting, workflow
from policies.models import Revision
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn

BODY = "<p>員工請假，應事先申請，並載明假別。</p><p>主管應於三日內核定。</p>"
MINE = BODY.replace("事先", "於三日前")
THEIRS = BODY.replace("三日內核定", "二日內核定")


@pytest.fixture
def draft(cast: Cast) -> Revision:
    """With a clause of two paragraphs, saved once, and a second editor."""
    draft = draft_of(cast, owner=cast.neighbour)
    drafting.edit_clause(draft, anchor_of(draft), 1, cast.editor, body=BODY)
    return draft


def anchor_of(draft: Revision) -> str:
    return draft.clauses.get(label="第三條").anchor


def typed(version: int = 2, **fields: Any) -> dict[str, Any]:
    return {"version": version, "label": "第三條", "caption": "請假程序", "body": MINE} | fields


def save(client: Client, draft: Revision, *, script: bool = False, **fields: Any) -> Any:
    address = reverse("drafting:clause", args=[draft.pk, anchor_of(draft)])
    headers = {"accept": "application/json"} if script else {}
    return client.post(address, typed(**fields), headers=headers)


def proposed(page: Any) -> dict[str, str]:
    """What the button of the proposal would send."""
    form = re.search(r"<form[^>]*data-proposal.*?</form>", page.content.decode(), re.DOTALL)
    assert form
    fields = re.findall(r'name="(\w+)"(?: value="([^"]*)")?', form[0])
    return {name: unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("script", [True, False])
def test_both_changes_are_proposed_and_saved_by_a_person(
    cast: Cast, as_: SignIn, draft: Revision, script: bool
) -> None:
    drafting.edit_clause(draft, anchor_of(draft), 2, cast.neighbour, body=THEIRS, caption="程序")
    client = as_(cast.editor)

    lost = save(client, draft, script=script)

    assert lost.status_code == 409
    assert draft.clauses.get(label="第三條").body == THEIRS
    assert "趙營運" in lost.content.decode()
    client.post(reverse("drafting:clause", args=[draft.pk, anchor_of(draft)]), proposed(lost))
    saved = draft.clauses.get(label="第三條")
    assert saved.body == MINE.replace("三日內核定", "二日內核定")
    assert saved.caption == "程序"


def test_the_same_words_changed_twice_are_left_to_the_people(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    theirs = BODY.replace("事先", "書面")
    drafting.edit_clause(draft, anchor_of(draft), 2, cast.neighbour, body=theirs)

    lost = save(as_(cast.editor), draft)

    assert lost.context["proposal"] is None
    assert "data-proposal" not in lost.content.decode()


def test_a_number_set_meanwhile_and_words_typed_go_together(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    drafting.edit_clause(draft, anchor_of(draft), 2, cast.neighbour, label="第五條")
    anchor = draft.clauses.get(label="第五條").anchor

    lost = as_(cast.editor).post(reverse("drafting:clause", args=[draft.pk, anchor]), typed())

    assert proposed(lost)["label"] == "第五條"
    assert proposed(lost)["body"] == MINE


def test_other_roles_meanwhile_are_shown_and_nothing_is_proposed(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    anchor = anchor_of(draft)
    drafting.edit_clause(draft, anchor, 2, cast.neighbour, roles=["CS-01"], body=THEIRS)

    lost = save(as_(cast.editor), draft)

    assert lost.context["proposal"] is None
    assert [value for _label, value, _html in lost.context["theirs"]].count("客戶服務專員") == 1
    assert draft.clauses.get(anchor=anchor).clause_roles.exists()


def test_headings_and_the_cover_too(cast: Cast, as_: SignIn, draft: Revision) -> None:
    client = as_(cast.editor)
    heading = draft.chapters.get(label="第二章").anchor
    drafting.edit_heading(draft, heading, 1, cast.neighbour, title="假期")
    words = {"version": 1, "kind": "chapter", "label": "第二章", "title": "休假",
             "lead": "<p>本章規定各種假別及程序。</p>"}  # fmt: skip

    lost = client.post(reverse("drafting:heading", args=[draft.pk, heading]), words)
    assert (proposed(lost)["title"], proposed(lost)["lead"]) == ("假期", words["lead"])

    drafting.edit_cover(draft, 1, cast.neighbour, scope="<p>適用於正式員工。</p>")
    words = {"version": 1, "title": draft.title, "number": "1.0", "issuing_unit": "人力資源處",
             "is_material": "on", "background": draft.background, "purpose": "<p>新目的。</p>",
             "scope": draft.scope, "supplementary": draft.supplementary}  # fmt: skip
    lost = client.post(reverse("drafting:cover", args=[draft.pk]), words)
    assert proposed(lost)["scope"] == "<p>適用於正式員工。</p>"
    assert proposed(lost)["purpose"] == "<p>新目的。</p>"
    client.post(reverse("drafting:cover", args=[draft.pk]), proposed(lost))
    draft.refresh_from_db()
    assert (draft.scope, draft.is_material) == ("<p>適用於正式員工。</p>", True)


def test_a_version_nobody_ever_saw_has_no_proposal(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    lost = save(as_(cast.editor), draft, version=99)
    assert (lost.status_code, lost.context["proposal"]) == (409, None)


def test_moved_meanwhile_is_no_conflict(cast: Cast, as_: SignIn, draft: Revision) -> None:
    drafting.move_clause(draft, anchor_of(draft), cast.neighbour, position=1)
    assert save(as_(cast.editor), draft).status_code == 302


@pytest.mark.parametrize("script", [True, False])
def test_submitted_meanwhile_keeps_what_was_typed(
    cast: Cast, as_: SignIn, draft: Revision, script: bool
) -> None:
    workflow.submit(draft, by=cast.editor)

    lost = save(as_(cast.editor), draft, script=script)

    words = lost.content.decode()
    assert lost.status_code == 409
    assert "data-refused" in words
    if not script:
        assert "於三日前" in words
