"""Advice on the wording of a revision, and the reasons for which it was not taken.

Advice holds nothing up. A reason belongs to the words in their place: it counts again in the next
round and the next revision, as long as they stand there.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies import access
from policies.citing.finding import LONGEST, anchor_of, place_name
from policies.models import AdviceAnswer, Revision, Status
from policies.refusals import Refused, named_constraints, needed
from policies.text.outline import Outline
from policies.text.wording_advice import Problem, advise
from regs_portal.audit.recording import record
from regs_portal.people.models import Employee

REASONS: dict[Problem, Promise] = {
    Problem.DISCRIMINATORY: gettext_lazy(
        "This seems to tie hiring, pay or standing to a trait of the person, such as sex, age, "
        "marriage, pregnancy, origin, belief or disability. The law forbids that unless the work "
        "itself demands it."
    ),
    Problem.ABSOLUTE: gettext_lazy(
        "This leaves no room for exceptions. The law, or fairness, often demands one, and a court "
        "reads such words against whoever wrote them."
    ),
    Problem.NO_EFFECTIVE_DATE: gettext_lazy("The text does not say from when it applies."),
    Problem.NO_INTERPRETER: gettext_lazy("The text does not say who interprets it."),
    Problem.NO_REVIEW: gettext_lazy("It is not settled when the text is looked at again."),
}
SUGGESTIONS: dict[Problem, Promise] = {
    Problem.DISCRIMINATORY: gettext_lazy(
        "Say what the work demands instead, or name the law that allows the difference."
    ),
    Problem.ABSOLUTE: gettext_lazy(
        "Say in which cases it holds, who may grant an exception, or how to object."
    ),
    Problem.NO_EFFECTIVE_DATE: gettext_lazy(
        "Add to the supplementary provisions from when it applies."
    ),
    Problem.NO_INTERPRETER: gettext_lazy(
        "Add to the supplementary provisions which department interprets it."
    ),
    Problem.NO_REVIEW: gettext_lazy("Give the policy a review interval."),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at. ``anchor`` and ``place`` say where, ``words`` which; ``answer`` is the
    reason on record for which it stays, if there is one."""

    problem: Problem
    anchor: str
    place: str
    words: str
    answer: AdviceAnswer | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What an answer names; the same words in the same place are answered together."""
        return self.problem, self.anchor, self.words

    @property
    def reason(self) -> Promise:
        return REASONS[self.problem]

    @property
    def suggestion(self) -> Promise:
        return SUGGESTIONS[self.problem]


def advice_on(revision: Revision, outline: Outline) -> list[Advice]:
    """What to look at in the text, in reading order, with the newest answer to each."""
    if revision.is_repeal:
        return []  # Its words are made, not written.
    answers = {
        (answer.problem, answer.anchor, answer.words): answer
        for answer in AdviceAnswer.objects.filter(policy=revision.policy_id).select_related("by")
    }
    nodes = tuple(outline.walk())
    found: dict[tuple[str, str, str], Advice] = {}
    is_reviewed = revision.policy.review_interval_months > 0
    for each in advise(outline, has_review_interval=is_reviewed):
        node = None if each.node is None else nodes[each.node]
        anchor, words = anchor_of(node, each.field), each.words[:LONGEST]
        advice = Advice(
            problem=each.problem,
            anchor=anchor,
            place=place_name(node, each.field),
            words=words,
            answer=answers.get((each.problem, anchor, words)),
        )
        found.setdefault(advice.key, advice)
    return list(found.values())


def answer(
    revision: Revision,
    problem: str,
    anchor: str,
    words: str,
    reason: str,
    by: Employee,
    at: dt.datetime | None = None,
) -> AdviceAnswer:
    """Records why the words stay: an editor of the policy, or a reviewer while it is reviewed."""
    at = at or timezone.now()
    with named_constraints(), transaction.atomic():
        current = Revision.objects.locked().get(pk=revision.pk)
        on = timezone.localdate(at)
        if not by.is_employed(on):
            raise Refused("not_employed")
        if not may_answer(by, current, on):
            raise Refused("not_yours")
        reason = needed(reason, "advice_answer_has_a_reason")
        known = {advice.key for advice in advice_on(current, current.outline())}
        if (problem, anchor, words) not in known:
            raise Refused(
                "no_such_advice",
                _("The portal does not advise against those words. Reload the page."),
            )
        made = AdviceAnswer.objects.create(
            revision=current,
            policy=current.policy,
            problem=problem,
            anchor=anchor,
            words=words,
            reason=reason,
            by=by,
            at=at,
        )
        record(
            "policies.answer_advice", current, by, problem=problem, anchor=anchor, words=words,
            reason=reason,
        )  # fmt: skip
    return made


def may_answer(employee: Employee, revision: Revision, on: dt.date) -> bool:
    """Before it is law: its editors, and while it is reviewed those who may decide on it."""
    edits = revision.policy.is_editable_by(employee)
    if revision.status == Status.DRAFT:
        return edits
    if revision.status == Status.IN_REVIEW:
        return edits or bool(access.signatories(employee, on))
    return False
