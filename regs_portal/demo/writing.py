"""The regulations of the demonstration company, written, decided and published by the verbs."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from django.utils import timezone

from policies import drafting, proving, workflow
from policies.models import (
    AudienceRule,
    Category,
    Level,
    Revision,
    Step,
    Verdict,
)
from policies.models.audience import RuleKind
from policies.models.drafted import Drafted
from policies.proving import Proof
from policies.text.outline import Clause, Heading, Outline
from policies.text.parsing import parse
from regs_portal.demo.described import PolicyFacts, RevisionFacts
from regs_portal.people.models import Department, Employee, Role, Site

LEVELS = {
    "制度": Level.REGULATION,
    "辦法": Level.MEASURES,
    "細則": Level.RULES,
    "規程": Level.PROCEDURE,
    "守則": Level.CODE_OF_CONDUCT,
    "準則": Level.STANDARD,
}


class Writers:
    """The employees who write and decide, by number, loaded once as the portal loads them."""

    def __init__(self, password: str) -> None:
        self._known: dict[str, Employee] = {}
        self._proofs: dict[str, Proof] = {}
        self._password = password

    def __getitem__(self, number: str) -> Employee:
        if number not in self._known:
            self._known[number] = (
                Employee.objects.with_group_names()
                .select_related("department", "site")
                .get(employee_number=number)
            )
        return self._known[number]

    def proof_of(self, number: str, revision: Revision) -> Proof:
        """Signed with the password that every account of the demonstration has. Hashing is slow
        on purpose, so it is given again only when the last time is too long ago."""
        employee = self[number]
        if number not in self._proofs or not self._proofs[number].is_of(employee):
            self._proofs[number] = proving.by_password(employee, self._password, revision)
        return self._proofs[number]


def moment(today: dt.date, days: int, hour: int, seed: int = 0) -> dt.datetime:
    """Some minute past ``hour`` in the company's time, ``days`` before today."""
    clock = dt.time(hour, (days * 7 + seed * 13) % 60, seed * 29 % 60)
    day = today - dt.timedelta(days=days)
    return dt.datetime.combine(day, clock, timezone.get_default_timezone())


def begin(
    facts: PolicyFacts,
    revision_facts: RevisionFacts,
    before: Revision | None,
    writers: Writers,
    today: dt.date,
) -> Revision:
    """The draft of one revision, its text loaded, its cover filled in."""
    author = writers[revision_facts.author]
    at = moment(today, revision_facts.started_days, 9, len(facts.code))
    outline = _outline(facts, revision_facts, before)
    with written_at(at):
        if before is None:
            draft = _start_policy(facts, outline, author, writers[facts.owner], at)
        else:
            draft = drafting.start_revision(
                before.policy, by=author, number=revision_facts.number, at=at
            )
            draft = drafting.load(draft, outline, by=author)
        return drafting.edit_cover(
            draft,
            draft.lock_version,
            author,
            number=revision_facts.number,
            change_note=revision_facts.change_note,
            is_material=revision_facts.material,
        )


def decide(draft: Revision, facts: RevisionFacts, writers: Writers, today: dt.date) -> Revision:
    """Takes the draft as far along its way as its description says."""
    author = writers[facts.author]

    def sign(step: Step, verdict: Verdict, number: str, at: dt.datetime, comment: str = "") -> None:
        workflow.decide(
            draft,
            step,
            verdict,
            by=writers[number],
            comment=comment,
            at=at,
            proof=writers.proof_of(number, draft),
            is_material=facts.material,
        )

    if facts.submitted_days is not None:
        workflow.submit(draft, by=author, at=moment(today, facts.submitted_days, 10))
    if facts.reviewed_days is not None:
        at = moment(today, facts.reviewed_days, 11)
        sign(Step.LEGAL_BASIS, Verdict.APPROVED, facts.legal_reviewer, at)
        at = moment(today, facts.reviewed_days, 12)
        sign(Step.FAIRNESS, Verdict.APPROVED, facts.fairness_reviewer, at)
    if facts.returned_days is not None:
        legal = facts.reviewed_days is None
        sign(
            Step.LEGAL_BASIS if legal else Step.FINAL_APPROVAL,
            Verdict.RETURNED,
            facts.legal_reviewer if legal else facts.approver,
            moment(today, facts.returned_days, 14),
            facts.comment,
        )
    if facts.approved_days is not None:
        at = moment(today, facts.approved_days, 15)
        sign(Step.FINAL_APPROVAL, Verdict.APPROVED, facts.approver, at)
    if facts.withdrawn_days is not None:
        at = moment(today, facts.withdrawn_days, 16)
        workflow.withdraw(draft, by=author, comment=facts.comment, at=at)
    if facts.published_days is not None:
        at = moment(today, facts.published_days, 16)
        effective_from = today + dt.timedelta(days=facts.effective_in_days)
        workflow.publish(draft, effective_from, by=author, at=at)
    draft.refresh_from_db()
    return draft


@contextmanager
def written_at(at: dt.datetime) -> Iterator[None]:
    """Has the history of what is drafted say it was written then; see django-simple-history."""
    Drafted._history_date = at  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del Drafted._history_date  # type: ignore[attr-defined]


def _start_policy(
    facts: PolicyFacts, outline: Outline, author: Employee, owner: Employee, at: dt.datetime
) -> Revision:
    draft = drafting.start_policy(
        title=facts.title,
        by=author,
        outline=outline,
        at=at,
        binds_everyone=False,
        code=facts.code,
        category=Category.objects.get(slug=facts.category),
        level=LEVELS[facts.level],
        scheme=facts.numbering,
        jurisdiction=facts.jurisdiction,
        classification=facts.classification,
        issuing_department=Department.objects.get(code=facts.department),
        owner=owner,
        review_interval_months=facts.review_interval_months,
        requires_acknowledgement=facts.requires_acknowledgement,
        acknowledge_within_days=facts.acknowledge_within_days,
    )
    drafting.set_audience(draft.policy, [_rule(rule) for rule in facts.audience], author)
    return draft


def _rule(written: Mapping[str, str]) -> AudienceRule:
    rule = AudienceRule(kind=written["kind"], effect=written["effect"])
    code = written["ref"]
    if rule.kind == RuleKind.DEPARTMENT:
        rule.department = Department.objects.get(code=code)
    elif rule.kind == RuleKind.SITE:
        rule.site = Site.objects.get(code=code)
    elif rule.kind == RuleKind.ROLE:
        rule.role = Role.objects.get(code=code)
    elif rule.kind == RuleKind.PERSON:
        rule.employee = Employee.objects.get(employee_number=code)
    return rule


# --- The text, and which clause continues which


def _outline(facts: PolicyFacts, revision: RevisionFacts, before: Revision | None) -> Outline:
    """The text of the file, addressed to roles, under the anchors of the revision before."""
    outline = parse(revision.text).documents[0].outline
    roles = {entry["clause"]: tuple(entry["roles"]) for entry in facts.clause_roles}
    old = before.outline() if before else Outline("")
    anchors = _clause_anchors(revision, old)
    headings = {heading.title: heading.anchor for heading in old.all_headings()}

    def clause(one: Clause) -> Clause:
        return replace(
            one, anchor=anchors.get(one.label, ""), roles=roles.get(one.label, one.roles)
        )

    def heading(one: Heading) -> Heading:
        return replace(
            one,
            anchor=headings.pop(one.title, ""),
            clauses=tuple(map(clause, one.clauses)),
            headings=tuple(map(heading, one.headings)),
        )

    return replace(
        outline,
        clauses=tuple(map(clause, outline.clauses)),
        headings=tuple(map(heading, outline.headings)),
    )


def _clause_anchors(revision: RevisionFacts, old: Outline) -> dict[str, str]:
    """By the new label: the anchor of the clause it continues."""
    anchors = {clause.label: clause.anchor for clause in old.all_clauses()}
    continued = {entry["clause"]: anchors[entry["was"]] for entry in revision.renumbered}
    taken = set(continued.values())
    for label, anchor in anchors.items():
        if label not in revision.new_clauses and label not in continued and anchor not in taken:
            continued[label] = anchor
    return continued
