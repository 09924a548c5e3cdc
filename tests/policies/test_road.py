"""Where a revision stands on its way, as its page shows it."""

import pytest

from policies import drafting, road
from policies.models import Revision
from tests.cast import Cast, draft_of
from tests.policies.consulting import rounds

pytestmark = pytest.mark.django_db


def shown(revision: Revision) -> list[tuple[str, bool, bool]]:
    return [
        (stage.name, stage.is_done, stage.is_current)
        for stage in road.stages(Revision.objects.get(pk=revision.pk))
    ]


def test_without_a_consultation_none_is_shown(cast: Cast) -> None:
    assert shown(draft_of(cast)) == [
        ("草案", False, True), ("審核中", False, False), ("已核准", False, False),
        ("已發布", False, False),
    ]  # fmt: skip


def test_one_that_must_be_held_is_shown_before(cast: Cast) -> None:
    draft = draft_of(cast)
    drafting.edit_policy(draft.policy, cast.editor, vital_interests=["pay"])
    assert shown(draft)[:2] == [("草案", False, True), ("徵詢意見中", False, False)]


def test_one_under_way_is_where_it_stands(cast: Cast) -> None:
    revision = rounds.opened(cast).revision
    assert shown(revision)[:2] == [("草案", True, False), ("徵詢意見中", False, True)]


def test_one_that_was_held_is_done_though_the_text_is_a_draft_again(cast: Cast) -> None:
    revision = rounds.concluded(cast).revision
    assert shown(revision)[:2] == [("草案", False, True), ("徵詢意見中", True, False)]
