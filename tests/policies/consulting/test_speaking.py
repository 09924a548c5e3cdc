"""What those asked say, take back and support; and that nothing is said too late."""

import uuid
from typing import Any

import pytest

from policies.consulting import answering, opening, speaking
from policies.models import (
    AudienceRule,
    Consultation,
    Opinion,
    OpinionWithdrawal,
    Support,
    Visibility,
)
from policies.models.audience import RuleKind
from policies.refusals import Refused
from policies.text import canonical
from policies.text.markup import to_text
from regs_portal.audit.models import AuditEvent
from tests.cast import Cast, draft_of
from tests.policies.consulting.rounds import DAY, closed, opened, said, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return opened(cast)


def code_of(verb: Any) -> str:
    with pytest.raises(Refused) as told:
        verb()
    assert str(told.value).strip()
    return told.value.code


def third(consultation: Consultation) -> Any:
    """第三條."""
    return list(canonical.read(consultation.text).all_clauses())[2]


class TestGivingAnOpinion:
    def test_on_the_whole_and_on_a_clause(self, cast: Cast, consultation: Consultation) -> None:
        whole = said(consultation, cast.employee)
        clause = third(consultation)
        one = said(consultation, cast.employee, "太嚴。", anchor=clause.anchor)
        assert (whole.anchor, whole.position) == ("", 0)
        assert (one.anchor, one.position) == (clause.anchor, 3)

    def test_with_another_wording(self, cast: Cast, consultation: Consultation) -> None:
        anchor = third(consultation).anchor
        opinion = said(consultation, cast.employee, "", proposal="員工請假…", anchor=anchor)
        assert opinion.proposal == "員工請假…"

    def test_the_same_wording_is_none(self, cast: Cast, consultation: Consultation) -> None:
        clause = third(consultation)
        same = to_text(clause.body).replace("\n", "\r\n")
        opinion = said(consultation, cast.employee, "好", proposal=same, anchor=clause.anchor)
        assert opinion.proposal == ""
        assert (
            code_of(
                lambda: said(consultation, cast.employee, "", proposal=same, anchor=clause.anchor)
            )
            == "opinion_says_something"
        )

    def test_sent_twice_is_there_once(self, cast: Cast, consultation: Consultation) -> None:
        key = uuid.uuid4()
        before = AuditEvent.objects.count()
        for _click in range(2):
            speaking.give_opinion(consultation, cast.employee, "一", key=key)
        assert Opinion.objects.count() == 1
        assert AuditEvent.objects.count() == before + 1

    def test_a_key_is_ones_own(self, cast: Cast, consultation: Consultation) -> None:
        key = uuid.uuid4()
        speaking.give_opinion(consultation, cast.employee, "一", key=key)
        speaking.give_opinion(consultation, cast.outsider, "二", key=key)
        assert Opinion.objects.count() == 2

    @pytest.mark.parametrize("words", ["", "  \n\t", "\u200b\u200e"])
    def test_says_something(self, cast: Cast, consultation: Consultation, words: str) -> None:
        assert code_of(lambda: said(consultation, cast.employee, words)) == "opinion_says_something"

    def test_hostile_words_are_words(self, cast: Cast, consultation: Consultation) -> None:
        opinion = said(consultation, cast.employee, "<script>alert(1)</script>\x00';DROP")
        assert opinion.words == "<script>alert(1)</script>';DROP"

    def test_has_its_limits(
        self, cast: Cast, consultation: Consultation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert code_of(lambda: said(consultation, cast.employee, "長" * 9000)) == "too_long"
        monkeypatch.setattr(speaking, "MOST_OPINIONS", 1)
        said(consultation, cast.employee)
        assert code_of(lambda: said(consultation, cast.employee)) == "too_many"

    def test_on_a_clause_that_is_there(self, cast: Cast, consultation: Consultation) -> None:
        assert (
            code_of(lambda: said(consultation, cast.employee, anchor="0123456789ab")) == "no_clause"
        )

    def test_is_for_those_asked(self, cast: Cast) -> None:
        rules = [AudienceRule(kind=RuleKind.DEPARTMENT, department=cast.customer_service)]
        consultation = opening.consult(
            draft_of(cast), rules, today() + 9 * DAY, "請看。", cast.editor
        )
        said(consultation, cast.employee)
        for person in (cast.neighbour, cast.outsider, cast.hr, cast.editor, cast.auditor):
            assert (
                code_of(lambda person=person: said(consultation, person))
                == "opinion_of_somebody_asked"
            )

    def test_not_after_the_last_day(self, cast: Cast) -> None:
        consultation = closed(cast)
        late: dict[str, Any] = {"at": consultation.opened_at + 11 * DAY}
        assert code_of(lambda: said(consultation, cast.employee, **late)) == "consultation_open"
        opening.extend(consultation, today() + DAY, "再等。", cast.editor)
        assert said(consultation, cast.employee, **late).pk

    def test_not_once_it_was_called_off(self, cast: Cast, consultation: Consultation) -> None:
        answering.abort(consultation.revision, cast.editor, "重寫。")
        assert code_of(lambda: said(consultation, cast.employee)) == "consultation_open"

    def test_not_by_who_has_left(self, cast: Cast, consultation: Consultation) -> None:
        cast.employee.left_on = today() - DAY
        assert code_of(lambda: said(consultation, cast.employee)) == "not_employed"


class TestTakingBack:
    def test_keeps_the_row(self, cast: Cast, consultation: Consultation) -> None:
        opinion = said(consultation, cast.employee)
        for _click in range(2):
            speaking.take_back(opinion, cast.employee)
        assert OpinionWithdrawal.objects.count() == 1
        assert Opinion.objects.get().words == opinion.words
        assert not Opinion.objects.all().standing().exists()

    def test_is_for_its_author_in_time(self, cast: Cast, consultation: Consultation) -> None:
        opinion = said(consultation, cast.employee)
        assert code_of(lambda: speaking.take_back(opinion, cast.outsider)) == "not_yours"
        late = consultation.opened_at + 11 * DAY
        assert (
            code_of(lambda: speaking.take_back(opinion, cast.employee, at=late))
            == "consultation_open"
        )


class TestSupporting:
    def test_counts_once_a_person(self, cast: Cast, consultation: Consultation) -> None:
        opinion = said(consultation, cast.employee)
        for _click in range(2):
            speaking.support(opinion, cast.outsider, agrees=True)
        speaking.support(opinion, cast.neighbour, agrees=True)
        assert support_of(opinion) == 2

    def test_is_taken_back_and_given_again(self, cast: Cast, consultation: Consultation) -> None:
        opinion = said(consultation, cast.employee)
        counted = []
        for agrees in (True, False, False, True):
            speaking.support(opinion, cast.outsider, agrees=agrees)
            counted.append(support_of(opinion))
        assert counted == [1, 0, 0, 1]
        assert Support.objects.count() == 3

    def test_not_of_ones_own_words(self, cast: Cast, consultation: Consultation) -> None:
        opinion = said(consultation, cast.employee)
        assert (
            code_of(lambda: speaking.support(opinion, cast.employee, agrees=True))
            == "support_of_another"
        )

    def test_not_of_what_was_taken_back(self, cast: Cast, consultation: Consultation) -> None:
        opinion = said(consultation, cast.employee)
        speaking.take_back(opinion, cast.employee)
        assert (
            code_of(lambda: speaking.support(opinion, cast.outsider, agrees=True))
            == "opinion_stands"
        )

    def test_not_where_others_are_not_read(self, cast: Cast) -> None:
        opinion = said(opened(cast, shows=Visibility.DRAFTERS), cast.employee)
        assert code_of(lambda: speaking.support(opinion, cast.outsider, agrees=True)) == "not_yours"


def support_of(opinion: Opinion) -> int:
    return Opinion.objects.all().with_support().get(pk=opinion.pk).support
