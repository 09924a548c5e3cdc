"""The history of a piece: who wrote what when, and the way back to it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies import drafting, workflow
from policies.models import Clause, Revision
from tests.cast import Cast, draft_of, publish, published_policy
from tests.fixtures import SignIn
from tests.regs_portal.audit.trail import tamper


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast)


@pytest.fixture
def editor(cast: Cast, as_: SignIn) -> Client:
    return as_(cast.editor)


def anchor_of(draft: Revision, label: str = "第三條") -> str:
    return draft.clauses.get(label=label).anchor


def address(draft: Revision, name: str, anchor: str, what: str = "clause") -> str:
    return reverse(f"drafting:{name}", args=[draft.pk, what, anchor])


def dated(at: dt.datetime, which: str = "true", *values: Any) -> None:
    """As if written then: history is never changed, so the guards look away for a moment."""
    table = "policies_historicalclause"
    tamper(f"UPDATE {table} SET history_date = %s WHERE {which}", at, *values, table=table)


def edit(draft: Revision, by: Any, body: str, anchor: str = "", *, ago: int = 0) -> None:
    """A save so many minutes ago."""
    anchor = anchor or anchor_of(draft)
    clause = draft.clauses.get(anchor=anchor)
    drafting.edit_clause(draft, anchor, clause.lock_version, by, body=body)
    at = timezone.now() - dt.timedelta(minutes=ago)
    newest = Clause.history.filter(anchor=anchor).order_by("history_id").last()
    dated(at, "history_id = %s", newest.history_id)


def test_saves_of_one_sitting_are_one_entry(cast: Cast, editor: Client, draft: Revision) -> None:
    dated(timezone.now() - dt.timedelta(days=1))
    for ago, words in ((60, "甲。"), (20, "甲乙。"), (15, "甲乙丙。"), (8, "甲乙丙丁。")):
        edit(draft, cast.editor, f"<p>{words}</p>", ago=ago)

    page = editor.get(address(draft, "history", anchor_of(draft)))

    savings = page.context["savings"]
    assert [saving.saves for saving in savings] == [3, 1, 1]
    assert [saving.happening for saving in savings] == ["changed", "changed", "added"]
    assert [saving.is_current for saving in savings] == [True, False, False]
    assert "<ins>" in page.content.decode()
    assert "王人資" in page.content.decode()


def test_two_people_never_share_an_entry(cast: Cast, editor: Client, draft: Revision) -> None:
    draft.policy.owner = cast.neighbour
    draft.policy.save()
    edit(draft, cast.editor, "<p>甲。</p>")
    edit(draft, cast.neighbour, "<p>甲乙。</p>")

    page = editor.get(address(draft, "history", anchor_of(draft)))

    assert [saving.by for saving in page.context["savings"]][:2] == [cast.neighbour, cast.editor]


def test_a_move_is_an_entry_without_words(cast: Cast, editor: Client, draft: Revision) -> None:
    dated(timezone.now() - dt.timedelta(days=1))
    anchor = anchor_of(draft)
    drafting.move_clause(draft, anchor, cast.editor, position=1)

    newest = editor.get(address(draft, "history", anchor)).context["savings"][0]

    assert (newest.happening, newest.changes) == ("moved", [])


def test_earlier_revisions_are_shown_with_what_each_changed(cast: Cast, as_: SignIn) -> None:
    published = published_policy(cast)
    second = drafting.start_revision(published.policy, cast.editor)
    anchor = anchor_of(second)
    drafting.edit_clause(second, anchor, 1, cast.editor, caption="程序")
    publish(cast, second, timezone.localdate() + dt.timedelta(days=1))
    draft = drafting.start_revision(published.policy, cast.editor)
    client = as_(cast.editor)

    page = client.get(address(draft, "history", anchor))

    lives = page.context["lives"]
    assert [life.revision.number for life in lives] == ["1.1", "1.0"]
    assert [life.is_first for life in lives] == [False, True]
    assert [span.text for span in lives[0].changes[0].spans if span.op == "delete"] == ["請假"]
    asked = client.get(address(draft, "restore", anchor), {"number": "1.0"})
    assert asked.context["changes"]
    client.post(address(draft, "restore", anchor), {"number": "1.0", "version": "1"})
    assert draft.clauses.get(anchor=anchor).caption == "請假程序"


def test_earlier_words_are_shown_and_come_back(cast: Cast, editor: Client, draft: Revision) -> None:
    anchor = anchor_of(draft)
    dated(timezone.now() - dt.timedelta(days=1))
    edit(draft, cast.editor, "<p>改。</p>")
    key = editor.get(address(draft, "history", anchor)).context["savings"][-1].key

    asked = editor.get(address(draft, "restore", anchor), {"saving": key})
    assert "<ins>" in asked.content.decode()
    assert draft.clauses.get(anchor=anchor).body == "<p>改。</p>"

    sent = {"saving": str(key), "version": str(asked.context["version"])}
    done = editor.post(address(draft, "restore", anchor), sent)
    assert f"?clause={anchor}" in done["Location"]
    assert "請假" in draft.clauses.get(anchor=anchor).body

    late = editor.post(address(draft, "restore", anchor), sent | {"version": "1"})
    assert late.status_code == 302  # it says so already


def test_saved_meanwhile_shows_what_would_change_now(
    cast: Cast, editor: Client, draft: Revision
) -> None:
    anchor = anchor_of(draft)
    dated(timezone.now() - dt.timedelta(days=1))
    edit(draft, cast.editor, "<p>改。</p>")
    key = editor.get(address(draft, "history", anchor)).context["savings"][-1].key
    edit(draft, cast.editor, "<p>再改。</p>")

    answer = editor.post(address(draft, "restore", anchor), {"saving": str(key), "version": "2"})

    assert answer.status_code == 409
    assert "再改。" in answer.content.decode()
    assert draft.clauses.get(anchor=anchor).body == "<p>再改。</p>"


def test_what_was_removed_is_listed_and_put_back(
    cast: Cast, editor: Client, draft: Revision
) -> None:
    anchor = anchor_of(draft)
    listed = reverse("drafting:removed", args=[draft.pk])
    assert editor.get(listed).context["pieces"] == []
    drafting.remove_clause(draft, anchor, cast.editor)

    (piece,) = editor.get(listed).context["pieces"]
    assert (piece.anchor, piece.by) == (anchor, cast.editor)

    page = editor.get(address(draft, "history", anchor))
    assert [saving.happening for saving in page.context["savings"]] == ["removed", "added"]
    key = page.context["savings"][-1].key
    asked = editor.get(address(draft, "restore", anchor), {"saving": key})
    assert "請假" in asked.content.decode()
    editor.post(address(draft, "restore", anchor), {"saving": str(key), "version": "0"})
    assert draft.clauses.filter(anchor=anchor).exists()


def test_headings_and_the_cover_have_one_too(cast: Cast, editor: Client, draft: Revision) -> None:
    heading = draft.chapters.get(label="第二章").anchor
    drafting.edit_cover(draft, 1, cast.editor, scope="<p>改。</p>")

    assert editor.get(address(draft, "history", heading, "heading")).status_code == 200
    cover = editor.get(reverse("drafting:cover_history", args=[draft.pk]))
    key = cover.context["savings"][-1].key
    page = editor.get(reverse("drafting:cover_restore", args=[draft.pk]), {"saving": key})
    assert page.status_code == 200
    sent = {"saving": str(key), "version": str(page.context["version"])}
    assert editor.post(reverse("drafting:cover_restore", args=[draft.pk]), sent).status_code == 302


@pytest.mark.parametrize("source", [{}, {"saving": "x"}, {"saving": "0"}, {"number": "9.9"}])
def test_words_that_never_were_lead_back(
    editor: Client, draft: Revision, source: dict[str, str]
) -> None:
    page = editor.get(address(draft, "restore", anchor_of(draft)), source)
    assert page.status_code == 302


def test_what_never_was_there_leads_to_what_was_removed(editor: Client, draft: Revision) -> None:
    page = editor.get(address(draft, "history", "0" * 12))
    assert page["Location"] == reverse("drafting:removed", args=[draft.pk])


def test_the_office_looks_and_others_do_not(cast: Cast, as_: SignIn, draft: Revision) -> None:
    anchor = anchor_of(draft)
    edit(draft, cast.editor, "<p>改。</p>")
    for person in (cast.legal_reviewer, cast.auditor):
        page = as_(person).get(address(draft, "history", anchor))
        assert not page.context["can_restore"]
        assert address(draft, "restore", anchor) not in page.content.decode()
        assert as_(person).get(address(draft, "restore", anchor)).status_code == 403
        assert as_(person).get(reverse("drafting:removed", args=[draft.pk])).status_code == 200
    for person in (cast.neighbour, cast.outsider, cast.administrator):
        assert as_(person).get(address(draft, "history", anchor)).status_code == 404
        assert as_(person).get(address(draft, "restore", anchor)).status_code == 404
        assert as_(person).get(reverse("drafting:removed", args=[draft.pk])).status_code == 404


def test_once_submitted_it_is_only_looked_at(cast: Cast, editor: Client, draft: Revision) -> None:
    anchor = anchor_of(draft)
    workflow.submit(draft, by=cast.editor)
    assert not editor.get(address(draft, "history", anchor)).context["can_restore"]
    road = reverse("deciding:road", args=[draft.pk])
    assert editor.get(address(draft, "restore", anchor))["Location"] == road
