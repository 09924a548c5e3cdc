"""Waiving a reference that points nowhere, and publishing that waits for it."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from django.utils import translation

from policies import citing, drafting, road, waiving, workflow
from policies.models import ReferenceWaiver, Revision, Status
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.cast import Cast, approve, draft_of, publish, published_policy
from tests.policies.citing.texts import ANCHORS, link, text_of
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(cast: Cast) -> Revision:
    """Its first clause refers to a ninth that is not there."""
    return approve(cast, draft_of(cast, outline=text_of("依第九條辦理。", "依第一條。")))


def waive(
    revision: Revision, by: Employee, words: str = "第九條", reason: str = "另案增訂。"
) -> ReferenceWaiver:
    return waiving.waive(revision, ANCHORS[0], words, reason, by)


def refusal(verb: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as told:
        verb()
    return told.value


class TestPublishing:
    def test_is_refused_naming_what_points_nowhere(self, cast: Cast, approved: Revision) -> None:
        with translation.override("en"):
            refused = refusal(lambda: workflow.publish(approved, TODAY(), cast.editor))
        assert refused.code == "references_dangle"
        assert "第一條 “第九條”" in str(refused)
        approved.refresh_from_db()
        assert approved.status == Status.APPROVED

    def test_goes_on_once_each_is_waived(self, cast: Cast, approved: Revision) -> None:
        waive(approved, cast.editor)
        assert workflow.publish(approved, TODAY(), cast.editor).status == Status.PUBLISHED

    def test_goes_on_once_they_are_mended(self, cast: Cast, approved: Revision) -> None:
        workflow.return_approved(approved, cast.approver, "請增訂第九條。")
        approved.refresh_from_db()
        clause = approved.clauses.get(anchor=ANCHORS[0])
        drafting.edit_clause(approved, clause.anchor, clause.lock_version, cast.editor, body="甲")
        approved.refresh_from_db()
        assert publish(cast, approved).status == Status.PUBLISHED

    def test_one_waived_of_two_is_not_enough(self, cast: Cast) -> None:
        revision = approve(cast, draft_of(cast, outline=text_of("依第九條。", "依第八條。")))
        waive(revision, cast.editor)
        refused = refusal(lambda: workflow.publish(revision, TODAY(), cast.editor))
        assert "第八條" in str(refused)
        assert "第九條" not in str(refused)

    def test_a_waiver_of_another_text_does_not_count(self, cast: Cast, approved: Revision) -> None:
        waive(approved, cast.editor)
        workflow.return_approved(approved, cast.approver, "請修正第二條。")
        approved.clauses.filter(anchor=ANCHORS[1]).update(body="<p>甲</p>")
        approved.refresh_from_db()
        again = approve(cast, approved)
        assert refusal(lambda: workflow.publish(again, TODAY(), cast.editor)).code == (
            "references_dangle"
        )

    def test_a_text_that_is_the_same_again_keeps_its_waivers(
        self, cast: Cast, approved: Revision
    ) -> None:
        waive(approved, cast.editor)
        workflow.return_approved(approved, cast.approver, "請再審。")
        approved.refresh_from_db()
        assert publish(cast, approved).status == Status.PUBLISHED

    def test_looks_at_other_policies_as_of_the_day_it_begins(self, cast: Cast) -> None:
        begins = TODAY() + dt.timedelta(days=9)
        other = published_policy(
            cast, "HR-002", text_of("甲", title="獎懲辦法"), effective_from=begins
        )
        anchor = other.clauses.get().anchor
        body = f"<p>依{link(anchor, '《獎懲辦法》第一條', 'HR-002')}。</p>"
        revision = approve(cast, draft_of(cast, "HR-004", text_of(body)))
        early = begins - dt.timedelta(days=1)
        assert refusal(lambda: workflow.publish(revision, early, cast.editor)).code == (
            "references_dangle"
        )
        assert workflow.publish(revision, begins, cast.editor).status == Status.PUBLISHED

    @pytest.mark.parametrize("body", ["依勞動基準法第九十九條。", "依《無此辦法》第九十九條。"])
    def test_citing_what_is_no_policy_blocks_nothing(self, cast: Cast, body: str) -> None:
        assert published_policy(cast, outline=text_of(body)).status == Status.PUBLISHED

    def test_words_that_disagree_with_their_target_block_nothing(self, cast: Cast) -> None:
        outline = text_of("甲", f"<p>依{link(ANCHORS[0], '第二條')}。</p>")
        assert published_policy(cast, outline=outline).status == Status.PUBLISHED


class TestWaiving:
    def test_is_kept_with_the_text_and_told(self, cast: Cast, approved: Revision) -> None:
        waiver = waive(approved, cast.editor, reason=" 另案增訂。\u200b ")
        assert (waiver.digest, waiver.by, waiver.reason) == (
            approved.digest, cast.editor, "另案增訂。",
        )  # fmt: skip
        event = AuditEvent.objects.latest("sequence")
        assert event.verb == "policies.waive_reference"
        assert event.payload["words"] == "第九條"
        assert event.payload["digest"] == approved.digest

    def test_who_may_is_who_may_publish(self, cast: Cast) -> None:
        for number, person in enumerate(cast.everybody):
            revision = draft_of(cast, f"HR-10{number}", text_of("依第九條。"))
            workflow.submit(revision, cast.editor)
            revision.refresh_from_db()
            may = person in (cast.editor, cast.approver)
            assert road.offers(person, revision).waive == may
            if may:
                waive(revision, person)
            else:
                assert refusal(partial(waive, revision, person)).code == "not_yours"
        assert ReferenceWaiver.objects.count() == 2

    def test_nobody_does_after_their_last_day(self, cast: Cast, approved: Revision) -> None:
        cast.editor.left_on = TODAY() - dt.timedelta(days=1)
        assert refusal(lambda: waive(approved, cast.editor)).code == "not_employed"

    def test_a_draft_is_mended_instead(self, cast: Cast) -> None:
        draft = draft_of(cast, outline=text_of("依第九條。"))
        assert not road.offers(cast.editor, draft).waive
        assert refusal(lambda: waive(draft, cast.editor)).code == "waiver_names_the_text"

    def test_what_is_law_needs_no_waiver(self, cast: Cast) -> None:
        published = published_policy(cast, outline=text_of("甲"))
        assert not road.offers(cast.editor, published).waive
        assert refusal(lambda: waive(published, cast.editor)).code == "waiver_names_the_text"

    @pytest.mark.parametrize("reason", ["", "  ", "\u3000", "\u200b"])
    def test_needs_a_reason(self, cast: Cast, approved: Revision, reason: str) -> None:
        refused = refusal(lambda: waive(approved, cast.editor, reason=reason))
        assert refused.code == "waiver_has_a_reason"

    @pytest.mark.parametrize("words", ["第一條", "第八條", ""])
    def test_only_what_points_nowhere(self, cast: Cast, approved: Revision, words: str) -> None:
        assert refusal(lambda: waive(approved, cast.editor, words)).code == "nothing_to_waive"

    def test_once(self, cast: Cast, approved: Revision) -> None:
        waive(approved, cast.editor)
        assert refusal(lambda: waive(approved, cast.approver)).code == "waiver_once"


def test_the_checklist_tells_it_from_the_draft_on(cast: Cast) -> None:
    def lines(revision: Revision) -> list[tuple[bool, bool, str]]:
        outline = revision.outline()
        cites = citing.cites_of(outline, revision.policy, TODAY())
        findings = citing.findings_of(outline, cites, citing.waivers_of(revision))
        return [
            (check.is_done, check.is_warning, check.address)
            for check in road.checks(revision, outline, findings)
            if "第九條" in check.sentence
        ]

    draft = draft_of(cast, outline=text_of("依第九條。"))
    address = f"/drafts/{draft.pk}/?clause={ANCHORS[0]}"
    assert lines(draft) == [(False, True, address)]
    approved = approve(cast, draft)
    assert lines(approved) == [(False, False, address)]
    waive(approved, cast.editor)
    assert lines(approved) == [(True, False, "")]
