"""Legal bases and attachments: written in a draft, frozen and signed with it, carried over."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from policies import comparing, drafting, papers, workflow
from policies.drafting import enclosing
from policies.models import Clause, Contribution, LegalBasis, Revision
from policies.refusals import Refused
from policies.text import canonical
from policies.text import outline as text
from policies.text.diff import compare
from regs_portal.audit.verifying import faults
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, leave_outline, publish, published_policy
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_storage(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


def enclosed(draft: Revision, by: Employee) -> Revision:
    """One basis of the whole, one of a clause, one file."""
    clause = draft.clauses.get(label="第三條")
    drafting.add_basis(draft, by, "勞動基準法", "第38條", "https://example.org/law")
    drafting.add_basis(draft, by, "勞工請假規則", anchor=clause.anchor)
    drafting.attach(draft, by, "附件一 請假申請單", papers.take_in("申請單.pdf", PDF))
    return draft


def test_a_text_without_any_is_digested_as_it_always_was(cast: Cast) -> None:
    plain = text.canonical(leave_outline())
    assert "bases" not in plain
    assert "attachments" not in plain
    draft = draft_of(cast)
    before = text.digest(draft.outline())
    enclosed(draft, cast.editor)
    assert text.digest(draft.outline()) != before
    assert canonical.read(text.canonical(draft.outline())) == draft.outline()


def test_they_are_part_of_what_is_signed(cast: Cast) -> None:
    draft = enclosed(draft_of(cast), cast.editor)
    submitted = workflow.submit(draft, cast.editor)
    assert submitted.digest == text.digest(draft.outline())
    for statement in (
        "UPDATE policies_legalbasis SET law = 'x'",
        "DELETE FROM policies_legalbasis",
        "UPDATE policies_attachment SET digest = repeat('0', 64)",
        "DELETE FROM policies_attachment",
        "INSERT INTO policies_legalbasis (revision_id, anchor, position, law, article, link)"
        f" VALUES ({draft.pk}, '', 99, 'x', '', '')",
    ):
        with sql_refused("revision_frozen"):
            sql(statement)
    with refused("revision_frozen"):
        drafting.add_basis(draft, cast.editor, "民法")


def test_an_edit_past_the_verbs_is_found(cast: Cast) -> None:
    enclosed(draft_of(cast), cast.editor)
    assert list(faults()) == []
    sql("UPDATE policies_legalbasis SET law = 'x' WHERE position = 1")
    assert list(faults())


def test_a_lost_or_changed_file_is_found(cast: Cast, settings: Settings) -> None:
    draft = enclosed(draft_of(cast), cast.editor)
    kept = Path(settings.MEDIA_ROOT) / papers.path_of(draft.attachments.get().digest)
    kept.write_bytes(b"%PDF-1.7 forged")
    assert list(faults())
    kept.unlink()
    assert list(faults())


def test_the_next_draft_begins_with_them(cast: Cast) -> None:
    first = publish(cast, enclosed(draft_of(cast), cast.editor))
    draft = drafting.start_revision(first.policy, cast.editor)
    assert draft.outline().bases == first.outline().bases
    assert draft.outline().attachments == first.outline().attachments
    assert compare(first.outline(), draft.outline()).is_same
    drafting.take_out(draft, "attachment", draft.attachments.get().pk, cast.editor)
    assert first.attachments.count() == 1
    comparison = compare(first.outline(), draft.outline())
    assert not comparison.is_same
    assert "附件" in comparing.summary(comparison)


def test_whoever_encloses_has_written(cast: Cast) -> None:
    draft = draft_of(cast)
    other = cast.hr
    other.groups.add(*cast.editor.groups.all())
    other = Employee.objects.get(pk=other.pk)
    drafting.add_basis(draft, other, "民法")
    assert Contribution.objects.filter(revision=draft, employee=other).exists()


BAD: list[tuple[str, Callable[[Revision, Employee], Any]]] = [
    ("legal_basis_names_a_law", lambda it, by: drafting.add_basis(it, by, " \u200b")),
    ("legal_basis_link_opens", lambda it, by: drafting.add_basis(it, by, "法", "", "javascript:x")),
    ("legal_basis_link_opens", lambda it, by: drafting.add_basis(it, by, "法", "", "//x")),
    ("gone", lambda it, by: drafting.add_basis(it, by, "法", anchor="0" * 12)),
    ("gone", lambda it, by: drafting.take_out(it, "basis", 0, by)),
    ("gone", lambda it, by: enclosing.move(it, "attachment", 0, by, up=True)),
    ("gone", lambda it, by: drafting.edit_basis(it, 0, by, "法")),
    (
        "attachment_has_a_title",
        lambda it, by: drafting.attach(it, by, " ", papers.take_in("a.pdf", PDF)),
    ),
]


@pytest.mark.parametrize(("code", "verb"), BAD)
def test_what_is_refused(cast: Cast, code: str, verb: Callable[[Revision, Employee], Any]) -> None:
    with refused(code):
        verb(draft_of(cast), cast.editor)
    assert not LegalBasis.objects.exists()


def test_who_may(cast: Cast) -> None:
    draft = draft_of(cast)
    for person in cast.everybody:
        if person != cast.editor:
            with refused("not_yours"):
                drafting.add_basis(draft, person, "民法")


def test_their_order(cast: Cast) -> None:
    draft = enclosed(draft_of(cast), cast.editor)
    first, second = draft.legal_bases.all()
    enclosing.move(draft, "basis", first.pk, cast.editor, up=False)
    enclosing.move(draft, "basis", first.pk, cast.editor, up=False)
    assert list(draft.legal_bases.all()) == [second, first]
    drafting.edit_basis(draft, first.pk, cast.editor, "勞動基準法", "第39條")
    assert str(draft.legal_bases.get(pk=first.pk)) == "勞動基準法 第39條"


def test_a_published_text_keeps_what_was_enclosed(cast: Cast) -> None:
    first = published_policy(cast)
    assert first.outline().bases == ()


def test_a_removed_clause_takes_its_legal_basis_along(cast: Cast) -> None:
    draft = enclosed(draft_of(cast), cast.editor)
    clause = draft.clauses.get(label="第三條")
    drafting.remove_clause(draft, clause.anchor, cast.editor)
    assert [basis.law for basis in draft.outline().bases] == ["勞動基準法"]


def test_a_text_written_anew_keeps_the_legal_bases_of_the_clauses_it_keeps(cast: Cast) -> None:
    draft = enclosed(draft_of(cast), cast.editor)
    before = draft.outline().bases
    drafting.load(draft, draft.outline(), cast.editor)
    assert draft.outline().bases == before
    drafting.load(draft, leave_outline(), cast.editor)  # its clauses are others
    assert [basis.law for basis in draft.outline().bases] == ["勞動基準法"]


def test_the_next_revision_rests_on_no_law_for_a_clause_it_has_not(cast: Cast) -> None:
    first = publish(cast, enclosed(draft_of(cast), cast.editor))
    begun = drafting.start_revision(first.policy, cast.editor, outline=leave_outline())
    assert [basis.law for basis in begun.outline().bases] == ["勞動基準法"]


def test_a_removed_heading_takes_the_legal_bases_below_it_along(cast: Cast) -> None:
    draft = enclosed(draft_of(cast), cast.editor)
    chapter = draft.clauses.get(label="第三條").chapter
    assert chapter is not None
    drafting.remove_heading(draft, chapter.anchor, cast.editor, with_contents=True)
    assert [basis.law for basis in draft.outline().bases] == ["勞動基準法"]


def test_merged_clauses_rest_on_the_laws_of_both(cast: Cast) -> None:
    draft = draft_of(cast)
    one, two = _neighbours(draft)
    drafting.add_basis(draft, cast.editor, "勞工請假規則", anchor=two.anchor)
    drafting.merge_clauses(
        draft, one.anchor, one.lock_version, two.anchor, two.lock_version, cast.editor
    )
    (basis,) = draft.outline().bases
    assert (basis.law, basis.anchor) == ("勞工請假規則", one.anchor)


def _neighbours(draft: Revision) -> tuple[Clause, Clause]:
    """Two clauses of one heading that stand side by side."""
    clauses = draft.clauses.filter(is_deleted=False).order_by("chapter", "position")
    return next((one, two) for one, two in pairwise(clauses) if one.chapter_id == two.chapter_id)
