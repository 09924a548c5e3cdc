"""The pages of a consultation: asking, reading, saying, answering, recording, ending."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from policies import drafting
from policies.consulting import speaking
from policies.models import (
    Consultation,
    Meeting,
    Opinion,
    Paper,
    Revision,
    Settlement,
    Status,
    Visibility,
)
from tests.cast import Cast, draft_of, published_policy
from tests.fixtures import SignIn
from tests.policies.consulting.rounds import (
    DAY,
    answered,
    closed,
    concluded,
    meeting,
    opened,
    said,
    settlement,
    today,
    vital_draft,
)  # fmt: skip

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"


def at(name: str, *keys: Any) -> str:
    return reverse(f"consulting:{name}", args=keys)


def asking(**changed: Any) -> dict[str, Any]:
    values = {
        "words": "請看第三條。", "closes_on": (today() + 14 * DAY).isoformat(), "shows": "words",
        "whom": "bound",
    }  # fmt: skip
    return values | changed


def clause_of(consultation: Consultation) -> str:
    return consultation.revision.clauses.get(label="第三條").anchor


class TestOpening:
    def test_it_says_first_what_will_happen(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast)
        page = as_(cast.editor).get(at("open", draft.pk))
        assert str(len(cast.everybody)) in page.content.decode()
        draft.refresh_from_db()
        assert draft.status == Status.DRAFT

    def test_it_freezes_and_asks(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast)
        answer = as_(cast.editor).post(at("open", draft.pk), asking())
        consultation = Consultation.objects.get()
        assert answer["Location"] == at("lead", consultation.pk)
        assert consultation.invitations.count() == len(cast.everybody)
        draft.refresh_from_db()
        assert draft.status == Status.IN_CONSULTATION

    def test_it_may_ask_others(self, cast: Cast, as_: SignIn) -> None:
        rules = {
            "rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "0", "rules-0-effect": "include",
            "rules-0-kind": "department", "rules-0-department": cast.operations.pk,
        }  # fmt: skip
        as_(cast.editor).post(at("open", draft_of(cast).pk), asking(whom="chosen") | rules)
        assert Consultation.objects.get().invitations.count() == 2

    @pytest.mark.parametrize(
        "changed",
        [{"words": " "}, {"closes_on": "x"}, {"closes_on": "2001-01-01"}, {"shows": "x"},
         {"closes_on": "SHORT"}, {"closes_on": "9999-12-31"}],
    )  # fmt: skip
    def test_bad_input_keeps_what_was_typed(
        self, cast: Cast, as_: SignIn, changed: dict[str, str]
    ) -> None:
        if changed.get("closes_on") == "SHORT":
            changed = {"closes_on": (today() + 2 * DAY).isoformat()}
        sent = asking() | changed
        answer = as_(cast.editor).post(at("open", draft_of(cast).pk), sent)
        assert answer.status_code == 422
        assert sent["words"] in answer.content.decode()
        assert not Consultation.objects.exists()

    def test_a_short_window_is_meant(self, cast: Cast, as_: SignIn) -> None:
        sent = asking(closes_on=(today() + 2 * DAY).isoformat(), is_short="on")
        assert as_(cast.editor).post(at("open", draft_of(cast).pk), sent).status_code == 302

    def test_who_may(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast)
        for person in cast.everybody:
            if person == cast.editor:
                continue
            office = person.is_reviewer or person.is_hr or person.is_auditor
            answer = as_(person).post(at("open", draft.pk), asking())
            assert answer.status_code == (403 if office else 404)
        assert not Consultation.objects.exists()

    def test_twice_opens_one(self, cast: Cast, as_: SignIn) -> None:
        draft, editor = draft_of(cast), as_(cast.editor)
        editor.post(at("open", draft.pk), asking())
        assert editor.post(at("open", draft.pk), asking()).status_code == 409
        assert editor.get(at("open", draft.pk)).status_code == 302
        assert Consultation.objects.count() == 1


class TestSpeaking:
    def test_those_asked_find_it_and_speak(self, cast: Cast, as_: SignIn) -> None:
        consultation, reader = opened(cast), as_(cast.employee)
        assert at("read", consultation.pk) in reader.get("/").content.decode()
        assert at("read", consultation.pk) in reader.get(at("mine")).content.decode()
        place = at("clause", consultation.pk, clause_of(consultation))
        assert place in reader.get(at("read", consultation.pk)).content.decode()
        sent = {"key": uuid.uuid4(), "words": "三日太短", "proposal": "員工請假，應於前一日申請。"}
        assert reader.post(place, sent).status_code == 302
        assert reader.post(place, sent).status_code == 302
        assert Opinion.objects.count() == 1
        words = reader.get(place).content.decode()
        assert "三日太短" in words
        assert "<ins>" in words

    def test_on_the_whole(self, cast: Cast, as_: SignIn) -> None:
        consultation = opened(cast)
        sent = {"key": uuid.uuid4(), "words": "整體很好"}
        assert as_(cast.hr).post(at("whole", consultation.pk), sent).status_code == 302
        assert Opinion.objects.get().anchor == ""

    def test_saying_nothing_is_told(self, cast: Cast, as_: SignIn) -> None:
        consultation = opened(cast)
        answer = as_(cast.hr).post(at("whole", consultation.pk), {"key": uuid.uuid4()})
        assert answer.status_code == 422

    def test_too_late_loses_nothing(self, cast: Cast, as_: SignIn) -> None:
        consultation = closed(cast)
        sent = {"key": uuid.uuid4(), "words": "我寫了很久的話"}
        answer = as_(cast.employee).post(at("whole", consultation.pk), sent)
        assert answer.status_code == 409
        assert "我寫了很久的話" in answer.content.decode()

    def test_supporting_and_taking_back(self, cast: Cast, as_: SignIn) -> None:
        opinion = said(opened(cast), cast.employee)
        other, own = as_(cast.outsider), as_(cast.employee)
        assert other.post(at("support", opinion.pk), {"agrees": "yes"}).status_code == 302
        assert own.post(at("support", opinion.pk), {"agrees": "yes"}).status_code == 403
        assert other.post(at("take_back", opinion.pk)).status_code == 403
        assert own.post(at("take_back", opinion.pk)).status_code == 302
        assert not Opinion.objects.standing().exists()

    def test_names_are_for_the_drafters(self, cast: Cast, as_: SignIn) -> None:
        consultation = opened(cast)
        said(consultation, cast.employee)
        whole = at("whole", consultation.pk)
        assert "林客服" not in as_(cast.outsider).get(whole).content.decode()
        assert "林客服" in as_(cast.editor).get(at("opinions", consultation.pk)).content.decode()

    def test_others_words_may_be_for_the_drafters_too(self, cast: Cast, as_: SignIn) -> None:
        consultation = opened(cast, shows=Visibility.DRAFTERS)
        opinion = said(consultation, cast.employee)
        other = as_(cast.outsider)
        assert "請放寬期限" not in other.get(at("whole", consultation.pk)).content.decode()
        assert other.post(at("support", opinion.pk), {"agrees": "yes"}).status_code == 404

    def test_who_was_not_asked_knows_nothing(self, cast: Cast, as_: SignIn) -> None:
        draft = draft_of(cast)
        from policies.consulting import opening
        from policies.models.audience import AudienceRule

        rule = AudienceRule(effect="include", kind="department", department=cast.operations)
        consultation = opening.consult(draft, [rule], today() + 9 * DAY, "請看", cast.editor)
        for name in ("read", "whole", "changes"):
            assert as_(cast.outsider).get(at(name, consultation.pk)).status_code == 404
        for name in ("lead", "opinions", "record", "since"):
            assert as_(cast.employee).get(at(name, consultation.pk)).status_code == 403
        assert as_(cast.employee).get(f"/drafts/{draft.pk}/road/").status_code == 404

    def test_hostile_words_are_words(self, cast: Cast, as_: SignIn) -> None:
        consultation = opened(cast)
        said(consultation, cast.employee, "<script>alert(1)</script>")
        for person, name in ((cast.outsider, "whole"), (cast.editor, "opinions"),
                             (cast.editor, "record")):  # fmt: skip
            words = as_(person).get(at(name, consultation.pk)).content.decode()
            assert "<script>alert(1)" not in words
            assert "&lt;script&gt;" in words

    def test_what_it_changes(self, cast: Cast, as_: SignIn) -> None:
        first = published_policy(cast)
        draft = drafting.start_revision(first.policy, cast.editor)
        clause = draft.clauses.get(label="第三條")
        drafting.edit_clause(draft, clause.anchor, 1, cast.editor, body="<p>應於前一日申請。</p>")
        consultation = opened(cast, draft)
        page = as_(cast.employee).get(at("changes", consultation.pk)).content.decode()
        assert "前一日" in page
        assert "<ins>" in page


class TestLeading:
    def test_answering_and_concluding(self, cast: Cast, as_: SignIn) -> None:
        consultation = closed(cast)
        opinion = said(consultation, cast.employee)
        editor = as_(cast.editor)
        early = editor.post(at("conclude", consultation.pk), {"summary": "採納一則。"})
        assert early.status_code == 409
        sent = {"seen": "0", "verdict": "partly", "reason": "放寬為二日。", "query": ""}
        assert editor.post(at("answer", opinion.pk), sent).status_code == 302
        stale = editor.post(at("answer", opinion.pk), sent | {"reason": "另一個理由"})
        assert stale.status_code == 409
        assert "另一個理由" in stale.content.decode()
        done = editor.post(at("conclude", consultation.pk), {"summary": "採納一則。"}, follow=True)
        assert done.redirect_chain == [(at("lead", consultation.pk), 302)]
        words = as_(cast.outsider).get(at("whole", consultation.pk)).content.decode()
        assert "放寬為二日。" in words
        assert Revision.objects.get().status == Status.DRAFT

    def test_answers_are_published_at_the_end(self, cast: Cast, as_: SignIn) -> None:
        consultation = closed(cast)
        answered(cast, said(consultation, cast.employee))
        words = as_(cast.outsider).get(at("whole", consultation.pk)).content.decode()
        assert "已依意見修正" not in words

    @pytest.mark.parametrize("sent", [{"verdict": "x", "reason": "理由"}, {"verdict": "not"}])
    def test_an_answer_is_whole(self, cast: Cast, as_: SignIn, sent: dict[str, str]) -> None:
        opinion = said(opened(cast), cast.employee)
        answer = as_(cast.editor).post(at("answer", opinion.pk), {"seen": "0"} | sent)
        assert answer.status_code == 422
        assert not opinion.answers.exists()

    def test_calling_off(self, cast: Cast, as_: SignIn) -> None:
        consultation, editor = opened(cast), as_(cast.editor)
        assert editor.get(at("abort", consultation.pk)).status_code == 200
        assert editor.post(at("abort", consultation.pk), {"summary": ""}).status_code == 422
        assert editor.post(at("abort", consultation.pk), {"summary": "重擬"}).status_code == 302
        assert editor.get(at("abort", consultation.pk)).status_code == 302
        assert "重擬" in as_(cast.employee).get(at("read", consultation.pk)).content.decode()

    def test_more_time(self, cast: Cast, as_: SignIn) -> None:
        consultation, editor = opened(cast), as_(cast.editor)
        later = (today() + 30 * DAY).isoformat()
        sent = {"closes_on": later, "reason": "春節"}
        assert editor.post(at("extend", consultation.pk), sent).status_code == 302
        assert later in as_(cast.employee).get(at("read", consultation.pk)).content.decode()
        worse = editor.post(at("extend", consultation.pk), sent | {"closes_on": str(today())})
        assert worse.status_code == 422
        assert "春節" in worse.content.decode()

    def test_filtering(self, cast: Cast, as_: SignIn) -> None:
        consultation = opened(cast)
        answered(cast, said(consultation, cast.employee, "甲說"))
        said(consultation, cast.outsider, "乙說")
        editor = as_(cast.editor)
        for query, shown, hidden in (
            ("?state=unanswered", "乙說", "甲說"), ("?state=answered", "甲說", "乙說"),
            ("?q=乙", "乙說", "甲說"), ("?place=whole&state=answered", "甲說", "乙說"),
        ):  # fmt: skip
            words = editor.get(at("opinions", consultation.pk) + query).content.decode()
            assert shown in words
            assert hidden not in words

    def test_the_office_looks_and_changes_nothing(self, cast: Cast, as_: SignIn) -> None:
        consultation = opened(cast)
        opinion = said(consultation, cast.employee)
        for person in (cast.auditor, cast.hr, cast.legal_reviewer, cast.approver):
            office = as_(person)
            for name in ("lead", "opinions", "record", "since"):
                assert office.get(at(name, consultation.pk)).status_code == 200
            for address in (
                at("answer", opinion.pk), at("extend", consultation.pk),
                at("conclude", consultation.pk), at("abort", consultation.pk),
                at("meeting", consultation.pk), at("settlement", consultation.pk),
            ):  # fmt: skip
                assert office.post(address, {}).status_code == 403


class TestRecording:
    def told(self, **more: Any) -> dict[str, Any]:
        return {
            "kind": "congress", "held_on": today().isoformat(), "place": "餐廳", "chair": "孙昆山",
            "topic": "讨论", "attended": "42", "attendees": "A010 A001", "minutes": "全体同意。",
            "paper_kind": "sign_in",
        } | more  # fmt: skip

    def test_a_meeting_with_its_papers(self, cast: Cast, as_: SignIn) -> None:
        consultation, editor = closed(cast), as_(cast.editor)
        sheet = SimpleUploadedFile("签到表.pdf", PDF)
        answer = editor.post(at("meeting", consultation.pk), self.told(files=sheet), follow=True)
        assert answer.redirect_chain == [(at("lead", consultation.pk), 302)]
        held = Meeting.objects.get()
        assert held.attendances.count() == 2
        page = editor.get(at("paper", held.papers.get().pk))
        assert b"".join(page.streaming_content) == PDF  # type: ignore[attr-defined]
        assert page["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in page["Content-Security-Policy"]
        assert as_(cast.employee).get(at("paper", held.papers.get().pk)).status_code == 403

    @pytest.mark.parametrize(
        "more",
        [{"attendees": "Z999"}, {"attended": "", "attendees": ""}, {"held_on": "9999-01-01"},
         {"kind": "x"}, {"attended": "-1"}, {"place": ""}],
    )  # fmt: skip
    def test_a_meeting_that_cannot_be(self, cast: Cast, as_: SignIn, more: dict[str, str]) -> None:
        answer = as_(cast.editor).post(at("meeting", closed(cast).pk), self.told(**more))
        assert answer.status_code == 422
        assert "全体同意" in answer.content.decode()
        assert not Meeting.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.pdf", b"<html>"), ("a.svg", b"<svg onload=alert(1)>"), ("a.pdf", b""),
         ("a.docx", b"PK\x03\x04 no zip")],
    )  # fmt: skip
    def test_hostile_files_are_refused(
        self, cast: Cast, as_: SignIn, name: str, content: bytes
    ) -> None:
        file = SimpleUploadedFile(name, content)
        answer = as_(cast.editor).post(at("meeting", closed(cast).pk), self.told(files=file))
        assert answer.status_code == 422
        assert not Paper.objects.exists()

    def test_a_record_is_corrected_by_another(self, cast: Cast, as_: SignIn) -> None:
        consultation, editor = closed(cast), as_(cast.editor)
        wrong = meeting(cast, consultation)
        page = at("meeting", consultation.pk) + f"?corrects={wrong.pk}"
        assert "昆山廠餐廳" in editor.get(page).content.decode()
        assert editor.post(page, self.told(place="一樓會議室")).status_code == 302
        assert Meeting.objects.current().get().place == "一樓會議室"
        assert Meeting.objects.count() == 2
        assert editor.get(page).status_code == 404

    def test_a_settlement(self, cast: Cast, as_: SignIn) -> None:
        consultation = closed(cast)
        sent = {
            "party": "union", "names": "孙昆山", "outcome": "agreed",
            "held_on": today().isoformat(), "statement": "双方同意。", "paper_kind": "statement",
        }  # fmt: skip
        editor = as_(cast.editor)
        assert editor.post(at("settlement", consultation.pk), sent).status_code == 302
        held = Settlement.objects.get()
        more = {"paper_kind": "statement", "files": SimpleUploadedFile("x.pdf", PDF)}
        assert editor.post(at("settlement_papers", held.pk), more).status_code == 302
        assert editor.post(at("settlement_papers", held.pk), {"paper_kind": "x"}).status_code == 422
        assert held.papers.count() == 1


def test_the_record_is_whole(cast: Cast, as_: SignIn) -> None:
    consultation = concluded(cast)
    meeting(cast, consultation)
    settlement(cast, consultation)
    words = as_(cast.auditor).get(at("record", consultation.pk)).content.decode()
    for part in (
        consultation.digest, "請放寬期限。", "已依意見修正。", "昆山廠餐廳", "双方同意。",
        "採納一則。", "林客服",
    ):  # fmt: skip
        assert part in words


class TestVitalInterests:
    def test_the_road_says_what_is_missing_and_leads_there(self, cast: Cast, as_: SignIn) -> None:
        draft = vital_draft(cast)
        road = f"/drafts/{draft.pk}/road/"
        assert at("open", draft.pk) in as_(cast.editor).get(road).content.decode()
        refused = as_(cast.editor).post(f"{road}submit/", {"comment": "請審"})
        assert refused.status_code in {409, 422}
        assert "請審" in refused.content.decode()

    def test_in_the_mainland_discussed_and_settled_too(self, cast: Cast, as_: SignIn) -> None:
        draft = vital_draft(cast)
        consultation = concluded(cast, draft)
        road, editor = f"/drafts/{draft.pk}/road/", as_(cast.editor)
        assert editor.post(f"{road}submit/", {}).status_code in {409, 422}
        meeting(cast, consultation)
        settlement(cast, consultation)
        assert editor.post(f"{road}submit/", {}).status_code == 302

    def test_they_are_facts_of_the_policy(self, cast: Cast, as_: SignIn) -> None:
        draft = vital_draft(cast)
        words = as_(cast.editor).get("/policies/KS-001/facts/").content.decode()
        assert draft.policy.vital_interests == ["pay", "discipline"]
        assert words.count("checked") >= 2


def test_opinions_of_a_restricted_text_stay_within(cast: Cast, as_: SignIn) -> None:
    """A text that is shut to most is read by those asked, and by nobody else."""
    draft = draft_of(cast, classification="restricted")
    consultation = opened(cast, draft)
    speaking.give_opinion(consultation, cast.employee, "意見", key=uuid.uuid4())
    assert as_(cast.outsider).get(at("read", consultation.pk)).status_code == 200
