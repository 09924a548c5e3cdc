"""Opening a consultation: what is frozen, who is asked, and who may not."""

from typing import Any

import pytest
from django.db import connection

from policies import audience, drafting, workflow
from policies.consulting import opening
from policies.models import (
    AudienceRule,
    Conclusion,
    Consultation,
    Invitation,
    Outcome,
    Revision,
    Status,
)
from policies.models.audience import Effect, RuleKind
from policies.refusals import Refused
from policies.text import canonical, outline
from regs_portal.audit.models import AuditEvent
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of
from tests.policies.attacking import refused as sql_refused
from tests.policies.consulting.rounds import DAY, closed, concluded, now, opened, today
from tests.policies.standing import Place, standing_at

pytestmark = pytest.mark.django_db


def consult(cast: Cast, draft: Revision, **changed: Any) -> Consultation:
    facts = {
        "rules": None, "closes_on": today() + 10 * DAY, "words": "請看。", "by": cast.editor,
    }  # fmt: skip
    return opening.consult(draft, **facts | changed)


def code_of(verb: Any) -> str:
    with pytest.raises(Refused) as told:
        verb()
    assert str(told.value).strip()
    return told.value.code


class TestConsulting:
    def test_freezes_the_text_and_keeps_it(self, cast: Cast) -> None:
        draft = draft_of(cast)
        words = draft.outline()
        consultation = opened(cast, draft)
        draft.refresh_from_db()
        assert (draft.status, draft.round) == (Status.IN_CONSULTATION, 1)
        assert draft.digest == consultation.digest == outline.digest(words)
        assert canonical.read(consultation.text) == words
        with pytest.raises(Refused):
            drafting.load(draft, words, by=cast.editor)

    def test_asks_whom_the_policy_binds(self, cast: Cast) -> None:
        consultation = opened(cast)
        assert consultation.population.invited == len(cast.everybody)
        assert Invitation.objects.filter(consultation=consultation).count() == len(cast.everybody)

    def test_asks_whom_it_is_told_to(self, cast: Cast) -> None:
        rules = [
            AudienceRule(kind=RuleKind.DEPARTMENT, department=cast.operations),
            AudienceRule(kind=RuleKind.PERSON, employee=cast.neighbour, effect=Effect.EXCLUDE),
        ]
        consultation = consult(cast, draft_of(cast), rules=rules)
        asked = Invitation.objects.filter(consultation=consultation)
        assert set(asked.values_list("employee", flat=True)) == {cast.employee.pk}
        assert consultation.audience[0]["name"] == "營運部"

    def test_is_one_event(self, cast: Cast) -> None:
        draft = draft_of(cast)
        before = AuditEvent.objects.count()
        consult(cast, draft)
        assert AuditEvent.objects.count() == before + 1
        assert AuditEvent.objects.latest("sequence").payload["invited"] == len(cast.everybody)

    def test_may_be_done_again_after_it_was_concluded(self, cast: Cast) -> None:
        first = concluded(cast)
        second = consult(cast, first.revision)
        assert (first.round, second.round) == (1, 2)

    @pytest.mark.parametrize("name", ["employee", "neighbour", "outsider", "legal_reviewer", "hr"])
    def test_is_for_the_editors(self, cast: Cast, name: str) -> None:
        draft = draft_of(cast)
        assert code_of(lambda: consult(cast, draft, by=getattr(cast, name))) == "not_yours"

    @pytest.mark.parametrize("place", [Place.SUBMITTED, Place.APPROVED, Place.WITHDRAWN])
    def test_begins_with_a_draft(self, cast: Cast, place: Place) -> None:
        revision = standing_at(cast, place)
        assert code_of(lambda: consult(cast, revision)) == "wrong_state"

    def test_says_what_it_asks(self, cast: Cast) -> None:
        draft = draft_of(cast)
        assert code_of(lambda: consult(cast, draft, words=" \u200b\n")) == "no_words"

    @pytest.mark.parametrize(
        ("days", "code"),
        [(0, "consultation_takes_a_day"), (-3, "consultation_takes_a_day"), (999, "last_day_far")],
    )
    def test_takes_a_day_at_least_and_a_year_at_most(
        self, cast: Cast, days: int, code: str
    ) -> None:
        draft = draft_of(cast)
        assert code_of(lambda: consult(cast, draft, closes_on=today() + days * DAY)) == code

    def test_asks_somebody(self, cast: Cast) -> None:
        draft = draft_of(cast)
        nobody = [AudienceRule(kind=RuleKind.EVERYONE, effect=Effect.EXCLUDE)]
        assert code_of(lambda: consult(cast, draft, rules=nobody)) == "nobody_asked"
        none_left = [
            AudienceRule(kind=RuleKind.PERSON, employee=cast.outsider),
            AudienceRule(kind=RuleKind.PERSON, employee=cast.outsider, effect=Effect.EXCLUDE),
        ]
        assert code_of(lambda: consult(cast, draft, rules=none_left)) == "population_counted"
        draft.refresh_from_db()
        assert draft.status == Status.DRAFT

    def test_may_be_given_up_with_the_text(self, cast: Cast) -> None:
        consultation = opened(cast)
        workflow.withdraw(consultation.revision, cast.editor, "改由另一規章規定。")
        assert not Consultation.objects.under_way().exists()
        ending = Conclusion.objects.get(consultation=consultation)
        assert (ending.outcome, ending.summary) == (Outcome.ABORTED, "改由另一規章規定。")
        event = AuditEvent.objects.latest("sequence")
        assert (event.verb, event.payload["called_off"]) == ("policies.withdraw", consultation.pk)

    def test_is_not_given_up_without_a_reason(self, cast: Cast) -> None:
        consultation = opened(cast)
        assert (
            code_of(lambda: workflow.withdraw(consultation.revision, cast.editor, " "))
            == "withdrawal_tells_those_asked"
        )
        assert Consultation.objects.under_way().exists()

    def test_sql_gives_no_text_up_without_ending_it(self, cast: Cast) -> None:
        revision = opened(cast).revision
        with sql_refused("consultation_recorded"):
            workflow.move(revision, "withdraw", cast.editor, now(), "")


class TestWhomItLeavesOut:
    def test_is_counted(self, cast: Cast) -> None:
        rules = [AudienceRule(kind=RuleKind.DEPARTMENT, department=cast.operations)]
        consultation = consult(cast, draft_of(cast), rules=rules)
        population, everybody = consultation.population, len(cast.everybody)
        assert (population.bound, population.unasked) == (everybody, everybody - 2)
        assert AuditEvent.objects.latest("sequence").payload["unasked"] == everybody - 2
        everyone = opened(cast, draft_of(cast, "HR-009")).population
        assert (everyone.bound, everyone.unasked) == (everybody, 0)

    def test_cannot_be_told_otherwise(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opening, "_left_out", lambda *told: (len(cast.everybody), 0))
        rules = [AudienceRule(kind=RuleKind.PERSON, employee=cast.hr)]
        draft = draft_of(cast)
        assert code_of(lambda: consult(cast, draft, rules=rules)) == "population_compared"

    @pytest.mark.parametrize(
        "rules",
        [
            [("include", "everyone")],
            [("include", "everyone"), ("exclude", "site")],
            [("include", "department"), ("exclude", "role")],
            [("include", "role"), ("include", "person")],
            [("include", "site"), ("exclude", "person")],
            [("exclude", "everyone")],
            [],
        ],
    )
    def test_sql_and_python_know_the_same_people(
        self, cast: Cast, rules: list[tuple[str, str]]
    ) -> None:
        targets: dict[str, Any] = {
            "everyone": {}, "site": {"site": cast.mainland}, "role": {"role": cast.agent},
            "department": {"department": cast.operations}, "person": {"employee": cast.hr},
        }  # fmt: skip
        policy = draft_of(cast).policy
        drafting.set_audience(
            policy,
            [AudienceRule(effect=effect, kind=kind, **targets[kind]) for effect, kind in rules],
            cast.editor,
        )
        Employee.objects.filter(pk=cast.neighbour.pk).update(left_on=today() - DAY)
        Employee.objects.filter(pk=cast.outsider.pk).update(hired_on=today() + DAY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT policy_bound(%s, %s)", [policy.pk, today()])
            found = {pk for (pk,) in cursor.fetchall()}
        bound = audience.bound_employees(policy, today())
        assert found == set(bound.values_list("pk", flat=True))


class TestExtending:
    def test_gives_more_time(self, cast: Cast) -> None:
        consultation = closed(cast)
        opening.extend(consultation, today() + DAY, "有人請假。", cast.editor)
        found = Consultation.objects.open(today()).get()
        assert found.last_day() == today() + DAY
        assert found.closes_on < today()

    def test_needs_a_reason_and_a_later_day(self, cast: Cast) -> None:
        consultation = opened(cast)
        later = today() + 20 * DAY
        assert (
            code_of(lambda: opening.extend(consultation, later, " ", cast.editor))
            == "extension_has_a_reason"
        )
        for day in (consultation.closes_on, today() - DAY):
            assert (
                code_of(lambda day=day: opening.extend(consultation, day, "再等", cast.editor))
                == "extension_gives_time"
            )

    def test_is_for_the_editors_while_it_lasts(self, cast: Cast) -> None:
        consultation, later = opened(cast), today() + 20 * DAY
        assert (
            code_of(lambda: opening.extend(consultation, later, "再等", cast.neighbour))
            == "not_yours"
        )
        over = concluded(cast, draft_of(cast, "HR-009"))
        assert (
            code_of(lambda: opening.extend(over, later, "再等", cast.editor))
            == "consultation_under_way"
        )


def test_the_clock_is_the_companys(cast: Cast) -> None:
    consultation = opened(cast)
    assert consultation.is_open(consultation.closes_on)
    assert not consultation.is_open(consultation.closes_on + DAY)
