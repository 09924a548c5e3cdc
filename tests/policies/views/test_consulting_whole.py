"""A consultation cannot be hollowed out: those asked and those who review see all of it."""

import pytest
from django.urls import reverse

from policies import delegating, drafting, papers, workflow
from policies.consulting import answering, opening
from policies.models import AudienceRule, Consultation, Meeting, Revision
from policies.text.outline import AudienceLine
from regs_portal.people.models import Jurisdiction
from tests.cast import Cast, draft_of
from tests.fixtures import SignIn
from tests.policies.consulting.rounds import DAY, concluded, opened, today, vital_draft
from tests.policies.views.test_consulting import PDF, at

pytestmark = pytest.mark.django_db


class TestTheWholeText:
    """Those asked see and get all that was frozen, and nobody else does."""

    def asked(self, cast: Cast) -> tuple[Consultation, str]:
        draft = draft_of(cast, classification="restricted")
        drafting.add_basis(draft, cast.editor, "勞動基準法", "第38條")
        given = papers.take_in("申請單.pdf", PDF)
        drafting.attach(draft, cast.editor, "附件一 請假申請單", given)
        rules = [AudienceRule(kind="department", department=cast.operations)]
        last = today() + 10 * DAY
        draft.refresh_from_db()
        consultation = opening.consult(draft, rules, last, "請看附件。", cast.editor)
        return consultation, at("attachment", consultation.pk, given.digest)

    def test_what_is_enclosed_is_shown_and_handed_out(self, cast: Cast, as_: SignIn) -> None:
        consultation, address = self.asked(cast)
        words = as_(cast.employee).get(at("read", consultation.pk)).content.decode()
        for part in ("勞動基準法", "第38條", "附件一 請假申請單", address):
            assert part in words
        answer = as_(cast.employee).get(address)
        assert answer.getvalue() == PDF
        assert "sandbox" in answer["Content-Security-Policy"]

    def test_also_when_the_draft_no_longer_has_it(self, cast: Cast, as_: SignIn) -> None:
        consultation, address = self.asked(cast)
        answering.abort(consultation.revision, cast.editor, "重寫。")
        draft = Revision.objects.get()
        drafting.take_out(draft, "attachment", draft.attachments.get().pk, cast.editor)
        assert as_(cast.employee).get(address).getvalue() == PDF

    def test_nobody_else_gets_it(self, cast: Cast, as_: SignIn) -> None:
        consultation, address = self.asked(cast)
        assert as_(cast.outsider).get(address).status_code == 404
        other = at("attachment", consultation.pk, "0" * 64)
        assert as_(cast.employee).get(other).status_code == 404
        assert as_(cast.auditor).get(address).getvalue() == PDF

    def test_the_record_holds_all_of_it(self, cast: Cast, as_: SignIn) -> None:
        consultation, address = self.asked(cast)
        words = as_(cast.auditor).get(at("record", consultation.pk)).content.decode()
        for part in ("勞動基準法", "附件一 請假申請單", address, "因應勞動基準法修正。",
                     "本辦法經核定後施行。", "應事先申請"):  # fmt: skip
            assert part in words

    def test_whom_a_clause_binds_is_part_of_it(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast)
        clause = draft.clauses.get(label="第三條")
        line = AudienceLine(excluded=False, kind="site", code="KSH")
        drafting.bind_clause(draft, clause.anchor, clause.lock_version, cast.editor, [line])
        draft.refresh_from_db()
        consultation = opened(cast, draft)
        words = as_(cast.employee).get(at("read", consultation.pk)).content.decode()
        assert "昆山廠" in words


class TestGivingTheTextUp:
    def test_it_says_so_and_asks_why(self, cast: Cast, as_: SignIn) -> None:
        consultation, editor = opened(cast), as_(cast.editor)
        address = reverse("deciding:withdraw", args=[consultation.revision_id])
        refused = editor.post(address, {"comment": ""})
        assert refused.status_code == 422
        assert refused.templates[0].name == "deciding/withdraw.html"
        assert editor.post(address, {"comment": "另訂之。"}).status_code == 302
        for person, name in ((cast.employee, "read"), (cast.editor, "lead")):
            words = as_(person).get(at(name, consultation.pk)).content.decode()
            assert "另訂之。" in words


class TestStandingIn:
    def test_a_delegate_reads_what_the_reviewer_reads(self, cast: Cast, as_: SignIn) -> None:
        rules = [AudienceRule(kind="person", employee=cast.hr)]
        consultation = opening.consult(
            draft_of(cast), rules, today() + 10 * DAY, "請看。", cast.editor
        )
        pages = [at(name, consultation.pk) for name in ("read", "lead", "record", "since")]
        assert {as_(cast.outsider).get(page).status_code for page in pages} == {404}
        delegating.delegate(
            cast.legal_reviewer, cast.outsider, today(), today() + DAY, "休假", cast.legal_reviewer
        )
        assert {as_(cast.outsider).get(page).status_code for page in pages} == {200}


class TestThoseWhoReview:
    def test_they_see_the_marks_and_what_changed_since(self, cast: Cast, as_: SignIn) -> None:
        draft = vital_draft(cast, Jurisdiction.TAIWAN)
        concluded(cast, draft)
        draft.refresh_from_db()
        clause = draft.clauses.get(label="第三條")
        drafting.edit_clause(draft, clause.anchor, clause.lock_version, cast.editor, body="甲")
        drafting.edit_policy(
            draft.policy, cast.editor, reason="不涉紀律。", vital_interests=["pay"]
        )
        draft.refresh_from_db()
        workflow.submit(draft, cast.editor)
        since = at("since", draft.consultations.get().pk)
        for name in ("road", "review"):
            page = as_(cast.legal_reviewer).get(reverse(f"deciding:{name}", args=[draft.pk]))
            words = page.content.decode()
            assert "不涉紀律。" in words
            assert since in words

    def test_a_round_that_left_people_out_says_so(self, cast: Cast, as_: SignIn) -> None:
        rules = [AudienceRule(kind="person", employee=cast.hr)]
        consultation = opening.consult(
            draft_of(cast), rules, today() + 10 * DAY, "請看。", cast.editor
        )
        left = str(len(cast.everybody) - 1)
        for name in ("lead", "record"):
            page = as_(cast.auditor).get(at(name, consultation.pk))
            assert left in page.content.decode()


def test_a_meeting_before_the_opening_is_refused_and_kept_typed(cast: Cast, as_: SignIn) -> None:
    consultation = opened(cast)
    sent = {
        "kind": "congress", "held_on": (today() - DAY).isoformat(), "place": "昆山廠餐廳",
        "chair": "孙昆山", "topic": "讨论", "attended": "42", "paper_kind": "sign_in",
    }  # fmt: skip
    answer = as_(cast.editor).post(at("meeting", consultation.pk), sent)
    assert answer.status_code == 422
    assert "昆山廠餐廳" in answer.content.decode()
    assert not Meeting.objects.exists()
