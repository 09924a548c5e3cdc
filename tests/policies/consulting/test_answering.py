"""Answering every opinion, concluding, calling off; and the policy that needs all of it."""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from policies import drafting, workflow
from policies.consulting import answering, opening, requiring, speaking
from policies.models import (
    Agreement,
    Answer,
    AnswerVerdict,
    AudienceRule,
    Conclusion,
    Consultation,
    MeetingKind,
    Opinion,
    Outcome,
    Revision,
    Status,
)
from policies.models.audience import RuleKind
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Jurisdiction
from tests.cast import Cast, draft_of, published_policy
from tests.policies.attacking import refused as sql_refused
from tests.policies.consulting.rounds import (
    DAY,
    WINDOW,
    answered,
    closed,
    concluded,
    meeting,
    now,
    opened,
    said,
    settlement,
    today,
    vital_draft,
)

pytestmark = pytest.mark.django_db
ADOPTED, NOT = AnswerVerdict.ADOPTED, AnswerVerdict.NOT


def code_of(verb: Any) -> str:
    with pytest.raises(Refused) as told:
        verb()
    assert str(told.value).strip()
    return told.value.code


class TestAnswering:
    def test_gives_verdict_and_reason(self, cast: Cast) -> None:
        opinion = said(closed(cast), cast.employee)
        answering.answer(opinion, NOT, "法令不許。", cast.editor)
        found = Opinion.objects.all().with_answer().get()
        assert (found.verdict, found.answer) == (NOT, "法令不許。")

    def test_may_be_corrected_before_the_end(self, cast: Cast) -> None:
        opinion = said(closed(cast), cast.employee)
        answering.answer(opinion, NOT, "法令不許。", cast.editor)
        answering.answer(opinion, ADOPTED, "改採納。", cast.editor, seen=1)
        assert list(Answer.objects.values_list("turn", "verdict")) == [(1, NOT), (2, ADOPTED)]

    def test_sent_twice_is_one(self, cast: Cast) -> None:
        opinion = said(closed(cast), cast.employee)
        before = AuditEvent.objects.count()
        for _click in range(2):
            answering.answer(opinion, NOT, "法令不許。", cast.editor, seen=0)
        assert Answer.objects.count() == 1
        assert AuditEvent.objects.count() == before + 1

    def test_two_drafters_do_not_overwrite_each_other(self, cast: Cast) -> None:
        opinion = said(closed(cast), cast.employee)
        answering.answer(opinion, NOT, "法令不許。", cast.editor, seen=0)
        assert (
            code_of(lambda: answering.answer(opinion, ADOPTED, "好。", cast.editor, seen=0))
            == "answer_in_turn"
        )

    def test_has_a_reason(self, cast: Cast) -> None:
        opinion = said(closed(cast), cast.employee)
        assert (
            code_of(lambda: answering.answer(opinion, NOT, "\u200b ", cast.editor))
            == "answer_has_a_reason"
        )

    @pytest.mark.parametrize("name", ["employee", "neighbour", "outsider", "approver", "auditor"])
    def test_is_for_the_editors(self, cast: Cast, name: str) -> None:
        opinion = said(closed(cast), cast.employee)
        assert (
            code_of(lambda: answering.answer(opinion, NOT, "不", getattr(cast, name)))
            == "not_yours"
        )

    def test_not_of_what_was_taken_back(self, cast: Cast) -> None:
        consultation = closed(cast)
        opinion = said(consultation, cast.employee)
        speaking.take_back(opinion, cast.employee, at=consultation.opened_at)
        assert code_of(lambda: answering.answer(opinion, NOT, "不", cast.editor)) == "taken_back"

    def test_not_after_the_end(self, cast: Cast) -> None:
        consultation = concluded(cast)
        opinion = Opinion.objects.get(consultation=consultation)
        assert (
            code_of(lambda: answering.answer(opinion, NOT, "不", cast.editor))
            == "consultation_under_way"
        )


class TestConcluding:
    def test_makes_the_text_a_draft_again(self, cast: Cast) -> None:
        consultation = concluded(cast)
        revision = Revision.objects.get(pk=consultation.revision_id)
        assert (revision.status, revision.digest, revision.round) == (Status.DRAFT, "", 1)
        assert consultation.is_concluded()
        clause = revision.clauses.order_by("position")[2]
        drafting.edit_clause(revision, clause.anchor, clause.lock_version, cast.editor, body="甲")

    def test_waits_for_the_last_day(self, cast: Cast) -> None:
        consultation = opened(cast)
        assert (
            code_of(lambda: answering.conclude(consultation.revision, cast.editor, "完"))
            == "conclusion_after_the_window"
        )

    def test_waits_for_every_answer(self, cast: Cast) -> None:
        consultation = closed(cast)
        answered(cast, said(consultation, cast.employee))
        left = said(consultation, cast.outsider)
        assert (
            code_of(lambda: answering.conclude(consultation.revision, cast.editor, "完"))
            == "conclusion_answers_all"
        )
        speaking.take_back(left, cast.outsider, at=consultation.opened_at)
        answering.conclude(consultation.revision, cast.editor, "完")
        assert Conclusion.objects.get().outcome == Outcome.CONCLUDED

    def test_says_how_it_ended(self, cast: Cast) -> None:
        consultation = closed(cast)
        assert (
            code_of(lambda: answering.conclude(consultation.revision, cast.editor, " "))
            == "conclusion_has_a_summary"
        )

    def test_is_done_once(self, cast: Cast) -> None:
        consultation = concluded(cast)
        assert (
            code_of(lambda: answering.conclude(consultation.revision, cast.editor, "完"))
            == "wrong_state"
        )

    @pytest.mark.parametrize("name", ["employee", "neighbour", "outsider", "approver", "hr"])
    def test_is_for_the_editors(self, cast: Cast, name: str) -> None:
        revision = closed(cast).revision
        by = getattr(cast, name)
        assert code_of(lambda: answering.conclude(revision, by, "完")) == "not_yours"
        assert code_of(lambda: answering.abort(revision, by, "完")) == "not_yours"


class TestCallingOff:
    def test_ends_it_at_any_time_and_does_not_count(self, cast: Cast) -> None:
        consultation = opened(cast, vital_draft(cast, Jurisdiction.TAIWAN))
        said(consultation, cast.employee)
        answering.abort(consultation.revision, cast.editor, "重寫。")
        draft = Revision.objects.get(pk=consultation.revision_id)
        assert draft.status == Status.DRAFT
        assert code_of(lambda: workflow.submit(draft, cast.editor)) == "vital_interests_consulted"

    def test_takes_no_records(self, cast: Cast) -> None:
        consultation = opened(cast)
        answering.abort(consultation.revision, cast.editor, "重寫。")
        assert code_of(lambda: meeting(cast, consultation)) == "record_counts"


class TestVitalInterests:
    def submit(self, cast: Cast, draft: Revision) -> str:
        draft.refresh_from_db()
        return workflow.submit(draft, cast.editor).status

    def test_nothing_is_asked_of_other_policies(self, cast: Cast) -> None:
        assert self.submit(cast, draft_of(cast)) == Status.IN_REVIEW

    def test_taiwan_needs_a_concluded_consultation(self, cast: Cast) -> None:
        draft = vital_draft(cast, Jurisdiction.TAIWAN)
        assert code_of(lambda: self.submit(cast, draft)) == "vital_interests_consulted"
        concluded(cast, draft)
        assert self.submit(cast, draft) == Status.IN_REVIEW

    def test_the_mainland_needs_discussion_and_settlement_too(self, cast: Cast) -> None:
        draft = vital_draft(cast)
        consultation = concluded(cast, draft)
        assert code_of(lambda: self.submit(cast, draft)) == "vital_interests_consulted"
        settlement(cast, consultation)
        meeting(cast, consultation, kind=MeetingKind.UNION)
        assert code_of(lambda: self.submit(cast, draft)) == "vital_interests_consulted"
        meeting(cast, consultation)
        assert self.submit(cast, draft) == Status.IN_REVIEW

    def test_a_corrected_meeting_no_longer_counts(self, cast: Cast) -> None:
        draft = vital_draft(cast)
        consultation = concluded(cast, draft)
        settlement(cast, consultation)
        wrong = meeting(cast, consultation)
        meeting(cast, consultation, kind=MeetingKind.UNION, corrects=wrong)
        assert code_of(lambda: self.submit(cast, draft)) == "vital_interests_consulted"

    def test_of_this_very_revision(self, cast: Cast) -> None:
        first = published_policy(cast, "KS-001", jurisdiction=Jurisdiction.TAIWAN)
        drafting.edit_policy(first.policy, cast.editor, vital_interests=["pay"])
        second = drafting.start_revision(first.policy, cast.editor)
        assert code_of(lambda: self.submit(cast, second)) == "vital_interests_consulted"

    def test_the_list_says_what_is_missing(self, cast: Cast) -> None:
        draft = vital_draft(cast)
        needs = list(requiring.needs(draft, draft.outline()))
        assert [need.is_done for need in needs] == [False]
        assert needs[0].address
        consultation = concluded(cast, draft)
        settlement(cast, consultation, outcome=Agreement.NONE)
        draft.refresh_from_db()
        needs = list(requiring.needs(draft, draft.outline()))
        assert [(need.is_done, need.is_warning) for need in needs] == [
            (True, False), (True, False), (False, False), (True, False), (False, True),
        ]  # fmt: skip

    def partly(self, cast: Cast, draft: Revision) -> Consultation:
        """One held to its end that asked one person of all."""
        rule = AudienceRule(kind=RuleKind.PERSON, employee=cast.hr)
        at = now() - (WINDOW + 2) * DAY
        last_day = today() - 2 * DAY
        consultation = opening.consult(draft, [rule], last_day, "請看。", cast.editor, at=at)
        answering.conclude(consultation.revision, cast.editor, "無意見。")
        draft.refresh_from_db()
        return consultation

    def sql_is_content(self, draft: Revision) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT vital_interests_are_consulted(%s)", [draft.pk])
            return bool(cursor.fetchone()[0])

    def test_a_round_that_leaves_people_out_does_not_count(self, cast: Cast) -> None:
        draft = vital_draft(cast, Jurisdiction.TAIWAN)
        self.partly(cast, draft)
        missing = next(each for each in requiring.needs(draft, draft.outline()) if not each.is_done)
        assert missing.address == reverse("consulting:open", args=[draft.pk])
        assert code_of(lambda: self.submit(cast, draft)) == "vital_interests_consulted"
        assert not self.sql_is_content(draft)

    @pytest.mark.parametrize("kind", [MeetingKind.ALL_STAFF, MeetingKind.CONGRESS])
    def test_it_counts_with_a_meeting_of_all_during_it(self, cast: Cast, kind: MeetingKind) -> None:
        draft = vital_draft(cast, Jurisdiction.TAIWAN)
        consultation = self.partly(cast, draft)
        meeting(cast, consultation, kind=MeetingKind.UNION, held_on=today() - 5 * DAY)
        assert not self.sql_is_content(draft)
        meeting(cast, consultation, kind=kind, held_on=today() - 5 * DAY)
        assert self.sql_is_content(draft)
        assert self.submit(cast, draft) == Status.IN_REVIEW

    def test_nobody_bound_is_nobody_asked(self, cast: Cast) -> None:
        draft = vital_draft(cast, Jurisdiction.TAIWAN)
        drafting.set_audience(draft.policy, [], cast.editor)
        self.partly(cast, draft)
        assert code_of(lambda: self.submit(cast, draft)) == "vital_interests_consulted"
        assert not self.sql_is_content(draft)

    def test_whom_it_binds_since_is_worth_a_look(self, cast: Cast) -> None:
        draft = vital_draft(cast, Jurisdiction.TAIWAN)
        rule = AudienceRule(kind=RuleKind.PERSON, employee=cast.hr)
        drafting.set_audience(draft.policy, [rule], cast.editor)
        self.partly(cast, draft)
        everyone = [AudienceRule(kind=RuleKind.EVERYONE)]
        drafting.set_audience(draft.policy, everyone, cast.editor)
        draft = Revision.objects.get(pk=draft.pk)
        *_done, last = requiring.needs(draft, draft.outline())
        assert last.is_warning
        assert str(len(cast.everybody) - 1) in last.sentence

    def test_it_is_settled_once_it_was_discussed(self, cast: Cast) -> None:
        draft = vital_draft(cast)
        consultation = concluded(cast, draft)
        settlement(cast, consultation, held_on=today() - 5 * DAY)
        meeting(cast, consultation, held_on=today() - 3 * DAY)
        assert code_of(lambda: self.submit(cast, draft)) == "vital_interests_consulted"
        assert not self.sql_is_content(draft)
        settlement(cast, consultation, held_on=today() - 3 * DAY)
        assert self.sql_is_content(draft)
        assert self.submit(cast, draft) == Status.IN_REVIEW

    def test_sql_does_not_count_a_corrected_settlement(self, cast: Cast) -> None:
        draft = vital_draft(cast)
        consultation = concluded(cast, draft)
        meeting(cast, consultation, held_on=today() - 3 * DAY)
        wrong = settlement(cast, consultation)
        settlement(cast, consultation, held_on=today() - 5 * DAY, corrects=wrong)
        assert not self.sql_is_content(draft)

    def test_nothing_was_held_before_it_was_opened(self, cast: Cast) -> None:
        consultation = concluded(cast, vital_draft(cast))
        before = consultation.opened_on - DAY
        for held in (meeting, settlement):
            assert (
                code_of(lambda held=held: held(cast, consultation, held_on=before))
                == "record_since_the_opening"
            )
            held(cast, consultation, held_on=consultation.opened_on)

    def test_nor_by_sql(self, cast: Cast) -> None:
        held = meeting(cast, concluded(cast, vital_draft(cast)))
        held.pk, held.held_on = None, held.consultation.opened_on - DAY
        with sql_refused("record_since_the_opening"):
            held.save(force_insert=True)

    def test_later_changes_are_worth_a_look(self, cast: Cast) -> None:
        draft = draft_of(cast)
        concluded(cast, draft)
        draft.refresh_from_db()
        assert list(requiring.needs(draft, draft.outline())) == []
        clause = draft.clauses.order_by("position")[2]
        drafting.edit_clause(draft, clause.anchor, clause.lock_version, cast.editor, body="甲")
        (need,) = requiring.needs(draft, draft.outline())
        assert need.is_warning


class TestTheFacts:
    def test_a_frozen_text_keeps_them(self, cast: Cast) -> None:
        revision = opened(cast, vital_draft(cast)).revision
        assert (
            code_of(lambda: drafting.edit_policy(revision.policy, cast.editor, vital_interests=[]))
            == "under_review"
        )
