"""Adding, moving and removing: what was seen goes, and nothing written since."""

import pytest
from django.test import Client
from django.urls import reverse

from policies import drafting
from policies.models import Revision
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast)


@pytest.fixture
def editor(cast: Cast, as_: SignIn) -> Client:
    return as_(cast.editor)


def address(revision: Revision, name: str, *arguments: str) -> str:
    return reverse(f"drafting:{name}", args=[revision.pk, *arguments])


def anchor_of(revision: Revision, label: str) -> str:
    return revision.clauses.get(label=label).anchor


def test_pieces_are_added_moved_and_removed(editor: Client, draft: Revision) -> None:
    editor.post(address(draft, "add_clause"), {"after": anchor_of(draft, "第一條")})
    added = anchor_of(draft, "第一條之一")
    editor.post(address(draft, "move", "clause", added), {"to": "up"})
    assert draft.clauses.get(anchor=added).position == 1

    asked = editor.get(address(draft, "remove", "clause", added))
    assert asked.status_code == 200
    assert draft.clauses.filter(anchor=added).exists()

    seen = {"seen": asked.context["seen"]}
    for _time in range(2):
        done = editor.post(address(draft, "remove", "clause", added), seen)
        assert done["Location"] == address(draft, "draft")
    assert not draft.clauses.filter(anchor=added).exists()


def test_a_clause_changed_since_it_was_seen_stays(
    cast: Cast, editor: Client, draft: Revision
) -> None:
    anchor = anchor_of(draft, "第三條")
    page = address(draft, "remove", "clause", anchor)
    seen = {"seen": editor.get(page).context["seen"]}
    drafting.edit_clause(draft, anchor, 1, cast.editor, body="<p>剛寫的字。</p>")

    answer = editor.post(page, seen, follow=True)

    assert draft.clauses.filter(anchor=anchor).exists()
    assert answer.redirect_chain == [(page, 302)]
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert "剛寫的字。" in answer.content.decode()
    editor.post(page, {"seen": answer.context["seen"]})
    assert not draft.clauses.filter(anchor=anchor).exists()


def test_a_heading_below_which_somebody_wrote_stays(
    cast: Cast, editor: Client, draft: Revision
) -> None:
    chapter = draft.chapters.get(label="第二章").anchor
    page = address(draft, "remove", "heading", chapter)
    seen = {"seen": editor.get(page).context["seen"]}
    drafting.add_clause(draft, cast.editor, chapter=chapter, body="<p>剛寫的字。</p>")

    answer = editor.post(page, seen, follow=True)

    assert len(answer.context["clauses"]) == 3
    editor.post(page, {"seen": answer.context["seen"]})
    assert not draft.chapters.filter(anchor=chapter).exists()


def test_nothing_is_removed_unseen(editor: Client, draft: Revision) -> None:
    anchor = anchor_of(draft, "第三條")

    editor.post(address(draft, "remove", "clause", anchor))

    assert draft.clauses.filter(anchor=anchor).exists()


def test_removing_a_heading_says_how_much_goes_with_it(editor: Client, draft: Revision) -> None:
    anchor = draft.chapters.get(label="第二章").anchor

    page = editor.get(address(draft, "remove", "heading", anchor))

    assert [clause.label for clause in page.context["clauses"]] == ["第三條", "第三條之一"]
    assert "客服人員輪班期間" in page.content.decode()


@pytest.mark.parametrize("what", ["clause", "heading"])
def test_what_is_gone_leads_back_to_the_draft(editor: Client, draft: Revision, what: str) -> None:
    page = editor.get(address(draft, "remove", what, "0" * 12))

    assert page["Location"] == address(draft, "draft")
