"""Advice on a revision: what is advised, and reasons that carry over."""

import pytest

from policies import advising, drafting, workflow
from policies.models import AdviceAnswer, Revision, Status, Step, Verdict
from policies.refusals import Refused
from policies.text.anchors import CLOSING
from policies.text.wording_advice import Problem
from regs_portal.audit.models import AuditEvent
from tests import signing
from tests.cast import Cast, approve, draft_of
from tests.policies.attacking import refused as sql_refused
from tests.policies.attacking import sql
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

HARSH = "<p>員工遲到者，一律開除。</p>"


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda told: told.code == code)


@pytest.fixture
def draft(cast: Cast) -> Revision:
    draft = draft_of(cast)
    clause = draft.clauses.get(label="第三條")
    drafting.edit_clause(draft, clause.anchor, clause.lock_version, cast.editor, body=HARSH)
    return draft


def on(revision: Revision) -> dict[str, advising.Advice]:
    return {each.problem: each for each in advising.advice_on(revision, revision.outline())}


def give(revision: Revision, by: object, reason: str = "懲處要點另定例外") -> AdviceAnswer:
    advice = on(revision)[Problem.ABSOLUTE]
    return advising.answer(
        revision,
        advice.problem,
        advice.anchor,
        advice.words,
        reason,
        by,  # type: ignore[arg-type]
    )


def test_each_names_its_place_and_why(draft: Revision) -> None:
    found = on(draft)
    absolute = found[Problem.ABSOLUTE]
    assert (absolute.place, absolute.words) == ("第三條", "一律")
    assert absolute.anchor == draft.clauses.get(label="第三條").anchor
    assert str(absolute.reason) and str(absolute.suggestion)
    assert found[Problem.NO_INTERPRETER].anchor == CLOSING
    # The policy has its review interval, and the text says 施行.
    assert set(found) == {Problem.ABSOLUTE, Problem.NO_INTERPRETER}


def test_advice_holds_nothing_up(cast: Cast, draft: Revision) -> None:
    assert approve(cast, draft).status == Status.APPROVED


def test_a_reason_is_recorded(cast: Cast, draft: Revision) -> None:
    give(draft, cast.editor)
    assert on(draft)[Problem.ABSOLUTE].answer.reason == "懲處要點另定例外"  # type: ignore[union-attr]
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.payload["words"]) == ("policies.answer_advice", "一律")


def test_the_newest_reason_counts(cast: Cast, draft: Revision) -> None:
    give(draft, cast.editor)
    give(draft, cast.editor, "另有理由")
    assert on(draft)[Problem.ABSOLUTE].answer.reason == "另有理由"  # type: ignore[union-attr]
    assert AdviceAnswer.objects.count() == 2


def test_it_carries_over_to_later_rounds_and_revisions(cast: Cast, draft: Revision) -> None:
    give(draft, cast.editor)
    workflow.submit(draft, cast.editor)
    draft.refresh_from_db()
    signing.decide(draft, Step.LEGAL_BASIS, Verdict.RETURNED, cast.legal_reviewer, "再改")
    draft.refresh_from_db()
    assert on(draft)[Problem.ABSOLUTE].answer
    published = workflow.publish(approve(cast, draft), TODAY(), cast.editor)
    following = drafting.start_revision(published.policy, cast.editor)
    assert on(following)[Problem.ABSOLUTE].answer


def test_it_is_about_those_words_only(cast: Cast, draft: Revision) -> None:
    give(draft, cast.editor)
    clause = draft.clauses.get(label="第三條")
    drafting.edit_clause(
        draft, clause.anchor, clause.lock_version, cast.editor,
        body="<p>任何情況下不得請假。</p>",
    )  # fmt: skip
    assert on(draft)[Problem.ABSOLUTE].answer is None


def test_who_answers_when(cast: Cast, draft: Revision) -> None:
    for person in (cast.legal_reviewer, cast.neighbour, cast.hr, cast.outsider):
        with refused("not_yours"):
            give(draft, person)
    workflow.submit(draft, cast.editor)
    for person in (cast.neighbour, cast.hr, cast.auditor):
        with refused("not_yours"):
            give(draft, person)
    assert give(draft, cast.editor) and give(draft, cast.approver)


def test_what_is_decided_is_not_answered_any_more(cast: Cast, draft: Revision) -> None:
    approved = approve(cast, draft)
    with refused("not_yours"):
        give(approved, cast.editor)


@pytest.mark.parametrize("reason", ["", " ", "\x00"])
def test_a_reason_is_needed(cast: Cast, draft: Revision, reason: str) -> None:
    with refused("advice_answer_has_a_reason"):
        give(draft, cast.editor, reason)


def test_only_what_is_advised_is_answered(cast: Cast, draft: Revision) -> None:
    anchor = on(draft)[Problem.ABSOLUTE].anchor
    for problem, words in (("absolute", "不在其中"), ("nonsense", "一律")):
        with refused("no_such_advice"):
            advising.answer(draft, problem, anchor, words, "理由", cast.editor)


def test_reasons_stay(cast: Cast, draft: Revision) -> None:
    give(draft, cast.editor)
    for attack in ("UPDATE policies_adviceanswer SET reason = 'x'",
                   "DELETE FROM policies_adviceanswer"):  # fmt: skip
        with sql_refused("evidence_append_only"):
            sql(attack)
