"""Which vital interests a policy is marked with, and which marks were taken away."""

import pytest

from policies import drafting
from policies.consulting import marking
from tests.cast import Cast, draft_of

pytestmark = pytest.mark.django_db


def test_what_it_was_started_with_is_marked_since_then(cast: Cast) -> None:
    policy = draft_of(cast, vital_interests=["pay"]).policy
    marks = marking.marks_of(policy)
    assert [since for _mark, since in marks.marked] == [policy.created_at]
    assert marks.taken_away == []


def test_marks_come_and_go(cast: Cast) -> None:
    policy = draft_of(cast, vital_interests=["pay"]).policy
    policy = drafting.edit_policy(policy, cast.editor, vital_interests=["pay", "hours"])
    policy = drafting.edit_policy(
        policy, cast.editor, reason="薪資另訂。", vital_interests=["hours"]
    )
    marks = marking.marks_of(policy)
    ((mark, since),) = marks.marked
    assert since > policy.created_at
    (gone,) = marks.taken_away
    assert (gone.by, gone.reason) == (cast.editor.name, "薪資另訂。")
    assert mark not in gone.marks


def test_what_was_taken_away_and_set_again_is_still_told(cast: Cast) -> None:
    policy = draft_of(cast, vital_interests=["pay"]).policy
    drafting.edit_policy(policy, cast.editor, reason="不涉薪資。", vital_interests=[])
    policy = drafting.edit_policy(policy, cast.editor, vital_interests=["pay"])
    marks = marking.marks_of(policy)
    assert len(marks.marked) == len(marks.taken_away) == 1
