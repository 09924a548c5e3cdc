"""What is done to a policy: its next texts, its facts, whom it binds, its heads and its filing."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from policies import drafting, periodic_reviewing, questions
from policies.filing import heads, making
from policies.models import AudienceRule, Head, Question, RevisionKind, Status
from policies.models.audience import RuleKind
from policies.refusals import Refused
from regs_portal.people.models import Employee
from tests.factories import PASSWORD
from tests.policies.doors.people import EMPLOYED, KEEPERS, WRITERS
from tests.policies.doors.standing import FIRST, FROZEN, NEXT, OVER, SECOND, STATES, Standing
from tests.policies.doors.table import Deed, Table, from_

PUBLISHED = ("scheduled", "in force")
UNREVIEWED = tuple(state for state in STATES if state not in FROZEN)
# Of a policy without a text that could be shown, the page of heads shows none.
NO_TEXT = frozenset({"withdrawn", "cancelled"})


def of_policy(name: str) -> Callable[[Standing], str]:
    return lambda it: reverse(name, args=[it.policy.code])


def facts(it: Standing, **changed: Any) -> dict[str, Any]:
    policy = it.policy
    return {
        "which": "facts", "seen": drafting.facts_seen(policy), "category": policy.category_id,
        "level": policy.level, "scheme": policy.scheme, "jurisdiction": policy.jurisdiction,
        "classification": policy.classification,
        "issuing_department": policy.issuing_department_id,
        "owner": it.people["author"].employee_number,
        "review_interval_months": policy.review_interval_months, "is_work_rule": "on",
        "requires_acknowledgement": "on",
        "acknowledge_within_days": policy.acknowledge_within_days,
    } | changed  # fmt: skip


def audience(it: Standing) -> dict[str, Any]:
    return {
        "which": "audience", "seen": drafting.audience_seen(it.policy), "rules-TOTAL_FORMS": 1,
        "rules-INITIAL_FORMS": 1, "rules-0-effect": "include", "rules-0-kind": "site",
        "rules-0-site": it.cast.taiwan.pk,
    }  # fmt: skip


def of_heads(verb: str, do: Callable[[Standing, Employee], Any], which: str, **typed: str) -> Deed:
    return Deed(
        verb,
        do,
        of_policy("filing:heads"),
        lambda it: {"which": which, **typed},
        from_(STATES, KEEPERS),
        unseen=NO_TEXT,
    )


REASON = {"reason": "理由"}

BEGUN: Table = {
    "begin a revision": Deed(
        "start_revision",
        lambda it, by: drafting.start_revision(it.policy, by),
        of_policy("drafting:start_revision"),
        lambda it: {},
        from_(OVER, WRITERS),
    ),
    "begin a correction": Deed(
        "start_revision",
        lambda it, by: drafting.start_revision(
            it.policy, by, kind=RevisionKind.CORRECTION, reason="錯字"
        ),
        of_policy("drafting:start_correction"),
        lambda it: REASON,
        from_(PUBLISHED, WRITERS),
    ),
    "begin a repeal": Deed(
        "start_repeal",
        lambda it, by: drafting.start_repeal(it.policy, by, "停辦"),
        of_policy("drafting:start_repeal"),
        lambda it: REASON,
        from_(PUBLISHED, WRITERS),
    ),
    "review without a change": Deed(
        "review_unchanged",
        lambda it, by: periodic_reviewing.confirm(
            it.policy, "看過", by, it.digest_in_force, proof=it.proof(by)
        ),
        of_policy("drafting:periodic_review"),
        lambda it: {"digest": it.digest_in_force, "comment": "看過", "password": PASSWORD},
        from_(("in force", *NEXT), WRITERS),
    ),
}

FACTS: Table = {
    "change a fact": Deed(
        "edit_policy",
        lambda it, by: drafting.edit_policy(it.policy, by, review_interval_months=6),
        of_policy("drafting:facts"),
        lambda it: facts(it, review_interval_months=6),
        from_(STATES, WRITERS),
    ),
    "change a fact that is decided on": Deed(
        "edit_policy",
        lambda it, by: drafting.edit_policy(it.policy, by, acknowledge_within_days=30),
        of_policy("drafting:facts"),
        lambda it: facts(it, acknowledge_within_days=30),
        from_(UNREVIEWED, WRITERS),
    ),
    "give the policy another code": Deed(
        "change_code",
        lambda it, by: drafting.change_code(it.policy, by, "HR-999", it.policy.code),
        of_policy("drafting:facts"),
        lambda it: {"which": "code", "former": it.policy.code, "code": "HR-999"},
        from_(UNREVIEWED, WRITERS),
    ),
    "say whom the policy binds": Deed(
        "set_audience",
        lambda it, by: drafting.set_audience(
            it.policy, [AudienceRule(kind=RuleKind.SITE, site=it.cast.taiwan)], by
        ),
        of_policy("drafting:facts"),
        audience,
        from_(UNREVIEWED, WRITERS),
    ),
}


def asked(it: Standing) -> None:
    """Somebody has asked about it, where it can be asked about."""
    if it.revision.status == Status.PUBLISHED:
        questions.ask(it.revision, "", "何時檢討？", it.cast.employee)


def question(it: Standing) -> Question:
    found = Question.objects.filter(revision=it.revision).first()
    if found is None:
        raise Refused("question_names_the_text")
    return found


ASKED: Table = {
    "ask about a text": Deed(
        "ask",
        lambda it, by: questions.ask(it.revision, "", "何時檢討？", by),
        lambda it: reverse("reading:ask_whole", args=[it.policy.code, it.revision.number]),
        lambda it: {"words": "何時檢討？"},
        from_(PUBLISHED, EMPLOYED),
    ),
    "answer a question": Deed(
        "answer_question",
        lambda it, by: questions.answer(question(it), "明年。", by, is_shared=False),
        lambda it: reverse("reading:answer_question", args=[it.policy.code, question(it).pk]),
        lambda it: {"words": "明年。"},
        from_(PUBLISHED, WRITERS),
        before=asked,
        unseen=frozenset(STATES) - frozenset(PUBLISHED),
    ),
}

HEADS: Table = {
    "note a clause under a head": of_heads(
        "cover_heads",
        lambda it, by: heads.cover(it.policy, [(SECOND, Head.WAGES)], by),
        "confirm",
        pair=f"{SECOND}:wages",
    ),
    "take a clause out of a head": of_heads(
        "uncover_head",
        lambda it, by: heads.uncover(it.policy, FIRST, Head.HOURS, by),
        "uncover",
        pair=f"{FIRST}:hours",
    ),
    "leave a head out": of_heads(
        "omit_head",
        lambda it, by: heads.omit(it.policy, Head.WELFARE, "無", by),
        "omit",
        head="welfare",
        reason="無",
    ),
    "take an omission back": of_heads(
        "take_omission_back",
        lambda it, by: heads.take_omission_back(it.policy, Head.OTHER, by),
        "take_back",
        head="other",
    ),
    "open a filing": Deed(
        "open_filing",
        lambda it, by: making.make([it.revision], it.cast.taiwan, by),
        lambda it: reverse("filing:make"),
        lambda it: {"site": it.cast.taiwan.code, "revisions": [it.pk]},
        from_(PUBLISHED, KEEPERS),
    ),
}
