"""One clause made two and two made one: anchors, roles, history, and what the comparison says."""

from typing import Any

import pytest

from policies import comparing, drafting
from policies.models import Clause, Revision
from policies.refusals import Refused
from policies.text.changes import Change, ClauseChange
from policies.text.diff import compare
from policies.text.dividing import points
from policies.text.outline import Clause as TextClause
from policies.text.outline import Outline
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of, published_policy

BODY = "<p>員工請假，應事先申請。主管應於三日內核定。</p><p>逾期未核定者，視為同意。</p>"
TEXT = Outline(
    "請假辦法",
    clauses=(
        TextClause("第一條", "<p>本辦法依法訂定。</p>", caption="依據", anchor="a" * 12),
        TextClause("第二條", BODY, caption="程序", anchor="b" * 12, roles=("CS-01",)),
        TextClause("第三條", "<p>未請假者，以曠職論。</p>", caption="曠職", anchor="c" * 12),
        TextClause("第四條", "", deleted=True, anchor="d" * 12),
    ),
)
FIRST, SECOND, THIRD, TOMBSTONE = (clause.anchor for clause in TEXT.clauses)


@pytest.fixture
def draft(cast: Cast) -> Revision:
    """The second draft of a policy whose first revision is published."""
    published = published_policy(cast, outline=TEXT)
    return drafting.start_revision(published.policy, cast.editor)


def split(cast: Cast, draft: Revision, anchor: str = SECOND, at: int = 1, **options: Any) -> Clause:
    clause = draft.clauses.get(anchor=anchor)
    point = points(clause.body)[at].key
    by, version = options.get("by", cast.editor), options.get("version", clause.lock_version)
    return drafting.split_clause(draft, anchor, version, by, point=point)


def merge(cast: Cast, draft: Revision, one: str, two: str, by: Any = None) -> Clause:
    return drafting.merge_clauses(draft, one, 1, two, 1, by or cast.editor)


def changes(draft: Revision) -> dict[str, ClauseChange]:
    """Against the text before, by the number now, or else before."""
    before = comparing.predecessor(draft)
    assert before
    found = compare(before.outline(), draft.outline()).clauses
    return {(each.after or each.before or TextClause("", "")).label: each for each in found}


def test_the_first_keeps_what_it_was_and_the_second_follows_it(cast: Cast, draft: Revision) -> None:
    added = split(cast, draft)

    clauses = draft.outline().clauses
    assert [clause.label for clause in clauses[:4]] == ["第一條", "第二條", "第二條之一", "第三條"]
    first, second = clauses[1:3]
    assert (first.anchor, first.caption) == (SECOND, "程序")
    assert first.body == "<p>員工請假，應事先申請。主管應於三日內核定。</p>"
    assert (second.anchor, second.caption) == (added.anchor, "")
    assert second.body == "<p>逾期未核定者，視為同意。</p>"
    assert first.roles == second.roles == ("CS-01",)
    assert second.descends_from == (SECOND,)
    assert draft.clauses.get(anchor=SECOND).lock_version == 2


def test_inside_a_paragraph(cast: Cast, draft: Revision) -> None:
    added = split(cast, draft, at=0)
    assert added.body == "<p>主管應於三日內核定。</p><p>逾期未核定者，視為同意。</p>"


def test_the_comparison_says_what_was_divided(cast: Cast, draft: Revision) -> None:
    split(cast, draft)

    found = changes(draft)

    assert found["第二條之一"].kinds >= {Change.ADDED, Change.SPLIT}
    assert found["第二條之一"].related == TEXT.clauses[1]
    assert [part.label for part in found["第二條"].parts] == ["第二條", "第二條之一"]
    assert "第二條分為第二條、第二條之一。" in comparing.explanations(found["第二條"])


def test_merged_in_reading_order_whichever_is_named_first(cast: Cast, draft: Revision) -> None:
    kept = merge(cast, draft, THIRD, FIRST)

    assert kept.anchor == FIRST
    assert kept.body == "<p>本辦法依法訂定。</p><p>未請假者，以曠職論。</p>"
    assert [clause.label for clause in draft.outline().clauses] == ["第一條", "第二條", "第四條"]
    positions = draft.clauses.order_by("position").values_list("position", flat=True)
    assert list(positions) == [1, 2, 3]


def test_the_comparison_says_what_was_merged(cast: Cast, draft: Revision) -> None:
    merge(cast, draft, FIRST, THIRD)

    found = changes(draft)

    assert found["第三條"].kinds >= {Change.REMOVED, Change.MERGED}
    assert found["第三條"].related and found["第三條"].related.anchor == FIRST
    assert "第一條" in comparing.explanations(found["第三條"])[0]
    assert "第三條併入第一條。" in comparing.explanations(found["第一條"])


def test_words_for_everyone_stay_for_everyone(cast: Cast, draft: Revision) -> None:
    kept = merge(cast, draft, FIRST, SECOND)
    assert not kept.clause_roles.exists()


def test_the_next_revision_begins_without_descent(cast: Cast, draft: Revision) -> None:
    split(cast, draft)
    assert draft.outline().clauses[2].descends_from == (SECOND,)
    drafting.load(draft, draft.outline(), cast.editor)
    assert all(not clause.descends_from for clause in draft.outline().clauses)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda c, d: drafting.split_clause(d, TOMBSTONE, 1, c.editor, point="0:0"), "tombstone"),
        (lambda c, d: drafting.split_clause(d, FIRST, 1, c.editor, point="0:0"), "no_such_point"),
        (lambda c, d: split(c, d, version=7), "changed"),
        (lambda c, d: drafting.split_clause(d, "0" * 12, 1, c.editor, point="1:0"), "gone"),
        (lambda c, d: merge(c, d, FIRST, TOMBSTONE), "tombstone"),
        (lambda c, d: merge(c, d, FIRST, FIRST), "not_beside"),
        (lambda c, d: drafting.merge_clauses(d, FIRST, 1, THIRD, 2, c.editor), "changed"),
        (lambda c, d: split(c, d, by=c.neighbour), "not_yours"),
        (lambda c, d: merge(c, d, FIRST, THIRD, by=c.outsider), "not_yours"),
    ],
)
def test_what_is_refused_changes_nothing(cast: Cast, draft: Revision, act: Any, code: str) -> None:
    before, events = draft.outline(), AuditEvent.objects.count()

    with pytest.raises(Refused) as refused:
        act(cast, draft)

    assert refused.value.code == code
    assert draft.outline() == before
    assert AuditEvent.objects.count() == events


def test_only_under_one_heading(cast: Cast) -> None:
    draft = draft_of(cast)
    one, two = (draft.clauses.get(label=label).anchor for label in ("第一條", "第三條"))
    with pytest.raises(Refused) as refused:
        merge(cast, draft, one, two)
    assert refused.value.code == "not_beside"


def test_each_leaves_one_event(cast: Cast, draft: Revision) -> None:
    before = AuditEvent.objects.count()
    added = split(cast, draft)
    merge(cast, draft, FIRST, THIRD)

    one, two = AuditEvent.objects.order_by("pk")[before:]
    assert (one.verb, one.payload) == (
        "policies.split_clause", {"anchor": SECOND, "into": added.anchor},
    )  # fmt: skip
    assert (two.verb, two.payload["taken"]) == ("policies.merge_clauses", THIRD)
