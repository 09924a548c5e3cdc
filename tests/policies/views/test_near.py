"""What says nearly the same elsewhere, beside a draft: the whole of it, and one clause."""

import re
from typing import Any

import pytest
from django.urls import reverse

from policies import workflow
from policies.models import AudienceRule, Revision
from policies.models.policy import Classification
from policies.nearness import finding
from policies.views import near as views
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn
from tests.policies.nearness.resembling import CARDS, IN_FORCE, LEAVE, REWORDED, in_force, outline
from tests.policies.views.sending import give

PART = {"HX-Request": "true"}


@pytest.fixture
def draft(cast: Cast) -> Revision:
    in_force(cast, "HR-001", LEAVE)
    return draft_of(cast, "HR-002", outline(REWORDED, CARDS))


def anchor(draft: Revision, label: str) -> str:
    return draft.clauses.get(label=label).anchor


def address(draft: Revision, label: str) -> str:
    return reverse("drafting:near_clause", args=[draft.pk, anchor(draft, label)])


def words(page: Any) -> str:
    assert page.status_code == 200
    return str(page.content.decode())


class TestWholeDraft:
    def test_shows_each_clause_with_the_difference(
        self, cast: Cast, as_: SignIn, draft: Revision
    ) -> None:
        page = words(as_(cast.editor).get(reverse("drafting:near", args=[draft.pk])))
        assert "HR-001" in page
        assert "<del>員工</del>" in page and "<ins>同仁</ins>" in page
        assert f"?clause={anchor(draft, '第1條')}#editor" in page
        assert f"?clause={anchor(draft, '第2條')}#editor" not in page

    def test_without_any_says_so(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast, "HR-002", outline(CARDS))
        page = as_(cast.editor).get(reverse("drafting:near", args=[draft.pk]))
        assert page.context["nearness"].near == []
        assert 'class="empty"' in words(page)

    def test_usual_wording_is_folded_away(self, cast: Cast, as_: SignIn) -> None:
        for number in range(finding.USUAL):
            in_force(cast, f"OPS-{number:03}", IN_FORCE)
        draft = draft_of(cast, "HR-002", outline(IN_FORCE))
        page = words(as_(cast.editor).get(reverse("drafting:near", args=[draft.pk])))
        assert "near-usual" in page
        assert "near-list" not in page

    def test_long_drafts_are_compared_page_by_page(
        self, cast: Cast, as_: SignIn, draft: Revision, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "PER_PAGE", 1)
        ask = reverse("drafting:near", args=[draft.pk])
        assert "HR-001" in words(as_(cast.editor).get(ask))
        assert "HR-001" not in words(as_(cast.editor).get(ask + "?page=2"))

    def test_who_may_not_write_may_not_look(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        ask = reverse("drafting:near", args=[draft.pk])
        assert as_(cast.employee).get(ask).status_code == 404
        assert as_(cast.neighbour).get(ask).status_code == 404
        assert as_(cast.legal_reviewer).get(ask).status_code == 403

    def test_a_submitted_text_stands_elsewhere(
        self, cast: Cast, as_: SignIn, draft: Revision
    ) -> None:
        workflow.submit(draft, cast.editor)
        for ask in (reverse("drafting:near", args=[draft.pk]), address(draft, "第1條")):
            page = as_(cast.editor).get(ask)
            assert page.status_code == 302
            assert page["Location"] == reverse("deciding:road", args=[draft.pk])

    def test_missing(self, cast: Cast, as_: SignIn) -> None:
        assert as_(cast.editor).get(reverse("drafting:near", args=[0])).status_code == 404


class TestOneClause:
    def test_is_a_page_of_its_own(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        page = as_(cast.editor).get(address(draft, "第1條"))
        assert "<!DOCTYPE html>" in words(page)
        assert "<ins>同仁</ins>" in words(page)
        assert "HX-Request" in page["Vary"]

    def test_is_a_part_of_the_drafting_page(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        part = words(as_(cast.editor).get(address(draft, "第1條"), headers=PART))
        assert "<html" not in part
        assert "<ins>同仁</ins>" in part

    def test_says_when_there_is_none(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        page = as_(cast.editor).get(address(draft, "第2條"), headers=PART)
        assert "near-clauses" not in words(page)

    def test_usual_wording_is_folded(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        for number in range(finding.USUAL):
            in_force(cast, f"OPS-{number:03}", CARDS)
        part = words(as_(cast.editor).get(address(draft, "第2條"), headers=PART))
        assert "<details" in part

    def test_the_drafting_page_leads_there(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        ask = reverse("drafting:draft", args=[draft.pk])
        page = words(as_(cast.editor).get(f"{ask}?clause={anchor(draft, '第1條')}"))
        near = address(draft, "第1條")
        assert f'hx-get="{near}"' in page and f'href="{near}"' in page
        assert reverse("drafting:near", args=[draft.pk]) in page

    def test_who_may_not_write_may_not_look(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        assert as_(cast.neighbour).get(address(draft, "第1條")).status_code == 404
        assert as_(cast.approver).get(address(draft, "第1條")).status_code == 403

    def test_missing(self, cast: Cast, as_: SignIn, draft: Revision) -> None:
        ask = reverse("drafting:near_clause", args=[draft.pk, "nowhere"])
        assert as_(cast.editor).get(ask).status_code == 404


class TestImporting:
    """What is about to be imported, beside what is in force."""

    def read(self, as_: SignIn, person: Employee, *bodies: str) -> str:
        lines = (f"第{number}條 {body}" for number, body in enumerate(bodies, start=1))
        text = "\n".join(("請假辦法", *lines))
        client = as_(person)
        return words(client.get(f"{give(client, text)}choose/"))

    def test_clauses_near_to_those_in_force_are_shown(self, cast: Cast, as_: SignIn) -> None:
        in_force(cast, "HR-001", LEAVE)
        page = self.read(as_, cast.editor, REWORDED, CARDS)
        assert "<ins>同仁</ins>" in page
        assert '<details class="fold near" open>' in page

    def test_many_are_folded(self, cast: Cast, as_: SignIn) -> None:
        in_force(cast, "HR-001", LEAVE)
        page = self.read(as_, cast.editor, *[REWORDED] * (finding.BRIEF + 1))
        assert re.search(r'<details class="fold near"\s*>', page)

    def test_without_any_nothing_is_said(self, cast: Cast, as_: SignIn) -> None:
        in_force(cast, "HR-001", LEAVE)
        assert 'class="fold near"' not in self.read(as_, cast.editor, CARDS)

    def test_restricted_words_stay_with_those_they_are_for(self, cast: Cast, as_: SignIn) -> None:
        restricted = Classification.RESTRICTED
        secret = in_force(cast, "HR-009", LEAVE, classification=restricted)
        AudienceRule.objects.filter(policy=secret.policy).delete()
        assert "HR-009" in self.read(as_, cast.editor, REWORDED)
        page = self.read(as_, cast.neighbour, REWORDED)
        assert "HR-009" not in page
        assert "<del>" not in page
