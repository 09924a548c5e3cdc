"""Questions of readers and their answers: who, what, once, and who is told."""

import datetime as dt

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies import jobs, questions, to_do
from policies.models import Policy, Question, QuestionAnswer, QuestionLetter, Revision
from policies.refusals import Refused
from regs_portal.audit.models import AuditEvent
from regs_portal.audit.verifying import faults
from regs_portal.people.models import Employee
from tests.cast import Cast, draft_of, published_policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(cast: Cast) -> Revision:
    for person in (cast.editor, cast.employee):
        address = f"{person.employee_number}@example.com"
        Employee.objects.filter(pk=person.pk).update(email=address)
    return published_policy(cast)


def ask(revision: Revision, by: Employee, words: str = "半天可以嗎？") -> Question:
    return questions.ask(revision, revision.clauses.get(label="第三條").anchor, words, by)


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    assert str(refusal.value)
    return refusal.value.code


def test_is_kept_with_the_clause_and_recorded(cast: Cast, revision: Revision) -> None:
    asked = ask(revision, cast.employee)
    assert (asked.revision, asked.policy, asked.by) == (revision, revision.policy, cast.employee)
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.payload["question"]) == ("policies.ask", asked.pk)
    questions.answer(asked, "可以。", cast.editor, is_shared=False)
    assert AuditEvent.objects.latest("sequence").verb == "policies.answer_question"
    assert list(faults()) == []


@pytest.mark.parametrize("words", ["", "  ", "\u200b\n"])
def test_says_something(cast: Cast, revision: Revision, words: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(revision, cast.employee, words)
    assert code_of(refused) == "question_has_words"


def test_is_about_a_place_of_published_words(cast: Cast, revision: Revision) -> None:
    with pytest.raises(Refused) as refused:
        questions.ask(revision, "0" * 12, "？？", cast.employee)
    assert code_of(refused) == "gone"
    with pytest.raises(Refused) as refused:
        questions.ask(draft_of(cast, "HR-009"), "", "何時施行？", cast.employee)
    assert code_of(refused) == "question_names_the_text"


def test_nobody_floods_the_owner(cast: Cast, revision: Revision) -> None:
    for number in range(questions.MOST_OPEN):
        ask(revision, cast.employee, f"第{number}問")
    with pytest.raises(Refused) as refused:
        ask(revision, cast.employee)
    assert code_of(refused) == "too_many_questions"
    ask(revision, cast.outsider)


def test_who_answers(cast: Cast, revision: Revision) -> None:
    asked = ask(revision, cast.employee)
    for other in set(cast.everybody) - {cast.editor}:
        with pytest.raises(Refused) as refused:
            questions.answer(asked, "可以。", other, is_shared=False)
        assert code_of(refused) == "not_yours"
    cast.editor.left_on = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(Refused) as refused:
        questions.answer(asked, "可以。", cast.editor, is_shared=False)
    assert code_of(refused) == "not_employed"
    cast.editor.left_on = None
    questions.answer(asked, "可以。", cast.editor, is_shared=False)
    with pytest.raises(Refused) as refused:
        questions.answer(asked, "不可以。", cast.editor, is_shared=False)
    assert code_of(refused) == "answered_meanwhile"
    own = ask(revision, cast.editor)
    with pytest.raises(Refused):
        questions.answer(own, "自問自答。", cast.editor, is_shared=True)


def test_who_sees_what(cast: Cast, revision: Revision) -> None:
    mine, other = ask(revision, cast.employee), ask(revision, cast.outsider)
    policy = revision.policy

    def seen(by: Employee) -> set[int]:
        return set(questions.about(policy, by).values_list("pk", flat=True))

    assert seen(cast.employee) == {mine.pk}
    assert seen(cast.outsider) == {other.pk}
    assert seen(cast.neighbour) == set()
    assert seen(cast.editor) == seen(cast.auditor) == {mine.pk, other.pk}
    questions.answer(mine, "可以。", cast.editor, is_shared=True)
    assert seen(cast.outsider) == {mine.pk, other.pk}


def test_waits_on_the_desk_of_the_editor(cast: Cast, revision: Revision) -> None:
    ask(revision, cast.employee)
    today = timezone.localdate()
    (each,) = to_do.of_editor(cast.editor, today)
    assert (each.code, each.address) == ("HR-003", "/policies/HR-003/questions/")
    assert to_do.of_editor(cast.neighbour, today) == []


def test_letters_go_once(cast: Cast, revision: Revision) -> None:
    asked = ask(revision, cast.employee)
    for _time in range(2):
        for letter in list(questions.letters_lacking(timezone.now())):
            questions.tell(*letter)
        jobs.tell_of_question.func(asked.pk, False, cast.editor.pk)
    assert len(mail.outbox) == 1
    assert "半天可以嗎？" in mail.outbox[0].body
    questions.answer(asked, "可以請半天。", cast.editor, is_shared=False)
    for _time in range(2):
        for letter in list(questions.letters_lacking(timezone.now())):
            questions.tell(*letter)
    assert len(mail.outbox) == 2
    assert "可以請半天。" in mail.outbox[1].body
    assert QuestionLetter.objects.count() == 2
    assert list(questions.letters_lacking(timezone.now())) == []


def test_none_of_it_is_changed(cast: Cast, revision: Revision) -> None:
    questions.answer(ask(revision, cast.employee), "可以。", cast.editor, is_shared=False)
    for change in (
        lambda: Question.objects.update(words="x"),
        lambda: QuestionAnswer.objects.update(words="x"),
        lambda: QuestionAnswer.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_what_is_put_in_by_hand_is_found(cast: Cast, revision: Revision) -> None:
    asked = ask(revision, cast.employee)
    QuestionAnswer.objects.create(
        question=asked, words="可以。", is_shared=True, by=cast.editor, at=timezone.now()
    )
    assert any("policies_questionanswer" in found for found in faults())


def test_of_a_policy_that_is_shut_nothing_is_told(cast: Cast, revision: Revision) -> None:
    Policy.objects.update(classification="restricted")
    revision.policy.audience_rules.all().delete()
    with pytest.raises(Refused) as refused:
        questions.ask(revision, "", "這是什麼？", cast.outsider)
    assert code_of(refused) == "not_yours"
