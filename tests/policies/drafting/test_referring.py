"""Inserting references in a draft, and rewording those whose target has another name."""

import pytest

from policies import drafting, workflow
from policies.citing import Problem, cites_of
from policies.drafting import Conflict
from policies.models import Clause, Revision
from policies.refusals import Refused
from policies.text.pointer import Pointer
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of, published_policy
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

FIRST = Pointer(ANCHORS[0])


@pytest.fixture
def draft(cast: Cast) -> Revision:
    return draft_of(cast, outline=text_of("甲", "依下列規定："))


def clause(draft: Revision, number: int = 1) -> Clause:
    return draft.clauses.get(anchor=ANCHORS[number])


def problems(draft: Revision) -> list[Problem | None]:
    draft.refresh_from_db()
    return [cite.problem for cite in cites_of(draft.outline(), draft.policy, TODAY())]


class TestInserting:
    def test_into_a_clause(self, cast: Cast, draft: Revision) -> None:
        drafting.insert_reference(draft, 1, cast.editor, FIRST, clause=ANCHORS[1])
        saved = clause(draft)
        assert saved.body == f"<p>依下列規定：{link(ANCHORS[0], '第一條')}</p>"
        assert saved.lock_version == 2
        assert AuditEvent.objects.latest("sequence").verb == "policies.insert_reference"

    def test_into_a_line_of_it(self, cast: Cast, draft: Revision) -> None:
        drafting.edit_clause(draft, ANCHORS[1], 1, cast.editor, body="<p>甲</p><p>乙</p>")
        drafting.insert_reference(draft, 2, cast.editor, FIRST, clause=ANCHORS[1], line=0)
        assert clause(draft).body == f"<p>甲{link(ANCHORS[0], '第一條')}</p><p>乙</p>"

    def test_a_line_that_is_gone_is_the_end(self, cast: Cast, draft: Revision) -> None:
        drafting.insert_reference(draft, 1, cast.editor, FIRST, clause=ANCHORS[1], line=7)
        assert clause(draft).body.endswith("第一條</a></p>")

    def test_into_a_heading_and_the_cover(self, cast: Cast, draft: Revision) -> None:
        heading = drafting.add_heading(draft, cast.editor, title="總則")
        drafting.insert_reference(draft, 1, cast.editor, FIRST, heading=heading.anchor)
        heading.refresh_from_db()
        assert heading.lead == f"<p>{link(ANCHORS[0], '第一條')}</p>"
        draft.refresh_from_db()
        version = draft.lock_version
        drafting.insert_reference(draft, version, cast.editor, FIRST, part="scope")
        draft.refresh_from_db()
        assert draft.scope == f"<p>{link(ANCHORS[0], '第一條')}</p>"

    def test_of_another_policy(self, cast: Cast, draft: Revision) -> None:
        other = published_policy(cast, "HR-002", text_of("甲", "乙", title="獎懲辦法"))
        pointer = Pointer(other.clauses.get(label="第二條").anchor, "HR-002")
        drafting.insert_reference(draft, 1, cast.editor, pointer, clause=ANCHORS[1])
        assert link(pointer.anchor, "《獎懲辦法》第二條", "HR-002") in clause(draft).body
        assert problems(draft) == [None]

    def test_nobody_is_overwritten(self, cast: Cast, draft: Revision) -> None:
        drafting.edit_clause(draft, ANCHORS[1], 1, cast.editor, body="<p>別人的字</p>")
        with pytest.raises(Conflict):
            drafting.insert_reference(draft, 1, cast.editor, FIRST, clause=ANCHORS[1])
        assert clause(draft).body == "<p>別人的字</p>"

    @pytest.mark.parametrize(
        "pointer", [Pointer("f" * 12), Pointer(ANCHORS[0], "HR-404"), Pointer("f" * 12, "HR-002")]
    )
    def test_only_what_is_there(self, cast: Cast, draft: Revision, pointer: Pointer) -> None:
        published_policy(cast, "HR-002")
        with pytest.raises(Refused) as told:
            drafting.insert_reference(draft, 1, cast.editor, pointer, clause=ANCHORS[1])
        assert told.value.code == "no_such_place"

    def test_only_what_its_writer_may_read(self, cast: Cast) -> None:
        other = published_policy(cast, "HR-002", text_of("甲"), classification="restricted")
        other.policy.audience_rules.all().delete()
        own = draft_of(cast, "OPS-01", text_of("甲", "乙"), by=cast.neighbour)
        pointer = Pointer(other.clauses.get().anchor, "HR-002")
        with pytest.raises(Refused) as told:
            drafting.insert_reference(own, 1, cast.neighbour, pointer, clause=ANCHORS[1])
        assert told.value.code == "no_such_place"

    def test_only_by_editors_of_the_policy(self, cast: Cast, draft: Revision) -> None:
        with pytest.raises(Refused) as told:
            drafting.insert_reference(draft, 1, cast.neighbour, FIRST, clause=ANCHORS[1])
        assert told.value.code == "not_yours"

    def test_not_in_a_frozen_text(self, cast: Cast, draft: Revision) -> None:
        workflow.submit(draft, cast.editor)
        with pytest.raises(Refused) as told:
            drafting.insert_reference(draft, 1, cast.editor, FIRST, clause=ANCHORS[1])
        assert told.value.code == "revision_frozen"

    def test_the_clause_to_write_in_is_gone(self, cast: Cast, draft: Revision) -> None:
        with pytest.raises(Refused) as told:
            drafting.insert_reference(draft, 1, cast.editor, FIRST, clause="f" * 12)
        assert told.value.code == "gone"


class TestRewording:
    @pytest.fixture
    def relabelled(self, cast: Cast) -> Revision:
        """Three places say 第一條 of a clause that somebody has called 第一條之一 since."""
        said = link(ANCHORS[0], "第一條")
        draft = draft_of(
            cast,
            outline=text_of(
                "甲", f"<p>依{said}第二項。</p>", f"<p>依{said}。</p>",
                supplementary=f"<p>{said}先行實施。</p>",
            ),
        )  # fmt: skip
        drafting.edit_clause(draft, ANCHORS[0], 1, cast.editor, label="第一條之一")
        return draft

    def test_of_one_place(self, cast: Cast, relabelled: Revision) -> None:
        assert problems(relabelled).count(Problem.OTHER_WORDS) == 3
        assert drafting.reword_references(relabelled, cast.editor, ANCHORS[1]) == 1
        assert clause(relabelled).body == f"<p>依{link(ANCHORS[0], '第一條之一')}第二項。</p>"
        assert "第一條<" in clause(relabelled, 2).body

    def test_of_the_cover(self, cast: Cast, relabelled: Revision) -> None:
        assert drafting.reword_references(relabelled, cast.editor, "closing") == 1
        relabelled.refresh_from_db()
        assert "第一條之一" in relabelled.supplementary

    def test_of_all(self, cast: Cast, relabelled: Revision) -> None:
        assert drafting.reword_references(relabelled, cast.editor) == 3
        assert Problem.OTHER_WORDS not in problems(relabelled)
        assert drafting.reword_references(relabelled, cast.editor) == 0

    def test_counts_as_a_change_of_the_clause(self, cast: Cast, relabelled: Revision) -> None:
        drafting.reword_references(relabelled, cast.editor)
        with pytest.raises(Conflict):
            drafting.edit_clause(relabelled, ANCHORS[1], 1, cast.editor, body="<p>舊</p>")

    def test_only_by_editors_and_in_a_draft(self, cast: Cast, relabelled: Revision) -> None:
        with pytest.raises(Refused):
            drafting.reword_references(relabelled, cast.neighbour)
        workflow.submit(relabelled, cast.editor)
        with pytest.raises(Refused):
            drafting.reword_references(relabelled, cast.editor)
