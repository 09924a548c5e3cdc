"""What is done along the road of a revision: by who drafts, who reviews and who publishes it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from policies import (
    adverse,
    advising,
    commenting,
    drafting,
    scheduling,
    waiving,
    workflow,
)
from policies.consulting import opening
from policies.models import Step, Verdict
from regs_portal.people.models import Employee
from tests.factories import PASSWORD
from tests.policies.doors.people import DAY, DECIDERS, OFFICE, PUBLISHERS, WRITERS
from tests.policies.doors.standing import (
    CLOSING,
    DRAFTS,
    LAST,
    LOOSE,
    NEXT,
    OPEN,
    REVIEWED,
    WRITTEN,
    Standing,
    let_stand,
)
from tests.policies.doors.table import Deed, Table, from_
from tests.policies.standing import TODAY

APPROVER = frozenset({"approver"})
LEGAL = frozenset({"legal"})


def road(verb: str) -> Callable[[Standing], str]:
    return lambda it: reverse(f"deciding:{verb}", args=[it.pk])


def of_comment(verb: str) -> Callable[[Standing], str]:
    return lambda it: reverse(f"deciding:{verb}", args=[it.pk, getattr(it.comment, "pk", 0)])


def sign(step: Step, verdict: Verdict, states: Iterable[str], who: frozenset[str]) -> Deed:
    def do(it: Standing, by: Employee) -> Any:
        return workflow.decide(
            it.revision, step, verdict, by, "理由", it.revision.digest, proof=it.proof(by),
            is_material=True,
        )  # fmt: skip

    def typed(it: Standing) -> dict[str, Any]:
        return {
            "digest": it.revision.digest, "step": step, "verdict": verdict, "comment": "理由",
            "is_material": "True", "password": PASSWORD,
        }  # fmt: skip

    return Deed("decide", do, road("decide"), typed, from_(states, who))


REASON = {"reason": "理由"}
ADVICE = {"problem": "no_interpreter", "anchor": CLOSING, "words": "", **REASON}

SUBMITTED: Table = {
    "consult": Deed(
        "consult",
        lambda it, by: opening.consult(it.revision, None, TODAY() + 9 * DAY, "請看", by),
        lambda it: reverse("consulting:open", args=[it.pk]),
        lambda it: {
            "words": "請看", "closes_on": (TODAY() + 9 * DAY).isoformat(), "shows": "words",
            "whom": "bound",
        },
        from_(DRAFTS, WRITERS),
    ),
    "submit": Deed(
        "submit",
        lambda it, by: workflow.submit(it.revision, by),
        road("submit"),
        lambda it: {},
        from_(DRAFTS, WRITERS),
    ),
    "withdraw": Deed(
        "withdraw",
        lambda it, by: workflow.withdraw(it.revision, by, "不訂了"),
        road("withdraw"),
        lambda it: {"comment": "不訂了"},
        from_(OPEN, WRITERS),
    ),
    "judge whether it is adverse": Deed(
        "judge_change",
        lambda it, by: adverse.judge(it.revision, True, "理由", by),
        lambda it: reverse("filing:adverse", args=[it.pk]),
        lambda it: {"is_adverse": "yes", **REASON},
        from_(NEXT, WRITERS),
    ),
    "change the reason of a repeal": Deed(
        "reword_repeal",
        lambda it, by: drafting.reword_repeal(
            it.revision, it.revision.lock_version, by, "併入他章"
        ),
        lambda it: reverse("drafting:repeal", args=[it.pk]),
        lambda it: {"version": it.revision.lock_version, "reason": "併入他章"},
        from_(("repeal",), WRITERS),
    ),
}  # fmt: skip

REVIEWING: Table = {
    "sign the legal basis": sign(Step.LEGAL_BASIS, Verdict.APPROVED, ("in review",), LEGAL),
    "return it at the legal basis": sign(Step.LEGAL_BASIS, Verdict.RETURNED, ("in review",), LEGAL),
    "sign the fairness": sign(
        Step.FAIRNESS, Verdict.APPROVED, ("in review",), frozenset({"fairness"})
    ),
    "sign the final approval": sign(
        Step.FINAL_APPROVAL, Verdict.APPROVED, ("all but the last step",), APPROVER
    ),
    "return it at the final approval": sign(
        Step.FINAL_APPROVAL, Verdict.RETURNED, ("all but the last step",), APPROVER
    ),
    "comment on the review": Deed(
        "comment_on_review",
        lambda it, by: commenting.comment(it.revision, "", "意見", by),
        road("comment"),
        lambda it: {"anchor": "", "words": "意見"},
        from_(REVIEWED, OFFICE),
    ),
    "answer a comment": Deed(
        "reply_to_review",
        lambda it, by: commenting.reply(it.comment_or_refused, "已改", by),
        of_comment("reply"),
        lambda it: {"words": "已改"},
        from_(("draft", *REVIEWED), WRITERS | DECIDERS),
    ),
    "settle a comment": Deed(
        "resolve_comment",
        lambda it, by: commenting.resolve(it.comment_or_refused, by),
        of_comment("resolve"),
        lambda it: {},
        from_(("draft", "in review"), LEGAL),
    ),
    "say why some wording stays": Deed(
        "answer_advice",
        lambda it, by: advising.answer(it.revision, ADVICE["problem"], CLOSING, "", "理由", by),
        road("answer_advice"),
        lambda it: ADVICE,
        from_(WRITTEN, WRITERS) | from_(REVIEWED, WRITERS | DECIDERS),
    ),
}

PUBLISHED: Table = {
    "let a reference stand": Deed(
        "waive_reference",
        lambda it, by: waiving.waive(it.revision, LAST, LOOSE, "理由", by),
        road("waive"),
        lambda it: {"anchor": LAST, "words": LOOSE, "on": TODAY().isoformat(), **REASON},
        from_((*REVIEWED, "approved"), PUBLISHERS),
    ),
    "take the approval back": Deed(
        "return",
        lambda it, by: workflow.return_approved(it.revision, by, "理由"),
        road("return"),
        lambda it: {"comment": "理由"},
        from_(("approved",), APPROVER),
    ),
    "publish": Deed(
        "publish",
        lambda it, by: workflow.publish(it.revision, TODAY(), by),
        road("publish"),
        lambda it: {"effective_from": TODAY().isoformat()},
        from_(("approved",), PUBLISHERS),
        before=let_stand,
    ),
    "postpone": Deed(
        "postpone",
        lambda it, by: scheduling.postpone(it.revision, TODAY() + 40 * DAY, "理由", by),
        road("postpone"),
        lambda it: {"to": (TODAY() + 40 * DAY).isoformat(), **REASON},
        from_(("scheduled",), PUBLISHERS),
    ),
    "cancel": Deed(
        "cancel",
        lambda it, by: scheduling.cancel(it.revision, "理由", by),
        road("cancel"),
        lambda it: REASON,
        from_(("scheduled",), PUBLISHERS),
    ),
}
