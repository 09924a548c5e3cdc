"""Adding, moving and removing: positions stay whole, labels are proposed, nothing is lost."""

import pytest

from policies import drafting
from policies.models import Chapter, Clause, Revision
from policies.refusals import Refused
from policies.text.outline import Kind
from tests.cast import Cast, draft_of


def labels(revision: Revision) -> list[str]:
    return [clause.label for clause in revision.outline().all_clauses()]


def anchor_of(revision: Revision, label: str) -> str:
    return revision.clauses.get(label=label).anchor


def chapter(revision: Revision, label: str) -> Chapter:
    return revision.chapters.get(label=label)


def test_a_clause_at_the_end_gets_the_next_number(cast: Cast) -> None:
    revision = draft_of(cast)

    drafting.add_clause(revision, cast.editor, chapter=chapter(revision, "第二章").anchor)

    assert labels(revision)[-1] == "第四條"


def test_a_clause_between_two_gets_a_number_of_its_own(cast: Cast) -> None:
    revision = draft_of(cast)

    drafting.add_clause(revision, cast.editor, after=anchor_of(revision, "第一條"))

    assert labels(revision)[:3] == ["第一條", "第一條之一", "第二條"]


def test_a_clause_moves_up_and_down_among_its_siblings(cast: Cast) -> None:
    revision = draft_of(cast)

    drafting.move_clause(
        revision,
        anchor_of(revision, "第二條"),
        cast.editor,
        chapter=chapter(revision, "第一章").anchor,
        position=1,
    )

    assert labels(revision)[:2] == ["第二條", "第一條"]


def test_a_clause_moves_to_another_chapter_and_leaves_no_gap(cast: Cast) -> None:
    revision = draft_of(cast)

    drafting.move_clause(
        revision,
        anchor_of(revision, "第一條"),
        cast.editor,
        chapter=chapter(revision, "第二章").anchor,
        position=99,
    )

    assert labels(revision) == ["第二條", "第三條", "第三條之一", "第一條"]
    for place in revision.chapters.all():
        positions = list(place.clauses.values_list("position", flat=True).order_by("position"))
        assert positions == list(range(1, len(positions) + 1))


def test_a_heading_is_added_moved_and_cannot_stand_below_itself(cast: Cast) -> None:
    revision = draft_of(cast)
    section = drafting.add_heading(
        revision, cast.editor, kind=Kind.SECTION, parent=chapter(revision, "第二章").anchor
    )
    assert section.label == "第一節"

    drafting.move_heading(revision, chapter(revision, "第二章").anchor, cast.editor, position=1)
    assert [heading.label for heading in revision.outline().headings] == ["第二章", "第一章"]

    with pytest.raises(Refused) as refused:
        drafting.move_heading(
            revision, chapter(revision, "第二章").anchor, cast.editor, parent=section.anchor
        )
    assert refused.value.code == "own_parent"


def test_a_removed_clause_leaves_its_history(cast: Cast) -> None:
    revision = draft_of(cast)
    clause = revision.clauses.get(label="第三條")

    drafting.remove_clause(revision, clause.anchor, cast.editor)

    assert "第三條" not in labels(revision)
    gone = Clause.history.filter(id=clause.pk).latest()
    assert (gone.history_type, gone.history_user) == ("-", cast.editor)


def test_a_heading_with_clauses_goes_only_when_told(cast: Cast) -> None:
    revision = draft_of(cast)
    anchor = chapter(revision, "第二章").anchor

    with pytest.raises(Refused) as refused:
        drafting.remove_heading(revision, anchor, cast.editor)
    assert refused.value.code == "not_empty"

    drafting.remove_heading(revision, anchor, cast.editor, with_contents=True)
    assert labels(revision) == ["第一條", "第二條"]


def test_a_piece_that_is_gone_is_a_sentence(cast: Cast) -> None:
    revision = draft_of(cast)

    for act in (drafting.remove_clause, drafting.move_clause):
        with pytest.raises(Refused) as refused:
            act(revision, "000000000000", cast.editor)
        assert refused.value.code == "gone"
