"""Moving to a place beside another piece: never where the draft was rearranged meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies import drafting
from policies.drafting.moving import REARRANGED
from policies.models import Revision
from policies.refusals import Refused
from policies.text.arrangement import Place, arrangement
from policies.text.outline import Clause, Kind, Outline
from tests.cast import Cast, draft_of


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast)


def labels(revision: Revision) -> list[str]:
    return [node.label for node in revision.outline().walk()]


def anchor(revision: Revision, label: str) -> str:
    return next(node.anchor for node in revision.outline().walk() if node.label == label)


def test_right_after_another_clause(cast: Cast, draft: Revision) -> None:
    place = Place(after=anchor(draft, "第三條"))

    drafting.move_clause(draft, anchor(draft, "第一條"), cast.editor, to=place)

    assert labels(draft) == ["第一章", "第二條", "第二章", "第三條", "第一條", "第三條之一"]


def test_first_under_a_heading_and_before_the_first_one(cast: Cast, draft: Revision) -> None:
    moved = anchor(draft, "第二條")

    drafting.move_clause(draft, moved, cast.editor, to=Place(under=anchor(draft, "第二章")))
    assert labels(draft)[2:5] == ["第二章", "第二條", "第三條"]

    drafting.move_clause(draft, moved, cast.editor, to=Place())
    assert labels(draft)[:2] == ["第二條", "第一章"]


def test_down_within_its_chapter(cast: Cast, draft: Revision) -> None:
    place = Place(after=anchor(draft, "第二條"))
    drafting.move_clause(draft, anchor(draft, "第一條"), cast.editor, to=place)
    assert labels(draft)[:3] == ["第一章", "第二條", "第一條"]


def test_a_heading_goes_with_all_it_holds(cast: Cast, draft: Revision) -> None:
    place = Place(after=anchor(draft, "第二章"))
    drafting.move_heading(draft, anchor(draft, "第一章"), cast.editor, to=place)
    assert labels(draft)[3:] == ["第一章", "第一條", "第二條"]


def test_not_below_itself_nor_below_what_it_outranks(cast: Cast, draft: Revision) -> None:
    outer = anchor(draft, "第二章")
    section = drafting.add_heading(draft, cast.editor, kind=Kind.SECTION, parent=outer)
    for under, code in ((section.anchor, "own_parent"), (anchor(draft, "第一章"), "misplaced")):
        with pytest.raises(Refused) as refused:
            drafting.move_heading(draft, outer, cast.editor, to=Place(under=under))
        assert refused.value.code == code


def test_where_somebody_moved_meanwhile_nothing_moves(cast: Cast, draft: Revision) -> None:
    seen = arrangement(draft.outline())
    one, two = anchor(draft, "第一條"), anchor(draft, "第三條")
    drafting.move_clause(draft, two, cast.editor, to=Place())
    stands = labels(draft)

    with pytest.raises(Refused) as refused:
        drafting.move_clause(draft, one, cast.editor, to=Place(after=two), seen=seen)

    assert refused.value.code == REARRANGED
    assert labels(draft) == stands


def test_words_saved_meanwhile_do_not_stop_a_move(cast: Cast, draft: Revision) -> None:
    seen = arrangement(draft.outline())
    moved = anchor(draft, "第三條")
    drafting.edit_clause(draft, moved, 1, cast.editor, body="<p>新文。</p>")

    drafting.move_clause(draft, moved, cast.editor, to=Place(), seen=seen)

    assert draft.outline().clauses[0].body == "<p>新文。</p>"
    # Nor does a move stop whoever writes.
    drafting.edit_clause(draft, moved, 2, cast.editor, body="<p>再新文。</p>")


def test_what_it_is_put_beside_may_be_gone(cast: Cast, draft: Revision) -> None:
    with pytest.raises(Refused) as refused:
        drafting.move_clause(draft, anchor(draft, "第一條"), cast.editor, to=Place(after="0" * 12))
    assert refused.value.code == "gone"


def test_others_move_nothing(cast: Cast, draft: Revision) -> None:
    for person in (cast.neighbour, cast.outsider, cast.hr):
        with pytest.raises(Refused) as refused:
            drafting.move_clause(draft, anchor(draft, "第一條"), person, to=Place())
        assert refused.value.code == "not_yours"


def queries_of_a_move(cast: Cast, code: str, size: int) -> int:
    clauses = tuple(Clause(f"第{number}條", "<p>文。</p>") for number in range(1, size + 1))
    draft = draft_of(cast, code, Outline("長文", clauses=clauses))
    first, last = draft.outline().clauses[0].anchor, draft.outline().clauses[-1].anchor
    seen = arrangement(draft.outline())
    with CaptureQueriesContext(connection) as queries:
        drafting.move_clause(draft, first, cast.editor, to=Place(after=last), seen=seen)
    return len(queries)


def test_a_long_text_takes_no_more_queries(cast: Cast) -> None:
    assert queries_of_a_move(cast, "HR-010", 300) == queries_of_a_move(cast, "HR-011", 3)
