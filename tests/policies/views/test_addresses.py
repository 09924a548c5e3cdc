"""Addresses that last: of a day, a revision, a clause, and of a policy that changed its code."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from policies import clause_places, drafting, workflow
from policies.models import FormerCode, Policy, Revision
from policies.refusals import Refused
from policies.searching import search
from policies.text.outline import Clause, Heading, Kind, Outline
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.verifying import faults
from tests.cast import Cast, draft_of, publish, published_policy
from tests.fixtures import SignIn

TODAY = timezone.localdate


@pytest.fixture
def two(cast: Cast) -> tuple[Revision, Revision]:
    """Its third article goes with the second revision, in force since yesterday."""
    now = timezone.now()
    old = published_policy(cast, at=now - dt.timedelta(days=90))
    kept = drafting.start_revision(old.policy, by=cast.editor)
    clause = kept.clauses.get(label="第三條之一")
    drafting.remove_clause(kept, clause.anchor, by=cast.editor)
    new = publish(cast, kept, at=now - dt.timedelta(days=1))
    old.refresh_from_db()
    return old, new


class TestDays:
    def test_a_day_has_an_address(self, cast: Cast, as_: SignIn, two: object) -> None:
        day = TODAY() - dt.timedelta(days=60)
        page = as_(cast.employee).get(f"/policies/HR-003/on/{day}/")
        assert page.status_code == 200
        assert "第三條之一" in page.content.decode()

    def test_of_a_day_before_the_first(self, cast: Cast, as_: SignIn, two: object) -> None:
        assert as_(cast.employee).get("/policies/HR-003/on/1999-01-01/").status_code == 404

    @pytest.mark.parametrize("day", ["2026-02-30", "2026-2-3", "yesterday", "0000-00-00"])
    def test_no_day_at_all(self, cast: Cast, as_: SignIn, two: object, day: str) -> None:
        assert as_(cast.employee).get(f"/policies/HR-003/on/{day}/").status_code == 404


class TestRevisions:
    @pytest.mark.parametrize("written", ["v1.0", "1.0"])
    def test_with_and_without_the_letter(
        self, cast: Cast, as_: SignIn, two: object, written: str
    ) -> None:
        assert as_(cast.employee).get(f"/policies/HR-003/{written}/").status_code == 200

    def test_are_written_with_it(self) -> None:
        assert reverse("reading:revision", args=["HR-003", "2.1"]) == "/policies/HR-003/v2.1/"
        assert (
            reverse("reading:compare", args=["HR-003", "1.0", "2.1"])
            == "/policies/HR-003/v1.0/compare/v2.1/"
        )


class TestClauses:
    def anchor(self, revision: Revision, label: str) -> str:
        return str(revision.clauses.get(label=label).anchor)

    @pytest.mark.parametrize("which", ["3", "第三條", "第3條", "第三条"])
    def test_by_number(
        self, cast: Cast, as_: SignIn, two: tuple[Revision, Revision], which: str
    ) -> None:
        page = as_(cast.employee).get(f"/policies/HR-003/c/{which}/")
        assert page.status_code == 302
        assert page["Location"] == f"/policies/HR-003/#{self.anchor(two[1], '第三條')}"

    @pytest.mark.parametrize("which", ["3-1", "3.1", "第三條之一"])
    def test_as_a_revision_or_a_day_counted(
        self, cast: Cast, as_: SignIn, two: tuple[Revision, Revision], which: str
    ) -> None:
        there = self.anchor(two[0], "第三條之一")
        reader = as_(cast.employee)
        page = reader.get(f"/policies/HR-003/v1.0/c/{which}/")
        assert page["Location"] == f"/policies/HR-003/v1.0/#{there}"
        day = TODAY() - dt.timedelta(days=60)
        page = reader.get(f"/policies/HR-003/on/{day}/c/{which}/")
        assert page["Location"] == f"/policies/HR-003/on/{day}/#{there}"

    def test_by_anchor(self, cast: Cast, as_: SignIn, two: tuple[Revision, Revision]) -> None:
        there = self.anchor(two[1], "第一條")
        page = as_(cast.employee).get(f"/policies/HR-003/c/{there}/")
        assert page["Location"] == f"/policies/HR-003/#{there}"
        heading = two[1].chapters.get(label="第二章").anchor
        page = as_(cast.employee).get(f"/policies/HR-003/c/{heading}/")
        assert page["Location"].endswith(f"#{heading}")

    @pytest.mark.parametrize("which", ["3-1", "anchor"])
    def test_of_a_clause_that_is_gone_where_it_was(
        self, cast: Cast, as_: SignIn, two: tuple[Revision, Revision], which: str
    ) -> None:
        there = self.anchor(two[0], "第三條之一")
        page = as_(cast.employee).get(
            f"/policies/HR-003/c/{there if which == 'anchor' else which}/"
        )
        assert page.status_code == 404
        assert f"/policies/HR-003/v1.0/#{there}" in page.content.decode()

    @pytest.mark.parametrize(
        "which", ["99", "x", "<script>", "第九九九九九九條", "0" * 300, "3-", "附件一", "%00"]
    )
    def test_of_none(self, cast: Cast, as_: SignIn, two: object, which: str) -> None:
        page = as_(cast.employee).get(f"/policies/HR-003/c/{which}/")
        assert page.status_code in {400, 404}
        assert "<script>" not in page.content.decode().split("<main")[1].split("</main")[0]

    def test_where_sections_begin_again_the_first_has_it(self, cast: Cast, as_: SignIn) -> None:
        outline = Outline(
            title="門市手冊",
            headings=tuple(
                Heading(Kind.CHAPTER, label, "門市", clauses=(Clause("一、", f"<p>{label}。</p>"),))
                for label in ("第一章", "第二章")
            ),
        )
        published = published_policy(cast, "OPS-001", outline)
        first = published.clauses.get(chapter__label="第一章").anchor
        assert clause_places.anchor_of(published, "1") == first

    def test_is_not_told_to_whom_the_policy_is_shut(
        self, cast: Cast, as_: SignIn, two: tuple[Revision, Revision]
    ) -> None:
        Policy.objects.update(classification="restricted")
        two[0].policy.audience_rules.all().delete()
        assert as_(cast.outsider).get("/policies/HR-003/c/3/").status_code == 404


class TestFormerCodes:
    @pytest.fixture
    def renamed(self, cast: Cast, two: tuple[Revision, Revision]) -> Policy:
        return drafting.change_code(two[1].policy, cast.editor, "hr-103 ", "HR-003")

    def test_old_addresses_lead_to_the_policy(
        self, cast: Cast, as_: SignIn, renamed: Policy
    ) -> None:
        reader = as_(cast.employee)
        assert reader.get("/policies/HR-103/").status_code == 200
        for rest in ("", "v1.0/", "c/3/", "on/2026-11-01/", "v1.0/compare/v1.1/", "v1.0/pdf/"):
            page = reader.get(f"/policies/HR-003/{rest}?q=1")
            assert page.status_code == 301, rest
            assert page["Location"] == f"/policies/HR-103/{rest}?q=1"
        assert reader.get("/policies/hr-003/")["Location"] == "/policies/HR-103/"

    def test_that_is_kept_and_recorded(self, cast: Cast, renamed: Policy) -> None:
        assert FormerCode.objects.get().code == "HR-003"
        event = AuditEvent.objects.latest("sequence")
        assert (event.verb, event.payload) == (
            "policies.change_code", {"code": "HR-103", "former": "HR-003"},
        )  # fmt: skip
        assert list(faults()) == []

    def test_nobody_else_gets_the_code(self, cast: Cast, renamed: Policy) -> None:
        with pytest.raises(Refused) as refused:
            draft_of(cast, "HR-003")
        assert refused.value.code == "policy_code_was_anothers"
        other = draft_of(cast, "HR-004")
        with pytest.raises(Refused, match=r".+"):
            drafting.change_code(other.policy, cast.editor, "HR-003", "HR-004")

    def test_its_own_it_may_take_back(self, cast: Cast, renamed: Policy) -> None:
        back = drafting.change_code(renamed, cast.editor, "HR-003", "HR-103")
        assert back.code == "HR-003"
        again = drafting.change_code(back, cast.editor, "HR-103", "HR-003")
        assert set(again.former_codes.values_list("code", flat=True)) == {"HR-003", "HR-103"}

    def test_by_hand_it_is_kept_too(self, cast: Cast, two: tuple[Revision, Revision]) -> None:
        Policy.objects.update(code="HR-777")
        assert FormerCode.objects.get().code == "HR-003"
        assert list(faults())
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            FormerCode.objects.all()._raw_delete("default")

    def test_a_citation_by_the_old_code_finds_it(
        self, cast: Cast, as_: SignIn, renamed: Policy
    ) -> None:
        found = search("HR-003", cast.employee, TODAY())
        assert [hit.code for hit in found.hits][:1] == ["HR-103"]
        third = renamed.revisions.get(number="1.1").clauses.get(label="第三條").anchor
        link = f'<p>依<a href="/policies/HR-003/#{third}">請假程序</a>辦理。</p>'
        outline = Outline(title="細則", clauses=(Clause("第一條", link),))
        published_policy(cast, "HR-200", outline)
        page = as_(cast.employee).get("/policies/HR-200/").content.decode()
        assert f"/policies/HR-003/#{third}" in page  # as written, and it leads there
        page = as_(cast.employee).get("/policies/HR-103/").content.decode()
        assert "細則" in page.split('id="facts"')[0]  # who cites it

    def test_a_policy_that_is_shut_does_not_say_where_it_went(
        self, cast: Cast, as_: SignIn, renamed: Policy
    ) -> None:
        Policy.objects.update(classification="restricted")
        renamed.audience_rules.all().delete()
        assert as_(cast.outsider).get("/policies/HR-003/").status_code == 404

    @pytest.mark.parametrize("code", ["", "第三號", "HR 003", "-HR", "H" * 31])
    def test_a_code_nobody_can_write_is_refused_with_what_was_typed(
        self, cast: Cast, as_: SignIn, two: tuple[Revision, Revision], code: str
    ) -> None:
        page = as_(cast.editor).post(
            "/policies/HR-003/facts/", {"which": "code", "former": "HR-003", "code": code}
        )
        assert page.status_code == 422
        assert FormerCode.objects.count() == 0

    def test_on_screen(self, cast: Cast, as_: SignIn, two: object) -> None:
        editor = as_(cast.editor)
        page = editor.post(
            "/policies/HR-003/facts/",
            {"which": "code", "former": "HR-003", "code": "HR-103"},
            follow=True,
        )
        assert page.redirect_chain[-1][0] == "/policies/HR-103/facts/"
        assert "HR-003" in page.content.decode()
        stale = editor.post(
            "/policies/HR-103/facts/", {"which": "code", "former": "HR-003", "code": "HR-104"}
        )
        assert stale.status_code == 409
        for person in (cast.neighbour, cast.employee, cast.auditor, cast.approver):
            forms = {"which": "code", "former": "HR-103", "code": "HR-999"}
            assert as_(person).post("/policies/HR-103/facts/", forms).status_code == 403

    def test_not_while_it_is_reviewed(self, cast: Cast, two: tuple[Revision, Revision]) -> None:
        draft = drafting.start_revision(two[1].policy, by=cast.editor)
        workflow.submit(draft, by=cast.editor)
        with pytest.raises(Refused) as refused:
            drafting.change_code(two[1].policy, cast.editor, "HR-103", "HR-003")
        assert refused.value.code == "under_review"
