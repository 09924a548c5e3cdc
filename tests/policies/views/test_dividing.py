"""Dividing and merging on the page: first what would become of it, then what was shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policies import drafting, workflow
from policies.models import Revision
from policies.text.outline import Clause, Outline
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn

FIRST, SECOND, GONE = "a" * 12, "b" * 12, "c" * 12
TEXT = Outline(
    "請假辦法",
    clauses=(
        Clause("第一條", "<p>員工請假應申請。</p><p>主管應核定。</p>", anchor=FIRST),
        Clause("第二條", "<p>依前條核定者，准假。</p>", caption="准假", anchor=SECOND,
               roles=("CS-01",)),
        Clause("第三條", "", deleted=True, anchor=GONE),
        Clause("第四條", "<p>前二條之規定，準用之。依第二條辦理。</p>", anchor="d" * 12),
    ),
)  # fmt: skip


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast, outline=TEXT)


@pytest.fixture
def editor(cast: Cast, as_: SignIn) -> Client:
    return as_(cast.editor)


def address(draft: Revision, verb: str, anchor: str = FIRST) -> str:
    return reverse(f"drafting:{verb}", args=[draft.pk, anchor])


def sent(page: Any, **more: str) -> dict[str, str]:
    """What the form of the page would send."""
    kept = {"version": str(page.context["clause"].lock_version)}
    if page.context.get("point"):
        kept["at"] = page.context["point"].key
    if chosen := page.context.get("chosen"):
        kept |= {"with": chosen.anchor, "other_version": str(chosen.lock_version)}
    return kept | more


def test_a_clause_is_divided_as_shown(editor: Client, draft: Revision) -> None:
    asked = editor.get(address(draft, "split"))
    assert [point.key for point in asked.context["points"]] == ["1:0"]
    assert asked.context["halves"] is None

    shown = editor.get(address(draft, "split"), {"at": "1:0"})
    assert shown.context["halves"] == ("<p>員工請假應申請。</p>", "<p>主管應核定。</p>")
    assert draft.clauses.count() == 4

    done = editor.post(address(draft, "split"), sent(shown))
    added = draft.clauses.get(label="第一條之一")
    assert f"?clause={added.anchor}" in done["Location"]


def test_what_was_written_meanwhile_is_shown_first(
    cast: Cast, editor: Client, draft: Revision
) -> None:
    shown = editor.get(address(draft, "split"), {"at": "1:0"})
    drafting.edit_clause(draft, FIRST, 1, cast.editor, body="<p>甲。</p><p>剛寫的字。</p>")

    answer = editor.post(address(draft, "split"), sent(shown))

    assert answer.status_code == 409
    assert "剛寫的字。" in answer.content.decode()
    assert draft.clauses.count() == 4
    editor.post(address(draft, "split"), sent(answer))
    assert draft.clauses.count() == 5


def test_no_point_chosen_is_said(editor: Client, draft: Revision) -> None:
    answer = editor.post(address(draft, "split"), {"version": "1", "at": "9:9"})
    assert answer.status_code == 422
    assert answer.context["refused"].code == "no_such_point"


def test_one_sentence_cannot_be_divided(editor: Client, draft: Revision) -> None:
    page = editor.get(address(draft, "split", SECOND))
    assert page.context["points"] == ()
    assert '<form class="form"' not in page.content.decode()


def test_clauses_are_merged_as_shown(editor: Client, draft: Revision) -> None:
    shown = editor.get(address(draft, "merge"))

    assert shown.context["chosen"].label == "第二條"
    assert shown.context["body"].endswith("<p>依前條核定者，准假。</p>")
    assert shown.context["addresses_others"] and not shown.context["roles"]
    places = [place for place, _words in shown.context["citing"]]
    assert places == ["第四條", "第四條"]
    assert "准假" in shown.content.decode()

    done = editor.post(address(draft, "merge"), sent(shown))
    assert f"?clause={FIRST}" in done["Location"]
    assert not draft.clauses.filter(anchor=SECOND).exists()


def test_with_the_one_chosen_never_with_a_tombstone(editor: Client, draft: Revision) -> None:
    page = editor.get(address(draft, "merge"), {"with": "d" * 12})
    assert page.context["chosen"].label == "第四條"
    assert [each.label for each in page.context["others"]] == ["第二條", "第四條"]
    assert editor.get(address(draft, "merge"), {"with": GONE}).context["chosen"].label == "第二條"


def test_either_changed_meanwhile_is_shown_first(
    cast: Cast, editor: Client, draft: Revision
) -> None:
    shown = editor.get(address(draft, "merge"))
    drafting.edit_clause(draft, SECOND, 1, cast.editor, body="<p>剛寫的字。</p>")

    answer = editor.post(address(draft, "merge"), sent(shown))

    assert answer.status_code == 409
    assert "剛寫的字。" in answer.content.decode()
    assert draft.clauses.count() == 4


def test_a_lone_clause_has_nothing_to_be_merged_with(
    cast: Cast, editor: Client, draft: Revision
) -> None:
    lone = draft_of(cast, "HR-009", Outline("甲", clauses=(Clause("一、", "<p>甲。</p>"),)))
    page = editor.get(address(lone, "merge", lone.outline().clauses[0].anchor))
    assert page.context["chosen"] is None


@pytest.mark.parametrize("verb", ["split", "merge"])
def test_tombstones_and_what_is_gone_lead_back(editor: Client, draft: Revision, verb: str) -> None:
    for anchor in (GONE, "0" * 12):
        assert editor.get(address(draft, verb, anchor)).status_code == 302
        assert editor.post(address(draft, verb, anchor)).status_code == 302
    assert draft.clauses.count() == 4


@pytest.mark.parametrize("verb", ["split", "merge"])
def test_nobody_else_and_not_once_submitted(
    cast: Cast, as_: SignIn, draft: Revision, verb: str
) -> None:
    for person, status in ((cast.neighbour, 404), (cast.outsider, 404), (cast.hr, 403)):
        assert as_(person).get(address(draft, verb)).status_code == status
        assert as_(person).post(address(draft, verb)).status_code == status
    workflow.submit(draft, by=cast.editor)
    road = reverse("deciding:road", args=[draft.pk])
    assert as_(cast.editor).get(address(draft, verb))["Location"] == road
