"""Every verb of a revision's life, from every state, by every kind of person, through every door.

One table, written by hand: who may do what from where. The verb, the screen and the administration
have to agree with it; whoever else tries leaves no trace.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from policies import commenting, drafting, periodic_reviewing, scheduling, workflow
from policies.consulting import answering, opening
from policies.models import Revision, RevisionKind, Step, Verdict
from policies.refusals import Refused
from policies.text.outline import AudienceLine
from regs_portal.audit.models import AuditEvent
from regs_portal.people.groups import PortalGroup
from regs_portal.people.models import Employee, Site
from tests import signing
from tests.cast import Cast, approve, draft_of, publish, reviewers
from tests.factories import PASSWORD, EmployeeFactory
from tests.fixtures import SignIn
from tests.policies.standing import TODAY

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
WRITERS = frozenset({"author", "co-author"})
OFFICE = frozenset({"legal", "fairness", "approver"})
REVIEWED = ("in review", "all but the last step")
OPEN = ("draft", "in consultation", *REVIEWED, "approved")


@pytest.fixture
def people(cast: Cast) -> dict[str, Employee]:
    """One of every kind; the co-author writes a clause, the superuser has no office."""
    colleague = EmployeeFactory(
        department=cast.human_resources, site=cast.taiwan, groups=[PortalGroup.EDITOR]
    )
    root = EmployeeFactory(department=cast.human_resources, site=cast.taiwan, is_superuser=True)
    return {
        "author": cast.editor, "co-author": colleague, "legal": cast.legal_reviewer,
        "fairness": cast.fairness_reviewer, "approver": cast.approver, "hr": cast.hr,
        "auditor": cast.auditor, "neighbour": cast.neighbour, "outsider": cast.outsider,
        "employee": cast.employee, "administrator": cast.administrator, "superuser": root,
    }  # fmt: skip


def standing(cast: Cast, people: Mapping[str, Employee], state: str) -> Revision:
    """A revision by the author and the co-author, brought there through the verbs."""
    long_ago = timezone.now() - 20 * DAY
    draft = draft_of(cast)
    clause = draft.clauses.get(label="第一條")
    drafting.edit_clause(draft, clause.anchor, 1, people["co-author"], body="<p>依法訂定。</p>")
    match state:
        case "in consultation":
            opening.consult(draft, None, TODAY() + 9 * DAY, "請看", cast.editor)
        case "in review" | "all but the last step":
            workflow.submit(draft, cast.editor)
        case "approved":
            approve(cast, draft)
        case "scheduled":
            publish(cast, draft, TODAY() + 9 * DAY)
        case "in force":
            publish(cast, draft, at=long_ago)
        case "withdrawn":
            workflow.withdraw(draft, cast.editor)
        case "cancelled":
            scheduling.cancel(publish(cast, draft, TODAY() + 9 * DAY), "不訂了", cast.editor)
    if state == "all but the last step":
        for step in (Step.LEGAL_BASIS, Step.FAIRNESS):
            signing.decide(draft, step, Verdict.APPROVED, reviewers(cast)[step])
    return Revision.objects.select_related("policy__issuing_department").get(pk=draft.pk)


STATES = (*OPEN, "scheduled", "in force", "withdrawn", "cancelled")


@dataclass(frozen=True)
class Deed:
    """A verb, the form its page sends, and who may from which states."""

    do: Callable[[Revision, Employee], Any]
    address: Callable[[Revision], str]
    typed: Callable[[Revision], dict[str, Any]]
    allowed: dict[str, frozenset[str]]


def from_(states: tuple[str, ...], who: frozenset[str]) -> dict[str, frozenset[str]]:
    return dict.fromkeys(states, who)


def road(verb: str) -> Callable[[Revision], str]:
    return lambda revision: reverse(f"deciding:{verb}", args=[revision.pk])


def of_policy(name: str) -> Callable[[Revision], str]:
    return lambda revision: reverse(f"drafting:{name}", args=[revision.policy.code])


def sign(step: Step, state: tuple[str, ...], who: str) -> Deed:
    return Deed(
        lambda it, by: signing.decide(it, step, Verdict.APPROVED, by, digest=it.digest),
        road("decide"),
        lambda it: {
            "digest": it.digest, "step": step, "verdict": "approved", "comment": "",
            "is_material": "True", "password": PASSWORD,
        },
        from_(state, frozenset({who})),
    )  # fmt: skip


def first_clause(revision: Revision) -> tuple[str, int]:
    clause = revision.clauses.get(label="第一條")
    return clause.anchor, clause.lock_version


TAIWAN = AudienceLine(excluded=False, kind="site", code="NTP")
LATER = {"to": (TODAY() + 40 * DAY).isoformat(), "reason": "理由"}
NO_OPEN = ("scheduled", "in force", "withdrawn", "cancelled")

DEEDS: dict[str, Deed] = {
    "edit a clause": Deed(
        lambda it, by: drafting.edit_clause(it, *first_clause(it), by, body="<p>改。</p>"),
        lambda it: reverse("drafting:clause", args=[it.pk, first_clause(it)[0]]),
        lambda it: {"version": first_clause(it)[1], "label": "第一條", "body": "<p>改。</p>"},
        from_(("draft",), WRITERS),
    ),
    "say whom a clause binds": Deed(
        lambda it, by: drafting.bind_clause(it, *first_clause(it), by, [TAIWAN]),
        lambda it: reverse("drafting:binding", args=[it.pk, first_clause(it)[0]]),
        lambda it: {
            "version": first_clause(it)[1],
            "rules-TOTAL_FORMS": 1,
            "rules-INITIAL_FORMS": 0,
            "rules-0-effect": "include",
            "rules-0-kind": "site",
            "rules-0-site": Site.objects.get(code=TAIWAN.code).pk,
        },
        from_(("draft",), WRITERS),
    ),
    "name a legal basis": Deed(
        lambda it, by: drafting.add_basis(it, by, "勞動基準法"),
        lambda it: reverse("drafting:add_basis", args=[it.pk]),
        lambda it: {"law": "勞動基準法"},
        from_(("draft",), WRITERS),
    ),
    "consult": Deed(
        lambda it, by: opening.consult(it, None, TODAY() + 9 * DAY, "請看", by),
        lambda it: reverse("consulting:open", args=[it.pk]),
        lambda it: {
            "words": "請看",
            "closes_on": (TODAY() + 9 * DAY).isoformat(),
            "shows": "words",
            "whom": "bound",
        },
        from_(("draft",), WRITERS),
    ),
    "call the consultation off": Deed(
        lambda it, by: answering.abort(it, by, "重擬"),
        lambda it: reverse("consulting:abort", args=[getattr(it.consultations.first(), "pk", 0)]),
        lambda it: {"summary": "重擬"},
        from_(("in consultation",), WRITERS),
    ),
    "submit": Deed(workflow.submit, road("submit"), lambda it: {}, from_(("draft",), WRITERS)),
    "sign the legal basis": sign(Step.LEGAL_BASIS, ("in review",), "legal"),
    "sign the fairness": sign(Step.FAIRNESS, ("in review",), "fairness"),
    "sign the final approval": sign(Step.FINAL_APPROVAL, ("all but the last step",), "approver"),
    "comment on the review": Deed(
        lambda it, by: commenting.comment(it, "", "意見", by),
        road("comment"),
        lambda it: {"anchor": "", "words": "意見"},
        from_(REVIEWED, OFFICE),
    ),
    "take the approval back": Deed(
        lambda it, by: workflow.return_approved(it, by, "理由"),
        road("return"),
        lambda it: {"comment": "理由"},
        from_(("approved",), frozenset({"approver"})),
    ),
    "publish": Deed(
        lambda it, by: workflow.publish(it, TODAY(), by),
        road("publish"),
        lambda it: {"effective_from": TODAY().isoformat()},
        from_(("approved",), WRITERS | {"approver"}),
    ),
    "postpone": Deed(
        lambda it, by: scheduling.postpone(it, TODAY() + 40 * DAY, "理由", by),
        road("postpone"),
        lambda it: LATER,
        from_(("scheduled",), WRITERS | {"approver"}),
    ),
    "cancel": Deed(
        lambda it, by: scheduling.cancel(it, "理由", by),
        road("cancel"),
        lambda it: LATER,
        from_(("scheduled",), WRITERS | {"approver"}),
    ),
    "withdraw": Deed(
        lambda it, by: workflow.withdraw(it, by, "不訂了"),
        road("withdraw"),
        lambda it: {"comment": "不訂了"},
        from_(OPEN, WRITERS),
    ),
    "begin a revision": Deed(
        lambda it, by: drafting.start_revision(it.policy, by),
        of_policy("start_revision"),
        lambda it: {},
        from_(NO_OPEN, WRITERS),
    ),
    "begin a correction": Deed(
        lambda it, by: drafting.start_revision(
            it.policy, by, kind=RevisionKind.CORRECTION, reason="錯字"
        ),
        of_policy("start_correction"),
        lambda it: {"reason": "錯字"},
        from_(("scheduled", "in force"), WRITERS),
    ),
    "begin a repeal": Deed(
        lambda it, by: drafting.start_repeal(it.policy, by, "停辦"),
        of_policy("start_repeal"),
        lambda it: {"reason": "停辦"},
        from_(("scheduled", "in force"), WRITERS),
    ),
    "review without a change": Deed(
        lambda it, by: periodic_reviewing.confirm(
            it.policy, "看過", by, it.digest, proof=signing.proof_of(by, it)
        ),
        of_policy("periodic_review"),
        lambda it: {"digest": it.digest, "comment": "看過", "password": PASSWORD},
        from_(("in force",), WRITERS),
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_by_the_verb(cast: Cast, people: dict[str, Employee], state: str) -> None:
    revision = standing(cast, people, state)
    for name, deed in DEEDS.items():
        passed = {who for who, person in people.items() if passes(deed, revision, person)}
        assert passed == deed.allowed.get(state, frozenset()), f"{name}, {state}"


def passes(deed: Deed, revision: Revision, by: Employee) -> bool:
    """Whether the verb let them; then it left events, else nothing. All is taken back."""
    before = AuditEvent.objects.count()
    with transaction.atomic():
        try:
            deed.do(Revision.objects.select_related("policy").get(pk=revision.pk), by)
        except Refused:
            assert AuditEvent.objects.exclude(verb="policies.fail_signature").count() <= before
            return False
        finally:
            transaction.set_rollback(True)
    return True


@pytest.mark.parametrize("state", STATES)
def test_by_the_screen(cast: Cast, people: dict[str, Employee], as_: SignIn, state: str) -> None:
    revision = standing(cast, people, state)
    browsers = {who: as_(person) for who, person in people.items()}
    for name, deed in DEEDS.items():
        allowed = deed.allowed.get(state, frozenset())
        # From where nobody may, those are asked who may from elsewhere; the verb knows the rest.
        asked = people.keys() if allowed else frozenset.union(*deed.allowed.values())
        done = {who for who in asked if leaves(deed, revision, browsers[who])}
        assert done == allowed, f"{name}, {state}"


def leaves(deed: Deed, revision: Revision, browser: Any) -> bool:
    """Whether sending the form left an event; then the page led on. All is taken back."""
    before = AuditEvent.objects.count()
    with transaction.atomic():
        answer = browser.post(deed.address(revision), deed.typed(revision))
        happened = AuditEvent.objects.count() > before
        transaction.set_rollback(True)
    assert answer.status_code in ({302} if happened else {302, 403, 404, 409, 422})
    return happened


def test_the_administration_has_no_such_door(
    cast: Cast, people: dict[str, Employee], as_: SignIn
) -> None:
    """Nothing that is drafted, decided or published can be touched there, by a superuser either."""
    registered = {
        model._meta.model_name for model in admin.site._registry
        if model._meta.app_label in {"policies", "acknowledgements", "audit"}
    }  # fmt: skip
    assert registered == {"category", "reviewstep"}
    for model in ("revision", "policy", "clause", "decision", "transition", "schedule"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:policies_{model}_changelist")
    revision = standing(cast, people, "in review")
    root = people["superuser"]
    root.groups.add(Group.objects.get(name=PortalGroup.ADMINISTRATOR))
    answer = as_(root).post(f"/admin/policies/revision/{revision.pk}/change/", {"status": "x"})
    assert answer.status_code in {302, 403, 404}
    revision.refresh_from_db()
    assert revision.status == "in_review"
