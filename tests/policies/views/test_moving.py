"""Moving by button and by script: the outline comes back as it stands, whatever became of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from policies import drafting, workflow
from policies.models import Revision
from policies.text.arrangement import Place, arrangement
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast)


def anchor_of(draft: Revision, label: str) -> str:
    return next(node.anchor for node in draft.outline().walk() if node.label == label)


def labels(draft: Revision) -> list[str]:
    return [node.label for node in draft.outline().walk()]


def send(client: Client, draft: Revision, label: str, *, script: bool = False, **asked: str) -> Any:
    what = "heading" if label.endswith("章") else "clause"
    address = reverse("drafting:move", args=[draft.pk, what, anchor_of(draft, label)])
    return client.post(address, asked, headers={"HX-Request": "true"} if script else {})


@pytest.mark.parametrize(
    ("label", "to", "stands"),
    [
        ("第二條", "up", "第一章 第二條 第一條 第二章 第三條 第三條之一"),
        ("第二條", "down", "第一章 第一條 第二章 第二條 第三條 第三條之一"),
        ("第三條", "out", "第三條 第一章 第一條 第二條 第二章 第三條之一"),
        ("第二章", "up", "第二章 第三條 第三條之一 第一章 第一條 第二條"),
        ("第三條", "top", "第三條 第一章 第一條 第二條 第二章 第三條之一"),
    ],
)
def test_a_button_moves(
    cast: Cast, as_: SignIn, draft: Revision, label: str, to: str, stands: str
) -> None:
    moved = send(as_(cast.editor), draft, label, to=to)

    assert " ".join(labels(draft)) == stands
    assert anchor_of(draft, label) in moved["Location"]


def test_to_the_end_of_a_heading(cast: Cast, as_: SignIn, draft: Revision) -> None:
    send(as_(cast.editor), draft, "第一條", to=anchor_of(draft, "第二章"))
    assert labels(draft)[-2:] == ["第三條之一", "第一條"]


def test_a_script_gets_the_outline_and_is_told_where(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    seen, other = arrangement(draft.outline()), anchor_of(draft, "第三條")

    answer = send(as_(cast.editor), draft, "第一條", script=True, after=other, seen=seen)

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in words
    assert f'data-arrangement="{arrangement(draft.outline())}"' in words
    assert "第一條" in answer.context["said"] and "第三條" in answer.context["said"]
    assert labels(draft)[3:5] == ["第三條", "第一條"]


def test_first_under_a_heading_or_under_none(cast: Cast, as_: SignIn, draft: Revision) -> None:
    client = as_(cast.editor)
    send(client, draft, "第一條", script=True, first=anchor_of(draft, "第二章"))
    assert labels(draft)[2:4] == ["第二章", "第一條"]
    send(client, draft, "第一條", script=True, first="top")
    assert labels(draft)[0] == "第一條"


@pytest.mark.parametrize("script", [True, False])
def test_a_stale_move_moves_nothing_and_shows_how_it_stands(
    cast: Cast, as_: SignIn, draft: Revision, script: bool
) -> None:
    seen = arrangement(draft.outline())
    drafting.move_clause(draft, anchor_of(draft, "第三條"), cast.editor, to=Place())
    stands = labels(draft)
    client = as_(cast.editor)

    answer = send(client, draft, "第一條", script=script, to="down", seen=seen)

    assert labels(draft) == stands
    if script:
        assert answer.status_code == 409
        assert "data-refused" in answer.content.decode()
        # What it shows is what the next move is asked of.
        fresh = answer.context["arrangement"]
        again = send(client, draft, "第一條", script=True, to="down", seen=fresh)
        assert again.status_code == 200
    else:
        page = client.get(answer["Location"])
        assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_no_further_is_said(cast: Cast, as_: SignIn, draft: Revision) -> None:
    answer = send(as_(cast.editor), draft, "第二章", script=True, to="down")
    assert (answer.status_code, answer.context["refused"].code) == (409, "no_further")


def test_what_cannot_stand_there_is_said(cast: Cast, as_: SignIn, draft: Revision) -> None:
    answer = send(as_(cast.editor), draft, "第二章", script=True, to="in")
    assert (answer.status_code, answer.context["refused"].code) == (409, "misplaced")


def test_where_it_stands_already_nothing_happens(cast: Cast, as_: SignIn, draft: Revision) -> None:
    stands = labels(draft)
    answer = send(as_(cast.editor), draft, "第二條", script=True, after=anchor_of(draft, "第一條"))
    assert answer.status_code == 200
    assert labels(draft) == stands


def test_what_is_gone_is_said(cast: Cast, as_: SignIn, draft: Revision) -> None:
    address = reverse("drafting:move", args=[draft.pk, "clause", "0" * 12])
    answer = as_(cast.editor).post(address, {"to": "up"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.context["refused"].code) == (409, "gone")


def test_nothing_moves_once_submitted_nor_for_anybody_else(
    cast: Cast, as_: SignIn, draft: Revision
) -> None:
    for person, status in ((cast.neighbour, 404), (cast.outsider, 404), (cast.auditor, 403)):
        assert send(as_(person), draft, "第一條", to="down").status_code == status
    workflow.submit(draft, by=cast.editor)
    answer = send(as_(cast.editor), draft, "第一條", script=True, to="down")
    assert (answer.status_code, answer.context["refused"].code) == (409, "revision_frozen")
