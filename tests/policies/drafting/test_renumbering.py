"""Renumbering a draft does what its preview showed, or nothing."""

import pytest

from policies import drafting, workflow
from policies.models import Revision
from policies.refusals import Refused
from policies.text.outline import Clause, Heading, Kind, Outline, digest
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of, publish
from tests.policies.citing.texts import ANCHORS, link

pytestmark = pytest.mark.django_db


def crooked() -> Outline:
    """第一條, 第一條之一 and 第四條 under 第二章, citing each other."""
    body = f"<p>依第四條及{link(ANCHORS[1], '第一條之一')}辦理。</p>"
    chapter = Heading(
        Kind.CHAPTER, "第二章", "申請", "<p>第四條另有規定者，從其規定。</p>", anchor=ANCHORS[9],
        clauses=(
            Clause("第一條", body, anchor=ANCHORS[0]),
            Clause("第一條之一", "<p>乙。</p>", anchor=ANCHORS[1]),
            Clause("第四條", "<p>丙。</p>", anchor=ANCHORS[2]),
        ),
    )  # fmt: skip
    return Outline("出差辦法", headings=(chapter,), supplementary="<p>第四條自明年施行。</p>")


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast, outline=crooked())


def expected(draft: Revision) -> str:
    draft.refresh_from_db()
    return digest(draft.outline())


def test_labels_and_citations_change_together(cast: Cast, draft: Revision) -> None:
    preview = drafting.preview_of(draft, draft.outline())
    drafting.renumber(draft, cast.editor, expected(draft))
    draft.refresh_from_db()
    assert draft.outline() == preview.outline
    assert [clause.label for clause in draft.outline().all_clauses()] == [
        "第一條", "第二條", "第三條",
    ]  # fmt: skip
    first = draft.clauses.get(anchor=ANCHORS[0])
    assert first.body == f"<p>依第三條及{link(ANCHORS[1], '第二條')}辦理。</p>"
    chapter = draft.chapters.get()
    assert (chapter.label, chapter.lead) == ("第一章", "<p>第三條另有規定者，從其規定。</p>")
    assert draft.supplementary == "<p>第三條自明年施行。</p>"


def test_it_leaves_history_and_an_event(cast: Cast, draft: Revision) -> None:
    drafting.renumber(draft, cast.editor, expected(draft))
    history = draft.clauses.get(anchor=ANCHORS[1]).history.all()
    assert [row.label for row in history] == ["第二條", "第一條之一"]
    assert history[0].history_user == cast.editor
    event = AuditEvent.objects.latest("sequence")
    assert event.verb == "policies.renumber"
    assert event.payload["labels"]["第一條之一"] == "第二條"


def test_a_draft_changed_since_the_preview_is_refused(cast: Cast, draft: Revision) -> None:
    seen = expected(draft)
    clause = draft.clauses.get(anchor=ANCHORS[2])
    drafting.edit_clause(draft, clause.anchor, clause.lock_version, cast.editor, body="<p>丁。</p>")
    with pytest.raises(Refused, match=r"預覽|preview"):
        drafting.renumber(draft, cast.editor, seen)
    assert draft.clauses.get(anchor=ANCHORS[1]).label == "第一條之一"


def test_twice_is_refused_the_second_time(cast: Cast, draft: Revision) -> None:
    seen = expected(draft)
    drafting.renumber(draft, cast.editor, seen)
    with pytest.raises(Refused) as changed:
        drafting.renumber(draft, cast.editor, seen)
    assert changed.value.code == "changed_since"
    with pytest.raises(Refused) as in_order:
        drafting.renumber(draft, cast.editor, expected(draft))
    assert in_order.value.code == "in_order"


def test_only_who_may_write_in_it(cast: Cast, draft: Revision) -> None:
    for stranger in (cast.neighbour, cast.employee):
        with pytest.raises(Refused) as refused:
            drafting.renumber(draft, stranger, expected(draft))
        assert refused.value.code == "not_yours"


def test_not_while_it_is_frozen(cast: Cast, draft: Revision) -> None:
    seen = expected(draft)
    workflow.submit(draft, cast.editor)
    with pytest.raises(Refused) as refused:
        drafting.renumber(draft, cast.editor, seen)
    assert refused.value.code == "revision_frozen"


def test_policies_in_force_that_cite_old_numbers_are_named(cast: Cast) -> None:
    cited = publish(cast, draft_of(cast, "HR-003", outline=crooked()))
    body = f"<p>依{link(ANCHORS[2], '《出差辦法》第四條', 'HR-003')}。</p>"
    other = Outline("宿舍辦法", clauses=(Clause("第一條", body, anchor=ANCHORS[20]),))
    publish(cast, draft_of(cast, "HR-005", outline=other))
    draft = drafting.start_revision(cited.policy, cast.editor)
    found = drafting.preview_of(draft, draft.outline())
    rows = drafting.citing_elsewhere(draft, found)
    assert [(row.revision.policy.code, row.label) for row in rows] == [("HR-005", "第一條")]
