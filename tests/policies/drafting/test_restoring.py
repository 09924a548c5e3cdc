"""Earlier words made the present ones: of the draft, of an earlier revision, of what is gone."""

from typing import Any

import pytest

from policies import drafting, workflow
from policies.drafting import Conflict
from policies.histories import piece_of, savings
from policies.models import Revision
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of, leave_outline, published_policy


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast, outline=leave_outline(roles=("CS-01",)))


def anchor_of(draft: Revision, label: str = "第三條") -> str:
    return draft.clauses.get(label=label).anchor


def first_saving(draft: Revision, what: str, anchor: str = "") -> int:
    return int(piece_of(draft, what, anchor).past[0].history_id)


def test_earlier_words_of_the_draft_come_back_as_a_new_save(cast: Cast, draft: Revision) -> None:
    anchor = anchor_of(draft)
    was = draft.clauses.get(anchor=anchor).body
    key = first_saving(draft, "clause", anchor)
    drafting.edit_clause(draft, anchor, 1, cast.editor, body="<p>改。</p>", label="第九條")

    drafting.restore(draft, "clause", anchor, 2, cast.editor, saving=key)

    clause = draft.clauses.get(anchor=anchor)
    assert (clause.body, clause.label, clause.lock_version) == (was, "第九條", 3)
    newest = savings(piece_of(draft, "clause", anchor))[0]
    assert (newest.happening, newest.by, newest.is_current) == ("restored", cast.editor, True)


def test_words_of_an_earlier_revision_come_back(cast: Cast) -> None:
    published = published_policy(cast)
    draft = drafting.start_revision(published.policy, cast.editor)
    anchor = anchor_of(draft)
    drafting.edit_clause(draft, anchor, 1, cast.editor, body="<p>改。</p>", caption="改")

    drafting.restore(draft, "clause", anchor, 2, cast.editor, number="1.0")

    assert draft.clauses.get(anchor=anchor).caption == "請假程序"
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.payload) == (
        "policies.restore_clause", {"anchor": anchor, "revision": "1.0"},
    )  # fmt: skip


def test_headings_and_the_cover_too(cast: Cast, draft: Revision) -> None:
    heading = draft.chapters.get(label="第二章").anchor
    key = first_saving(draft, "heading", heading)
    drafting.edit_heading(draft, heading, 1, cast.editor, title="假期", lead="")
    drafting.restore(draft, "heading", heading, 2, cast.editor, saving=key)
    restored = draft.chapters.get(anchor=heading)
    assert (restored.title, restored.lead) == ("休假", "<p>本章規定各種假別。</p>")

    key = int(piece_of(draft, "cover").past.reverse()[0].history_id)
    drafting.edit_cover(draft, 1, cast.editor, scope="<p>改。</p>")
    drafting.restore(draft, "cover", "", 2, cast.editor, saving=key)
    draft.refresh_from_db()
    assert draft.scope == "<p>適用於全體員工。</p>"


def test_a_removed_clause_comes_back_where_it_stood(cast: Cast, draft: Revision) -> None:
    anchor = anchor_of(draft, "第三條之一")
    before = draft.outline()
    key = first_saving(draft, "clause", anchor)
    drafting.remove_clause(draft, anchor, cast.editor)

    drafting.restore(draft, "clause", anchor, 0, cast.editor, saving=key)

    assert draft.outline() == before  # with its anchor, its place and its roles
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.payload["put_back"]) == ("policies.restore_clause", True)


def test_a_clause_merged_away_comes_back_to_its_roles(cast: Cast, draft: Revision) -> None:
    one, two = anchor_of(draft), anchor_of(draft, "第三條之一")
    key = first_saving(draft, "clause", two)
    drafting.merge_clauses(draft, one, 1, two, 1, cast.editor)

    drafting.restore(draft, "clause", two, 0, cast.editor, saving=key)

    assert draft.outline().headings[1].clauses[1].roles == ("CS-01",)


def test_roles_taken_away_before_do_not_come_back(cast: Cast, draft: Revision) -> None:
    anchor = anchor_of(draft, "第三條之一")
    drafting.edit_clause(draft, anchor, 1, cast.editor, roles=())
    key = first_saving(draft, "clause", anchor)
    drafting.remove_clause(draft, anchor, cast.editor)

    restored = drafting.restore(draft, "clause", anchor, 0, cast.editor, saving=key)

    assert not restored.clause_roles.exists()


def test_a_removed_heading_comes_back_alone(cast: Cast, draft: Revision) -> None:
    heading = draft.chapters.get(label="第二章").anchor
    clause = anchor_of(draft)
    keys = first_saving(draft, "heading", heading), first_saving(draft, "clause", clause)
    drafting.remove_heading(draft, heading, cast.editor, with_contents=True)

    drafting.restore(draft, "heading", heading, 0, cast.editor, saving=keys[0])
    assert [heading.label for heading in draft.outline().headings] == ["第一章", "第二章"]

    # Its heading is another row now, but the same piece.
    drafting.restore(draft, "clause", clause, 0, cast.editor, saving=keys[1])
    assert draft.outline().headings[1].clauses[0].anchor == clause


def test_somebody_saved_meanwhile(cast: Cast, draft: Revision) -> None:
    anchor = anchor_of(draft)
    key = first_saving(draft, "clause", anchor)
    drafting.edit_clause(draft, anchor, 1, cast.editor, body="<p>改。</p>")

    with pytest.raises(Conflict):
        drafting.restore(draft, "clause", anchor, 1, cast.editor, saving=key)

    assert draft.clauses.get(anchor=anchor).body == "<p>改。</p>"


@pytest.mark.parametrize("source", [{"saving": 0}, {"number": "9.9"}, {}])
def test_words_that_never_were(cast: Cast, draft: Revision, source: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        drafting.restore(draft, "clause", anchor_of(draft), 1, cast.editor, **source)
    assert refused.value.code == "gone"


def test_words_of_another_piece_are_not_its_own(cast: Cast, draft: Revision) -> None:
    other = first_saving(draft, "clause", anchor_of(draft, "第一條"))
    with pytest.raises(Refused):
        drafting.restore(draft, "clause", anchor_of(draft), 1, cast.editor, saving=other)


def test_nobody_else_and_not_once_submitted(cast: Cast, draft: Revision) -> None:
    anchor = anchor_of(draft)
    key = first_saving(draft, "clause", anchor)
    for person in (cast.neighbour, cast.outsider, cast.auditor):
        with pytest.raises(Refused) as refused:
            drafting.restore(draft, "clause", anchor, 1, person, saving=key)
        assert refused.value.code == "not_yours"
    workflow.submit(draft, by=cast.editor)
    with pytest.raises(Refused) as refused:
        drafting.restore(draft, "clause", anchor, 1, cast.editor, saving=key)
    assert refused.value.code == "revision_frozen"


def test_a_removed_clause_rests_again_on_the_laws_it_did(cast: Cast, draft: Revision) -> None:
    clause = draft.clauses.get(label="第三條")
    key = first_saving(draft, "clause", clause.anchor)
    drafting.add_basis(draft, cast.editor, "民法", anchor=clause.anchor)
    drafting.take_out(draft, "basis", draft.legal_bases.get().pk, cast.editor)
    drafting.add_basis(draft, cast.editor, "勞動基準法", "第38條", anchor=clause.anchor)
    drafting.add_basis(draft, cast.editor, "職業安全衛生法")
    drafting.remove_clause(draft, clause.anchor, cast.editor)
    assert draft.legal_bases.get().law == "職業安全衛生法"

    drafting.restore(draft, "clause", clause.anchor, 0, cast.editor, saving=key)

    said = draft.legal_bases.values_list("law", "article", "anchor")
    assert list(said) == [
        ("職業安全衛生法", "", ""), ("勞動基準法", "第38條", clause.anchor),
    ]  # fmt: skip
