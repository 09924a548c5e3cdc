"""Words typed into a piece that somebody else removed meanwhile: shown, and added again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policies import drafting, workflow
from policies.drafting.words import LONGEST
from policies.models import Revision
from policies.text.outline import Kind
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn

WORDS: dict[str, dict[str, Any]] = {
    "clause": {"version": "1", "label": "第三條", "caption": "請假", "body": "<p>苦心之作。</p>",
               "is_deleted": "", "roles": ["CS-01"]},
    "heading": {"version": "1", "kind": "section", "label": "第一節", "title": "假別",
                "lead": "<p>苦心之作。</p>"},
}  # fmt: skip


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast)


def removed(cast: Cast, draft: Revision, what: str) -> str:
    """The anchor of a piece of chapter two that was there a moment ago."""
    chapter = draft.chapters.get(label="第二章")
    if what == "clause":
        anchor = draft.clauses.get(label="第三條").anchor
        drafting.remove_clause(draft, anchor, cast.editor)
    else:
        anchor = drafting.add_heading(
            draft, cast.editor, kind=Kind.SECTION, parent=chapter.anchor
        ).anchor
        drafting.remove_heading(draft, anchor, cast.editor)
    return anchor


def save(client: Client, draft: Revision, what: str, anchor: str, **options: Any) -> Any:
    return client.post(reverse(f"drafting:{what}", args=[draft.pk, anchor]), WORDS[what], **options)


def again(draft: Revision, what: str, anchor: str) -> str:
    return reverse("drafting:add_again", args=[draft.pk, what, anchor])


@pytest.mark.parametrize("what", ["clause", "heading"])
def test_the_words_are_shown_and_can_be_added_where_they_stood(
    cast: Cast, as_: SignIn, draft: Revision, what: str
) -> None:
    anchor = removed(cast, draft, what)
    client = as_(cast.editor)

    page = save(client, draft, what, anchor)

    words = page.content.decode()
    assert page.status_code == 409
    assert "苦心之作。" in words
    assert f'action="{again(draft, what, anchor)}"' in words
    assert reverse("drafting:cover", args=[draft.pk]) not in words

    added = client.post(again(draft, what, anchor), WORDS[what])

    chapter = draft.chapters.get(label="第二章")
    if what == "clause":
        clause = chapter.clauses.get(label="第三條")
        assert (clause.caption, clause.body) == ("請假", "<p>苦心之作。</p>")
        assert clause.clause_roles.get().role == cast.agent
        assert f"?clause={clause.anchor}" in added["Location"]
    else:
        heading = chapter.children.get()
        assert (heading.title, heading.lead) == ("假別", "<p>苦心之作。</p>")
        assert f"?heading={heading.anchor}" in added["Location"]


@pytest.mark.parametrize("what", ["clause", "heading"])
def test_autosave_is_told_in_a_part_of_a_page(
    cast: Cast, as_: SignIn, draft: Revision, what: str
) -> None:
    anchor = removed(cast, draft, what)

    part = save(
        as_(cast.editor), draft, what, anchor, headers={"accept": "application/json"}
    ).content.decode()

    assert 'class="conflict"' in part
    assert "<html" not in part


@pytest.mark.allow_n_plus_one  # two verbs at once in one request, as two people would
def test_removed_between_the_look_and_the_verb(
    cast: Cast, as_: SignIn, draft: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = draft.clauses.get(label="第三條").anchor
    edit = drafting.edit_clause

    def somebody_is_quicker(*arguments: Any, **typed: Any) -> Any:
        drafting.remove_clause(draft, anchor, cast.editor)
        return edit(*arguments, **typed)

    monkeypatch.setattr(drafting, "edit_clause", somebody_is_quicker)
    page = save(as_(cast.editor), draft, "clause", anchor)

    assert page.status_code == 409
    assert again(draft, "clause", anchor) in page.content.decode()


def test_where_the_chapter_is_gone_too_they_are_added_at_the_start(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    anchor = draft.clauses.get(label="第三條").anchor
    chapter = draft.chapters.get(label="第二章").anchor
    drafting.remove_heading(draft, chapter, cast.editor, with_contents=True)

    as_(cast.editor).post(again(draft, "clause", anchor), WORDS["clause"])

    assert draft.clauses.get(label="第三條").chapter is None


@pytest.mark.parametrize(
    "wrong", [{"label": "第" * 41}, {"body": "員" * (LONGEST + 1)}, {"version": "x"}]
)
def test_what_cannot_be_added_stays_on_the_page(
    cast: Cast, as_: SignIn, draft: Revision, wrong: dict[str, str]
) -> None:
    anchor = removed(cast, draft, "clause")
    before = draft.clauses.count()

    page = as_(cast.editor).post(again(draft, "clause", anchor), WORDS["clause"] | wrong)

    assert page.status_code == 409
    assert page.context["form"]["caption"].value() == "請假"
    assert draft.clauses.count() == before


def test_a_text_submitted_meanwhile_keeps_them_too(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    anchor = removed(cast, draft, "clause")
    workflow.submit(draft, cast.editor)

    page = as_(cast.editor).post(again(draft, "clause", anchor), WORDS["clause"])

    assert page.status_code == 409
    assert "苦心之作。" in page.content.decode()
    assert page.context["refused"]


def test_nobody_else_adds_anything(cast: Cast, as_: SignIn, draft: Revision) -> None:
    anchor = removed(cast, draft, "clause")
    for person, status in ((cast.neighbour, 404), (cast.hr, 403), (cast.employee, 404)):
        page = as_(person).post(again(draft, "clause", anchor), WORDS["clause"])
        assert page.status_code == status
    assert as_(cast.editor).get(again(draft, "clause", anchor)).status_code == 405


def test_an_address_of_what_is_gone_says_so(cast: Cast, as_: SignIn, draft: Revision) -> None:
    anchor = removed(cast, draft, "clause")
    page = as_(cast.editor).get(reverse("drafting:draft", args=[draft.pk]), {"clause": anchor})
    assert [message.level_tag for message in page.context["messages"]] == ["info"]
