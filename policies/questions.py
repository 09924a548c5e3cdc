"""What readers ask about a text in force, and what those who keep it answer."""

import datetime as dt
from collections.abc import Iterator

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policies import access
from policies.drafting.locking import check_editor
from policies.models import Policy, Question, QuestionAnswer, QuestionLetter, Revision, Status
from policies.places import Places
from policies.refusals import Refused, named_constraints, needed
from policies.review_reminding import recipients
from regs_portal.audit.recording import record
from regs_portal.letters import write_to
from regs_portal.people.models import Employee

ASKED, ANSWERED = "letters/question_asked.txt", "letters/question_answered.txt"
MOST_OPEN = 20  # of one person about one policy
# What no worker has told by then is no news any more.
NEWS = dt.timedelta(days=30)


def ask(
    revision: Revision, anchor: str, words: str, by: Employee, at: dt.datetime | None = None
) -> Question:
    """Asks about the clause or heading of that anchor, or (empty) the whole of a published text:
    whoever may read it."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        if not by.is_employed(timezone.localdate(at)):
            raise Refused("not_employed")
        if revision.status != Status.PUBLISHED:
            raise Refused("question_names_the_text")
        if not access.can(by, access.Action.READ, revision):
            raise Refused("not_yours")
        if anchor not in Places(revision.outline()):
            raise Refused("gone", _("There is no such place in this text. Reload the page."))
        Employee.objects.select_for_update(no_key=True).get(pk=by.pk)  # one question at a time
        if by.questions.open().filter(policy=revision.policy_id).count() >= MOST_OPEN:
            raise Refused(
                "too_many_questions",
                _(
                    "You have %(count)s questions about this policy that are not answered yet. "
                    "Wait for an answer, or call the department that issued it."
                )
                % {"count": MOST_OPEN},
            )
        made = Question.objects.create(
            policy=revision.policy,
            revision=revision,
            anchor=anchor,
            words=needed(words, "question_has_words"),
            by=by,
            at=at,
        )
        record("policies.ask", revision, by, question=made.pk, anchor=anchor, words=made.words)
    return made


def answer(
    question: Question, words: str, by: Employee, *, is_shared: bool, at: dt.datetime | None = None
) -> QuestionAnswer:
    """Answers it, once: whoever edits the policy, and nobody their own."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = (
            Question.objects.select_for_update(of=("self",))
            .select_related("policy__issuing_department", "revision")
            .get(pk=question.pk)
        )
        check_editor(current.policy, by)
        if current.by_id == by.pk:
            raise Refused("not_yours")
        try:
            with transaction.atomic():
                made = QuestionAnswer.objects.create(
                    question=current,
                    words=needed(words, "question_has_words"),
                    is_shared=is_shared,
                    by=by,
                    at=at,
                )
        except IntegrityError as error:
            raise Refused(
                "answered_meanwhile", _("Somebody has answered this question meanwhile.")
            ) from error
        record(
            "policies.answer_question", current.revision, by, question=current.pk,
            words=made.words, is_shared=is_shared,
        )  # fmt: skip
    return made


def may_answer(employee: Employee, policy: Policy) -> bool:
    return policy.is_editable_by(employee)


def waiting_for(employee: Employee) -> "models.QuerySet[Question]":
    """The open questions about policies the employee edits, the oldest first."""
    own = Policy.objects.editable_by(employee).values("pk")
    found = Question.objects.open().filter(policy__in=own).exclude(by=employee)
    return found.select_related("policy", "revision", "by").order_by("pk")


def about(policy: Policy, employee: Employee) -> "models.QuerySet[Question]":
    """Those about a policy that the employee may see, the newest first."""
    found = Question.objects.filter(policy=policy).select_related(
        "revision", "by__department", "answer__by"
    )
    if may_answer(employee, policy) or access.sees_the_office(employee):
        return found
    return found.shown_to(employee)


def letters_lacking(at: dt.datetime) -> Iterator[tuple[int, bool, int]]:
    """Key of the question, whether it is of the answer, and the employee, of each letter due."""
    told = QuestionLetter.objects.filter(question=models.OuterRef("pk"))
    asked = Question.objects.open().filter(at__gt=at - NEWS)
    for question in asked.exclude(models.Exists(told.filter(is_of_answer=False))).select_related(
        "policy__owner"
    ):
        for employee in recipients(question.policy, timezone.localdate(at)):
            yield question.pk, False, employee.pk
    answered = Question.objects.filter(answer__at__gt=at - NEWS)
    for question in answered.exclude(models.Exists(told.filter(is_of_answer=True))):
        yield question.pk, True, question.by_id


def tell(question_id: int, is_of_answer: bool, employee_id: int) -> bool:
    """Writes the letter, unless it has gone."""
    with transaction.atomic():
        question = Question.objects.select_related("revision__policy", "by", "answer__by").get(
            pk=question_id
        )
        employee = Employee.objects.select_related("site").get(pk=employee_id)
        _row, is_ours = QuestionLetter.objects.get_or_create(
            question=question,
            is_of_answer=is_of_answer,
            employee=employee,
            # Whether there is an address is known before the letter goes.
            defaults={"was_mailed": bool(employee.email), "at": timezone.now()},
        )
        if is_ours:
            letter = ANSWERED if is_of_answer else ASKED
            write_to(employee, letter, question=question, revision=question.revision)
    return is_ours and bool(employee.email)
