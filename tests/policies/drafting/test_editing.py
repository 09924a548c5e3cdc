"""Changing words in a draft: what is typed is kept, and nobody overwrites anybody."""

import threading

import pytest
from django.db import connection

from policies import drafting
from policies.models import Clause, Revision
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of, published_policy


def first_clause(revision: Revision) -> Clause:
    return revision.clauses.get(label="第一條")


def test_a_clause_is_saved_with_history_and_audit(cast: Cast) -> None:
    revision = draft_of(cast)
    clause = first_clause(revision)

    saved = drafting.edit_clause(
        revision, clause.anchor, 1, cast.editor, body="<p>新的文字。</p>", caption="依據"
    )

    assert saved.lock_version == 2
    newest = Clause.history.filter(id=clause.pk).latest()
    assert (newest.body, newest.history_user) == ("<p>新的文字。</p>", cast.editor)
    assert AuditEvent.objects.latest("sequence").verb == "policies.edit_clause"


def test_saving_what_is_there_already_changes_nothing(cast: Cast) -> None:
    revision = draft_of(cast)
    clause = first_clause(revision)
    before = Clause.history.count(), AuditEvent.objects.count()

    drafting.edit_clause(revision, clause.anchor, 99, cast.editor, body=clause.body)

    assert (Clause.history.count(), AuditEvent.objects.count()) == before


def test_the_second_of_two_writers_is_shown_both_texts(cast: Cast) -> None:
    revision = draft_of(cast)
    anchor = first_clause(revision).anchor
    drafting.edit_clause(revision, anchor, 1, cast.editor, body="<p>甲的文字。</p>")

    with pytest.raises(drafting.Conflict) as conflict:
        drafting.edit_clause(revision, anchor, 1, cast.editor, body="<p>乙的文字。</p>")

    current = conflict.value.current
    assert isinstance(current, Clause)
    assert current.body == "<p>甲的文字。</p>"
    assert conflict.value.typed["body"] == "<p>乙的文字。</p>"
    assert first_clause(revision).body == "<p>甲的文字。</p>"


def test_the_cover_and_a_heading_are_guarded_alike(cast: Cast) -> None:
    revision = draft_of(cast)
    heading = revision.chapters.get(label="第一章")
    drafting.edit_cover(revision, revision.lock_version, cast.editor, title="甲辦法")
    drafting.edit_heading(revision, heading.anchor, 1, cast.editor, title="甲章")

    with pytest.raises(drafting.Conflict):
        drafting.edit_cover(revision, revision.lock_version, cast.editor, title="乙辦法")
    with pytest.raises(drafting.Conflict):
        drafting.edit_heading(revision, heading.anchor, 1, cast.editor, title="乙章")


def test_a_neighbour_may_not_write_here(cast: Cast) -> None:
    revision = draft_of(cast)

    with pytest.raises(Refused) as refused:
        drafting.edit_clause(
            revision, first_clause(revision).anchor, 1, cast.neighbour, body="<p>改。</p>"
        )

    assert refused.value.code == "not_yours"


def test_a_published_text_cannot_be_written_in(cast: Cast) -> None:
    revision = published_policy(cast)

    with pytest.raises(Refused) as refused:
        drafting.edit_clause(
            revision, first_clause(revision).anchor, 1, cast.editor, body="<p>改。</p>"
        )

    assert refused.value.code == "revision_frozen"


def test_a_clause_is_addressed_to_roles(cast: Cast) -> None:
    revision = draft_of(cast)
    clause = first_clause(revision)

    drafting.edit_clause(revision, clause.anchor, 1, cast.editor, roles=[cast.agent.code])
    assert next(revision.outline().all_clauses()).roles == (cast.agent.code,)

    drafting.edit_clause(revision, clause.anchor, 2, cast.editor, roles=[])
    assert next(revision.outline().all_clauses()).roles == ()


def test_readdressing_a_clause_is_guarded_like_its_words(cast: Cast) -> None:
    revision = draft_of(cast)
    anchor = first_clause(revision).anchor
    drafting.edit_clause(revision, anchor, 1, cast.editor, body="<p>甲。</p>")

    with pytest.raises(drafting.Conflict):
        drafting.edit_clause(revision, anchor, 1, cast.editor, roles=[cast.agent.code])

    assert next(revision.outline().all_clauses()).roles == ()


def test_an_unknown_role_is_named(cast: Cast) -> None:
    revision = draft_of(cast)

    with pytest.raises(Refused) as refused:
        drafting.edit_clause(
            revision, first_clause(revision).anchor, 1, cast.editor, roles=["XX-99"]
        )

    assert "XX-99" in str(refused.value.sentence)


@pytest.mark.django_db(transaction=True)
def test_of_two_writers_at_once_one_is_told() -> None:
    from tests.cast import assemble

    cast = assemble()
    revision = draft_of(cast)
    anchor = first_clause(revision).anchor
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def write(words: str) -> None:
        start.wait()
        try:
            drafting.edit_clause(revision, anchor, 1, cast.editor, body=f"<p>{words}</p>")
            outcomes.append("saved")
        except drafting.Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(words,)) for words in ("甲", "乙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert sorted(outcomes) == ["conflict", "saved"]
