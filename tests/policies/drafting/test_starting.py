"""Beginning a policy or a revision, and filling a draft."""

import datetime as dt

import pytest
from django.utils import timezone

from policies import drafting
from policies.models import Category, Clause, Policy
from policies.refusals import Refused
from policies.text import outline as text
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of, leave_outline, next_revision, published_policy


def labels(outline: text.Outline) -> list[str]:
    return [clause.label for clause in outline.all_clauses()]


def test_a_policy_begins_with_a_draft_that_says_what_the_outline_said(cast: Cast) -> None:
    outline = leave_outline(roles=(cast.agent.code,))

    revision = draft_of(cast, "HR-003", outline)

    stored = revision.outline()
    assert revision.number == "1.0"
    assert revision.is_draft
    assert labels(stored) == labels(outline)
    assert [heading.title for heading in stored.all_headings()] == ["總則", "休假"]
    assert list(stored.all_clauses())[-1].roles == (cast.agent.code,)
    assert stored.supplementary == outline.supplementary


def test_the_outline_takes_four_queries(cast: Cast, django_assert_num_queries: object) -> None:
    revision = draft_of(cast)

    with django_assert_num_queries(4):  # type: ignore[operator]
        revision.outline()


def test_every_clause_leaves_history_and_makes_its_writer_a_contributor(cast: Cast) -> None:
    revision = draft_of(cast)

    assert Clause.history.filter(revision_id=revision.pk).count() == 4
    assert [row.employee for row in revision.contributions.all()] == [cast.editor]


def test_only_an_editor_of_the_department_may_start_one(cast: Cast) -> None:
    for person in (cast.employee, cast.hr, cast.approver, cast.neighbour):
        with pytest.raises(Refused) as refused:
            drafting.start_policy(
                title="辦法",
                by=person,
                owner=cast.editor,
                code="HR-009",
                category=Category.objects.get(slug="leave"),
                issuing_department=cast.human_resources,
            )
        assert refused.value.code == "not_yours"
    assert not Policy.objects.exists()


def test_nobody_issues_for_a_department_that_is_not_theirs(cast: Cast) -> None:
    with pytest.raises(Refused) as started:
        draft_of(cast, issuing_department=cast.operations)
    policy = draft_of(cast).policy
    with pytest.raises(Refused) as moved:
        drafting.edit_policy(policy, cast.editor, issuing_department=cast.operations)

    assert (started.value.code, moved.value.code) == ("not_yours", "not_yours")


def test_a_code_is_given_once(cast: Cast) -> None:
    draft_of(cast, "HR-003")

    with pytest.raises(Refused) as refused:
        draft_of(cast, "HR-003")

    assert refused.value.code == "policies_policy_code_key"
    assert str(refused.value.sentence)


def test_a_revision_begins_with_the_published_words_under_the_same_anchors(cast: Cast) -> None:
    published = published_policy(cast)

    revision = drafting.start_revision(published.policy, cast.editor)

    before, after = published.outline(), revision.outline()
    assert revision.number == "1.1"
    assert revision.based_on == published
    assert text.canonical(before) == text.canonical(after)


def test_a_revision_may_begin_with_other_words_under_the_anchors_they_carry(cast: Cast) -> None:
    published = published_policy(cast)
    first = next(published.outline().all_clauses())
    words = text.Outline("新辦法", clauses=(first, text.Clause("第二條", "<p>新文。</p>")))

    revision = drafting.start_revision(
        published.policy, cast.editor, outline=words, base=published, carried=1
    )

    known, new = revision.outline().all_clauses()
    assert (known, new.label) == (first, "第二條")
    assert new.anchor not in {"", first.anchor}
    assert (revision.title, revision.based_on) == ("新辦法", published)
    event = AuditEvent.objects.get(verb="policies.start_revision")
    assert event.payload == {"number": "1.1", "based_on": "1.0", "carried": 1}


def test_words_that_are_no_longer_the_newest_are_not_revised(cast: Cast) -> None:
    published = published_policy(cast, at=timezone.now() - dt.timedelta(days=9))
    next_revision(cast, published)

    with pytest.raises(Refused) as refused:
        drafting.start_revision(published.policy, cast.editor, base=published)

    assert refused.value.code == "base_moved"


def test_one_anchor_stands_once_in_a_revision(cast: Cast) -> None:
    published = published_policy(cast)
    first = next(published.outline().all_clauses())

    with pytest.raises(Refused) as refused:
        drafting.start_revision(
            published.policy, cast.editor, outline=text.Outline("新辦法", clauses=(first, first))
        )

    assert refused.value.code == "clause_anchor_unique"


def test_what_may_be_revised_now(cast: Cast) -> None:
    published_policy(cast, "HR-001")
    draft_of(cast, "HR-002")
    published_policy(cast, "OPS-001", by=cast.neighbour)

    revisable = Policy.objects.revisable_by(cast.editor)

    assert [(policy.code, policy.newest_title) for policy in revisable] == [
        ("HR-001", "出勤與休假管理辦法")
    ]
    assert not Policy.objects.revisable_by(cast.hr).exists()


def test_a_policy_has_one_open_revision_at_a_time(cast: Cast) -> None:
    published = published_policy(cast)
    drafting.start_revision(published.policy, cast.editor)

    with pytest.raises(Refused) as refused:
        drafting.start_revision(published.policy, cast.editor)

    assert refused.value.code == "revision_one_open"


def test_loading_replaces_the_whole_text(cast: Cast) -> None:
    revision = draft_of(cast)
    replacement = text.Outline(title="新辦法", clauses=(text.Clause("一、", "<p>新文。</p>"),))

    drafting.load(revision, replacement, cast.editor)

    revision.refresh_from_db()
    assert revision.title == "新辦法"
    assert labels(revision.outline()) == ["一、"]
    assert not revision.chapters.exists()
    removed = Clause.history.filter(revision_id=revision.pk, history_type="-")
    assert {row.history_user for row in removed} == {cast.editor}


def test_what_is_loaded_is_sanitised(cast: Cast) -> None:
    hostile = text.Outline(
        title="辦法", clauses=(text.Clause("一、", "<p onclick=x>文<script>alert(1)</script></p>"),)
    )

    revision = draft_of(cast, outline=hostile)

    assert revision.clauses.get().body == "<p>文</p>"
